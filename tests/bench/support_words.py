"""Edits of one word that make a sentence false: another unit, quantifier, title; a "may" made certain."""

from __future__ import annotations

import random
import re
from typing import Final

from tests.bench.support_places import Place
from tests.bench.support_true import Edit

_COUNTED: Final = re.compile(
    r"(?<= )(?!1\d{3} |20\d\d )\d[\d,.]*(?: (?:million|billion|thousand))? (?P<noun>[a-z]{3,}s|people)\b"
)


def one_for_another(pairs: str) -> Edit:
    """Return the edit that puts for a word its pair, both ways round."""
    forth = [pair.split("=") for pair in pairs.split()]
    table = {a: b for one, other in forth for a, b in ((one, other), (other, one))}

    def edit(place: Place, rng: random.Random) -> str | None:
        words = [m for m in re.finditer(r"\b[A-Za-z]+\b", place.sentence) if m[0] in table]
        words = [m for m in words if table[m[0]] not in place.sentence]
        if not words:
            return None
        chosen = rng.choice(words)
        return put(place.sentence, chosen, table[chosen[0]])

    return edit


def put(text: str, found: re.Match[str], other: str) -> str:
    """Return a text with other words in the place of those found."""
    return text[: found.start()] + other + text[found.end() :]


def _certain(place: Place, _: random.Random) -> str | None:
    """Make a fact of what may be."""
    changed = re.sub(
        r"\b(?:may|might|could) (?:have been|be) (?=[a-z]+ed\b)", "was ", place.sentence, count=1
    )
    if changed == place.sentence:
        changed = re.sub(r"\b(?:may|might|could|would) be ", "is ", place.sentence, count=1)
    if changed == place.sentence:
        changed = re.sub(r"\b(?:may|might|could|would) (?=[a-z]+\b)", "did ", place.sentence, count=1)
    return changed if changed != place.sentence else None


def _counted(place: Place, rng: random.Random) -> str | None:
    """Count with a number what the passage counts with another."""
    own = {m["noun"]: m for m in _COUNTED.finditer(place.sentence)}
    others = {m["noun"] for m in _COUNTED.finditer(place.hits[0].text)} - own.keys()
    others = {noun for noun in others if noun not in place.sentence}
    if not own or not others:
        return None
    chosen = own[rng.choice(sorted(own))]
    start, end = chosen.span("noun")
    return place.sentence[:start] + rng.choice(sorted(others)) + place.sentence[end:]


WORDS_CHANGED: Final[dict[str, Edit]] = {
    "unit changed": one_for_another(
        "km=miles metres=feet meters=feet kilometers=miles years=months hours=minutes days=weeks tons=pounds"
    ),
    "quantifier changed": one_for_another(
        "all=some many=few most=few every=no both=neither always=sometimes"
    ),
    "title or role swapped": one_for_another(
        "president=minister king=queen director=producer author=editor captain=coach mayor=governor"
        " founder=member father=brother mother=sister son=nephew wife=daughter teacher=student actor=singer"
        " President=Minister King=Prince General=Admiral Bishop=Cardinal"
    ),
    "comparative turned": one_for_another(
        "larger=smaller older=younger longer=shorter faster=slower greater=lesser better=worse earlier=later"
        " stronger=weaker bigger=smaller richer=poorer"
    ),
    "possible made certain": _certain,
    "another thing counted": _counted,
}
