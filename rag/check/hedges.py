"""What a text does not state as a fact: "may fail", "plans to leave", "allegedly took", "if it rains"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.language.stemmed import Word

from .negations import reach

BACK: Final = 10  # words before "is possible" in which it is looked for what may be

Strength = Literal["planned", "told", "maybe"]
"""Whether a text expects a thing to happen, others are said to say so, or it may not be so at all."""

_HEARSAY: Final = "supposedly allegedly reportedly purportedly"
_GUESS: Final = "perhaps maybe possibly probably presumably potentially apparently"
ADVERBS: Final = frozenset(f"{_HEARSAY} {_GUESS}".split())
"""Words that make a sentence less sure and claim nothing."""


def strengths(told: str = "", maybe: str = "", planned: str = "") -> dict[str, Strength]:
    """Return how strongly each of some words hedges."""
    given: tuple[tuple[Strength, str], ...] = (("told", told), ("maybe", maybe), ("planned", planned))
    return {word: strength for strength, words in given for word in words.split()}


_ALONE: Final = strengths(
    told=f"{_HEARSAY} alleged purported suspected rumoured rumored",
    maybe=f"{_GUESS} may might could should ought likely hypothetically if unless whether",
    planned="will would shall planned proposed proposes propose proposal considering considers weighing"
    " expect expects expecting predicts anticipates",
)
_BEFORE: Final = {  # hedges only before this word
    "to": strengths(
        planned="is are was were be going about expect expects expected expecting plan plans planned planning"
        " intend intends intended intending aim aims aimed aiming hope hopes hoped hoping want wants wanted"
        " wanting wish wishes wished seek seeks sought seeking threaten threatens threatened threatening"
        " scheduled set poised forecast projected predicted tipped promise promises promised promising pledge"
        " pledges pledged pledging vow vows vowed offer offers offered offering agree agrees agreed decide"
        " decides decided try tries tried trying attempt attempts attempted attempting ready willing bid",
        told="believed thought considered said reported stated rumoured rumored alleged claimed estimated"
        " supposed suspected",
        maybe="seems seem seemed appears appear appeared",
    ),
    "of": strengths(told="accused suspected accuses accusing"),
    "with": strengths(told="charged"),
    "that": strengths(
        told="allegation allegations rumour rumours rumor rumors",
        maybe="possible possibility likely probable risk chance danger fear fears feared suggest suggests"
        " suggested suggesting",
    ),
}
_CLAUSES: Final = frozenset("if unless whether perhaps maybe possibly presumably".split())
_BE: Final = frozenset("is are was were be been".split())
_NEEDS_BE: Final = frozenset(
    "said reported thought considered believed claimed stated supposed estimated".split()
)
_DUE_TO: Final = frozenset(  # not "due to rain"
    "be begin start open close end arrive return take meet vote appear rule hold leave expire".split()
)
_AFTER_BE: Final = frozenset(  # "arson is feared"
    "possible possibility possibilities suspected feared".split()
)
_NOT: Final = frozenset("not never".split())  # what is denied has a rule of its own
_NO_GUESS: Final = frozenset("made not never".split())  # "was made possible"
_OR: Final = frozenset("and or that".split())
_OVER: Final = frozenset("later eventually soon become go subsequently".split())  # "would go on": it did


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge at word ``at`` and the numbers of the content words it holds for.

    ``clause`` is whether a clause stands behind it, which begins with who does it; else that is what is done.
    """

    at: int
    over: tuple[int, ...]
    strength: Strength
    clause: bool


def hedges(words: Sequence[Word]) -> list[Hedge]:
    """Return what is hedged, in order."""
    found = []
    for at, word in enumerate(words):
        following = words[at + 1].lower if at + 1 < len(words) else ""
        strength = _strength(words, at, following)
        over = tuple(reach(words, at)) if strength else ()
        if strength and over:
            found.append(Hedge(at, over, strength, word.lower in _CLAUSES or following == "that"))
        found += [Hedge(at, tuple(over), "maybe", False) for over in _before(words, at) if over]
    return found


def _before(words: Sequence[Word], at: int) -> list[list[int]]:
    """Return what is said to be possible: each of "a fault or a cigarette were among the possibilities"."""
    be = at - 1
    while be > 0 and (not words[be].content or words[be].lower == "among"):
        if words[be].lower in _BE or words[be].lower in _NO_GUESS or words[be].ends_clause:
            break
        be -= 1
    if words[at].lower not in _AFTER_BE or be < 1 or words[be].lower not in _BE:
        return []
    found: list[list[int]] = [[]]
    for number in range(be - 1, max(be - BACK, -1), -1):
        if words[number].ends_clause or words[number].sentence != words[at].sentence:
            break
        if words[number].lower in _OR:
            found.append([])
        elif words[number].content:
            found[-1].insert(0, number)
    return found


def _strength(words: Sequence[Word], at: int, following: str) -> Strength | None:
    """Return how a word hedges; ``None`` where it does not."""
    word = words[at]
    before = words[at - 1].lower if at else ""
    if word.text in ("May", "Will") or (following in _NOT and word.lower not in ("may", "might")):
        return None
    if word.lower in _NEEDS_BE and following == "to" and before not in _BE:
        return None
    if word.lower == "due" and following == "to":
        return "planned" if at + 2 < len(words) and words[at + 2].lower in _DUE_TO else None
    strength = _BEFORE.get(following, {}).get(word.lower) or _ALONE.get(word.lower)
    return None if strength == "planned" and following in _OVER else strength
