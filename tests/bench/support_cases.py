"""Places and edits -> cases of the support check: sentences that are true, and others that are not."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.passage import Hit
from tests.bench.support_false import FALSE
from tests.bench.support_places import Place
from tests.bench.support_true import TRUE, Edit

WRONG_MARK: Final = "a true sentence with the wrong mark"
NO_MARK: Final = "copied, without a mark"


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the passages given, and the numbers it marks; it was made from the first passage."""

    kind: str
    true: bool
    sentence: str
    hits: tuple[Hit, ...]
    marks: tuple[int, ...]
    original: str


def cases(places: Sequence[Place], count: int, rng: random.Random) -> Iterator[Case]:
    """Yield at most ``count`` cases of each kind."""
    yield from _of(TRUE, True, places, count, rng)
    yield from _of(FALSE, False, places, count, rng)
    several = [place for place in places if len(place.hits) > 2][: 2 * count]
    for place in several[:count]:
        yield Case(WRONG_MARK, False, place.sentence, place.hits, (2,), place.sentence)
    for place in several[count:]:
        yield Case(NO_MARK, True, place.sentence, place.hits, (), place.sentence)


def _of(
    edits: Mapping[str, Edit], true: bool, places: Sequence[Place], count: int, rng: random.Random
) -> Iterator[Case]:
    """Give each place to the kind that has fewest cases and applies, that kinds have places of their own."""
    made: Counter[str] = Counter()
    for place in places:
        wanting = sorted((kind for kind in edits if made[kind] < count), key=lambda kind: made[kind])
        for kind in wanting:
            sentence = edits[kind](place, rng)
            if sentence and (sentence != place.sentence or kind == "copied"):
                made[kind] += 1
                yield Case(kind, true, sentence, place.hits, (1,), place.sentence)
                break
