"""The articles of one story -> its versions: copies that say the same together, each update by itself.

A story is what a chain of near-copies ties together (``stories``). Of its articles, the oldest first, one
that says nothing new is a copy and joins the version with which it has most sentences in common. One with
news is a version of its own, and stands for itself. A sentence is news in two cases:

* It stands in the place of one said before, in much the same words, with another number or name, or one of
  the two denies what the other says. A name spelt a little otherwise is a correction.
* It was not said on an earlier day, speaks of the story, and a third of its words are new; of the first
  sentence, where outcomes stand, a fifth. An article of the same day, or of no known day, may be the whole
  of what another cut: what it has beyond that is no news. Headlines and bylines end without a mark.

So a reprint that is cut, has its own dateline and byline, or follows another house style is a copy. That
other plain words make a sentence news was tried: it told .97 of the changes that people call such in
SummEdits, and took .99 of mere rewordings for one. ``python -m tests.bench.updates`` measures it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from ..article import Article
from ..language.names import TITLES
from ..language.negations import denials
from ..language.numbers import figures
from ..language.words import STOP_WORDS, read
from ..text.words import words_of

SHORTEST: Final = 4  # words of a sentence that is looked at
REWORDED: Final = (
    0.5  # share of the words of two sentences that both have, from which one is the other reworded
)
LIKE: Final = 0.75  # of their letters that two words share which are one, spelt otherwise
NEW_WORDS: Final = 2  # that no earlier article has, of a sentence that is news
NEW_SHARE: Final = 1 / 3  # of its words that they are
NEW_IN_LEAD: Final = 0.2
ABOUT: Final = 2  # of its words that earlier articles have, as of the same story
STORIES: Final = 128  # whose versions are kept in memory
KEPT: Final = 512  # texts whose sentences are kept in memory
READ: Final = 8192  # sentences of which the values are: a large story has thousands

_ENDS: Final = re.compile(r"(?<=[.!?])[\"'”’»)]*\s+|(?<=[。！？।۔])|\n+")
_ENDED: Final = re.compile(r"[.!?。！？।۔…][\"'”’»)]*\s*$")
_PER_CENT: Final = re.compile(r"\s*%|\s+per cent\b")
_DATELINE: Final = re.compile(
    r"(?:[A-Z]{3}[\w.,/' ]{0,40}(?:\([^()]{2,30}\))?|[A-Z][\w.,/' ]{2,40}\([^()]{2,30}\))\s*(?:--|[-–—])\s+"
)
_BESIDE: Final = 4  # letters that two forms of a word begin with


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: its words in lower case, those that bear meaning, its names, and where its text is."""

    text: str
    words: tuple[str, ...]
    content: frozenset[str]
    names: frozenset[str]


class Known:
    """What was said before: the sentences, and their words by the letters that they begin with."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.sentences: list[Said] = []
        self.wordings: set[tuple[str, ...]] = set()
        self._words: dict[str, set[str]] = {}
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Have a text be known too."""
        for each in said(text):
            if each.words not in self.wordings:
                self.wordings.add(each.words)
                self.sentences.append(each)
                for word in each.content:
                    self._words.setdefault(word[:2], set()).add(word)

    def has(self, word: str) -> bool:
        """Tell whether a word was said, perhaps in another form or spelling."""
        alike = self._words.get(word[:2], ())
        return word in alike or _is_spelt_there(word, alike)

    def unsaid(self, text: str) -> list[Said]:
        """Return the sentences of a text that were not said word for word."""
        return [each for each in said(text) if each.words not in self.wordings]

    def gone(self, text: str) -> list[Said]:
        """Return the sentences that a text does not repeat word for word."""
        here = {each.words for each in said(text)}
        return [each for each in self.sentences if each.words not in here]


def versions_of(articles: Iterable[Article]) -> list[list[Article]]:
    """Return the articles of a story by what they say, the oldest version first, each the oldest first.

    Those without a day come last. The order in which the articles are given does not matter.
    """
    return [list(each) for each in _versions(tuple(sorted(articles, key=_by_day)))]


def repeats(text: str, others: Sequence[str]) -> bool:
    """Tell whether a text says nothing that the others do not say, whatever their days."""
    known = Known(others)
    gone = known.gone(text)
    return not any(_differs(each, gone) or _is_new(each, known) for each in known.unsaid(text))


def _by_day(article: Article) -> tuple[str, str]:
    return article.published or "~", article.id


@lru_cache(STORIES)
def _versions(articles: tuple[Article, ...]) -> list[list[Article]]:
    found: list[list[Article]] = []
    known = Known()
    for article in articles:
        first = articles[0].published
        is_later = bool(first and article.published and article.published > first)
        version = None if _has_news(article, known, is_later) else _closest(article, found)
        if version is None:
            found.append([article])
        else:
            version.append(article)
        known.add(article.text)
    return found


@lru_cache(KEPT)
def said(text: str) -> tuple[Said, ...]:
    """Return the sentences of a text that are long enough to say something."""
    found = (_said(part) for part in _ENDS.split(_without_dateline(text)))
    return tuple(each for each in found if len(each.words) >= SHORTEST)


def _without_dateline(text: str) -> str:
    found = _DATELINE.match(text)
    return text[found.end() :] if found else text


def _said(text: str) -> Said:
    text = _PER_CENT.sub(" percent", text)
    words = words_of(text)
    folded = tuple(word.casefold() for word in words)
    capital = {fold for word, fold in zip(words[1:], folded[1:], strict=True) if word[0].isupper()}
    content = frozenset(folded) - STOP_WORDS
    return Said(text, folded, content, frozenset(capital & content) - TITLES)


def _has_news(article: Article, known: Known, is_later: bool) -> bool:
    unsaid = known.unsaid(article.text)
    gone = known.gone(article.text)
    own = frozenset(word.casefold() for word in words_of(f"{article.source or ''} {article.author or ''}"))
    if any(_differs(each, gone, own) for each in unsaid):
        return True
    if not is_later:
        return False
    lead = said(article.text)[:1]
    return any(_is_new(each, known, own, NEW_IN_LEAD if each in lead else NEW_SHARE) for each in unsaid)


def _closest(article: Article, versions: Sequence[list[Article]]) -> list[Article] | None:
    """Return the version with most of an article's sentences, of several the newest."""
    own = {each.words for each in said(article.text)}
    return max(
        reversed(versions),
        key=lambda each: len(own & {one.words for one in said(each[0].text)}),
        default=None,
    )


def _differs(one: Said, gone: Sequence[Said], own: frozenset[str] = frozenset()) -> bool:
    """Tell whether a sentence is another wording of some that were said, and of none with the same values."""
    alike = [each for each in gone if _shared(one, each) >= REWORDED]
    return bool(alike) and all(_other_values(one, each, own) for each in alike)


def _shared(one: Said, other: Said) -> float:
    return len(one.content & other.content) / max(len(one.content), len(other.content), 1)


def _other_values(one: Said, other: Said, own: frozenset[str]) -> bool:
    names = [name for name in one.names - own - set(other.words) if not _is_spelt_there(name, other.words)]
    return (
        bool(names)
        or not _values(one.text) <= _values(other.text)
        or _denied(one.text) != _denied(other.text)
    )


def _is_new(one: Said, known: Known, own: frozenset[str] = frozenset(), share: float = NEW_SHARE) -> bool:
    if not _ENDED.search(one.text):
        return False
    content = one.content - own
    new = [word for word in content if not known.has(word)]
    about = len(content) - len(new)
    return len(new) >= max(NEW_WORDS, share * len(content)) and about >= ABOUT


def _is_spelt_there(word: str, words: Iterable[str]) -> bool:
    """Tell whether one of the words is this one in another form or spelling; a number has no other."""
    if word[0].isdigit() or len(word) < _BESIDE:
        return False
    near = (each for each in words if each[:2] == word[:2] and abs(len(each) - len(word)) < _BESIDE)
    return any(SequenceMatcher(None, each, word).ratio() >= LIKE for each in near)


@lru_cache(READ)
def _values(text: str) -> frozenset[float | str]:
    digits = (word.replace(",", "") for word in words_of(text) if word[0].isdigit())
    written = {float(each) if each.isdecimal() else each for each in digits}
    return frozenset(each.value for each in figures(text)) | written


@lru_cache(READ)
def _denied(text: str) -> int:
    return len(denials(read(text, [(0, len(text))], str), text))
