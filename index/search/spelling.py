"""A word that no article has -> the words of the articles spelt nearly so, and the likeliest of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from ..operators import Place
from ..text.edits import edits_between
from ..text.fold import fold
from ..text.words import sought, words_of
from . import Search, Spelling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..encode import Encoder
    from ..store import Store

    Ids = NDArray[np.int64]
    Texts = Callable[[Ids], Iterable[tuple[int, str, str]]]

SHORTEST: Final = 4  # letters of a word that may be misspelt; shorter ones have too many neighbours
LONG: Final = 9  # letters from which on two may be wrong
MOST_WORDS: Final = 3  # of a query that are written anew
ROUNDS: Final = 6
READ: Final = 40  # passages that are read in each


class Terms(Protocol):
    """The terms of passages, as an index has them."""

    def near(self, term: str, most_edits: int, known: Iterable[str], limit: int) -> Ids:
        """Return the ids of some passages with a term so near that is none of the ``known``."""

    def passages_with(self, term: str) -> int:
        """Return how many passages hold a term."""


def most_edits(word: str) -> int:
    """Return how many letters of a word may be wrong; 0 for a number and a short word."""
    if len(word) < SHORTEST or any(map(str.isdigit, word)):
        return 0
    return 1 if len(word) < LONG else 2


def spelt_like(word: str, lexical: Terms, texts: Texts) -> list[Spelling]:
    """Return the words of the passages that are spelt nearly as one that none has, in no order.

    Passages with such words are read until no other is found; each round leaves out those with words that
    are known.
    """
    plain = fold(word)
    most, terms = most_edits(plain), sought(plain)
    if not most or len(terms) != 1:
        return []
    found: dict[str, Counter[str]] = {}
    for term in dict.fromkeys((terms[0], plain)):  # of "Valdes" the stem is too short to be near "Valdez"
        for _ in range(ROUNDS):
            ids = lexical.near(term, most, found, READ)
            new = _alike(plain, most, texts(ids), found) if len(ids) else {}
            if not new:
                break
            found |= new
    return [
        Spelling(written, edits, lexical.passages_with(term))
        for term, forms in found.items()
        for written, edits in [_nearest(plain, forms, most)]
        if edits
    ]


def likeliest(word: str, spellings: Sequence[Spelling]) -> Spelling | None:
    """Return the spelling that is most likely meant: few edits, the same first letter, in many passages."""

    def unlikely(one: Spelling) -> tuple[int, bool, int, str]:
        return one.edits, fold(one.word)[:1] != fold(word)[:1], -one.passages, one.word

    return min(spellings, key=unlikely, default=None)


@dataclass(frozen=True, slots=True)
class Respelt:
    """A query in which words that no article has are spelt as the articles spell them.

    ``changes`` are pairs of a word and what is searched in its place.
    """

    query: str
    changes: tuple[tuple[str, str], ...]

    def of(self, text: str) -> str:
        """Return a text with the same words written anew."""
        return _written_anew(text, self.changes)

    @property
    def line(self) -> str:
        """One line that says what was changed."""
        return f"No article has {_listed(self._words)}; searched for {_listed(self._others)}."

    @property
    def asking(self) -> str:
        """One line that asks whether that is meant."""
        return f"No article has {_listed(self._words)}; did you mean {_listed(self._others)}?"

    @property
    def _words(self) -> list[str]:
        return [word for word, _ in self.changes]

    @property
    def _others(self) -> list[str]:
        return [other for _, other in self.changes]


def respelt(store: Store, search: Search, encoder: Encoder, query: str) -> Respelt | None:
    """Return a query with the words that are misspelt written anew; ``None`` where none is.

    A word is taken for misspelt that no article has, also not as its outlet or author, and that is spelt
    nearly as one they have. One that the encoder has as a whole is a word of its language, and stays.
    """
    unknown = [each for each in _lacking(search, query) if len(encoder.token_starts([each])[0]) > 1]
    return _respelt(store, search, query, unknown)


def alike(store: Store, search: Search, query: str) -> Respelt | None:
    """Return the same with every name that no article has, also a word of its language: what may be meant."""
    return _respelt(store, search, query, [each for each in _lacking(search, query) if each[0].isupper()])


def _lacking(search: Search, query: str) -> list[str]:
    return [each.word for each in search.words(query) if not each.passages and len(each.terms) == 1]


def _respelt(store: Store, search: Search, query: str, words: Sequence[str]) -> Respelt | None:
    meant = ((word, likeliest(word, search.spelt_like(word))) for word in words[:MOST_WORDS])
    found = ((word, other.word) for word, other in meant if other)
    changes = tuple(pair for pair in found if not _is_in_bylines(store, pair[0]))
    return Respelt(_written_anew(query, changes), changes) if changes else None


def _is_in_bylines(store: Store, word: str) -> bool:
    places: tuple[Place, ...] = ("source", "author")
    return any(store.named(place, [word]) for place in places)


def _written_anew(text: str, changes: Iterable[tuple[str, str]]) -> str:
    for word, other in changes:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", other, text)  # of letters alone
    return text


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _alike(
    plain: str, most: int, texts: Iterable[tuple[int, str, str]], known: Iterable[str]
) -> dict[str, Counter[str]]:
    """Return the words of texts near a folded word, by their terms, as they are written."""
    found: dict[str, Counter[str]] = {}
    others = set(known)
    for _, title, text in texts:
        for written in words_of(f"{title}\n{text}"):
            if abs(len(written) - len(plain)) > most + 2 or (term := _term(written)) is None:
                continue
            if term not in others and edits_between(plain, fold(written), most) is not None:
                found.setdefault(term, Counter())[written] += 1
    return found


def _nearest(plain: str, forms: Counter[str], most: int) -> tuple[str, int]:
    """Return the form that is nearest, of equally near ones the most frequent, and its edits."""
    ranked = [
        (edits, -count, written)
        for written, count in forms.items()
        if (edits := edits_between(plain, fold(written), most)) is not None
    ]
    edits, _, written = min(ranked)
    return written, edits


@lru_cache(maxsize=50_000)
def _term(word: str) -> str | None:
    terms = sought(word)
    return terms[0] if len(terms) == 1 else None
