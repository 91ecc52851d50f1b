"""What is asked, of which articles and after what: the arguments of questions and claims, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.article import day
from index.passage import Filter, Filtering, chosen

from .answer import Answer, Turn, recent

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Scope(Filtering, total=False):
    """The keyword arguments of a question or a claim; each may be left out.

    Attributes:
        history: the turns or answers before, oldest first.
        rewrite: whether a follow-up is also searched as a question that stands alone (``Answer.query``); it
            is unless it is false.
    """

    history: Sequence[Turn | Answer]
    rewrite: bool


class Asking(Scope, total=False):
    """The keyword arguments of a question.

    Attributes:
        today: the day from which "last week" is told; the machine's if not given.
        many: whether a question of many articles ("how many articles mention …") is answered by rows; it is
            unless it is false.
    """

    today: str | date | None
    many: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or a claim with what it follows, what it is asked of, and the day it is asked on.

    ``history`` is ``None`` where it is to be searched as typed.
    """

    question: str
    history: Sequence[Turn] | None
    only: Filter
    today: date
    many: bool = True


def asked(
    question: str,
    *,
    history: Sequence[Turn | Answer] = (),
    rewrite: bool = True,
    today: str | date | None = None,
    many: bool = True,
    **given: Unpack[Filtering],
) -> Asked:
    """Return a question with the arguments beside it, which are those of ``Asking``.

    Raises:
        ValueError: a turn is of another form, or a day or filter makes no sense.
    """
    told = day(today, "today")
    return Asked(
        question,
        recent(history) if rewrite else None,
        chosen(**given),
        date.fromisoformat(told) if told else date.today(),
        many,
    )
