"""A question and what was said before it -> what is searched, and what is asked of days and outlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from index.passage import checked_query

from ..answer import Turn
from .follow_up import standalone
from .listing import Listing, listing
from .present import is_of_present
from .small_talk import courtesy, without_courtesy
from .wishes import Wish, wishes

if TYPE_CHECKING:
    from ..stream import Stop


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question as it was understood.

    Attributes:
        question: as typed.
        query: what is searched; differs from the question in a follow-up.
        wish: the days and outlets that the query asks for, which are preferred.
        courtesy: what kind of thing was said if it asks nothing of the articles; then the query is the
            question.
        listing: what is asked of many articles, if anything is.
        present: whether it asks how something is, not how it was.
    """

    question: str
    query: str
    wish: Wish = Wish()  # noqa: RUF009 - a frozen value
    courtesy: str | None = None
    listing: Listing | None = None
    present: bool = False


def parse(
    question: str,
    history: Sequence[Turn] | None = (),
    *,
    outlets: Sequence[str] = (),
    today: date | None = None,
    llm: Any = None,
    stop: Stop | None = None,
    many: bool = True,
) -> Parsed:
    """Return a question as it is understood behind some turns; ``None`` for them to search it as typed.

    Args:
        outlets: those of the articles that are asked, as they spell them.
        today: the day from which "last week" is told; the machine's if not given.
        llm: a model that writes a follow-up as one that stands alone, in place of the rule.
        many: whether a question of many articles is told to be one.

    Raises:
        Stopped: ``stop`` says that nobody waits for the answer any more.
    """
    asked = without_courtesy(question)
    if kind := courtesy(asked):
        return Parsed(question, question, courtesy=kind)
    query = question if history is None else _query(asked, history, llm, stop)
    day = today or date.today()
    return Parsed(
        question,
        query,
        wishes(query, outlets, day),
        listing=listing(query, outlets, day) if many else None,
        present=is_of_present(asked, day),
    )


def _query(asked: str, history: Sequence[Turn], llm: Any, stop: Stop | None) -> str:
    by_rule = searchable(standalone(asked, history), asked)
    if llm is None or by_rule == asked:
        return by_rule
    from .rewrite import rewritten  # a question without a model does without

    return searchable(rewritten(asked, history, llm, stop=stop) or by_rule, by_rule)


def searchable(query: str, other: str) -> str:
    """Return a query if it can be searched, else the other: what was said before may be anything."""
    try:
        return checked_query(query)
    except ValueError:
        return other
