"""Question and passages -> the sentences that answer best.

A sentence is scored by the words the reader marks in it as the answer, by its meaning (cosine with the
question), by the share of the question's words in it (weighted by their rarity) and by its passage. The
weights were chosen on the validation part of articles that the reader was not trained on: the first sentence
holds the answer to .873/.596/.472/.369 of questions (SQuAD, NQ, COVID-QA, TimeQA), without the reader to
.873/.564/.444/.179, and without the kind of words either to .845/.532/.444/.179.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from index.hit import Hit
from index.lexical import QueryWord, analysed
from index.library import Library
from index.split import Span, sentences

from .kind import fits
from .reader.model import reader

if TYPE_CHECKING:
    from numpy.typing import NDArray

MEANING: Final = 1.0
WORDS: Final = 0.5
PASSAGE: Final = 1.0
KIND: Final = 0.15  # for a sentence with a cause where one is asked for, a date, a number, a name
READER: Final = 1.0
SHIFT: Final = 1.0  # logits; the margin at which a span counts half
SCALE: Final = 1.0  # logits
SHORTLIST: Final = 12  # sentences that are encoded
SPANS: Final = 5  # marked in a passage, at most
FEW_WORDS: Final = 8  # a shorter sentence leads up to the next, or needs it to be understood
LEAST_WORDS: Final = 5  # a heading or a caption says too little to be quoted

_NO_VECTOR: Final = np.empty(0, dtype=np.float32)
_DATELINE = re.compile(
    r"[A-Z][A-Z .'’/-]{2,40}(?:,[^.!?()\n]{3,40})?(?:\s*\([^()\n]{2,40}\))?\s+[-–—]{1,2}\s+(?=[\"“‘A-Z0-9])"
)
_ASKS = re.compile(r"\?[\"”’»)]*$")
_ENDS = re.compile(r"[.!?…。！？؟।:;][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that answer: ``article.text[start:end]``.

    ``margin`` is the reader's score less that of "no answer here", in logits; ``probability`` is within
    the passage, in [0, 1].
    """

    start: int
    end: int
    margin: float
    probability: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: ``hit.article.text[start:end]``.

    ``score`` orders candidates of one question; ``cosine`` is that of sentence and question, ``vector``
    the sentence's own, for telling repeats. ``answers`` are the spans the reader marks in it, best first.
    """

    hit: Hit
    start: int
    end: int
    score: float
    cosine: float
    vector: NDArray[np.float32]
    answers: tuple[Marked, ...] = ()

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.hit.article.text[self.start : self.end]


def read(query: str, hits: Sequence[Hit], words: Sequence[QueryWord], library: Library) -> list[Candidate]:
    """Return the sentences of the passages that answer best, at most ``SHORTLIST`` of them, the best first.

    The reader, the words and the passages choose; only what they choose is encoded.
    """
    marked = _marked(query, hits)
    drafts = [_draft(hit, span, marked[hit.rank], words) for hit in hits for span in _quotable(hit)]
    drafts = [replace(draft, score=draft.score + KIND * fits(query, draft.text)) for draft in drafts]
    drafts = sorted(drafts, key=lambda draft: -draft.score)[:SHORTLIST]
    if not drafts:
        return []
    vectors = library.encoder.passages([draft.text for draft in drafts])
    meanings = vectors @ library.encoder.query(query)
    found = [
        replace(draft, score=draft.score + MEANING * float(meaning), cosine=float(meaning), vector=vector)
        for draft, vector, meaning in zip(drafts, vectors, meanings, strict=True)
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def _draft(hit: Hit, span: Span, marked: Sequence[Marked], words: Sequence[QueryWord]) -> Candidate:
    """Return a sentence with all that is known of it before it is encoded."""
    start, end = span
    answers = tuple(each for each in marked if start <= each.start and each.end <= end)
    score = WORDS * covered(words, hit.article.text[start:end]) + PASSAGE * hit.score
    score += READER * max((_weight(each.margin) for each in answers), default=0.0)
    return Candidate(hit, start, end, score, 0.0, _NO_VECTOR, answers)


def _marked(query: str, hits: Sequence[Hit]) -> dict[int, list[Marked]]:
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


def _weight(margin: float) -> float:
    """Return a reader's margin as a weight in [0, 1]."""
    return 1 / (1 + math.exp((SHIFT - margin) / SCALE))


def covered(words: Sequence[QueryWord], text: str) -> float:
    """Return the share of the question's words that a text holds, weighted by their idf; in [0, 1]."""
    total = sum(word.idf for word in words)
    held = set(analysed(text))
    return sum(word.idf for word in words if held.issuperset(word.terms)) / total if total else 0.0


def _quotable(hit: Hit) -> list[Span]:
    text, first = hit.article.text, hit.passage.start
    spans = [(first + start, first + end) for start, end in sentences(hit.text, hit.article.language)]
    bare = [(_behind_dateline(text, start, end), end) for start, end in _joined(text, spans)]
    return [(start, end) for start, end in bare if _says_something(text[start:end])]


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join a question or a few words with the sentence behind them: "Was it exempted? It was not."."""
    joined: list[Span] = []
    waiting = False  # whether the last one needs what follows
    for start, end in spans:
        if waiting and "\n\n" not in text[joined[-1][1] : start]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        last = text[start:end]
        waiting = bool(_ASKS.search(last)) or len(text[slice(*joined[-1])].split()) < FEW_WORDS
    return joined


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind "NEW DELHI, 12 December 2021 (Meridian Wire) - "."""
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline else start


def _says_something(sentence: str) -> bool:
    words = sentence.split()
    spaced = len(words) > 1 or sentence.isascii()
    long_enough = len(words) >= LEAST_WORDS if spaced else len(sentence) >= 2 * LEAST_WORDS
    return (
        long_enough
        and not _ASKS.search(sentence)
        and bool(_ENDS.search(sentence) or len(words) >= 2 * LEAST_WORDS)
    )
