"""A sentence that points back -> the same with the sentences before it, so that it can be read alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.article import Article
from index.language.anaphora import points_back
from index.text.scripts import language_of
from index.text.split import Span

from ..evidence.lines import is_row
from ..evidence.rank import Candidate
from ..evidence.sentences import quotable_in

POINTS: Final = 0.4  # chance that a sentence points back from which the one before is quoted too
MOST_BEFORE: Final = 2  # sentences that are quoted for another's sake
LONGEST: Final = 700  # characters of a quotation that was made longer
SEEN: Final = 1_500  # characters before a sentence in which those before it are looked for


def in_context(picked: Sequence[Candidate]) -> list[Candidate]:
    """Return sentences in order, those that point back with what they point at, as one quotation.

    What is quoted already is not quoted twice: two sentences become one quotation, in the place of the first.
    """
    found: list[Candidate] = []
    for each in map(_with_those_before, picked):
        at = next((at for at, other in enumerate(found) if _overlap(each, other)), None)
        if at is None:
            found.append(each)
        else:
            start, end = min(each.start, found[at].start), max(each.end, found[at].end)
            found[at] = replace(found[at], start=start, end=end)
    return found


def _with_those_before(candidate: Candidate) -> Candidate:
    return replace(candidate, start=read_alone(candidate.hit.article, candidate.start, candidate.end))


def read_alone(article: Article, start: int, end: int) -> int:
    """Return where a quotation of a sentence begins that can be read alone: before it, if it points back."""
    if is_row(article.text, start, end) or not _points(article, start, end):
        return start
    for first, last in _before(article, start):
        if end - first > LONGEST or is_row(article.text, first, last):
            break
        if not _points(article, first, last):
            return first
    return start


def _points(article: Article, start: int, end: int) -> bool:
    sentence = article.text[start:end]
    return points_back(sentence, language_of(sentence, article.language)) >= POINTS


def _before(article: Article, start: int) -> list[Span]:
    """Return the sentences that end where another begins, the nearest first; nothing stands between them."""
    seen = max(0, start - SEEN)
    spans = [span for span in quotable_in(article, seen, start) if span[0] > seen or not seen]
    found: list[Span] = []
    for span in reversed(spans):
        following = found[-1][0] if found else start
        if len(found) == MOST_BEFORE or article.text[span[1] : following].strip():
            break
        found.append(span)
    return found


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.hit.article.id == other.hit.article.id and one.start < other.end and other.start < one.end
