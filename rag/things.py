"""What questions speak of without a name: "the malaria vaccine", which "it" and "the vaccine" then mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from index.stopwords import STOP_WORDS

from .bearers import Bearer, key, nouns_behind
from .wanting import preposition

SURE: Final = 2.0  # times the weight of the heaviest name: before any other

_ASIDE: Final = re.compile(
    r"\b(?:in|on|at|from|by|with|during|after|before|since|until|into|near|under|over|like|as) $",
    re.IGNORECASE,
)
_PHRASE: Final = re.compile(r"\bthe (?P<noun>[a-z][\w'-]*)")
_NAMED: Final = re.compile(  # "the iceberg A23a", "the coup in Niger", "the price of"
    r" (?:[A-Z\d]|(?:in|at) (?:the )?[A-Z]|(?:of|that|who|which)\b)"
)
_NO_THINGS: Final = frozenset(
    """president minister premier chancellor mayor king queen prince princess captain chief director head boss
    man woman men women child children boy girl people person police officer officers government authorities
    crew victim suspect judge doctor researchers scientists experts critics workers actors writers studios
    maker owner founder leader winner country world time day week month year moon sun sea""".split()
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
    named = [each for each in found if _is_thing(each) and each.phrase in previous]
    heaviest = SURE * max((each.weight for each in found), default=1.0)
    things = named + [Bearer(phrase, phrase, heaviest, "event", phrase) for phrase in things_in([previous])]
    if len(things) != 1:
        return list(found)
    (thing,) = things
    first = Bearer(thing.name, thing.phrase, heaviest, thing.kind, thing.event)
    return [first, *(each for each in found if each is not thing)]


def _is_thing(bearer: Bearer) -> bool:
    words = bearer.phrase.split()
    return words[0].lower() == "the" and (words[1].islower() or words[-1].islower())


def _phrases(question: str) -> list[str]:
    found = []
    for match in _PHRASE.finditer(question):
        before, behind = question[: match.start()], question[match.end() :]
        nouns = [match["noun"], *nouns_behind(before, behind)]
        behind = behind[len(" ".join(["", *nouns[1:]])) :]
        if not (_ASIDE.search(before) or _NAMED.match(behind) or _is_empty(nouns)):
            found.append(f"the {' '.join(nouns)}")
    return found


def _is_empty(nouns: list[str]) -> bool:
    """Tell whether words name no thing: a person, or what says little by itself, as "the cost"."""
    small = {*nouns} & STOP_WORDS
    return bool(small) or nouns[-1] in _NO_THINGS or preposition(f"the {' '.join(nouns)}") is not None
