"""Saved pages a second: through Quoth's readers, beside trafilatura in a loop, in alternated rounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Final

from index.errors import SourceError
from index.sources import Parser
from tests.bench.figures import Figure
from tests.bench.measure import alternated
from tests.bench.pages import Page, pages_of, trafilatura_text

CORES: Final = 2
ROUNDS: Final = 5


def speed_figures(data: Path, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Yield pages a second by one reader and by one a core, and how much faster than trafilatura they are."""
    pages = pages_of(data)
    with ExitStack() as stack:
        readers = [stack.enter_context(Parser()) for _ in range(CORES)]
        for reader in readers:
            _read(reader, pages[:1])  # so that the child has started
        runs: tuple[Callable[[], float], ...] = (
            lambda: _pages_a_second(lambda: _all_read(readers[:1], pages), len(pages)),
            lambda: _pages_a_second(lambda: _all_read(readers, pages), len(pages)),
            lambda: _pages_a_second(lambda: _by_trafilatura(pages), len(pages)),
        )
        speeds = alternated(runs, rounds)
    one, each_core, theirs = (median(some) for some in speeds)
    named = {"one reader, as a library adds": one, f"{CORES} readers on {CORES} cores": each_core}
    for name, ours in named.items():
        yield Figure(f"speed: pages a second, {name}", ours, (theirs,), floored=False)
        yield Figure(f"speed: {name}, times trafilatura's", ours / theirs, floored=False)


def _pages_a_second(run: Callable[[], None], count: int) -> float:
    began = time.perf_counter()
    run()
    return count / (time.perf_counter() - began)


def _all_read(readers: Sequence[Parser], pages: Sequence[Page]) -> None:
    """Read all pages, each reader as many as it comes to."""
    with ThreadPoolExecutor(len(readers)) as threads:
        waiting = iter(pages)  # next() of a list's iterator is one step to other threads
        list(threads.map(lambda reader: _read(reader, waiting), readers))


def _read(reader: Parser, pages: Iterator[Page] | Sequence[Page]) -> None:
    for page in pages:
        try:
            reader.parse(page.name, page.content)
        except SourceError:
            continue


def _by_trafilatura(pages: Sequence[Page]) -> None:
    for page in pages:
        trafilatura_text(page.content)
