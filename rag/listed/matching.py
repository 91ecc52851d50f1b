"""A subject -> every article that has it, searched for in the whole library."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Final, Literal

from index.article import Article
from index.language.name_variants import Parts, is_surname, meaning, parts, same_in_full
from index.language.names import is_name, names_and_openings
from index.language.words import STOP_WORDS
from index.library import Library
from index.passage import Filter, Passage
from index.text.fold import fold
from index.text.phrase import Phrase
from index.text.words import undotted, word_spans

from ..question.listing import Listing

PAGE: Final = 200  # articles read at once

Manner = Literal["all", "words", "phrase", "name", "either"]
"""How a subject is matched: every article; all its words in one passage; its words as they are; a name in any
of its forms; each of several subjects in one of these."""


@dataclass(frozen=True, slots=True)
class Match:
    """An article that has a subject: the first passages that do, how it is spelt there, which of several.

    ``is_shared`` tells that it has but a surname that others bear in other articles.
    """

    passages: tuple[Passage, ...] = ()
    spelt: tuple[str, ...] = ()
    subject: str = ""
    is_shared: bool = False


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


def matches_of(library: Library, asked: Listing, only: Filter) -> Matches:
    """Return the same for what a question asks: where any of several subjects will do those that have one."""
    if not asked.either:
        return matches(library, asked.subject, only, phrase=asked.phrase)
    held: dict[str, list[Match]] = defaultdict(list)
    for each in asked.either:
        for key, match in matches(library, each.subject, only, phrase=each.phrase).found.items():
            held[key].append(replace(match, subject=each.subject))
    _, newest = library.store.matching([], only=only)
    return Matches("either", {key: _together(held[key]) for key in newest if key in held})


def _together(found: Sequence[Match]) -> Match:
    passages = dict.fromkeys(passage for each in found for passage in each.passages)
    is_spelt = all(each.spelt for each in found)
    spelt = tuple(one for each in found for one in each.spelt) if is_spelt else ()
    return Match(tuple(passages), spelt, found[0].subject, all(each.is_shared for each in found))


def _found(
    library: Library, subject: str, only: Filter, *, phrase: bool
) -> tuple[Manner, Mapping[str, Match]]:
    whole = _by_article(library.holding(f"of {subject}", only))  # within a sentence "US" is no function word
    if _is_abbreviation(subject) or phrase:
        return "phrase", dict(_as_phrase(library, subject, whole))
    name = _as_name(library, subject, whole)
    if name:
        surname = parts(name)[-1]
        return "name", _as_named(library, name, _by_article(library.holding(surname, only)))
    if is_name(subject) and " " in subject:  # in small letters its words are as good, but side by side
        return "phrase", dict(_as_phrase(library, subject, whole))
    return "words", {each: Match(passages) for each, passages in whole.items()}


def _by_article(passages: Iterable[Passage]) -> dict[str, tuple[Passage, ...]]:
    ordered = sorted(passages, key=attrgetter("article_id", "start"))
    return {key: tuple(each) for key, each in groupby(ordered, attrgetter("article_id"))}


def _as_phrase(
    library: Library, phrase: str, found: Mapping[str, tuple[Passage, ...]]
) -> Iterator[tuple[str, Match]]:
    """Yield the articles that have the words of a phrase side by side, in their order."""
    for article, passages in _articles(library, found):
        in_title = stands(phrase, article.title)
        held = tuple(each for each in passages if in_title or stands(phrase, _text(article, each)))
        if held:
            yield article.id, Match(held, (phrase,))


def _as_name(library: Library, subject: str, found: Mapping[str, tuple[Passage, ...]]) -> str:
    """Return a subject as the name that it is, in the articles' spelling if it was typed in small letters.

    Empty where it is no name, or more than one, and where the articles mostly have it in small letters:
    "Harbour Levy" and "MEASLES" mean these too. One word does not, if any article has it as a name within a
    sentence.
    """
    texts = list(_texts(library, dict(list(found.items())[:PAGE])))
    said = [spelt for text in texts for spelt in spellings(text, subject)]
    named = [spelt for spelt in said if is_name(spelt)]
    small = len(said) - len(named)
    if not is_name(subject):
        return named[0] if named and not small else ""
    within = sum(_named_within(text, subject) for text in texts)
    return subject if within >= (small if " " in subject else min(small, 1)) else ""


def _texts(library: Library, found: Mapping[str, tuple[Passage, ...]]) -> Iterator[str]:
    for article, passages in _articles(library, found):
        yield article.title
        yield from (_text(article, each) for each in passages)


def _named_within(text: str, words: str) -> int:
    """Return how many names within a sentence, where only names have capitals, have some words."""
    inside = (name for name, opens in names_and_openings(text) if not opens)
    return sum(f" {fold(words)} " in f" {fold(name)} " for name in inside)


def _as_named(library: Library, name: str, found: Mapping[str, tuple[Passage, ...]]) -> dict[str, Match]:
    """Return the articles that name somebody or something, in full or by the surname where that is meant."""
    asked, as_word = parts(name), _standing(name.rsplit(maxsplit=1)[-1].lower())
    held: dict[str, Match] = {}
    has_namesakes = False
    for article, passages in _articles(library, found):
        texts = [article.title, *(_text(article, each) for each in passages)]
        is_word = any(map(as_word.search, texts))
        of_title, *named = (_borne(text, asked, is_word=is_word) for text in texts)
        every = [*of_title, *(one for names in named for one in names)]
        own = meaning(name, every)
        has_namesakes = has_namesakes or any(_is_namesake(asked, parts(each)) for each in every)
        has = (each for each, names in zip(passages, named, strict=True) if not set(own).isdisjoint(names))
        if own:
            is_short = not any(same_in_full(asked, parts(each)) for each in own)
            held[article.id] = Match(tuple(has) or passages[:1], tuple(own), is_shared=is_short)
    if has_namesakes:
        return held
    return {key: replace(each, is_shared=False) for key, each in held.items()}


def _borne(text: str, asked: Parts, *, is_word: bool) -> list[str]:
    """Return the names of a text that have the last word of one that is asked for.

    Where that is a word of the article too, it is none by opening a sentence: "Sand is brought."
    """
    named = ((each, opens) for each, opens in names_and_openings(text) if asked[-1] in _plain(each))
    sure = ((each, opens) for each, opens in named if " " in each or not (opens and is_word))
    return [_behind(each, asked) if opens else each for each, opens in sure]


def _is_namesake(asked: Parts, other: Parts) -> bool:
    is_full = len(asked) > 1 and len(other) > 1
    return is_full and is_surname(asked[-1:], other) and not same_in_full(asked, other)


def stands(words: str, text: str) -> bool:
    """Tell whether a text has some words side by side in their order, and "US" in capitals."""
    if not _is_abbreviation(words):
        return Phrase(words).stands_in(text)
    return bool(_standing(_undotted(words)).search(undotted(text)))


def _standing(words: str) -> re.Pattern[str]:
    """Return the pattern of some words as they are written, between others."""
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def _is_abbreviation(words: str) -> bool:
    """Tell whether it is one that in small letters would be a function word: US, WHO, IT."""
    plain = _undotted(words)
    return len(plain) > 1 and plain.isupper() and plain.lower() in STOP_WORDS


def _undotted(words: str) -> str:
    return undotted(words).strip()


def _plain(name: str) -> str:
    return fold(undotted(name))


def _behind(said: str, name: Parts) -> str:
    """Return the end of what is said where that is a name in full: that of "Striker Ilona Marek"."""
    many = len(name)
    return " ".join(said.split()[-many:]) if many > 1 and parts(said)[-many:] == name else said


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


def _text(article: Article, passage: Passage) -> str:
    return article.text[passage.start : passage.end]
