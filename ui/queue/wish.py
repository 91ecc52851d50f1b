"""What one asks for: all that its answer depends on, but for what the library holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rag.answer import Turn


@dataclass(frozen=True, slots=True)
class Wish:
    """A question, a claim or a search. Two that are equal have one answer, of one state of the library.

    Attributes:
        kind: what is to be done with the text.
        text: as typed.
        history: all that was said before it, the oldest first: no other conversation has the same answer
            unless it has the same words.
        since: only articles of this day or later.
        until: only articles of this day or earlier.
        sources: only articles of these outlets.
        tags: only articles with one of these tags.
        names: only articles that name one of these.
        rewrite: whether a follow-up may be searched with what the turns before it are about.
        many: whether a question of many articles is answered by rows.
        k: how many passages a search gives.
        today: the day from which "last week" is told.
        within: only articles of these ids.
        library: the name of the library that is asked, where a server has several; a ``Desk`` knows its own.
    """

    kind: Literal["ask", "check", "search"]
    text: str
    history: tuple[Turn, ...] = ()
    since: str | date | None = None
    until: str | date | None = None
    sources: tuple[str, ...] | None = None
    rewrite: bool = True
    many: bool = True
    k: int = 0
    today: str = ""
    tags: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    within: tuple[str, ...] | None = None
    library: str = ""

    @property
    def only(self) -> dict[str, Any]:
        """The arguments of a search that confine it."""
        said = ("since", "until", "sources", "tags", "names", "within")
        return {name: getattr(self, name) for name in said}


def wish(
    kind: Literal["ask", "check", "search"],
    text: str,
    *,
    history: Iterable[Turn] = (),
    since: str | date | None = None,
    until: str | date | None = None,
    sources: Sequence[str] | None = None,
    tags: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    within: Sequence[str] | None = None,
    rewrite: bool = True,
    many: bool = True,
    k: int = 0,
) -> Wish:
    """Return a wish of today."""
    outlets, tagged, named = (None if each is None else tuple(each) for each in (sources, tags, names))
    ids = None if within is None else tuple(within)
    today = date.today().isoformat()
    return Wish(
        kind, text, tuple(history), since, until, outlets, rewrite, many, k, today, tagged, named, ids
    )
