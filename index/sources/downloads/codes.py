"""Articles whose every field has two letters before it (``HD``, ``PD``, ``TD``) -> their fields and text."""

from collections.abc import Sequence
from typing import Final

from .head import Cut
from .labels import NOISE, code_of

NEEDED: Final = frozenset({"title", "body", "published"})
WHOLE: Final = frozenset({"title", "author"})  # which go on in the next line


def read_coded(lines: Sequence[str]) -> tuple[dict[str, str], list[Cut]] | None:
    """Return the fields by kind and the text of an article, ``None`` where its lines have no such letters."""
    fields: dict[str, str] = {}
    body: list[Cut] = []
    kind = ""
    for place, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        found = code_of(line.strip())
        kind, text, cut = (found.kind, found.value, indent + found.cut) if found else (kind, line.strip(), 0)
        if not text or not kind or NOISE.fullmatch(text):
            continue
        if kind == "body":
            body.append((place, cut))
        elif kind in WHOLE and kind in fields:
            fields[kind] += f" {text}"
        elif kind != "about":
            fields.setdefault(kind, text)
    return (fields, body) if body and {*fields, "body"} >= NEEDED else None
