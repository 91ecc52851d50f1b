"""The reader's marks in the passages that were found; no more passages are read than the question needs.

Reading is most of what an answer costs. The best passages are read first, and others only while one of them
could still hold the sentence that answers best, or another answer where figures are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from index.language.numbers import figures
from index.language.words import content_words
from index.llama_index import step
from index.passage import Hit
from index.text.words import analysed

from ..models import Reader
from ..models.reader import reader
from .rank import READ, READER, Marked, weight

SPANS: Final = 5  # marked in a passage, at most
NEAR: Final = 0.65  # of the best passage's score, from which on a report of another day may say how it is now
OTHER_DAYS: Final = 5  # of these, the newest, that are read beside the best
COVERED: Final = 0.75  # of the question's words that a text or its title has whose figure is compared


@dataclass(frozen=True, slots=True)
class Depth:
    """How many passages are read; chosen by tests/bench/depth.py.

    Attributes:
        first: the best passages, which are always read.
        more: passages that are read at once while it is open which sentence answers.
        most: passages that are read for that; those behind them seldom hold a better one.
        lead: how far the best marked words have to lie ahead, by the reader and the score of their passage,
            of the best passage that is not read; that could gain ``READER``, so then none is missed.
    """

    first: int
    more: int
    most: int
    lead: float


DEPTH: Final = Depth(first=1, more=2, most=6, lead=0.62)
EVERY: Final = Depth(first=READ, more=1, most=READ, lead=READER)


@step("mark")
def marked(
    query: str,
    hits: Sequence[Hit],
    by: Reader | None = None,
    depth: Depth = DEPTH,
    *,
    present: bool = False,
) -> dict[int, list[Marked]]:
    """Return the spans that a reader marks in each passage, by the passage's rank; ours if none is given.

    A passage that is not read has none. For a question of a ``present`` state reports of several days are
    read: the best answer may have been right years ago.
    """
    by = by or reader()
    count = depth.first
    found = unmarked(query, hits) | _read(query, hits[:count], by)
    most = min(depth.most, len(hits))
    while count < most and not _leads(found, hits[:count], hits[count:], depth.lead):
        upto = min(count + depth.more, most)
        found |= _read(query, hits[count:upto], by)
        count = upto
    more = _of_other_days(hits[:count], hits[count:]) if present else []
    more += [hit for hit in _compared(query, hits[:count], hits[count:], found) if hit not in more]
    return found | _read(query, more, by)


def unmarked(query: str, hits: Sequence[Hit]) -> dict[int, list[Marked]]:  # noqa: ARG001 - a Marking
    """Mark nothing: what is found without the reader, to compare with."""
    return {hit.rank: [] for hit in hits}


def _leads(
    found: Mapping[int, Sequence[Marked]], read: Sequence[Hit], left: Sequence[Hit], lead: float
) -> bool:
    """Tell whether marked words lie so far ahead of the best passage that is not read."""
    scores = (hit.score + READER * weight(each.margin) for hit in read for each in found[hit.rank])
    return max(scores, default=0.0) - max(hit.score for hit in left) >= lead


def _of_other_days(read: Sequence[Hit], left: Sequence[Hit]) -> list[Hit]:
    """Return passages nearly as good as the best, of articles of other days than it, the newest of them."""
    best = max(read, key=lambda hit: hit.score, default=None)
    if best is None or best.article.published is None:
        return []
    others = [
        hit
        for hit in left
        if hit.score >= NEAR * best.score and hit.article.published not in (None, best.article.published)
    ]
    return sorted(others, key=lambda hit: hit.article.published or "", reverse=True)[:OTHER_DAYS]


def _compared(
    query: str, read: Sequence[Hit], left: Sequence[Hit], found: Mapping[int, Sequence[Marked]]
) -> list[Hit]:
    """Return passages of other stories that may answer with another figure than the best, or another day."""
    every = [(each.margin, hit, each) for hit in read for each in found[hit.rank]]
    if not every:
        return []
    _, best, words = max(every, key=itemgetter(0))
    if not any(figures(best.article.text[words.start : words.end])):
        return []
    asked = set(analysed(" ".join(content_words(query))))
    return [
        hit
        for hit in left
        if hit.story != best.story
        and len(asked.intersection(analysed(f"{hit.article.title} {hit.text}"))) >= COVERED * len(asked)
    ]


def _read(query: str, hits: Sequence[Hit], by: Reader) -> dict[int, list[Marked]]:
    if not hits:
        return {}
    texts, titles = [hit.text for hit in hits], [hit.article.title for hit in hits]
    readings = by.read(query, texts, titles=titles, spans=SPANS)
    return {
        hit.rank: [
            Marked(
                hit.passage.start + span.start,
                hit.passage.start + span.end,
                span.score - reading.no_answer,
                span.probability,
                reading.answerable,
            )
            for span in reading.spans
        ]
        for hit, reading in zip(hits, readings, strict=True)
    }
