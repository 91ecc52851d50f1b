"""Question and passages -> the sentences that answer best.

A sentence is scored by the words the reader marks in it as the answer, by its meaning (cosine with the
question), by the share of the question's words in it (weighted by their rarity) and by its passage;
``candidate.Signs`` has the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from index.library import Library
from index.llama_index import step
from index.passage import Hit
from index.search import QueryWord
from index.text.split import Span
from index.text.words import analysed

from ..models.reader import reader
from .candidate import ALL_WORDS, NO_VECTOR, Candidate, Marked, Signs, weight
from .sentences import quotable

SHORTLIST: Final = 12  # sentences that are encoded
WHOLE: Final = 3  # of those that hold all words of the question, beyond the shortlist
SPANS: Final = 5  # marked in a passage, at most

Marking = Callable[[str, Sequence[Hit]], Mapping[int, Sequence[Marked]]]
"""A question and passages -> the words that answer in each, best first, by the passage's rank."""


@step("read")
def read(
    query: str,
    hits: Sequence[Hit],
    words: Sequence[QueryWord],
    library: Library,
    marking: Marking | None = None,
    *,
    shortlist: int = SHORTLIST,
) -> list[Candidate]:
    """Return the sentences of the passages that answer best, the best first: ``shortlist`` of them, and a
    few more that hold all words of the question.

    The reader (or another ``marking``), the words and the passages choose; only what they choose is encoded.
    """
    found = (marking or marked)(query, hits)
    drafts = [_draft(hit, span, found[hit.rank], words) for hit in hits for span in quotable(hit)]
    drafts = _shortlist(sorted(drafts, key=lambda draft: -draft.score), shortlist)
    if not drafts:
        return []
    vectors = library.encoder.passages([draft.text for draft in drafts])
    meanings = vectors @ library.encoder.query(query)
    candidates = [
        replace(draft, signs=replace(draft.signs, meaning=float(meaning)), vector=vector)
        for draft, vector, meaning in zip(drafts, vectors, meanings, strict=True)
    ]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _shortlist(drafts: Sequence[Candidate], count: int) -> list[Candidate]:
    """Return the best drafts, and of the others those that hold every word of the question."""
    whole = (draft for draft in drafts[count:] if draft.signs.words >= ALL_WORDS)
    return [*drafts[:count], *islice(whole, WHOLE)]


def _draft(hit: Hit, span: Span, found: Sequence[Marked], words: Sequence[QueryWord]) -> Candidate:
    """Return a sentence with all that is known of it before it is encoded."""
    start, end = span
    answers = tuple(each for each in found if start <= each.start and each.end <= end)
    reading = max((weight(each.margin) for each in answers), default=0.0)
    signs = Signs(covered(words, hit.article.text[start:end]), hit.score, reading)
    return Candidate(hit, start, end, signs, NO_VECTOR, answers)


def marked(query: str, hits: Sequence[Hit]) -> dict[int, list[Marked]]:
    """Return the spans that the reader marks in each passage, by the passage's rank."""
    readings = reader().read(
        query, [hit.text for hit in hits], titles=[hit.article.title for hit in hits], spans=SPANS
    )
    return {
        hit.rank: [
            Marked(
                hit.passage.start + span.start,
                hit.passage.start + span.end,
                span.score - reading.no_answer,
                span.probability,
            )
            for span in reading.spans
        ]
        for hit, reading in zip(hits, readings, strict=True)
    }


def unmarked(query: str, hits: Sequence[Hit]) -> dict[int, list[Marked]]:  # noqa: ARG001 - a Marking
    """Mark nothing: what is found without the reader, to compare with."""
    return {hit.rank: [] for hit in hits}


def covered(words: Sequence[QueryWord], text: str) -> float:
    """Return the share of the question's words that a text holds, weighted by their idf; in [0, 1]."""
    total = sum(word.idf for word in words)
    held = set(analysed(text))
    return sum(word.idf for word in words if held.issuperset(word.terms)) / total if total else 0.0
