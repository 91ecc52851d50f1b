"""How much is new to a saved question, in a few words."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from index.language.relative_dates import in_words

from . import texts

if TYPE_CHECKING:
    from rag.saved.values import SavedQuestion


def since_line(question: SavedQuestion, now: datetime | None = None) -> str:
    """Return ``3 new since Tuesday``, or ``nothing new since 14 November 2026``."""
    number = f"{question.unseen:,}" if question.unseen else texts.NOTHING_NEW
    return texts.NEW_SINCE.format(number=number, day=since(question.seen, now))


def since(time: str, now: datetime | None = None) -> str:
    """Return a time of the last days as people say it: ``today, 14:03``, ``yesterday``, ``Tuesday``."""
    then = datetime.fromisoformat(time).astimezone()
    today = (now or datetime.now(timezone.utc)).astimezone().date()
    if then.date() == today:
        return f"{then:%H:%M}"
    if then.date() == today - timedelta(days=1):
        return texts.YESTERDAY
    if today - timedelta(days=7) < then.date() < today:
        return texts.WEEKDAYS[then.weekday()]
    return in_words(then.date())
