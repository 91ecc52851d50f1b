"""How long the reader takes for ten passages, by how the processor's cores share the work.

    python -m tests.bench.streams [ROUNDS]

Each way reads the same passages of the sample articles in turn; printed are medians. Where other programs
run, the processor's time is what counts.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final
from unittest.mock import patch

from index.encode import streams
from index.encode.e5 import tokenizer, words
from index.encode.graph import Graph
from rag.models.cross_encoder import WEIGHTS, CrossEncoder, Window, windows
from tests.bench.texts import passages_of

QUESTION: Final = "How many people were killed in the explosion in the port of Beirut?"
PASSAGES: Final = 10
TOKENS: Final = 200  # of a passage
SHARED: Final = {"PERFORMANCE_HINT": "LATENCY"}
ROUNDS: Final = 9

Way = tuple[Mapping[str, str], int]
"""What OpenVINO is told, and how many tokens a batch has."""


def ways() -> dict[str, Way]:
    """Return how the work can be shared."""
    alone = {"NUM_STREAMS": "1", "INFERENCE_NUM_THREADS": "1"}
    return {
        "as it is": (streams.settings(), streams.tokens()),
        "all cores share a batch": (SHARED, streams.TOKENS_WITH_TILES),
        "all cores share a batch of one or two": (SHARED, streams.TOKENS),
        "one core, one or two": (alone, streams.TOKENS),
        "one core, all in one": (alone, streams.TOKENS_WITH_TILES),
    }


def pairs(rounds: int) -> list[list[Window]]:
    """Return for each round a question with ten passages."""
    texts = [tokenizer().tokens(text) for text in passages_of(TOKENS, PASSAGES * rounds)]
    return [
        list(windows(QUESTION, texts[first : first + PASSAGES], longest=len(QUESTION)))
        for first in range(0, len(texts), PASSAGES)
    ]


def timed(way: Way, model: CrossEncoder, read: Sequence[Window]) -> tuple[float, float]:
    """Return the milliseconds of the processor and of the clock that one round takes."""
    with patch.object(streams, "tokens", lambda: way[1]):
        clock, processor = time.perf_counter(), time.process_time()
        model.run(read)
        return 1000 * (time.process_time() - processor), 1000 * (time.perf_counter() - clock)


def main(rounds: int = ROUNDS) -> None:
    """Print the median of each way."""
    read = pairs(rounds + 1)
    models = {}
    for name, way in ways().items():
        with patch.object(streams, "settings", lambda way=way: way[0]):
            models[name] = CrossEncoder(Graph(WEIGHTS, "int8"), words())
        timed(way, models[name], read[0])
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in models}
    for each in read[1:]:
        for name, way in ways().items():
            taken[name].append(timed(way, models[name], each))
    for name, times in taken.items():
        processor, clock = (median(column) for column in zip(*times, strict=True))
        print(f"{name:40}{processor:8.0f} ms of processor time{clock:8.0f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
