"""What a conversation is about: its names, the most spoken of and the most recent first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from index.language.names import longest, names_in, written_small
from index.language.same_names import land

from ..answer import Turn

# What a name weighs in a question, in the title of a cited article and in an answer, and what of it is left
# a turn later.
ASKED: Final = 1.0
TITLED: Final = 0.6
ANSWERED: Final = 0.3
KEPT: Final = 0.7
LATER: Final = 0.6  # of its weight: a name behind the first of its text, which is mostly the subject
OPENING: Final = 300  # characters of an answer in which its names are looked for

_SUBJECT_WHO: Final = re.compile(r"who (?!did|do|does|is (?-i:[A-Z])|are|were|has|have|else)", re.IGNORECASE)


def names_of(history: Sequence[Turn]) -> dict[str, float]:
    """Return the names of the turns with their weights, the heaviest first.

    A name that is short for another counts for that: "Kohli" for "Virat Kohli". One that the turns also
    write small only opened a sentence and is none.
    """
    said = [(name, weight) for turn, age in _aged(history) for name, weight in _weighed(turn, age)]
    plain = {word for turn in history for word in f"{turn.question} {turn.answer}".split() if word.islower()}
    plain -= {name.lower() for turn in history for name in asked_names(turn)}
    full = longest(name for name, _ in said)
    weights: dict[str, float] = defaultdict(float)
    for name, weight in said:
        if name.lower() not in plain:
            weights[full[name]] += weight
    return dict(sorted(weights.items(), key=lambda item: -item[1]))


def asked_names(turn: Turn) -> list[str]:
    """Return the names of a question in order, also those that only its answer or titles write as names."""
    told = [
        name
        for text in (*turn.titles, turn.answer[:OPENING])
        for name in names_in(text)
        if " " in name
        or land(name.lower())
        or (not text.startswith(name) and name.lower() not in text.split())
    ]
    found = dict.fromkeys([*names_in(turn.question), *written_small(dict.fromkeys(told), turn.question)])
    return sorted(found, key=lambda name: turn.question.lower().find(name.lower()))


def answering(turn: Turn) -> str | None:
    """Return the name that an answer adds where the question asks who: "he" is that one."""
    if not _SUBJECT_WHO.match(turn.question):
        return None
    return next(
        (name for name in names_in(turn.answer[:OPENING]) if " " in name and name not in turn.question), None
    )


def said_in(history: Sequence[Turn]) -> str:
    """Return all that was said, a line for each question, answer and title, the first question first."""
    return "\n".join(line for turn in history for line in (turn.question, turn.answer, *turn.titles))


def _aged(history: Sequence[Turn]) -> list[tuple[Turn, int]]:
    return [(turn, age) for age, turn in enumerate(reversed(history))]


def _titled(turn: Turn) -> list[str]:
    """Return the names of the titles, without what has its capitals only from standing in a title."""
    said = {*asked_names(turn), *names_in(turn.answer)}
    return [
        name
        for title in turn.titles
        for name in names_in(title)
        if name in said or _is_all(name, title) or _is_within(name, title)
    ]


def _is_all(name: str, title: str) -> bool:
    """Tell whether a title is names and no more: "The Waterboys", "Lincoln (film)", "CAATSA and India"."""
    names = re.split(r"[(,]", title)[0].strip().removeprefix("The ").split(" and ")
    return name.removeprefix("The ") in names and all(each in names_in(title) for each in names)


def _is_within(name: str, title: str) -> bool:
    """Tell whether a title that is written as a sentence has a name behind its beginning."""
    rest = title[title.find(name) + len(name) :]
    before = title[: title.find(name)]
    small = sum(map(str.islower, f"{before} {rest}".split()))
    return bool(re.search(r"[\w,] $", before)) and small > len(f"{before} {rest}".split()) / 2


def _weighed(turn: Turn, age: int) -> list[tuple[str, float]]:
    """Return each name of a turn with its weight, once for each place it is in."""
    left = KEPT**age
    places = (
        (asked_names(turn), ASKED),
        (_titled(turn), TITLED),
        (names_in(turn.answer[:OPENING]), ANSWERED),
    )
    return [
        (name, weight * left * (1.0 if at == 0 else LATER))
        for names, weight in places
        for at, name in enumerate(dict.fromkeys(names))
    ]
