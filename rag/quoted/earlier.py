"""What older reports say to a question of a present state, and the line that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.language.words import content_words

from ..answer import Citation, Disagreement, Position
from ..disagree import told
from ..evidence.newest import alike, answering, said, with_its_news
from ..evidence.rank import SURE, Candidate

MOST: Final = 3  # answers of older reports that are told


def earlier(question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the sentences of older reports that answer otherwise than the first, the newest first.

    Of those that answer the same the newest; none where it is not likely that both are right.
    """
    first = candidates[0]
    sure = [each for each in candidates if each.answer and each.answer.likely >= SURE]
    if not sure or sure[0] is not first:
        return []
    older = [each for each in answering(question, sure) if _day(each) < _day(first)]
    ordered = sorted(older, key=_day, reverse=True)
    known = [said(first)]
    found: list[Candidate] = []
    for at, each in enumerate(ordered):
        made = with_its_news(each, ordered[at + 1 :])
        if not any(alike(said(made), other) for other in known):
            known.append(said(made))
            found.append(made)
    return found[:MOST]


def superseded(
    question: str, citations: Sequence[Citation], candidates: Sequence[Candidate]
) -> Disagreement | None:
    """Return that older reports that are quoted say otherwise than the first; ``None`` where none do."""
    before = [place for each in earlier(question, candidates) if (place := _position(each, citations))]
    now = _position(candidates[0], citations)
    if now is None or not before:
        return None
    text = f"Earlier reports say otherwise: {', '.join(map(told, before))}."
    return Disagreement("earlier", tuple(content_words(question)), (*reversed(before), now), text)


def _position(candidate: Candidate, citations: Sequence[Citation]) -> Position | None:
    """Return what a candidate answers as the position of the quotation that has it, if one does."""
    article = candidate.hit.article
    for each in citations:
        if each.article.id == article.id and each.start <= candidate.start and candidate.end <= each.end:
            return Position(_answer(candidate), each.number, article.published)
    return None


def _answer(candidate: Candidate) -> str:
    best = candidate.answer
    return " ".join(candidate.hit.article.text[best.start : best.end].split()) if best else ""


def _day(candidate: Candidate) -> str:
    return candidate.hit.article.published or ""
