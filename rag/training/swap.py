"""Questions made unanswerable by changing one name or number, as the writers of SQuAD 2.0 often did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random

_NUMBER: Final = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_NAME: Final = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w'-]+(?: (?:of |the |de )?[A-Z][\w'-]+)*")

_ANY_NAME: Final = re.compile(r"\b[A-Z][\w'-]+(?: (?:of |the |de )?[A-Z][\w'-]+)*")
_NO_NAMES: Final = frozenset(["The", "A", "An", "In", "On", "At", "It", "He", "She", "They", "There", "This"])


def swapped(question: str, passage: str, rng: random.Random) -> str | None:
    """Return the question with a name or number of it replaced by another one of the passage; None where none
    fits.

    The one replaced must stand in the passage too, so that the change, and not a missing word, takes the
    answer away.
    """
    for pattern in rng.sample([_NUMBER, _NAME], 2):
        there = list(dict.fromkeys(match.group() for match in pattern.finditer(passage)))
        mine = [match for match in pattern.finditer(question) if match.group() in there]
        others = [text for text in there if text not in question and not any(m.group() in text for m in mine)]
        if pattern is _NUMBER and mine:
            kind = len(mine[0].group()) == 4
            others = [text for text in others if (len(text) == 4) == kind]
        if mine and others:
            out = rng.choice(mine)
            return question[: out.start()] + rng.choice(others) + question[out.end() :]
    return None


def exchanged(claim: str, rng: random.Random) -> str | None:
    """Return a claim with two of its names in each other's place; None where it has no two.

    Of what goes both ways ("met", "married") this says the same, which is rare among claims.
    """
    found = [match for match in _ANY_NAME.finditer(claim) if match.group() not in _NO_NAMES]
    if len({match.group() for match in found}) < 2:
        return None
    first = rng.choice(found[:-1])
    others = [match for match in found if match.start() > first.start() and match.group() != first.group()]
    if not others:
        return None
    second = rng.choice(others)
    between = claim[first.end() : second.start()]
    return f"{claim[: first.start()]}{second.group()}{between}{first.group()}{claim[second.end() :]}"


def another(answer: str, passage: str, rng: random.Random) -> str | None:
    """Return another name or number of the passage than the answer, of the same kind; None where none is."""
    pattern = _NUMBER if any(map(str.isdigit, answer)) else _NAME
    there = {match.group() for match in pattern.finditer(passage)}
    others = sorted(each for each in there if each not in answer and answer not in each)
    return rng.choice(others) if others else None
