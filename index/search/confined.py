"""Operators -> the articles that a search is confined to, and what of them no article is.

A phrase is looked up by its words in the BM25 index, and the texts of the passages that have all of them are
read: what holds it is exact. Where no article has a phrase or word, it is searched as ordinary words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import reduce
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from ..language.relative_dates import written
from ..operators import Operators, Term
from ..passage import Filter, Passage
from ..text.fold import fold
from ..text.phrase import Phrase
from ..text.words import sought, words_of

if TYPE_CHECKING:
    from ..store import Store
    from . import Search

PAGE: Final = 500  # passages whose texts are read at once
ALIKE: Final = 0.6  # of two names, from which one may be meant
IN: Final = {"text": "text", "title": "title", "source": "outlet", "author": "author"}
WITHOUT: Final = {"text": "without", "title": "without the title", "source": "not of", "author": "not by"}
WITH: Final = {"text": "with", "title": "with the title", "source": "of", "author": "by"}


@dataclass(frozen=True, slots=True)
class Confined:
    """What is searched, and of which articles.

    Attributes:
        only: the articles that have what is asked for.
        told: one line that says to what the search is confined, else empty.
        notes: a line for each thing that no article has, or that was not understood.
    """

    only: Filter
    told: str = ""
    notes: tuple[str, ...] = ()


def confined(store: Store, search: Search, asked: Operators, only: Filter) -> Confined:
    """Return the articles that pass a filter and have what operators ask for."""
    if not asked:
        return Confined(only, notes=asked.notes)
    held: list[tuple[Sequence[Term], frozenset[str]]] = []
    notes = list(asked.notes)
    for group in asked.groups:
        found = frozenset[str]().union(*(_holders(store, search, term) for term in group))
        if found or group[0].place != "text":
            held.append((group, found))
        if not found:
            notes.append(_absent(store, group))
    gone = frozenset[str]().union(*(_holders(store, search, term) for term in asked.without))
    ids = reduce(frozenset.intersection, (found for _, found in held)) if held else None
    new = _within(only, asked, ids, gone)
    if all(found for _, found in held) and not store.counts(new)[0] and store.counts(only)[0]:
        notes.append("No article is all of what was asked for.")
    return Confined(new, _told([group for group, found in held if found], asked), tuple(notes))


def _within(only: Filter, asked: Operators, ids: frozenset[str] | None, gone: frozenset[str]) -> Filter:
    since = max(filter(None, (only.since, asked.since)), default=None)
    until = min(filter(None, (only.until, asked.until)), default=None)
    articles = only.articles if ids is None else ids if only.articles is None else ids & only.articles
    return replace(only, since=since, until=until, articles=articles, without=only.without | gone)


# -- who has what


def _holders(store: Store, search: Search, term: Term) -> frozenset[str]:
    """Return the ids of the articles that have a term."""
    phrase = Phrase(term.words)
    if term.place != "text":
        found = store.named(term.place, phrase.words)
        whole = [key for key, value in found if phrase.is_all_of(value)] if term.place == "source" else []
        return frozenset(whole or (key for key, value in found if phrase.stands_in(value)))
    terms = phrase.terms if term.exact else [each for word in words_of(term.words) for each in sought(word)]
    places = store.places(search.having(terms, in_order=term.exact))
    if term.exact and phrase:
        return frozenset(_with_phrase(store, places, phrase))
    return frozenset(place.article_id for place in places)


def _with_phrase(store: Store, places: Sequence[Passage], phrase: Phrase) -> set[str]:
    """Return the articles of those of the passages that have a phrase, in the passage or its title."""
    articles = {place.id: place.article_id for place in places}
    found: set[str] = set()
    keys = (key for key, article in articles.items() if article not in found)  # found meanwhile
    while page := list(islice(keys, PAGE)):
        for key, title, text in store.texts(np.array(page)):
            if articles[key] not in found and (phrase.stands_in(text) or phrase.stands_in(title)):
                found.add(articles[key])
    return found


# -- what is said


def _absent(store: Store, group: Sequence[Term]) -> str:
    """Return one line that says that no article has any term of a group, and what may be meant."""
    said = " or ".join(f"“{term.words}”" for term in group)
    if group[0].place == "text":
        one_by_one = "its words were searched one by one" if len(group) == 1 else "their words were searched"
        return f"No article has {said}; {one_by_one}."
    line = f"No article has {said} in its {IN[group[0].place]}"
    near = [name for term in group for name in nearest(term.words, _values(store, term))]
    return (
        f"{line}; did you mean {' or '.join(f'“{name}”' for name in dict.fromkeys(near))}?"
        if near
        else f"{line}."
    )


def _values(store: Store, term: Term) -> list[str]:
    return [] if term.place in ("text", "title") else [value for _, value in store.named(term.place, [])]


def nearest(name: str, names: Sequence[str], most: int = 1) -> list[str]:
    """Return the names that are spelt most like another, the nearest first; none that is not alike."""
    by_fold = {fold(each): each for each in names}
    return [by_fold[each] for each in get_close_matches(fold(name), by_fold, most, ALIKE)]


def _told(held: Sequence[Sequence[Term]], asked: Operators) -> str:
    parts = [" or ".join(f"{WITH[term.place]} “{term.words}”" for term in group) for group in held]
    parts += [f"{WITHOUT[term.place]} “{term.words}”" for term in asked.without]
    days = written(asked.since, asked.until) if (asked.since or "") <= (asked.until or "9999") else ""
    every = ", ".join(filter(None, (*parts, days)))
    return f"Only articles {every} were searched." if every else ""
