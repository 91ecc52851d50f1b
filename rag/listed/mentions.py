"""Articles that have a subject -> one quotation each, near-copies together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.article import Article
from index.library import Library
from index.passage import Passage
from index.search.hits import newest_first
from index.text.words import analysed

from ..answer import Citation
from ..evidence.sentences import quotable_in
from .matching import Match, Matches, stands

OPENING = 2000  # characters of an article in which its first sentence is looked for


@dataclass(frozen=True, slots=True)
class Grouped:
    """Ids of articles, the newest first, each with those of its near-copies, which say the same."""

    copies: Mapping[str, tuple[str, ...]]

    @property
    def ids(self) -> list[str]:
        """Those that stand for themselves and their copies."""
        return list(self.copies)

    @property
    def repeated(self) -> int:
        """How many are near-copies of another."""
        return sum(map(len, self.copies.values()))


def grouped(library: Library, ids: Sequence[str]) -> Grouped:
    """Return articles with their near-copies behind them; the newest of those stands for all."""
    stories = library.store.stories(ids)
    copies: dict[str, tuple[str, ...]] = {}
    told: dict[str, str] = {}
    for key in ids:
        first = told.get(key, key)
        if first != key:
            copies[first] += (key,)
            continue
        copies[key] = ()
        same = library.copies(key) if key in stories else []
        told |= dict.fromkeys([each.id for each in same], key)
    return Grouped(copies)


def cited(
    library: Library,
    ids: Sequence[str],
    matched: Matches,
    subject: str,
    copies: Mapping[str, Sequence[str]],
) -> Iterator[tuple[Citation, Match]]:
    """Yield a quotation of each article, numbered from 1: the sentence that has the subject, or its first."""
    others = [one for key in ids for one in copies.get(key, ())]
    read = library.store.articles_by_id([*ids, *others])
    there = [read[key] for key in ids if key in read]
    for number, article in enumerate(there, start=1):
        match = matched.found[article.id]
        start, end = best_sentence(article, match, subject)
        same = newest_first([read[one] for one in copies.get(article.id, ()) if one in read])
        yield Citation(number, article, start, end, article.text[start:end], copies=tuple(same)), match


def best_sentence(article: Article, match: Match, subject: str) -> tuple[int, int]:
    """Return where the sentence stands that says most of the subject; without one the article's first."""
    spans = [span for each in match.passages for span in quotable_in(article, each.start, each.end)]
    best = max(spans, key=lambda span: said(article.text[slice(*span)], match, subject), default=None)
    if best and (said(article.text[slice(*best)], match, subject) > 0):
        return best
    return first_sentence(article, match.passages)


def said(sentence: str, match: Match, subject: str) -> float:
    """Return how much of a subject a sentence says, in [0, 1]."""
    if match.spelt:
        return float(any(stands(each, sentence) for each in match.spelt))
    wanted = set(analysed(subject))
    return len(wanted & set(analysed(sentence))) / max(len(wanted), 1)


def first_sentence(article: Article, passages: Sequence[Passage] = ()) -> tuple[int, int]:
    """Return where the first sentence stands that can be quoted, or else the first line.

    It is looked for in the opening, and then in the first of some passages.
    """
    opening = min(OPENING, len(article.text))
    spans = quotable_in(article, 0, opening)
    if not spans and passages:
        spans = quotable_in(article, passages[0].start, passages[0].end)
    if spans:
        return spans[0]
    text = article.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return start, len(text.rstrip()) if end < 0 else end
