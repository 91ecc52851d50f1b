"""Question and passages -> the sentences that may answer, the best first.

A sentence is scored by the words the reader marks in it as the answer, by the share of the question's words
in it (weighted by their rarity) and by its passage; ``Signs`` has the weights. Its meaning, as the
cosine of its vector with the question's, chooses no better beside this reader.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from index.llama_index import step
from index.passage import Hit
from index.search import QueryWord
from index.text.split import Span
from index.text.words import analysed

from .lines import asked_cell, asked_figure, cells, is_row, row_name
from .sentences import quotable

WORDS: Final = 0.1
PASSAGE: Final = 1.0
READER: Final = 0.65
ALL_WORDS: Final = 0.95  # share of the question's words from which a sentence counts as holding them all
SHIFT: Final = 3.0  # logits; the margin at which marked words count half
SCALE: Final = 2.0  # logits
# Of the margin and of the log of the probability within the passage; fitted by tests/bench/weigh.py to
# whether the words share half of theirs with an accepted answer.
LIKELY: Final = (0.28, 0.21)
LIKELY_BIAS: Final = -0.88
EQUAL: Final = (
    0.25  # of the score, which a newer version's sentence may lie behind an older's that it precedes
)
SURE: Final = 0.5  # probability of being the right words from which they are marked, and a day compared


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that answer: ``article.text[start:end]``.

    ``margin`` is the reader's score less that of "no answer here", in logits; ``probability`` is within
    the passage, in [0, 1]; ``answerable`` is how likely the passage answers at all, in [0, 1].
    """

    start: int
    end: int
    margin: float
    probability: float
    answerable: float = 0.0

    @property
    def likely(self) -> float:
        """How likely these are the right words, in [0, 1]."""
        values = (self.margin, math.log(max(self.probability, 1e-9)))
        score = LIKELY_BIAS + sum(each * value for each, value in zip(LIKELY, values, strict=True))
        return 1 / (1 + math.exp(-score))


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a sentence.

    The weights of their sum were fitted by tests/bench/weigh.py to which sentences hold an accepted answer.

    Attributes:
        words: share of the question's words in it, weighted by their rarity, in [0, 1].
        passage: the fused score of its passage, in [0, 1].
        reader: the highest margin of words marked in it, as a weight in [0, 1]; 0 without any.
    """

    words: float
    passage: float
    reader: float

    @property
    def score(self) -> float:
        """The weighted sum; orders the sentences of one question."""
        return PASSAGE * self.passage + WORDS * self.words + READER * self.reader


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: ``hit.article.text[start:end]``.

    ``answers`` are the spans the reader marks in it, best first.
    """

    hit: Hit
    start: int
    end: int
    signs: Signs
    answers: tuple[Marked, ...] = ()

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.hit.article.text[self.start : self.end]

    @property
    def score(self) -> float:
        """What orders the candidates of one question."""
        return self.signs.score

    @property
    def answer(self) -> Marked | None:
        """The words that answer best, ``None`` where none are marked."""
        return max(self.answers, key=lambda each: each.margin, default=None)


def weight(margin: float) -> float:
    """Return a reader's margin as a weight in [0, 1]."""
    return 1 / (1 + math.exp(min((SHIFT - margin) / SCALE, 500)))


READ: Final = 10  # of the passages that are found, those whose sentences become candidates
SHORTLIST: Final = 12  # sentences that become candidates
WHOLE: Final = 3  # of those that hold all words of the question, beyond the shortlist
NAMED: Final = 6.0  # the margin of a table's figure whose row and heading the question names; a sure reading

Marking = Callable[[str, Sequence[Hit]], Mapping[int, Sequence[Marked]]]
"""A question and passages -> the words that answer in each, best first, by the passage's rank; all of them
have an entry."""


@step("read")
def read(
    query: str,
    hits: Sequence[Hit],
    words: Sequence[QueryWord],
    marking: Marking,
    *,
    shortlist: int = SHORTLIST,
) -> list[Candidate]:
    """Return the sentences of the passages that answer best, the best first: ``shortlist`` of them, and a
    few more that hold all words of the question.

    The words that are marked, those of the question and the passages choose.
    """
    found = marking(query, hits)
    drafts = [_candidate(hit, span, found[hit.rank], words) for hit in hits for span in quotable(hit)]
    drafts = _shortlist(sorted(drafts, key=lambda draft: -draft.score), shortlist)
    ranked = newest_version_first(drafts)
    return _of_named_rows(query, ranked)


def _of_named_rows(query: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates without the rows of tables that are about others, where the question names one's."""
    asked = set(analysed(query))
    rows = [each for each in candidates if is_row(each.hit.article.text, each.start, each.end)]
    named = [each for each in rows if asked.issuperset(analysed(row_name(each.text)))]
    articles = {each.hit.article.id for each in named}
    others = [
        each for each in rows if each.hit.article.id in articles and not any(each is one for one in named)
    ]
    return [each for each in candidates if not any(each is other for other in others)]


def newest_version_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return sentences, those of a story's newer version before an older's that answer hardly better."""
    placed: list[Candidate] = []
    for each in candidates:
        older = (at for at, other in enumerate(placed) if _supersedes(each, other))
        placed.insert(next(older, len(placed)), each)
    return placed


def _supersedes(one: Candidate, other: Candidate) -> bool:
    before = one.hit.rank < other.hit.rank  # which it is not where the question asks for days or an outlet
    return before and one.hit.is_newer_version_of(other.hit) and one.score >= other.score - EQUAL


def _shortlist(drafts: Sequence[Candidate], count: int) -> list[Candidate]:
    """Return the best drafts, and of the others those that hold every word of the question."""
    whole = (draft for draft in drafts[count:] if draft.signs.words >= ALL_WORDS)
    return [*drafts[:count], *islice(whole, WHOLE)]


def _candidate(hit: Hit, span: Span, found: Sequence[Marked], words: Sequence[QueryWord]) -> Candidate:
    """Return a sentence as a candidate."""
    start, end = span
    answers = tuple(each for each in found if start <= each.start and each.end <= end)
    if is_row(hit.article.text, start, end):
        answers = _in_row(answers, hit.article.text[start:end], start, words)
    reading = max((weight(each.margin) for each in answers), default=0.0)
    signs = Signs(covered(words, hit.article.text[start:end]), hit.score, reading)
    return Candidate(hit, start, end, signs, answers)


def _in_row(
    answers: Sequence[Marked], row: str, start: int, words: Sequence[QueryWord]
) -> tuple[Marked, ...]:
    """Return answers in a table's row: the figure that row and heading name, else those within a cell."""
    terms = {term for word in words for term in word.terms}
    if figure := asked_figure(row, terms):
        return (Marked(start + figure[0], start + figure[1], NAMED, 1.0),)
    asked = asked_cell(row, terms)
    found: list[Marked] = []
    for each in answers:
        for first, last in [asked] if asked else cells(row):
            if start + first <= each.start < start + last:
                found.append(replace(each, end=min(each.end, start + last)))
    return tuple(found)


def covered(words: Sequence[QueryWord], text: str) -> float:
    """Return the share of the question's words that a text holds, weighted by their idf; in [0, 1]."""
    total = sum(word.idf for word in words)
    held = set(analysed(text))
    return sum(word.idf for word in words if held.issuperset(word.terms)) / total if total else 0.0
