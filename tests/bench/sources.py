"""How well saved pages, what they say of themselves, feeds, web archives and PDFs are read.

    python -m tests.bench.sources ../shared/data [--floors]

Pages are parted in two halves by the hash of their names: one may be looked at to improve the reading, the
other tells how well it reads. Beside Quoth stand trafilatura, called by default in the same run, and all the
words of a page (of its scripts and styles none), as lxml parses it. Exit code 1: a figure lies under its
floor (``floors_sources.json``). ``--floors`` raises the floors to what was measured, ``--lower`` sets them to
it, also where that is less.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.bench import gate
from tests.bench.containers import ORIGIN, container_figures
from tests.bench.figures import Figure, floors_of, headings
from tests.bench.page_facts import fact_figures
from tests.bench.page_speed import speed_figures
from tests.bench.pages import page_figures
from tests.bench.worker import ROOT

FOLDERS: Final = ("feeds", "html", "html_metadata", "pdf", "warc")
FLOORS: Final = Path(__file__).parent / "floors_sources.json"
OUT: Final = ROOT / "bench-results"
COMPARED: Final = """\
A string is kept when it stands in the title or text, white space aside. A title is right when it has the
words of the accepted one, the name of the site at the end of either aside; an author, when one name is
accepted; a day, when it is the accepted one. Speeds are medians of alternated rounds."""


def digest(data: Path) -> tuple[str, int]:
    """Return a digest of every file that is read, and how many there are."""
    files = [path for name in FOLDERS for path in sorted((data / name).iterdir()) if path.name != ORIGIN]
    total = hashlib.sha256()
    for path in files:
        name = path.relative_to(data).as_posix()
        total.update(name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16], len(files)


def measured(data: Path, rounds: int) -> Iterator[Figure]:
    """Yield every figure as it is measured."""
    yield from page_figures(data)
    yield from fact_figures(data)
    yield from container_figures(data)
    if rounds:
        yield from speed_figures(data, rounds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write ``bench-results/sources.json`` and hold the figures against the floors."""
    given = _parser().parse_args(arguments)
    absent = [name for name in FOLDERS if not (given.data / name).is_dir()]
    if absent:
        print(f"{given.data}: holds no folder {absent[0]}; name the folder of the data", file=sys.stderr)
        return 2
    logging.disable()  # trafilatura has much to say of pages
    print(headings())
    figures = []
    for figure in measured(given.data, given.rounds):
        figures.append(figure)
        print(figure, flush=True)
    print(f"\n{COMPARED}")
    sealed, count = digest(given.data)
    _save(figures, sealed)
    return _held(floors_of(figures), sealed, count, given)


def _held(values: dict[str, float], sealed: str, count: int, given: argparse.Namespace) -> int:
    """Return 1 when a figure lies under its floor, else 0; the floors are moved before when asked to."""
    if given.lower or given.floors:
        fresh = given.lower or not FLOORS.exists()
        old = gate.Floors(sealed, count, {}) if fresh else gate.read(FLOORS)
        if (old.data, old.questions) == (sealed, count):
            gate.write(gate.raised(values, old, lower=given.lower), FLOORS)
    failures = gate.failures(values, gate.read(FLOORS), data=sealed, questions=count)
    print("\n".join(failures) or f"no figure lies more than {gate.MARGIN} under its floor")
    return 1 if failures else 0


def _save(figures: Sequence[Figure], sealed: str) -> None:
    OUT.mkdir(exist_ok=True)
    rows = [[figure.name, figure.ours, *figure.beside] for figure in figures]
    written = {"data": sealed, "figures": rows}
    (OUT / "sources.json").write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sources", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the pages, feeds, archives and PDFs")
    parser.add_argument("--rounds", type=int, default=5, help="of the speed; 0 leaves it out")
    parser.add_argument("--floors", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="set the floors to it, also where that is less")
    return parser


if __name__ == "__main__":
    sys.exit(main())
