"""How many of a thing: all, most, many, some; "only" where the quoted words do not say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .cited import Cited
from .directions import says_otherwise

_RANKS: Final = {
    word: rank
    for rank, words in enumerate(
        (
            "some several certain few various",
            "many numerous half",
            "most majority",
            "all every each whole entire both",
        )
    )
    for word in words.split()
}
_ONLY: Final = frozenset("only sole solely exclusively".split())
_ALSO_ONLY: Final = _ONLY | set(
    "alone just merely single unique except no none nothing nobody but first unlike exclusive".split()
)
_BETWEEN: Final = frozenset("of the its his her their these those a".split())


def overstated(claim: Cited, evidence: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each thing that the sentence says more of than the article: all for some."""
    held: dict[str, tuple[int, str]] = {}  # the strongest of each noun
    for rank, stem, told in (each for text in evidence for each in _quantified(text)):
        if stem not in held or rank > held[stem][0]:
            held[stem] = rank, told
    bare = {stem for text in evidence for stem in _unquantified(text)}
    for rank, stem, told in _quantified(claim):
        if stem in held and stem not in bare and held[stem][0] < rank:
            yield says_otherwise(told, held[stem][1])
    said = {word.lower for text in evidence for word in text.words}
    if evidence and not said & _ALSO_ONLY:
        yield from (f"“{told}”: the quoted words do not say so" for told in _only(claim))


def _quantified(text: Cited) -> Iterator[tuple[int, str, str]]:
    """Yield (rank, stem of the noun, the quantifier) for each quantifier with its noun."""
    for at, word in enumerate(text.words):
        noun = _noun(text, at) if word.lower in _RANKS else None
        if noun is not None:
            yield _RANKS[word.lower], text.words[noun].stem, word.text


def _noun(text: Cited, at: int) -> int | None:
    for number in range(at + 1, len(text.words)):
        if text.words[number - 1].ends_clause:
            return None
        if text.words[number].lower not in _BETWEEN:
            return number if text.words[number].content else None
    return None


def _unquantified(text: Cited) -> Iterator[str]:
    quantified = {_noun(text, at) for at, word in enumerate(text.words) if word.lower in _RANKS}
    yield from (word.stem for at, word in enumerate(text.words) if at not in quantified)


def _only(claim: Cited) -> Iterator[str]:
    for at, word in enumerate(claim.words[:-1]):
        if word.lower in _ONLY and not (at and claim.words[at - 1].lower == "not"):
            yield claim.text[word.start : claim.words[at + 1].end]
