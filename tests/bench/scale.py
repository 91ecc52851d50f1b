"""``python -m tests.bench.scale``: how searching and changing a library grow with what it holds."""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from index import Article, Library
from index.passage import Filter
from index.search.local import FILES
from rag.assistant import Assistant
from rag.evaluation.metrics import percentile
from rag.evidence.gather import CANDIDATES
from rag.evidence.marking import unmarked

from .machine import headline, machine
from .scale_library import OUTLET, QUESTIONS, articles, filled, opened, questions
from .worker import ROOT, command, environment

SIZES: Final = ("10k", "100k")
TO: Final = ROOT / "bench-results" / "scale.json"
FILTERS: Final[dict[str, dict[str, Any]]] = {
    "search, p50 ms": {},
    "... with a source": {"sources": OUTLET},
    "... of a year": {"since": "2012-01-01", "until": "2012-12-31"},
    "... of both": {"sources": OUTLET, "since": "2012-01-01", "until": "2012-12-31"},
    "... of fifteen years": {"since": "2010-01-01"},
}
ROUNDS: Final = 5  # articles added one by one, and removed
ADDED: Final = 250  # articles that another process adds at once
CPU: Final = "QUOTH_BENCH_CPU"
WARM: Final = 5  # searches before any is timed

Figures = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a column for each size, beside those of an earlier run if one is given; write a JSON file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES, help="passages: 10k, 100k, 1M")
    parser.add_argument("--folder", type=Path, help="keep the libraries there, or use those that are there")
    parser.add_argument("--beside", type=Path, help="the JSON file of an earlier run")
    parser.add_argument("--to", type=Path, default=TO)
    parser.add_argument("--cpu", action="store_true", help="seconds of the process, on a busy machine")
    given = parser.parse_args(arguments)
    if given.cpu:
        os.environ[CPU] = "1"
    known = machine()
    found: dict[str, Figures] = {}
    with TemporaryDirectory() as place:
        for size in given.sizes:
            found[size] = grown((given.folder or Path(place)) / size, passages_in(size))
    given.to.parent.mkdir(parents=True, exist_ok=True)
    given.to.write_text(json.dumps({"machine": known, "sizes": found}, indent=2) + "\n")
    before = json.loads(given.beside.read_text())["sizes"] if given.beside else {}
    print(f"{headline(known)}\n\n{table(found, before)}")
    return 0


def passages_in(size: str) -> int:
    """Return the number that is written 10k, 1M or 5000."""
    factor = {"k": 1000, "m": 1_000_000}.get(size[-1].casefold(), 1)
    return int(float(size.rstrip("kKmM")) * factor)


def grown(folder: Path, passages: int) -> Figures:
    """Return what one size costs; each step has a process of its own, so that its memory is its own."""
    if not folder.exists():
        _told(f"{passages} passages are written")
        once("fill", folder, str(passages))
    figures: Figures = {}
    for step in ("make", "search", "ask", "lists", "change", "beside"):
        started = time.perf_counter()
        figures |= once(step, folder)
        _told(f"{passages} passages, {step}: {time.perf_counter() - started:.0f} s")
    return figures


def once(step: str, folder: Path, *more: str) -> Figures:
    """Return what a step measured in a process of its own."""
    line = [*command("scale", "--step", step, str(folder)), *more]
    run = subprocess.run(line, cwd=ROOT, env=environment(), check=True, stdout=subprocess.PIPE, text=True)
    said: Figures = json.loads(run.stdout.splitlines()[-1])
    return said


# -- steps, each in a child


def fill(folder: Path, passages: str) -> Figures:
    """Write a library; a folder is there only once it is whole."""
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    filled(opened(part), int(passages))
    part.rename(folder)
    return {}


def make(folder: Path) -> Figures:
    """Make everything anew that is derived."""
    library = opened(folder)
    for stamp in FILES:
        (folder / stamp).unlink(missing_ok=True)
    seconds = timed(lambda: library._target.search.apply(library.store.change()))
    return {"files made, s": seconds, "... memory, MB": peak()}


def search(folder: Path) -> Figures:
    """Search from cold, then under each filter."""
    asked = questions()
    figures = {"cold to the first result, s": timed(lambda: opened(folder).search(asked[-1]))}
    library = opened(folder)
    for what, only in FILTERS.items():
        for query in asked[:WARM]:
            library.search(query, **only)
        figures[what] = 1000 * median(timed(partial(library.search, query, **only)) for query in asked)
    longest = [max(query.split(), key=len) for query in asked]
    listing = 1000 * median(timed(partial(library.listed, word)) for word in longest)
    return figures | {"a word in the list of articles, ms": listing, "memory while searching, MB": peak()}


def lists(folder: Path) -> Figures:
    """Say what the library holds, and list it page by page: the first time, and once more."""
    library = opened(folder)
    steps: dict[str, Callable[[], object]] = {
        "what it holds, ms": library.summary,
        "... of a source": partial(library.summary, Filter(sources=(OUTLET,))),
        "a page of the list, ms": library.listed,
        "... of those with a word": partial(library.listed, "vote"),
    }
    figures: Figures = {}
    for what, step in steps.items():
        first, *more = (1000 * timed(step) for _ in range(ROUNDS))
        figures |= {what: first, f"{what}, again": median(more)}
    return figures


def ask(folder: Path) -> Figures:
    """Ask, without a reader, and take away what the search alone takes."""
    library = opened(folder)
    assistant = Assistant(library, marking=unmarked)
    asked = questions()
    for query in asked[:WARM]:
        assistant.ask(query)
    spent = [
        timed(partial(assistant.ask, query)) - timed(partial(library.search, query, k=CANDIDATES))
        for query in asked
    ]
    return {"an ask beside search and reader, p50 ms": 1000 * median(spent)}


def change(folder: Path) -> Figures:
    """Add and remove one article at a time, and search after each."""
    library = opened(folder)
    asked = questions()
    library.search(asked[0])
    taken: dict[str, list[float]] = {}
    for article, query in zip(islice(news(), ROUNDS), asked, strict=False):
        steps: dict[str, Callable[[], object]] = {
            "one article added, ms": lambda: library.add(article),  # noqa: B023 - called at once
            "... the next search": lambda: _finds(library, article),  # noqa: B023
            "one article removed, ms": lambda: library.remove(article.id),  # noqa: B023
            "... the search after it": lambda: library.search(query),  # noqa: B023
        }
        for what, step in steps.items():
            taken.setdefault(what, []).append(1000 * timed(step))
    return {what: median(each) for what, each in taken.items()}


def beside(folder: Path) -> Figures:
    """Search without end while another process adds articles."""
    library = opened(folder)
    asked = cycle(questions())
    usual = [timed(lambda: library.search(next(asked))) for _ in range(WARM + 2 * QUESTIONS)][WARM:]
    writer = subprocess.Popen(
        command("scale", "--step", "add", str(folder)), cwd=ROOT, env=environment(), stdout=subprocess.PIPE
    )
    during = []
    while writer.poll() is None:
        during.append(timed(lambda: library.search(next(asked))))
    said = json.loads(writer.communicate()[0].splitlines()[-1])
    _finds(library, list(islice(news(), ROUNDS, ROUNDS + ADDED))[-1])
    library.remove([one.id for one in islice(news(), ROUNDS, ROUNDS + ADDED)])
    return {
        "search, p95 ms": 1000 * percentile(usual, 0.95),
        "... while another adds 250": 1000 * percentile(during, 0.95),
        "... the longest": 1000 * max(during),
        "... searches meanwhile": len(during),
        **said,
    }


def add(folder: Path) -> Figures:
    """Add articles as one call; what they are encoded with costs nothing."""
    library = opened(folder)
    new = list(islice(news(), ROUNDS, ROUNDS + ADDED))
    return {"... 250 articles added, s": timed(lambda: library.add(new)), "... memory, MB ": peak()}


STEPS: Final[dict[str, Callable[..., Figures]]] = {
    step.__name__: step for step in (fill, make, search, ask, lists, change, beside, add)
}


def news() -> Iterator[Article]:
    """Yield articles that no library holds."""
    return (article for article, _ in articles(seed=99))


def _finds(library: Library, article: Article) -> None:
    """Search for the names in an article's title and see that it comes."""
    hits = library.search(article.title)
    if article.id not in {hit.article.id for hit in hits}:
        raise AssertionError(f"{article.title!r} was added and is not found")


def timed(act: Callable[[], object]) -> float:
    """Return the seconds of a call: by the clock, or of this process alone where that was asked for."""
    clock = time.process_time if CPU in os.environ else time.perf_counter
    started = clock()
    act()
    return clock() - started


def peak() -> float:
    """Return the most memory in MB that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(found: Mapping[str, Figures], before: Mapping[str, Figures]) -> str:
    """Return a line for each figure and a column for each size; an earlier figure stands before its own."""
    names = list(dict.fromkeys(name for each in found.values() for name in each))
    rows = [["", *found]]
    for name in names:
        pairs = [(before.get(size, {}), each) for size, each in found.items()]
        rows.append(
            [name, *(" -> ".join(_shown(one[name]) for one in pair if name in one) for pair in pairs)]
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def child(arguments: Sequence[str]) -> int:
    """Measure one step and print its figures as one line."""
    step, folder, *more = arguments
    print(json.dumps(STEPS[step](Path(folder), *more)))
    return 0


if __name__ == "__main__":
    sys.exit(child(sys.argv[2:]) if sys.argv[1:2] == ["--step"] else main())
