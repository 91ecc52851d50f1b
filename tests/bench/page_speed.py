"""What reading costs beside parsing: ratios of seconds and of processor time, in alternated rounds.

Of each run the best round counts, as others may use the machine; processor time is that of this process and
of the children that parse, and hardly minds others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil  # type: ignore[import-untyped]

from index.errors import SourceError
from index.sources import FORMATS, read_articles
from index.sources.formats import Reader
from index.sources.sandbox.walk import Walk
from tests.bench.figures import Figure
from tests.bench.measure import Goal, alternated
from tests.bench.pages import half_of, pages_of, trafilatura_text

ROUNDS: Final = 5
NEAR_PLAIN: Final = Goal(1.3, at_most=True)
NEAR_TWICE: Final = Goal(1.5)
SMALL: Final = 300  # files
SHORTEST: Final = 100  # characters of a paragraph of a small file
PARAGRAPHS: Final = 4  # of a small file


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took, in seconds: on the clock, and of all processors."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure: what one run took, divided by what another did."""

    name: str
    run: str
    by: str
    goal: Goal | None = None


RATIOS: Final = (
    Ratio("saved pages, a call each, by trafilatura alone", "a call each", "trafilatura"),
    Ratio("saved pages, a call each, by parsing alone", "a call each", "parsing", NEAR_PLAIN),
    Ratio("saved pages, their folder, by parsing alone", "folder", "parsing", NEAR_PLAIN),
    Ratio("small pages, their folder, by parsing alone", "small pages", "small pages parsed", NEAR_PLAIN),
    Ratio("small notes, their folder, by parsing alone", "small notes", "small notes parsed", NEAR_PLAIN),
)


def speed_figures(data: Path, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Yield what calls and folders take beside parsing, and how much two readers do beside one."""
    pages = {page.name: page.content for page in pages_of(data) if half_of(page.name) == "held out"}
    with TemporaryDirectory() as place:
        runs = _runs(pages, Path(place))
        taken = alternated([partial(_spent, run) for run in runs.values()], rounds)
    best = {
        name: Spent(min(one.wall for one in spent), min(one.processor for one in spent))
        for name, spent in zip(runs, taken, strict=True)
    }
    for ratio in RATIOS:
        ours, by = best[ratio.run], best[ratio.by]
        yield Figure(f"speed: {ratio.name}", ours.wall / by.wall, goal=ratio.goal, floored=False)
        yield Figure("speed: the same of processor time", ours.processor / by.processor, floored=False)
    twice = best["a call each"].wall / best["two threads"].wall
    yield Figure("speed: two threads, a call a page, times one", twice, goal=NEAR_TWICE, floored=False)
    yield Figure("speed: pages a second, a call each", len(pages) / best["a call each"].wall, floored=False)


def _runs(pages: Mapping[str, bytes], place: Path) -> dict[str, Callable[[], None]]:
    paths = _written(place / "pages", pages)
    small = [text for path in paths for text in _pieces(path)][:SMALL]
    small_pages = {f"{number}.html": _page(text) for number, text in enumerate(small)}
    small_notes = {f"{number}.md": f"# {text}".encode() for number, text in enumerate(small)}
    _written(place / "small pages", small_pages)
    _written(place / "small notes", small_notes)
    _by_trafilatura(dict([*pages.items()][:2]))  # so that libraries are imported
    _call(paths[:4], threads=2)  # and children started
    return {
        "trafilatura": partial(_by_trafilatura, pages),
        "parsing": partial(_parse, pages),
        "a call each": partial(_call, paths, threads=1),
        "two threads": partial(_call, paths, threads=2),
        "folder": partial(_read, place / "pages"),
        "small pages parsed": partial(_parse, small_pages),
        "small pages": partial(_read, place / "small pages"),
        "small notes parsed": partial(_parse, small_notes),
        "small notes": partial(_read, place / "small notes"),
    }


def _written(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _pieces(path: Path) -> Iterator[str]:
    """Yield a few paragraphs at a time of what a page says."""
    with suppress(SourceError):
        for article in read_articles(path):
            long = [words for words in article.text.split("\n\n") if len(words) > SHORTEST]
            for first in range(0, len(long), PARAGRAPHS):
                yield "\n\n".join([article.title, *long[first : first + PARAGRAPHS]])


def _page(text: str) -> bytes:
    title, *paragraphs = map(escape, text.split("\n\n"))
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return f"<!doctype html><title>{title}</title><body><h1>{title}</h1>{body}</body>".encode()


def _parse(files: Mapping[str, bytes]) -> None:
    """Parse files in this process, as a child does."""
    readers: dict[str, Reader] = {}
    for name, content in files.items():
        walk = Walk(lambda *_: None, lambda: None, FORMATS, readers=readers)
        walk.read(FORMATS.of(content, name).name, content, name)


def _by_trafilatura(pages: Mapping[str, bytes]) -> None:
    for content in pages.values():
        trafilatura_text(content)


def _read(path: Path) -> None:
    with suppress(SourceError):  # a page without text, or at the end of a folder that holds some
        for _ in read_articles(path):
            pass


def _call(paths: Iterable[Path], *, threads: int) -> None:
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(_read, paths))


def _spent(run: Callable[[], None]) -> Spent:
    began, before = time.perf_counter(), _processor()
    run()
    return Spent(time.perf_counter() - began, _processor() - before)


def _processor() -> float:
    """Return the processor time of this process and its children, ended ones too."""
    me = psutil.Process()
    living = [child.cpu_times() for child in me.children()]
    own = me.cpu_times()
    ended = own.children_user + own.children_system
    return float(sum(one.user + one.system for one in (own, *living)) + ended)
