"""Edits that make a sentence false and were chosen before the rules, which were written without them."""

from __future__ import annotations

import random
import re
from typing import Final

from tests.bench.support_places import Place
from tests.bench.support_true import Edit
from tests.bench.support_words import put

_PEOPLES: Final = (
    "French German British Italian Spanish Russian Chinese Japanese American Canadian Mexican Indian"
    " Turkish Greek Polish Swedish Dutch Brazilian Australian Egyptian"
).split()
_ORDINALS: Final = "first second third fourth fifth sixth".split()
_HEDGES: Final = (
    (r"\b(?:is|are) (?:believed|thought|said|reported|considered|estimated) to be ", "is "),
    (r"\b(?:is|are|was|were) (?:believed|thought|said|reported) to have been ", "was "),
    (r"\b(?:reportedly|allegedly|probably|perhaps|possibly|apparently|supposedly|presumably) ", ""),
    (r"\b(?:seems|appears|seemed|appeared) to be ", "is "),
    (r"\b(?:suggests?|suggested) that ", "proves that "),
)
_PARTS: Final = (
    (r"\bnot only ", "not "),
    (r"\b[Nn]ot (?:all|every)(?: of)? ", "No "),
    (r"\bnot always ", "never "),
    (r"\b(?:rarely|seldom) ", "never "),
    (r"\b(?:mainly|mostly|partly|largely|primarily) ", "solely "),
)


def _nationality(place: Place, rng: random.Random) -> str | None:
    """Put another people's adjective."""
    found = list(re.finditer(rf"\b(?:{'|'.join(_PEOPLES)})\b", place.sentence))
    if not found:
        return None
    chosen = rng.choice(found)
    return put(place.sentence, chosen, rng.choice([name for name in _PEOPLES if name not in place.sentence]))


def _ordinal(place: Place, rng: random.Random) -> str | None:
    """Put the ordinal beside: second for first or third."""
    found = list(re.finditer(rf"(?<= )(?:{'|'.join(_ORDINALS)})\b", place.sentence))
    if not found:
        return None
    chosen = rng.choice(found)
    at = _ORDINALS.index(chosen[0])
    near = [_ORDINALS[n] for n in (at - 1, at + 1) if 0 <= n < len(_ORDINALS)]
    return put(place.sentence, chosen, rng.choice(near))


def _cause(place: Place, _: random.Random) -> str | None:
    """Swap cause and effect."""
    found = re.fullmatch(
        r"(?P<one>[^,;]{8,}?),? (?P<link>because|led to|caused|resulted in|due to|as a result of)"
        r" (?!of\b|by\b)(?P<other>[^,;]{8,})\.",
        place.sentence,
    )
    return _turned(found) if found else None


def _time(place: Place, _: random.Random) -> str | None:
    """Swap two events of which one was before the other."""
    text = place.sentence
    found = re.fullmatch(r"(?P<link>After|Before) (?P<one>[^,;]{6,}), (?P<other>[^;]{8,})\.", text)
    if found:
        return f"{found['link']} {_small(found['other'])}, {found['one']}."
    found = re.fullmatch(r"(?P<one>[^,;]{8,}?) (?P<link>after|before|until) (?P<other>[^,;]{8,})\.", text)
    return _turned(found) if found else None


def _first_to(patterns: tuple[tuple[str, str], ...]) -> Edit:
    """Return the edit that puts other words for the first pattern that a sentence has."""

    def edit(place: Place, _: random.Random) -> str | None:
        for pattern, instead in patterns:
            changed = re.sub(pattern, instead, place.sentence, count=1)
            if changed != place.sentence:
                return changed
        return None

    return edit


def _turned(found: re.Match[str]) -> str:
    other, one = found["other"], found["one"]
    return f"{other[:1].upper()}{other[1:]} {found['link']} {_small(one)}."


def _small(text: str) -> str:
    """Write a first word small where it is no name."""
    first = text.split(maxsplit=1)[0]
    return (
        text[:1].lower() + text[1:]
        if first in ("The", "A", "An", "It", "He", "She", "They", "This")
        else text
    )


HELD_BACK: Final[dict[str, Edit]] = {
    "nationality changed": _nationality,
    "ordinal changed": _ordinal,
    "cause and effect swapped": _cause,
    "two events swapped in time": _time,
    "hedge left out": _first_to(_HEDGES),
    "part made all": _first_to(_PARTS),
}
