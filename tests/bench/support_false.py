"""Edits that make a sentence false: what a model gets wrong."""

from __future__ import annotations

import random
import re
from typing import Final

from index.language.stopwords import STOP_WORDS
from tests.bench.support_places import Place
from tests.bench.support_true import MONTH, MONTHS, WORDS, Edit
from tests.bench.support_words import WORDS_CHANGED, put

NAME: Final = r"[A-Z][a-z]+(?: (?:(?:of|the|de|van|von) )?[A-Z][a-z]+)*"
_INNER: Final = re.compile(rf"(?<=[a-z,] ){NAME}")
_NUMBER: Final = re.compile(r"(?<![\w.,/$-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w,/-]|\.\d)")
_DATED: Final = re.compile(rf"(?<= )(?:{MONTH} \d|\d\d? {MONTH}|{MONTH} ?,? \d{{4}}|1\d{{3}}\b|20\d\d\b)")
_NOT_NAMES: Final = {*map(str.lower, MONTHS), "his", "her", "five", "two", "three", "although", "despite"}
DIRECTIONS: Final = dict(
    pair.split("=")
    for pair in (
        "rose=fell fell=rose increased=decreased decreased=increased increase=decrease decrease=increase"
        " more=less less=more higher=lower lower=higher before=after after=before won=lost lost=won"
        " above=below below=above gained=lost approved=rejected rejected=approved accepted=rejected"
        " supported=opposed opposed=supported northern=southern southern=northern north=south south=north"
        " east=west west=east eastern=western western=eastern first=last largest=smallest"
        " highest=lowest best=worst early=late late=early joined=left began=ended ended=began"
        " opened=closed bought=sold sold=bought success=failure successful=unsuccessful"
        " high=low low=high increasing=decreasing decreasing=increasing growth=decline up=down"
        " victory=defeat positive=negative negative=positive strong=weak weak=strong"
    ).split()
)


def number_changed(place: Place, rng: random.Random) -> str | None:
    """Change a number that is no year."""
    numbers = [m for m in _NUMBER.finditer(place.sentence) if not _in_date(m, place.sentence)]
    words = list(re.finditer(rf"(?<= )(?:{'|'.join(WORDS[2:])})\b", place.sentence))
    if not numbers and not words:
        return None
    found = rng.choice(numbers or words)
    return put(place.sentence, found, _other_number(found[0], rng))


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
    return put(place.sentence, chosen, str(changed))


def name_changed(place: Place, rng: random.Random) -> str | None:
    """Put a name of another article."""
    others = [m[0] for m in _INNER.finditer(place.far) if _is_name(m[0]) and m[0] not in place.sentence]
    found = [m for m in _INNER.finditer(place.sentence) if _is_name(m[0])]
    return put(place.sentence, rng.choice(found), rng.choice(others)) if found and others else None


def name_of_the_passage(place: Place, rng: random.Random) -> str | None:
    """Put another name of the same passage that the sentence does not have."""
    text = place.hits[0].text
    others = [m[0] for m in _INNER.finditer(text) if _is_name(m[0]) and m[0] not in place.sentence]
    found = [m for m in _INNER.finditer(place.sentence) if _is_name(m[0])]
    if not found or not others:
        return None
    chosen, other = rng.choice(found), rng.choice(others)
    return None if set(chosen[0].split()) & set(other.split()) else put(place.sentence, chosen, other)


def numbers_swapped(place: Place, rng: random.Random) -> str | None:
    """Swap two numbers of the sentence."""
    every = [m for m in _NUMBER.finditer(place.sentence) if len(m[0]) > 2 or not _in_date(m, place.sentence)]
    numbers = list({m[0]: m for m in every}.values())
    return _swapped(place.sentence, *rng.sample(numbers, 2)) if len(numbers) > 1 else None


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


def direction_flipped(place: Place, rng: random.Random) -> str | None:
    """Put the opposite of a word of direction."""
    found = [m for m in re.finditer(r"\b[a-z]+\b", place.sentence) if m[0] in DIRECTIONS]
    found = [m for m in found if DIRECTIONS[m[0]] not in place.sentence]
    if not found:
        return None
    chosen = rng.choice(found)
    return put(place.sentence, chosen, DIRECTIONS[chosen[0]])


def roles_swapped(place: Place, rng: random.Random) -> str | None:
    """Swap two names of a sentence, between which there stands a verb."""
    verb = (
        r"[a-z ]*?(?:[a-z]+ed|was|were|is|had|has|won|led|made|took|became|said|told|wrote|met|beat)\b"
        r"[a-z ,]*?"
    )
    found = [
        m
        for m in re.finditer(rf"(?P<x>{NAME}) (?P<between>{verb}) (?P<y>{NAME})", place.sentence)
        if _is_name(m["x"]) and _is_name(m["y"]) and m["x"] not in m["y"] and m["y"] not in m["x"]
    ]
    if not found:
        return None
    chosen = rng.choice(found)
    return put(place.sentence, chosen, f"{chosen['y']} {chosen['between']} {chosen['x']}")


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
    return put(place.sentence, chosen, rng.choice([month for month in MONTHS if month != chosen[0]]))


FALSE: Final[dict[str, Edit]] = {
    "number changed": number_changed,
    "date changed": date_changed,
    "name changed": name_changed,
    "name changed, to one of the passage": name_of_the_passage,
    "two numbers swapped": numbers_swapped,
    "negation added": negation_added,
    "negation removed": negation_removed,
    "direction flipped": direction_flipped,
    "roles or speakers swapped": roles_swapped,
    "of another article": of_another_article,
    "half of another article": half_of_another_article,
    "month swapped": _month_swapped,
    **WORDS_CHANGED,
}


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


def _swapped(text: str, one: re.Match[str], other: re.Match[str]) -> str:
    first, second = sorted((one, other), key=lambda m: m.start())
    middle = text[first.end() : second.start()]
    return f"{text[: first.start()]}{second[0]}{middle}{first[0]}{text[second.end() :]}"
