"""Edits that make a sentence false: what a model gets wrong."""

from __future__ import annotations

import random
import re
from typing import Final

from index.language.words import STOP_WORDS
from tests.bench.support_places import Place
from tests.bench.support_true import MONTH, MONTHS, WORDS, Edit

NAME: Final = r"[A-Z][a-z]+(?: (?:(?:of|the|de|van|von) )?[A-Z][a-z]+)*"
_INNER: Final = re.compile(rf"(?<=[a-z,] ){NAME}")
_NUMBER: Final = re.compile(r"(?<![\w.,/$-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w,/-]|\.\d)")
_DATED: Final = re.compile(rf"(?<= )(?:{MONTH} \d|\d\d? {MONTH}|{MONTH} ?,? \d{{4}}|1\d{{3}}\b|20\d\d\b)")
_NOT_NAMES: Final = {*map(str.lower, MONTHS), "his", "her", "five", "two", "three", "although", "despite"}


def number_changed(place: Place, rng: random.Random) -> str | None:
    """Change a number that is no year."""
    numbers = [m for m in _NUMBER.finditer(place.sentence) if not _in_date(m, place.sentence)]
    words = list(re.finditer(rf"(?<= )(?:{'|'.join(WORDS[2:])})\b", place.sentence))
    if not numbers and not words:
        return None
    found = rng.choice(numbers or words)
    return _put(place.sentence, found, _other_number(found[0], rng))


def date_changed(place: Place, rng: random.Random) -> str | None:
    """Change the day or the year of a date; the month is another kind."""
    found = [
        m
        for m in re.finditer(r"(?<![\d.,/$-])(?:1[5-9]\d\d|20[012]\d|\d\d?)(?![\d%/]|[.,]\d)", place.sentence)
        if _in_date(m, place.sentence)
    ]
    if not found:
        return None
    chosen = rng.choice(found)
    value = int(chosen[0])
    if value > 31:
        changed = value + rng.choice([-10, -7, -3, -2, -1, 1, 2, 3, 7, 10])
    else:
        changed = rng.choice([day for day in range(1, 29) if day != value])
    return _put(place.sentence, chosen, str(changed))


def name_changed(place: Place, rng: random.Random) -> str | None:
    """Put a name of another article."""
    others = [m[0] for m in _INNER.finditer(place.far) if _is_name(m[0]) and m[0] not in place.sentence]
    found = [m for m in _INNER.finditer(place.sentence) if _is_name(m[0])]
    return _put(place.sentence, rng.choice(found), rng.choice(others)) if found and others else None


def negation_added(place: Place, _: random.Random) -> str | None:
    """Deny the first predicate."""
    text = place.sentence
    if re.search(r"\b(?:not|no|never|without|nor|none)\b|n't", text):
        return None
    changed = re.sub(
        r"\b(is|are|was|were|has been|have been|had been|can|could|will|would|should|must) (?=[a-z])",
        r"\1 not ",
        text,
        count=1,
    )
    if changed == text:
        changed = re.sub(
            r" (became|made|won|took|used|received|played|showed|found) ", _did_not, text, count=1
        )
    return changed if changed != text else None


def negation_removed(place: Place, _: random.Random) -> str | None:
    """Leave a negation out."""
    text = place.sentence
    for pattern, instead in (
        (r"\b(is|are|was|were|can|could|will|would|should|must|has|have|had) not (?!only)", r"\1 "),
        (r"\b(?:did|does|do) not (?=[a-z])", ""),
        (r"\b(has|have|had|was|were|is|are) never ", r"\1 "),
        (r"\bcannot ", "can "),
        (r"\bfailed to ", "managed to "),
        (r"\bwithout ", "with "),
    ):
        changed = re.sub(pattern, instead, text, count=1)
        if changed != text:
            return changed
    return None


def of_another_article(place: Place, _: random.Random) -> str | None:
    """Take a sentence of an article that is not cited."""
    return place.far or None


def half_of_another_article(place: Place, rng: random.Random) -> str | None:
    """Join a sentence of an article that is not cited to the one that is."""
    return f"{place.sentence[:-1]}{rng.choice([', and ', ', while '])}{place.far}" if place.far else None


def _month_swapped(place: Place, rng: random.Random) -> str | None:
    found = [m for m in re.finditer(rf"\b{MONTH}\b", place.sentence) if m[0] not in ("May", "March")]
    if not found:
        return None
    chosen = rng.choice(found)
    return _put(place.sentence, chosen, rng.choice([month for month in MONTHS if month != chosen[0]]))


FALSE: Final[dict[str, Edit]] = {
    "number changed": number_changed,
    "date changed": date_changed,
    "name changed": name_changed,
    "negation added": negation_added,
    "negation removed": negation_removed,
    "of another article": of_another_article,
    "half of another article": half_of_another_article,
    "month swapped": _month_swapped,
}


def _put(text: str, found: re.Match[str], other: str) -> str:
    """Return a text with other words in the place of those found."""
    return text[: found.start()] + other + text[found.end() :]


def _other_number(number: str, rng: random.Random) -> str:
    if number in WORDS:
        return rng.choice([word for word in WORDS[2:] if word != number])
    digits = number.replace(",", "")
    if "." in digits:
        return f"{float(digits) * rng.choice([0.5, 1.5, 2, 3]) + 0.1:.{len(digits.split('.')[1])}f}"
    value = int(digits)
    size = max(value // 10, 1)
    changed = value + rng.choice([-1, 1]) * rng.randint(1, 3 * size)
    changed = changed if changed > 0 and changed != value else value + rng.randint(1, 9)
    return f"{changed:,}" if "," in number else str(changed)


def _in_date(found: re.Match[str], text: str) -> bool:
    if re.fullmatch(r"1[0-9]\d\d|20\d\d", found[0]):
        return True
    around = text[max(0, found.start() - 12) : found.end() + 12]
    return bool(re.search(rf"{MONTH} {found[0]}\b|\b{found[0]} {MONTH}", around))


def _is_name(text: str) -> bool:
    return not {word.lower() for word in text.split()} & (STOP_WORDS | _NOT_NAMES)


def _did_not(found: re.Match[str]) -> str:
    bases = {
        "became": "become", "made": "make", "won": "win", "took": "take", "used": "use",
        "received": "receive", "played": "play", "showed": "show", "found": "find",
    }  # fmt: skip
    return f" did not {bases[found[1]]} "
