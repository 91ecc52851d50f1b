"""A subject -> every article that has it, searched for in the whole library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final, Literal

from index.article import Article
from index.language.name_variants import meaning, parts
from index.language.names import names_in
from index.library import Library
from index.passage import Filter, Passage
from index.text.fold import fold
from index.text.phrase import Phrase
from index.text.words import word_spans

PAGE: Final = 200  # articles read at once

Manner = Literal["all", "words", "phrase", "name"]
"""How a subject is matched: every article; all its words in one passage; its words as they are; a name in any
of its forms."""


@dataclass(frozen=True, slots=True)
class Match:
    """An article that has a subject: the first passages that do, and how it is spelt there."""

    passages: tuple[Passage, ...] = ()
    spelt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """The articles that have a subject by their ids, the newest first, and in which manner it was matched."""

    manner: Manner
    found: Mapping[str, Match]


def matches(library: Library, subject: str, only: Filter, *, phrase: bool = False) -> Matches:
    """Return every article that has a subject, of those that pass a filter; all of them without one."""
    _, newest = library.store.matching([], only=only)
    if not subject:
        return Matches("all", dict.fromkeys(newest, Match()))
    manner, found = _found(library, subject, only, phrase=phrase)
    return Matches(manner, {each: found[each] for each in newest if each in found})


def _found(
    library: Library, subject: str, only: Filter, *, phrase: bool
) -> tuple[Manner, Mapping[str, Match]]:
    whole = _by_article(library.holding(subject, only))
    if phrase:
        return "phrase", dict(_as_phrase(library, subject, whole))
    name = _as_name(library, subject, whole)
    if name:
        surname = parts(name)[-1]
        return "name", dict(_as_named(library, name, _by_article(library.holding(surname, only))))
    return "words", {each: Match(passages) for each, passages in whole.items()}


def _by_article(passages: Iterable[Passage]) -> dict[str, tuple[Passage, ...]]:
    ordered = sorted(passages, key=attrgetter("article_id", "start"))
    return {key: tuple(each) for key, each in groupby(ordered, attrgetter("article_id"))}


def _as_phrase(
    library: Library, phrase: str, found: Mapping[str, tuple[Passage, ...]]
) -> Iterator[tuple[str, Match]]:
    """Yield the articles that have the words of a phrase side by side, in their order."""
    wanted = Phrase(phrase)
    for article, passages in _articles(library, found):
        in_title = wanted.stands_in(article.title)
        held = tuple(each for each in passages if in_title or wanted.stands_in(_text(article, each)))
        if held:
            yield article.id, Match(held, (phrase,))


def _as_name(library: Library, subject: str, found: Mapping[str, tuple[Passage, ...]]) -> str:
    """Return a subject as the name that it is, in the articles' spelling if it was typed in small letters.

    Empty where it is no name, or more than one.
    """
    if names_in(f"of {subject}") == [subject]:
        return subject
    for article, passages in _articles(library, dict(list(found.items())[:PAGE])):
        for each in passages:
            for spelt in _spelt(article, each, subject):
                return spelt if names_in(f"of {spelt}") == [spelt] else ""
    return ""


def _as_named(
    library: Library, name: str, found: Mapping[str, tuple[Passage, ...]]
) -> Iterator[tuple[str, Match]]:
    """Yield the articles that name somebody or something, in full or by the surname where that is meant."""
    surname = parts(name)[-1]

    def borne(text: str) -> list[str]:
        return [each for each in names_in(text) if surname in fold(each)]

    for article, passages in _articles(library, found):
        named = [borne(_text(article, each)) for each in passages]
        own = meaning(name, [*borne(article.title), *(one for names in named for one in names)])
        held = tuple(
            each for each, names in zip(passages, named, strict=True) if not set(own).isdisjoint(names)
        )
        if own:
            yield article.id, Match(held or passages[:1], tuple(own))


def spellings(text: str, words: str) -> list[str]:
    """Return how some words stand in a text, side by side in their order; folded they are the same."""
    wanted = [fold(words[start:end]) for start, end in word_spans(words)]
    spans = word_spans(text)
    said = [fold(text[start:end]) for start, end in spans]
    places = (at for at in range(len(said) - len(wanted) + 1) if said[at : at + len(wanted)] == wanted)
    found = [text[spans[at][0] : spans[at + len(wanted) - 1][1]] for at in places if wanted]
    return [re.sub(r"\s+", " ", each) for each in found]


def _articles(
    library: Library, found: Mapping[str, tuple[Passage, ...]]
) -> Iterator[tuple[Article, tuple[Passage, ...]]]:
    """Yield the articles of some passages, a page at a time."""
    ids = list(found)
    for first in range(0, len(ids), PAGE):
        read = library.store.articles_by_id(ids[first : first + PAGE])
        yield from ((article, found[key]) for key, article in read.items())


def _spelt(article: Article, passage: Passage, words: str) -> list[str]:
    """Return how some words stand in a passage or in its article's title."""
    return [*spellings(article.title, words), *spellings(_text(article, passage), words)]


def _text(article: Article, passage: Passage) -> str:
    return article.text[passage.start : passage.end]
