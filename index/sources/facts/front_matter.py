"""The particulars between ``---`` lines at the top of a Markdown file."""

import re
from typing import Final

from ..decode import clean_line
from .fields import FIELD_OF, WEB, field_key, sensible

MAX_LINES: Final = 200
PAIR: Final = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*))?")
ITEM: Final = re.compile(r"\s*-\s+(.+)")
WIKI_LINK: Final = re.compile(r"(!?)\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\](?!\()")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the known particulars of a Markdown text and the text below them.

    The particulars are fields of ``Article``; unknown keys, and values that make no sense, are
    left out. Without a closing ``---`` nothing is taken off.
    """
    lines = text.lstrip().split("\n")
    fences = [number for number, line in enumerate(lines[:MAX_LINES]) if line.rstrip() in ("---", "...")]
    if len(fences) < 2 or fences[0] != 0 or lines[0].rstrip() != "---":
        return {}, text
    above, below = lines[1 : fences[1]], lines[fences[1] + 1 :]
    if above and not any(PAIR.fullmatch(line.rstrip()) for line in above):
        return {}, text  # two rules with prose between them
    return _fields(_pairs(above)), "\n".join(below)


def _pairs(lines: list[str]) -> dict[str, list[str]]:
    """Return the values of each key in lower case; an indented line belongs to the key above it."""
    found: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines:
        if pair := PAIR.fullmatch(line.rstrip()):
            values = found.setdefault(field_key(pair[1]), [])
            values.extend(_listed(pair[2] or ""))
        elif item := ITEM.fullmatch(line):
            values.append(_unquoted(item[1]))
        elif line.startswith((" ", "\t")) and line.strip():
            values.append(_unquoted(line))
    return found


def _listed(value: str) -> list[str]:
    value = value.strip()
    if value in ("", "|", ">", "|-", ">-", "null", "~"):
        return []
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(part) for part in value[1:-1].split(",") if part.strip()]
    return [_unquoted(value)]


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        quote = value[0]
        return value[1:-1].replace("\\" + quote if quote == '"' else "''", quote)
    return re.split(r"\s#\s", value, maxsplit=1)[0].strip()


def _fields(pairs: dict[str, list[str]]) -> dict[str, str]:
    """Return the particulars, where a key named first in ``FIELDS`` goes before its other names."""
    found: dict[str, str] = {}
    for key in (key for key in FIELD_OF if pairs.get(key)):
        glue = ", " if FIELD_OF[key] == "author" else " "
        if said := field_of(key, glue.join(pairs[key])):
            found.setdefault(*said)
    if "published" in found:
        found["published_from"] = "front matter"
    return found


def field_of(key: str, value: str) -> tuple[str, str] | None:
    """Return the field of ``Article`` that a key such as ``Byline`` or ``URL Source`` gives, and its value.

    ``None`` for other keys, and for values that make no sense. A source that is an address is the article's.
    """
    field = FIELD_OF.get(field_key(key))
    words = clean_line(without_wiki_links(value))
    if field == "source" and WEB.fullmatch(words):
        field = "url"
    kept = sensible(field, words) if field and words else None
    return (field, kept) if field and kept else None


def without_wiki_links(text: str) -> str:
    """Return a note's text with the words of links such as ``[[Quay|the quay]]``; what is embedded goes."""
    return WIKI_LINK.sub(lambda match: "" if match[1] else match[3] or match[2], text)
