"""A question and what was said before it -> what is searched, and what is asked of days and outlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from index.operators import Operators, in_question
from index.passage import checked_query
from index.text.words import words_of

from ..answer import Turn
from .follow_up import standalone
from .listing import Listing, listing
from .preamble import parted
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
        operators: the phrases and fields in it, which confine the search.
        asks: what of it asks, without fields and preamble; it is searched beside the query.
        leaning: the query with what it leans on in the preamble, for where it has no answer without.
        respells: whether words that no article has may be searched in another spelling.
        listing: what is asked of many articles, if anything is.
        present: whether it asks how something is, not how it was.
    """

    question: str
    query: str
    wish: Wish = Wish()  # noqa: RUF009 - a frozen value
    courtesy: str | None = None
    operators: Operators = Operators("")  # noqa: RUF009 - a frozen value
    asks: str = ""
    leaning: str = ""
    respells: bool = False
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
    operators = in_question(question)
    asked = without_courtesy(operators.text)
    if kind := courtesy(asked):
        return Parsed(question, question, courtesy=kind)
    if not words_of(asked):  # it says where to look, and nothing to look for
        return Parsed(question, question, Wish(latest=True, alone=True), operators=operators)
    if history is None:
        asks, leaning = operators.text, ""
        query = asks
    else:
        asks, context = parted(asked)
        asks = without_courtesy(asks)
        query = _query(asks, history, llm, stop)
        leaning = searchable(standalone(asks, [*history, Turn(context)]), asks) if context else ""
        if context:
            operators = operators.of_phrases(in_question(asks))
    day = today or date.today()
    return Parsed(
        question,
        query,
        wishes(query, outlets, day),
        operators=operators,
        asks=asks,
        leaning=leaning,
        respells=history is not None,
        listing=listing(query, outlets, day) if many else None,
        present=is_of_present(asks, day),
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
