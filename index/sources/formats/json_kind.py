"""Whether a JSON file is a feed or holds articles, told from its first part."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, Literal

TEXT_NAMES: Final = ("text", "content", "body", "articleBody", "maintext")
"""What the text of an article is called, in the order of preference."""

START: Final = re.compile(r'\s*(\[\s*)?\{\s*(?:"|\})')
FEED: Final = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')
TEXT: Final = re.compile(rf'"(?:{"|".join(TEXT_NAMES)})"\s*:\s*"')
OBJECTS_SEEN: Final = 20


def json_kind(head: str) -> Literal["feed", "jsonl"] | None:
    """Return the kind of a file that begins with a JSON object, or a list of them; ``None`` for others.

    ``jsonl`` is one object with a text, a list of such, or one on each line.
    """
    start = START.match(head)
    if not start:
        return None
    if not start[1] and FEED.search(head):
        return "feed"
    whole = list(_objects(head, start.end(1) if start[1] else 0))
    if whole:
        return "jsonl" if any(text_of(found) for found in whole) else None
    return "jsonl" if TEXT.search(head) else None


def text_of(record: dict[str, Any]) -> str:
    """Return the text of an article's record, blank if it has none."""
    texts = (record.get(name) for name in TEXT_NAMES)
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")


def _objects(head: str, place: int) -> Iterator[dict[str, Any]]:
    """Yield the first objects that end within the head."""
    decoder = json.JSONDecoder()
    for _ in range(OBJECTS_SEEN):
        while head[place : place + 1] in (" ", "\t", "\r", "\n", ","):
            place += 1
        try:
            found, place = decoder.raw_decode(head, place)
        except (ValueError, RecursionError):
            return
        if not isinstance(found, dict):
            return
        yield found
