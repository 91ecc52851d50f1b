"""How well near-copies are told from other articles, and in what time.

    python -m tests.bench.copies ../shared/data [--pairs 200]

A pair is looked up when its sketches share enough, and found when the whole wording bears it out. Pairs whose
shorter text is too short to be compared are counted apart. The last lines look every article of the largest
collection up among those before it: these are about as many subjects, so what is found there are templates.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Final

import numpy as np

from index.store.copies import LEAST, Wording, least_shared, near_copies, wording
from index.store.stories import CHECKED, HOLDERS
from tests.bench.edits import EDITS, SETS, UNLIKE, pairs, texts_of

SEED: Final = 5
SHORTEST: Final = 45  # words of an article that is edited


def looked_up(one: Wording, other: Wording) -> bool:
    """Tell whether the sketches of two texts share enough that they are compared."""
    shared = len(np.intersect1d(one.sketch, other.sketch))
    return shared >= least_shared(len(one.shingles), len(other.shingles))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.copies", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pairs", type=int, default=200, help="of each kind and collection")
    given = parser.parse_args(arguments)
    for line in (*_told(given.data, given.pairs), *_all_of(texts_of(given.data, SETS[-1]))):
        print(line)
    return 0


def _told(data: Path, count: int) -> Iterator[str]:
    found: dict[str, list[bool]] = defaultdict(list)
    sought: dict[str, list[bool]] = defaultdict(list)
    short: Counter[str] = Counter()
    for name in SETS:
        texts = [text for text in texts_of(data, name) if len(text.split()) >= SHORTEST]
        for pair in pairs(texts, min(count, len(texts)), random.Random(SEED)):
            one, other = wording(pair.one), wording(pair.other)
            if min(len(one.shingles), len(other.shingles)) < LEAST:
                short[pair.kind] += 1
                continue
            sought[pair.kind].append(looked_up(one, other))
            found[pair.kind].append(looked_up(one, other) and near_copies(one, other))
    yield f"{'pairs':48}{'compared':>10}{'too short':>10}{'looked up':>10}{'found':>8}"
    for kind, each in found.items():
        yield f"{kind:48}{len(each):10}{short[kind]:10}{fmean(sought[kind]):10.3f}{fmean(each):8.3f}"
    right = [each for kind in EDITS for each in found[kind]]
    wrong = [each for kind in UNLIKE for each in found[kind]]
    yield f"recall {fmean(right):.3f}, precision {sum(right) / (sum(right) + sum(wrong)):.3f}\n"


def _all_of(texts: Sequence[str]) -> Iterator[str]:
    began = time.process_time()
    wordings = [wording(text) for text in texts]
    read = time.process_time()
    checked, copies = _looked_up(wordings)
    done = time.process_time()
    yield f"{len(texts):,} articles: wording read in {read - began:.1f} s, looked up in {done - read:.1f} s"
    yield f"{checked / len(texts):.1f} texts compared with each; {copies:,} articles copy one before them"


def _looked_up(wordings: Sequence[Wording]) -> tuple[int, int]:
    """Return how many pairs were compared, and how many texts are near-copies of one before."""
    holders: dict[int, list[int]] = defaultdict(list)
    checked = copies = 0
    for place, one in enumerate(wordings):
        hashes = one.sketch.tolist()
        shared = Counter(other for each in hashes for other in holders[each][:HOLDERS])
        size = len(one.shingles)
        best = [
            other
            for other, count in shared.most_common(CHECKED)
            if count >= least_shared(size, len(wordings[other].shingles))
        ]
        checked += len(best)
        copies += any(near_copies(one, wordings[other]) for other in best)
        for each in hashes:
            holders[each].append(place)
    return checked, copies


if __name__ == "__main__":
    sys.exit(main())
