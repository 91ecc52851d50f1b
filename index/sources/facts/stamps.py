"""The time stamps of mails and feeds -> days, as their writers saw them on the calendar."""

from email.utils import parsedate_tz
from typing import Final

from ...language.dates import find_day

MAX_STAMP: Final = 100  # characters


def stamped_day(stamp: str) -> str | None:
    """Return the day of a time stamp as ISO 8601, ``None`` for none or for a month or year alone.

    The day is the one in the writer's own time zone. Mails of old give years of two digits.
    """
    stamp = stamp[:MAX_STAMP]
    if found := find_day(stamp):
        return found[0]
    try:
        parts = parsedate_tz(stamp)
    except (ValueError, TypeError, IndexError):
        return None
    if not parts or not any(letter.isalpha() for letter in stamp):
        return None
    found = find_day(f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}")
    return found[0] if found else None
