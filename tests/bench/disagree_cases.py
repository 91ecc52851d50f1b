"""Wordings -> pairs of reports that disagree, and pairs that look alike but do not."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index import Article
from rag.answer import Citation

from . import disagree_alike as alike
from . import disagree_words as words
from .disagree_words import Event

FIRST_DAY, LATER_DAY = "2024-03-05", "2024-03-12"
FIGURES: Final = {  # what is measured: its wordings, its events or things, how a number of it is written
    "DEAD": (words.DEAD, words.ACCIDENTS, "{}"),
    "HURT": (words.HURT, words.ACCIDENTS, "{}"),
    "HELD": (words.HELD, words.PROTESTS, "{}"),
    "CROWD": (words.CROWD, words.PROTESTS, "{},000"),
    "COST": (words.COST, None, "${} million"),
    "RATE": (words.RATE, None, "{}.4 per cent"),
    "JOBS": (words.JOBS, None, "{}0"),
    "LONG": (words.LONG, None, "{} kilometres"),
}
SHARES: Final = {"DEAD": 16, "HURT": 6, "HELD": 3, "CROWD": 2, "COST": 3, "RATE": 2, "JOBS": 3, "LONG": 2}
"""How many pairs of each in a half; three of verdicts beside them."""
NEAR_ROUND: Final = (31, 32, 38, 39, 41, 42, 48, 49, 51, 52, 58, 59)
AFTER: Final = "The road to the coast was closed for most of the day."
SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
)
TENS: Final = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


@dataclass(frozen=True, slots=True)
class Case:
    """Two reports, a question, and whether they disagree."""

    kind: str
    question: str
    reports: tuple[Article, Article]
    quotes: tuple[str, str]
    differ: bool

    @property
    def citations(self) -> list[Citation]:
        """The two quotations, as an answer would cite them."""
        return [
            Citation(number, article, at := article.text.index(quote), at + len(quote), quote)
            for number, (article, quote) in enumerate(zip(self.reports, self.quotes, strict=True), start=1)
        ]


def cases(half: int, seed: int) -> list[Case]:
    """Return all pairs of a half: 0 for the one that rules are written on, 1 for the one held back."""
    rng = random.Random(f"{seed} {half}")
    return [*_disagreeing(half, rng), *_verdicts(half, rng), *_lookalikes(half, rng)]


def _disagreeing(half: int, rng: random.Random) -> Iterator[Case]:
    for kind, count in SHARES.items():
        halves, events, number = FIGURES[kind]
        for _ in range(count):
            slots, event = _scene(kind, half, events[half] if events else (), rng)
            low = rng.randint(8, 24)
            high = rng.randint(2 * low, 75)
            said = [
                _filled(wording, slots(), number, value, rng)
                for wording, value in zip(rng.sample(halves[half], 2), (low, high), strict=True)
            ]
            question = rng.choice(words.ASKED[kind][half]).format(**slots())
            yield _case(kind.lower(), question, said, event, slots()["place"], differ=True)


def _verdicts(half: int, rng: random.Random) -> Iterator[Case]:
    for pair in words.VERDICTS[half]:
        slots, event = _scene("VERDICTS", half, (), rng)
        one = slots()
        question = rng.choice(words.ASKED["VERDICTS"][half]).format(**one)
        said = [sentence.format(**one) for sentence in rng.sample(pair, 2)]
        yield _case("positions", question, said, event, one["place"], differ=True)


def _lookalikes(half: int, rng: random.Random) -> Iterator[Case]:
    for kind, *wordings in alike.LOOKALIKES[half] * 2:
        slots, event = _scene("COST", half, words.ACCIDENTS[half], rng)
        low, same = rng.randint(8, 24), rng.choice(NEAR_ROUND)
        elsewhere = rng.choice(words.PLACES[1 - half])
        said = [
            _filled(wording, slots() | _others(slots(), value, same, elsewhere), "{}", value, rng)
            for wording, value in zip(wordings, (low, rng.randint(2 * low, 75)), strict=True)
        ]
        asked = next((ask for start, ask in alike.OTHER_ASKED if start in wordings[0]), None)
        question = (asked or rng.choice(words.ASKED["DEAD"][half])).format(**slots())
        yield _case(kind, question, said, event, slots()["place"], differ=False)


def _others(slots: Mapping[str, str], value: int, same: int, elsewhere: str) -> dict[str, str]:
    """Return what only lookalikes name: a number that both share, plain and rounded, and another place."""
    there = {f"{name}2": slots[name].replace(slots["place"], elsewhere) for name in ("when", "Np")}
    counts = {"k": str(same), "k0": str(round(same, -1)), "K": spelt(same).capitalize(), "K1": str(same + 2)}
    return {**there, **counts, "p": f"{value}.4"}


def _scene(
    kind: str, half: int, events: Sequence[Event], rng: random.Random
) -> tuple[Callable[[], dict[str, str]], Event | None]:
    """Return what draws the words of one event, each time in other words, and the event."""
    place = rng.choice(words.PLACES[half])
    thing = rng.choice(words.THINGS[kind][half]) if kind in words.THINGS else ""
    event = rng.choice(events) if events else None

    def slots() -> dict[str, str]:
        found = {"place": place, "thing": thing}
        if event:
            name = rng.choice(event.names).format(place=place)
            found |= {"np": name, "Np": name[0].upper() + name[1:]}
            found["when"] = rng.choice(event.clauses).format(place=place)
        return found

    return slots, event


def _filled(wording: str, slots: Mapping[str, str], number: str, value: int, rng: random.Random) -> str:
    """Return a sentence with its number: in figures, in words or with a limit, where it counts people."""
    plain = number.format(value)
    ways = [plain, plain]
    if number == "{}" and "{n} million" not in wording and "{N} per cent" not in wording:
        ways += [spelt(value), f"at least {plain}"]
    said = rng.choice(ways)
    return wording.format(**slots, n=said, N=said[0].upper() + said[1:])


def spelt(number: int) -> str:
    """Return a number under a hundred in words."""
    if number < len(SMALL):
        return SMALL[number]
    tens, ones = divmod(number, 10)
    if tens == 1:
        return ("sixteen", "seventeen", "eighteen", "nineteen")[number - 16]
    return TENS[tens] + (f"-{SMALL[ones]}" if ones else "")


def _case(
    kind: str, question: str, said: Sequence[str], event: Event | None, place: str, *, differ: bool
) -> Case:
    titles = event.titles if event else ("Notes from {place}", "{place} today")
    one, other = (
        Article(title=title.format(place=place), text=f"{quote} {AFTER}", published=day)
        for title, quote, day in zip(titles, said, (FIRST_DAY, LATER_DAY), strict=True)
    )
    return Case(kind, question, (one, other), (said[0], said[1]), differ)
