"""Edits that make a sentence false and were chosen before the rules, which were written without them."""

from __future__ import annotations

import random
import re
from typing import Final

from tests.bench.support_order import ORDER_TURNED
from tests.bench.support_places import Place
from tests.bench.support_true import Edit
from tests.bench.support_words import put

_PEOPLES: Final = (
    "French German British Italian Spanish Russian Chinese Japanese American Canadian Mexican Indian"
    " Turkish Greek Polish Swedish Dutch Brazilian Australian Egyptian"
).split()
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


def _first_to(patterns: tuple[tuple[str, str], ...]) -> Edit:
    """Return the edit that puts other words for the first pattern that a sentence has."""

    def edit(place: Place, _: random.Random) -> str | None:
        for pattern, instead in patterns:
            changed = re.sub(pattern, instead, place.sentence, count=1)
            if changed != place.sentence:
                return changed
        return None

    return edit


HELD_BACK: Final[dict[str, Edit]] = {
    "nationality changed": _nationality,
    "hedge left out": _first_to(_HEDGES),
    "part made all": _first_to(_PARTS),
    **ORDER_TURNED,
}
