"""What is lost and saved by reading fewer passages: the curve of quality against milliseconds.

    python -m tests.bench.depth ../shared/data [--part test] [--questions 300] [--readings FILE]

Every question is asked at every depth. A passage is read once, alone, and its reading is kept with the
processor time that it took, in FILE too if one is given. Printed are, for each collection, the passages read
and the milliseconds for a question that the articles answer, and what a depth changes beside reading every
passage, with the middle 95 % of 2,000 resamples; a star where 0 lies outside. ``refused`` is of the
questions of other collections.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from index import Library
from index.passage import Hit
from rag.assistant import Assistant
from rag.evaluation import Gold
from rag.evaluation.run import judged
from rag.evidence.marking import DEPTH, EVERY, Depth, marked
from rag.models.reader import Reading, reader
from tests.bench.outcomes import Mean, Rows, changes, columns
from tests.bench.quality import OUT, outcome
from tests.bench.sets import SETS, library_of, questions_of, rows

LEADS: Final = (0.3, 0.5, 0.62)
STEPS: Final = ((1, 1, 6), (1, 2, 6), (2, 2, 6), (2, 2, 10), (3, 3, 6))
TRIED: Final = (Depth(*steps, lead) for steps in STEPS for lead in LEADS)
DEPTHS: Final = tuple(dict.fromkeys((EVERY, DEPTH, *TRIED)))
SHOWN: Final = ("first", "any", "f1", "answered")


class KeptReadings:
    """The reader, which reads a passage for a question once; ``spent`` is in milliseconds."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._kept: dict[bytes, tuple[Reading, float]] = {}
        if file and file.exists():
            self._kept = pickle.loads(file.read_bytes())
        self.spent = 0.0
        self.read_passages = 0

    def read(
        self, question: str, texts: Sequence[str], *, titles: Sequence[str] | None = None, spans: int = 3
    ) -> list[Reading]:
        """Return the readings, kept or made."""
        found = [
            self._reading(question, text, title, spans)
            for text, title in zip(texts, titles or [""] * len(texts), strict=True)
        ]
        self.read_passages += len(found)
        self.spent += sum(taken for _, taken in found)
        return [reading for reading, _ in found]

    def save(self) -> None:
        """Write what is kept."""
        if self._file:
            self._file.write_bytes(pickle.dumps(self._kept))

    def _reading(self, question: str, text: str, title: str, spans: int) -> tuple[Reading, float]:
        key = sha256("\0".join((question, title, text, str(spans))).encode()).digest()
        if key not in self._kept:
            begun = time.process_time()
            (made,) = reader().read(question, [text], titles=[title], spans=spans)
            self._kept[key] = made, 1000 * (time.process_time() - begun)
        return self._kept[key]


class SearchedOnce(Library):
    """A library that searches once where the same is asked again and again."""

    _last: tuple[Any, list[Hit]] = (None, [])

    def search(self, *arguments: Any, **named: Any) -> list[Hit]:
        """Return what ``Library.search`` does."""
        asked = (arguments, sorted(named.items()))
        if self._last[0] != asked:
            self._last = asked, super().search(*arguments, **named)
        return self._last[1]


def asked(library: Library, golds: Sequence[Gold], readings: KeptReadings) -> Mapping[Depth, Rows]:
    """Return what became of each question at every depth."""
    found: dict[Depth, dict[str, dict[str, float]]] = {depth: {} for depth in DEPTHS}
    assistants = {
        depth: Assistant(library, marking=partial(marked, by=readings, depth=depth)) for depth in DEPTHS
    }
    for gold in golds:
        for depth, assistant in assistants.items():
            readings.spent, readings.read_passages = 0.0, 0
            became = outcome(judged(assistant.ask(gold.question), [], gold, {}))
            became |= {"ms": readings.spent, "read": float(readings.read_passages)}
            found[depth][gold.question] = became
    return found


def lines(own: Mapping[Depth, Rows], other: Mapping[Depth, Rows]) -> Iterator[str]:
    """Yield a line for each depth."""
    for depth in DEPTHS:
        of, compared = columns(own[depth]), changes(own[EVERY], own[depth])
        told = [f"{name} {fmean(of[name]):.3f} {_change(compared[name])}" for name in SHOWN]
        refused = 1 - fmean(columns(other[depth])["answered"])
        name = "every" if depth == EVERY else f"{depth.first} + {depth.more} to {depth.most}, {depth.lead}"
        cost = f"read {fmean(of['read']):5.2f} {fmean(of['ms']):5.0f} ms"
        yield "  ".join([f"{name:20}", cost, *told, f"refused {refused:.3f}"])


def _change(mean: Mean) -> str:
    return f"{mean}{' *' if mean.low > 0 or mean.high < 0 else ''}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the curve of each collection."""
    given = _parser().parse_args(arguments)
    readings = KeptReadings(given.readings)
    questions = questions_of(given.data, given.part, given.questions)
    for name in given.sets:
        folder = given.libraries / name
        library_of(rows(given.data, name, "corpus"), folder)
        library = SearchedOnce.open(folder)
        own = asked(library, questions[name].own, readings)
        other = asked(library, questions[name].other, readings)
        readings.save()
        print(f"{name} ({len(questions[name].own)})", *lines(own, other), sep="\n", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.depth", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the question sets")
    parser.add_argument("--part", choices=("validation", "test"), default="test")
    parser.add_argument("--questions", type=int, default=300, help="of each kind and collection")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--readings", type=Path, help="file in which readings are kept for the next time")
    parser.add_argument("--libraries", type=Path, default=OUT / "libraries")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
