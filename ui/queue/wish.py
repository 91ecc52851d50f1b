"""What one asks for: all that its answer depends on, but for what the library holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from index.passage import Filtering
from rag.answer import Turn

if TYPE_CHECKING:
    from typing_extensions import Unpack


@dataclass(frozen=True, slots=True)
class Wish:
    """A question, a claim or a search. Two that are equal have one answer, of one state of the library.

    Attributes:
        kind: what is to be done with the text.
        text: as typed.
        history: all that was said before it, the oldest first: no other conversation has the same answer
            unless it has the same words.
        confined: the arguments that confine it (``index.passage.Filtering``) and what they are.
        rewrite: whether a follow-up may be searched with what the turns before it are about.
        many: whether a question of many articles is answered by rows.
        k: how many passages a search gives.
        today: the day from which "last week" is told.
        library: the name of the library that is asked, where a server has several; a ``Desk`` knows its own.
    """

    kind: Literal["ask", "check", "search"]
    text: str
    history: tuple[Turn, ...] = ()
    confined: tuple[tuple[str, Any], ...] = ()
    rewrite: bool = True
    many: bool = True
    k: int = 0
    today: str = ""
    library: str = ""

    @property
    def only(self) -> dict[str, Any]:
        """The arguments that confine it."""
        return dict(self.confined)


def wish(
    kind: Literal["ask", "check", "search"],
    text: str,
    *,
    history: Iterable[Turn] = (),
    rewrite: bool = True,
    many: bool = True,
    k: int = 0,
    **only: Unpack[Filtering],
) -> Wish:
    """Return a wish of today."""
    confined = tuple((name, _kept(given)) for name, given in sorted(only.items()) if given is not None)
    today = date.today().isoformat()
    return Wish(kind, text, tuple(history), confined, rewrite, many, k, today)


def _kept(given: Any) -> Any:
    """Return an argument as it can be a key: names as a tuple."""
    return given if isinstance(given, (str, date)) else tuple(given)
