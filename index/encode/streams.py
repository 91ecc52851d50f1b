"""How the work of a network is spread over the processor's cores: streams, and batches for each of them.

Cores that share a batch wait for the slowest of them at every layer. So each core has a stream of its own and
computes one or two texts at a time, none of them padded for the other's sake: the reader's ten passages then
take three quarters of the processor's time, and the encoder's (``tests.bench.streams``). Where a processor
multiplies whole tiles (AMX) all cores share a large batch, as they always did; streams were not tried there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

STEP: Final = 16  # tokens; lengths are padded to multiples, for OpenVINO keeps code for every shape it meets
TOKENS: Final = 512  # of a batch that one core computes; shorter texts gain more from being together
TOKENS_WITH_TILES: Final = 4096
MOST: Final = 8  # streams; each has memory of its own


@cache
def has_tiles() -> bool:
    """Tell whether the processor multiplies whole tiles of int8 numbers (AMX), as far as Linux says."""
    try:
        return "amx_int8" in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def settings() -> dict[str, str]:
    """Return what OpenVINO is told of streams; they are not bound to cores, which other programs use too."""
    if has_tiles():
        return {"PERFORMANCE_HINT": "LATENCY"}
    count = str(min(len(_cores()), MOST))
    return {"NUM_STREAMS": count, "INFERENCE_NUM_THREADS": count, "ENABLE_CPU_PINNING": "NO"}


def tokens() -> int:
    """Return how many tokens a batch has, padding counted."""
    return TOKENS_WITH_TILES if has_tiles() else TOKENS


def batches(lengths: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield (width, places): texts of one padded length that are computed together, short ones first.

    ``lengths`` are in tokens, from 1. A text's width is its own whatever is beside it, and so is what is
    computed of it: bit for bit where the processor multiplies int8, else within a millionth.
    """
    widths = [-(-length // STEP) * STEP for length in lengths]
    for width, same in groupby(sorted(range(len(widths)), key=widths.__getitem__), key=widths.__getitem__):
        alike = list(same)
        size = max(1, tokens() // width)
        yield from ((width, alike[first : first + size]) for first in range(0, len(alike), size))


def _cores() -> Sequence[int]:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return range(os.cpu_count() or 1)
