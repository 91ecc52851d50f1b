"""Claims with what was found for and against them -> an answer that quotes it, or says there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Final

from ..answer import SIDES, SUPPORTED, Answer, Citation, Sentence
from ..quoted.compose import cited, flat
from ..quoted.write import answer_of, unanswered
from .weigh import Found, Weighed

NEITHER: Final = "The articles neither support nor contradict this."


def checked(text: str, claims: Sequence[Weighed]) -> Answer:
    """Return what the articles say for and against the claims of a text; ``claims`` must not be empty.

    Of several claims each stands, in quotation marks, above what is said of it. Where nothing takes a side
    on any, the passages nearest to the first are shown.
    """
    if not any(each.sides for each in claims):
        return _neither(text, claims)
    numbers = count(1)
    quoted = [[_citation(found, next(numbers)) for found in each.sides] for each in claims]
    parts: list[str] = []
    said: list[Sentence] = []
    for each, citations in zip(claims, quoted, strict=True):
        if len(claims) > 1:
            said.append(Sentence(flat(each.claim), (), SUPPORTED))
            parts.append(f"“{said[-1].text}”")
        parts += _both_sides(citations) or [NEITHER]
        said += map(_sentence, citations)
    every = tuple(citation for citations in quoted for citation in citations)
    answer = answer_of(claims[0].evidence, "\n\n".join(parts), tuple(said), every, kind="check")
    sure = max(found.sure for each in claims for found in each.sides)
    return replace(answer, question=text, query=_query(text, claims), probability=sure, missing_words=())


def _neither(text: str, claims: Sequence[Weighed]) -> Answer:
    answer = unanswered(claims[0].evidence)
    says = NEITHER if answer.searched.articles else answer.text
    return replace(
        answer, question=text, query=_query(text, claims), kind="check", text=says, probability=0.0
    )


def _query(text: str, claims: Sequence[Weighed]) -> str:
    """Return what was searched: the text, but for claims that lean on what was said before."""
    asked = [each.evidence.query for each in claims]
    return text if asked == [each.claim for each in claims] else " ".join(asked)


def _both_sides(citations: Sequence[Citation]) -> list[str]:
    """Return the paragraphs of one claim: each side under its heading."""
    parts: list[str] = []
    for side, heading in SIDES.items():
        own = [_sentence(each) for each in citations if each.support == side]
        parts += [heading, *(f"{each.text}{each.marks}" for each in own)] if own else []
    return parts


def _sentence(citation: Citation) -> Sentence:
    """Return a quotation as a sentence of the answer, which it bears out, being the same."""
    return Sentence(flat(citation.quote), (citation.number,), SUPPORTED)


def _citation(found: Found, number: int) -> Citation:
    return replace(cited(found.candidate, number), support=found.side)
