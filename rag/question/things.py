"""What questions speak of without a name: "the malaria vaccine", which "it" and "the vaccine" then mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from index.language.words import STOP_WORDS

from .bearers import Bearer, key, nouns_behind
from .wanting import preposition

SURE: Final = 2.0  # times the weight of the heaviest name: before any other

_ASIDE: Final = re.compile(
    r"\b(?:in|on|at|from|by|with|during|after|before|since|until|into|near|under|over|like|as) $",
    re.IGNORECASE,
)
_PHRASE: Final = re.compile(r"\b(?:(?P<the>the)|an?) (?P<noun>[a-z][\w'-]*)")
_NAMED: Final = re.compile(r" (?:[A-Z\d]|(?:of|that|who|which)\b)")  # "the iceberg A23a", "the price of"
_PLACED: Final = re.compile(r" (?:in|at) (?:the )?[A-Z]")  # "the coup in Niger"
_NO_THINGS: Final = frozenset(  # persons, times, and what is there but once
    (
        *("president", "minister", "premier", "chancellor", "mayor", "king", "queen", "captain", "chief"),
        *(
            "director",
            "head",
            "boss",
            "man",
            "woman",
            "men",
            "women",
            "child",
            "children",
            "people",
            "person",
        ),
        *("person", "police", "officer", "government", "crew", "victim", "suspect", "judge", "doctor"),
        *(
            "researchers",
            "scientists",
            "experts",
            "workers",
            "actors",
            "writers",
            "maker",
            "owner",
            "founder",
        ),
        *(
            "leader",
            "winner",
            "country",
            "world",
            "time",
            "day",
            "week",
            "month",
            "year",
            "moon",
            "sun",
            "sea",
        ),
    )
)


def things_in(questions: Iterable[str]) -> list[str]:
    """Return what questions ask of without a name, in order, each as it is written most fully."""
    found = dict.fromkeys(phrase for question in questions for phrase in _phrases(question))
    return [
        phrase
        for phrase in found
        if not any(other != phrase and other.endswith(f" {key(phrase)}") for other in found)
    ]


def first_of(found: Sequence[Bearer], previous: str) -> list[Bearer]:
    """Return the bearers, before them the one thing that the question before is about, if it is clear.

    A thing with a name, as "the Pfizer vaccine", is one too.
    """
    things = {phrase: each for each in found if (phrase := _written(each, previous))}
    things |= {phrase: Bearer(phrase, phrase, 0.0, "event", phrase) for phrase in things_in([previous])}
    if len(things) != 1:
        return list(found)
    ((phrase, thing),) = things.items()
    weight = SURE * max((each.weight for each in found), default=1.0)
    event = thing.event if phrase == thing.phrase else phrase
    first = replace(thing, phrase=phrase, event=event, weight=weight)
    return [first, *(each for each in found if each.name != thing.name)]


def _written(bearer: Bearer, question: str) -> str | None:
    """Return how a question writes a thing with a name, "the Dorn mill"; ``None`` where it has none."""
    words = bearer.phrase.split()
    if words[0].lower() != "the":
        return None
    if words[1].islower():  # "the coup in Niger"
        return bearer.phrase if bearer.phrase in question else None
    phrases = (" ".join(words[:most]) for most in range(len(words), 1, -1) if words[most - 1].islower())
    return next((phrase for phrase in phrases if re.search(rf"{re.escape(phrase)}\b", question)), None)


def _phrases(question: str) -> list[str]:
    found = []
    for match in _PHRASE.finditer(question):
        before, behind = question[: match.start()], question[match.end() :]
        nouns = [match["noun"], *nouns_behind(before, behind)]
        behind = behind[len(" ".join(["", *nouns[1:]])) :]
        is_named = _NAMED.match(behind) or (match["the"] and _PLACED.match(behind))
        if not (_ASIDE.search(before) or is_named or _is_empty(nouns)):
            found.append(f"the {' '.join(nouns)}")
    return found


def _is_empty(nouns: list[str]) -> bool:
    """Tell whether words name no thing: a person, or what says little by itself, as "the cost"."""
    small = {*nouns} & STOP_WORDS
    return bool(small) or nouns[-1] in _NO_THINGS or preposition(f"the {' '.join(nouns)}") is not None
