"""What a text denies: "was not exempted", "no agreement", "denied", "without", "failed to"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .lexicon import words as listed
from .words import Word

REACH: Final = 3  # content words behind a negation that it denies
TRACES: Final = listed("negations", "traces")  # denied for another thing: "no sign of a crime"

_NOT: Final = frozenset((*listed("negations", "not"), *listed("negations", "denying")))
_ENDINGS: Final = tuple(listed("negations", "endings"))
_FAILING: Final = frozenset(listed("negations", "failing"))  # "failed to pay"; not "the bank failed"
_STOPPING: Final = frozenset(listed("negations", "stopping"))  # "stopped paying"
_BEING: Final = frozenset(listed("negations", "being"))
_OPENING: Final = frozenset(listed("negations", "opening"))
_NOT_ONLY: Final = frozenset(listed("negations", "not only"))
_NO_DOUBT: Final = frozenset(listed("negations", "no doubt"))


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation and the stems of what it denies, in order.

    Of the passive, ``subject`` has those of what stands before: "an error could not be ruled out".
    """

    text: str
    stems: tuple[str, ...]
    subject: tuple[str, ...]


def denials(words: Sequence[Word], text: str) -> list[Denial]:
    """Return what is denied, in order."""
    found = []
    for at, word in enumerate(words):
        if _negates(words, at):
            over = list(_reach(words, at))
            if over:
                stems = tuple(words[number].stem for number in over)
                whole = text[word.start : words[over[-1]].end]
                found.append(Denial(whole, stems, tuple(_subject(words, at))))
    return found


def _reach(words: Sequence[Word], at: int) -> Iterator[int]:
    """Yield the numbers of the content words that a negation at a word holds for."""
    count = 0
    for number in range(at + 1, len(words)):
        if words[number - 1].ends_clause and (count or number - 1 == at):
            return
        if words[number].lower in _OPENING or words[number].sentence != words[at].sentence or count == REACH:
            return
        if words[number].content:
            count += 1
            yield number


def _subject(words: Sequence[Word], at: int) -> Iterator[str]:
    """Yield the stems of the last content words before a negation of the passive, within its clause."""
    if _BEING.isdisjoint(word.lower for word in words[max(at - 1, 0) : at + 2]):
        return
    count = 0
    for number in range(at - 1, -1, -1):
        ends = words[number].ends_clause or words[number].sentence != words[at].sentence
        if ends or count == REACH:
            return
        if words[number].content:
            count += 1
            yield words[number].stem


def _negates(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word denies what follows it, or what was asked before it."""
    word = words[at]
    following = words[at + 1].lower if at + 1 < len(words) else ""
    if word.lower == "not" and following in _NOT_ONLY:
        return False
    if word.lower == "no" and (following.isdigit() or following in _NO_DOUBT):
        return False
    if word.lower in _FAILING:
        return following == "to"
    if word.lower in _STOPPING:
        return following.endswith("ing")
    return word.lower in _NOT or word.lower.endswith(_ENDINGS)
