"""What is watched -> a line on each: when it was looked at, what came of it, when it is looked at next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from index.errors import QuothError

from . import texts

if TYPE_CHECKING:
    from index import Library
    from index.ingest.watching.watched import Watched


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """One thing that is watched, what is to say of it, and whether the last look at it failed."""

    place: str
    line: str
    failed: bool


def watched_lines(library: Library) -> tuple[WatchedLine, ...]:
    """Return a line on each thing that a library watches, or the one that says why that cannot be told."""
    try:
        return tuple(map(_line, library.watcher().list.all()))
    except QuothError as problem:
        return (WatchedLine(texts.WATCH_LIST, str(problem), failed=True),)


def _line(each: Watched) -> WatchedLine:
    place, state = each.wish.place, each.state
    if state.looked is None:
        return WatchedLine(place, texts.WATCH_NEVER, failed=False)
    about = {"looked": when(state.looked), "next": when(each.next), "line": state.line}
    if state.failures:
        failed = texts.WATCH_FAILED if state.failures > 1 else texts.WATCH_FAILED_ONCE
        return WatchedLine(place, failed.format(times=f"{state.failures:,}", **about), failed=True)
    changed = texts.WATCH_CHANGED.format(changed=when(state.changed)) if state.changed else ""
    return WatchedLine(place, texts.WATCH_LOOKED.format(**about) + changed, failed=False)


def when(seconds: float | None) -> str:
    """Return a time by the machine's clock and in its zone: ``2026-11-28 14:03``; nothing for none."""
    if seconds is None:
        return ""
    try:
        return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):  # of a clock that stood at nonsense
        return "?"
