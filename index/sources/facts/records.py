"""A record of an article, as exports have it -> its text, its particulars, the files that hold it."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any, Final

from .fields import FIELD_OF, TEXT_NAMES, field_key, one_line, sensible

FARTHEST: Final = 1e15  # seconds or milliseconds; no day is behind it
SECONDS: Final = range(100_000_000, 10_000_000_000)  # since 1970: what a number for a day may be
INNER: Final = "content"
MAX_NAMES: Final = 20
MAX_KEYS: Final = 1_000  # of a record that are looked at
_FILES: Final = """
    file files attachment attachments file_attachments path local_path filename pdf slug key item_key
    timestamp
"""
FILE_KEYS: Final = tuple(_FILES.split())
"""What a record calls the files that hold its article, and the names that those have in an export."""

PLACE_KEYS: Final = ("path", "local_path", "filename", "file")  # in an attachment
PLACES: Final = re.compile(r"\s*;\s*")
ID_END: Final = re.compile(r"[/_]([A-Z0-9]{8}|\d{1,9})$")


def keyed(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record by the names of its fields as ``field_key`` spells them; the first of a name stays.

    What lies in an object that is its ``content`` is the record's too.
    """
    found = _spelt(record)
    inner = found.pop(INNER) if isinstance(found.get(INNER), dict) else {}
    return {**_spelt(inner), **found}


def _spelt(record: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, (key, value) in enumerate(record.items()):
        if number >= MAX_KEYS:
            break
        found.setdefault(field_key(str(key)[:100]), value)
    return found


def text_of(record: Mapping[str, Any]) -> str:
    """Return the text of a keyed record, blank if it has none."""
    texts = (record.get(name) for name in TEXT_NAMES)
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")


def known_of(record: Mapping[str, Any]) -> dict[str, str]:
    """Return the particulars of a keyed record as fields of ``Article``; what makes no sense is left out."""
    found: dict[str, str] = {}
    for name in (name for name in FIELD_OF if name in record):
        field = FIELD_OF[name]
        kept = None if field in found else _sensible(field, record[name])
        if kept:
            found[field] = kept
    if "published" in found:
        found["published_from"] = "record"
    return found


def files_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names by which a keyed record may be known again in files: paths, and parts of paths."""
    said = [record[key] for key in FILE_KEYS if key in record]
    places = [place for value in said for place in _places(value)]
    ends = [ID_END.search(str(record[key])) for key in ("id", "uri") if isinstance(record.get(key), str)]
    return tuple(dict.fromkeys([*places, *(end[1] for end in ends if end)]))


def _places(value: Any) -> Iterator[str]:
    several = value if isinstance(value, list) else [value]
    for one in several[:MAX_NAMES]:
        if isinstance(one, str) and not one.startswith(("http:", "https:", "data:")):
            yield from (place for place in PLACES.split(one[:4000])[:MAX_NAMES] if place)
        elif isinstance(one, dict):
            own = keyed(one)
            yield from (own[key][:1000] for key in PLACE_KEYS if isinstance(own.get(key), str) and own[key])


def _sensible(field: str, value: Any) -> str | None:
    if field == "published" and isinstance(value, (int, float)):
        return _day_of(value)
    words = one_line(_day_parts(value) if field == "published" else _written(value))
    return sensible(field, words) if words else None


def _written(value: Any) -> str:
    """Return a text, the name in an object, or several of them."""
    several = value if isinstance(value, list) else [value]
    some = [one for one in several[:MAX_NAMES] if _is_author(one)]
    return ", ".join(filter(None, map(_name, some)))


def _name(value: Any) -> str:
    if isinstance(value, str):
        return value[:4000]
    if not isinstance(value, dict):
        return ""
    own = keyed(value)
    whole = own.get("name") or own.get("literal")
    parts = (own.get(key) for key in ("given", "first_name", "family", "last_name"))
    return whole if isinstance(whole, str) else " ".join(part for part in parts if isinstance(part, str))


def _is_author(value: Any) -> bool:
    """Tell an author from an editor or translator, where a list says which is which."""
    kind = keyed(value).get("creator_type") if isinstance(value, dict) else None
    return kind in (None, "author", "reporter", "journalist")


def _day_parts(value: Any) -> str:
    """Return a day: as it is written, or of its parts (``{"date-parts": [[2019, 9, 12]]}``)."""
    if not isinstance(value, dict):
        return _written(value)
    own = keyed(value)
    parts = own.get("date_parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and len(first) == 3 and all(str(part).isdigit() for part in first):
        return "-".join(str(part).zfill(2) for part in first)
    return str(own.get("raw") or own.get("literal") or "")


def _day_of(seconds: float) -> str | None:
    if not -FARTHEST < seconds < FARTHEST:  # nor is NaN
        return None
    if int(seconds) // 1000 in SECONDS:  # in milliseconds
        seconds = seconds / 1000
    if int(seconds) not in SECONDS:
        return None
    return datetime.fromtimestamp(seconds, timezone.utc).date().isoformat()
