"""``python -m tests.bench.pile``: what a count over many articles costs, beside a plain scan of them all."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from index import Library
from rag.assistant import Assistant

from .machine import headline, machine
from .scale import passages_in, timed
from .scale_library import filled, opened

WORDS: Final = ("London", "Tesla", "the government", "“prime minister”", "hospital", "George Washington")
ROUNDS: Final = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Print for each subject how many articles mention it, and the milliseconds of both ways."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pile", description=__doc__)
    parser.add_argument("size", nargs="?", default="100k", help="passages: 10k, 100k")
    parser.add_argument("--folder", type=Path, help="a library of tests.bench.scale that is there")
    given = parser.parse_args(arguments)
    print(headline(machine()))
    with TemporaryDirectory() as place:
        folder = given.folder or Path(place) / given.size
        if not folder.exists():
            filled(opened(folder), passages_in(given.size))
        _report(opened(folder))
    return 0


def _report(library: Library) -> None:
    assistant = Assistant(library)
    held = library.summary()
    print(f"{held.passages:,} passages of {held.articles:,} articles\n")
    print(f"{'mention':24} {'articles':>8} {'count, ms':>10} {'scan, ms':>9}")
    library.search("warm")
    for words in WORDS:
        question = f"how many articles mention {words}?"
        total = assistant.ask(question).total
        ours = median(timed(lambda: assistant.ask(question)) for _ in range(ROUNDS))  # noqa: B023 - called at once
        scan = timed(lambda: _scanned(library, words.strip("“”").casefold()))  # noqa: B023
        print(f"{words:24} {total:8,} {1000 * ours:10.0f} {1000 * scan:9.0f}")


def _scanned(library: Library, words: str) -> int:
    """Count the articles that hold some words, looking through the text of each."""
    return sum(words in article.text.casefold() for article in library.articles())


if __name__ == "__main__":
    raise SystemExit(main())
