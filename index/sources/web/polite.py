"""Links that are looked at again and again -> their pages, as their sites ask programs to come.

What ``robots.txt`` keeps from programs is not fetched, and a host is asked for one thing after another.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from ...errors import SourceError
from .address import Link, LinkRefused, Reach
from .connection import Answer
from .fetch import NO_VERSION, Answered, Fetched, PageError, Unchanged, Version, asked, fetched_anew, refusal
from .robots import READ, Robots, parsed_robots

PACE: Final = 1.0  # seconds between two requests to a host
LONGEST_PACE: Final = 60.0  # that a site may ask for
KEPT: Final = 24 * 3600.0  # seconds that a robots.txt is believed
AGENT: Final = "Quoth/0.1 (looks for what is new at a person's request)"
KEEP_OUT: Final = "is kept from programs by the site's robots.txt; quoth add fetches it once"

Wait = Callable[[float], bool]
"""Sleeps for so many seconds, and tells whether it was woken because all is over."""


def sleep(seconds: float) -> bool:
    """Sleep to the end."""
    time.sleep(seconds)
    return False


class Polite:
    """Fetches from any thread; what it knows of sites it forgets with the process."""

    def __init__(self, reach: Reach, *, wait: Wait = sleep, pace: float = PACE) -> None:
        """Talk to what ``reach`` allows, ``pace`` seconds between two requests to a host; ``wait`` sleeps."""
        self._reach = reach
        self._wait = wait
        self._pace = pace
        self._lock = threading.Lock()
        self._turns: dict[str, float] = {}  # when a host may be asked next
        self._robots: dict[
            str, tuple[Robots, float]
        ] = {}  # by a site's address, and until when it is believed

    def fetch(self, url: str, version: Version = NO_VERSION) -> Fetched | Unchanged:
        """Return the page that a link leads to, unless it is the version that is known.

        Raises:
            PageError: as of ``fetched``; its site keeps it from programs, or cannot be asked whether it does.
        """
        return fetched_anew(url, self._reach, version=version, agent=AGENT, before=self._before)

    def _before(self, link: Link) -> None:
        """Wait until a link may be asked.

        Raises:
            LinkRefused: it may not, or nobody can tell.
        """
        robots = self._robots_of(link)
        if not robots.allows(link.target):
            raise LinkRefused(KEEP_OUT)
        self._take_turn(link, robots.delay)

    def _take_turn(self, link: Link, delay: float) -> None:
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._turns.get(link.host, now))
            self._turns[link.host] = turn + max(self._pace, min(delay, LONGEST_PACE))
        if turn > now and self._wait(turn - now):
            raise LinkRefused("was not fetched, as all was stopped")

    def _robots_of(self, link: Link) -> Robots:
        site = f"{link.scheme}://{link.place}"
        robots, until = self._robots.get(site, (Robots(), 0.0))
        if time.monotonic() < until:
            return robots
        try:
            robots, _ = asked(f"{site}/robots.txt", self._reach, _robots, headers=lambda _: [_AGENT])
        except PageError as problem:
            raise _no_robots(problem) from None
        self._robots[site] = robots, time.monotonic() + KEPT
        return robots


_AGENT: Final = (b"User-Agent", AGENT.encode())


def _robots(_: Link, answer: Answer) -> Robots:
    """Return what a site asks of programs; one without such a file asks for nothing."""
    if 200 <= answer.status < 300:
        return parsed_robots(_beginning(answer))
    if 400 <= answer.status < 500 and answer.status != 429:
        return Robots()
    raise refusal(answer)


def _beginning(answer: Answer) -> bytes:
    from ..formats.unpack import decoded

    packed = b""
    for piece in answer.body:
        packed += piece
        if len(packed) > READ:
            break
    return decoded(packed[:READ], answer.headers.get("content-encoding", ""), READ)


def _no_robots(problem: SourceError) -> LinkRefused:
    wait = problem.wait if isinstance(problem, PageError) else 0.0
    passing = isinstance(problem, PageError) and problem.passing
    said = problem.reason.startswith("answers")  # else the page would give no more than its site does
    reason = f"has a robots.txt that cannot be read: it {problem.reason}" if said else problem.reason
    return Answered(reason, 503 if passing else 0, wait)
