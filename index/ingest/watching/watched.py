"""What is watched, what came of the last look at it, and when the next is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ..inputs import is_link

EVERY: Final = 15 * 60.0  # seconds
SHORTEST: Final = 60.0  # that may be asked for; sites are not asked more often
LONGEST: Final = 30 * 24 * 3600.0
DAY: Final = 24 * 3600.0  # the longest wait after failures, unless one looks less often anyway
UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SPAN: Final = re.compile(r"([0-9]{1,6})\s*([smhd])")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be watched, and how.

    Attributes:
        place: a folder's whole path, or an address in its one spelling.
        every: seconds between two looks.
        follow: whether the entries of a feed give way to the pages that they lead to.
        allow_private: whether pages of this machine and its networks are fetched.
        source: the outlet of all the articles, whatever they say; ``None`` for what they say.
    """

    place: str
    every: float = EVERY
    follow: bool = False
    allow_private: bool = False
    source: str | None = None

    @property
    def is_link(self) -> bool:
        """Whether it is a feed or a page, and no folder."""
        return is_link(self.place)


@dataclass(frozen=True, slots=True)
class State:
    """What came of the looks at something. Times are seconds since 1970 by this machine's clock.

    Attributes:
        looked: when it was last looked at; ``None`` for never.
        wait: the seconds from then until the next look.
        changed: when a look last changed the library.
        failures: how many looks have failed since the last that did not.
        line: what came of the last look, or why it failed.
        url, etag, modified: what its server tells the state by that the library holds.
        at: the address that it has moved to for good; empty while it has not.
        digest: of the bytes that the library holds.
        change: the library's change behind the last look that did not fail, as number and token. What a
            library that was put back to an earlier state lacks is fetched again.
    """

    looked: float | None = None
    wait: float = 0.0
    changed: float | None = None
    failures: int = 0
    line: str = ""
    url: str = ""
    etag: str = ""
    modified: str = ""
    at: str = ""
    digest: str = ""
    change: tuple[int, str] = (0, "")


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched, with what came of it."""

    wish: Wish
    state: State = State()

    @property
    def next(self) -> float | None:
        """When the next look is due by the machine's clock; ``None`` for at once."""
        return None if self.state.looked is None else self.state.looked + self.state.wait

    def due_in(self, now: float) -> float:
        """Return the seconds until the next look, by a clock that may have jumped since the last one."""
        if self.state.looked is None:
            return 0.0
        return min(max(self.state.looked + self.state.wait - now, 0.0), self.state.wait)


def wait_after(every: float, failures: int, asked: float = 0.0) -> float:
    """Return the seconds until the next look after so many failures in a row, doubled with each.

    ``asked`` are those that a server asks for, of which a day is kept to.
    """
    most = max(every, DAY)
    doubled = every * 2.0 ** min(failures, 20)
    return max(min(doubled, most), min(asked, most))


def seconds_of(span: str) -> float:
    """Return a span of time, such as ``15m``, ``2h`` or ``1d``, in seconds.

    Raises:
        ValueError: it is none, or so short that sites would be bothered.
    """
    found = _SPAN.fullmatch(span.strip().lower())
    seconds = int(found[1]) * UNITS[found[2]] if found else 0
    if not SHORTEST <= seconds <= LONGEST:
        raise ValueError(f"every={span!r} is no time from 1m to 30d; write it as 15m, 2h or 1d")
    return float(seconds)
