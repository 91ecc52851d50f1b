"""How well the articles in a newspaper database's download are told apart, and that other texts stay whole.

    python -m tests.bench.downloads ../shared/data

Downloads are made up (``tests.kit.downloads``), in each layout, language and format, of 1, 5 and 25 articles.
Of each article its title, outlet, day, author and words are compared with what went in. Every text, page and
PDF under the folder is an ordinary one: none of them may be cut. Exit code 1: one was.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from index.article import Article
from index.sources.decode import decode
from index.sources.downloads.articles import articles_in
from index.sources.formats.docx.downloads import articles_from_docx
from index.sources.formats.html.article import articles_from_html
from index.sources.formats.html.downloads import downloaded
from index.sources.formats.odt.article import articles_from_odt
from index.sources.formats.pdf.article import articles_from_pdf
from index.sources.formats.rtf.article import articles_from_rtf
from index.sources.formats.text import articles_from_bare
from tests.kit.documents import WRITERS
from tests.kit.downloads import LAYOUTS, Story, stories

READERS: Final[dict[str, Callable[[bytes, str], list[Article]]]] = {
    "text": articles_from_bare,
    "docx": articles_from_docx,
    "rtf": articles_from_rtf,
    "odt": articles_from_odt,
    "html": articles_from_html,
    "pdf": articles_from_pdf,
}
COUNTED: Final = ("articles", "found", "title", "outlet", "day", "author", "words")
SIZES: Final = (1, 5, 25)
SHORTEST: Final = 200  # characters of a text that is tried
LARGE: Final = 500  # articles


def right(found: Sequence[Article], some: Sequence[Story]) -> Counter[str]:
    """Return how many articles there should be, came out, and have each fact and all their words."""
    counts = Counter(articles=len(some), found=len(found))
    for one, story in zip(found, some, strict=False):
        counts["title"] += one.title == story.title
        counts["outlet"] += one.source == story.outlet
        counts["day"] += one.published == story.day.isoformat()
        counts["author"] += one.author == story.author
        counts["words"] += one.text.split() == " ".join(story.body).split()
    return counts


def layout_counts(layout: str, kind: str) -> Counter[str]:
    """Return what is right of all downloads of a layout in a format."""
    make, languages = LAYOUTS[layout]
    total = Counter[str]()
    for language in languages:
        for number in SIZES:
            some = stories(number, seed=number, languages=[language])
            total += right(READERS[kind](WRITERS[kind](make(some)), f"download.{kind}"), some)
    return total


def texts_of(data: Path) -> Iterator[str]:
    """Yield every text in the records under a folder."""
    for path in sorted(data.glob("*/*.jsonl.*")):
        opener = lzma.open if path.suffix == ".xz" else gzip.open
        with opener(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield from _texts(json.loads(line))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from [value] if len(value) >= SHORTEST else []
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def pages_of(data: Path) -> Iterator[str]:
    """Yield every saved page under a folder."""
    for path in sorted(data.glob("html*/*.tar.xz")):
        with tarfile.open(path) as archive:
            for member in archive:
                if file := archive.extractfile(member):
                    yield decode(file.read(), html=True)


def cut(data: Path) -> Iterator[tuple[str, int, int]]:
    """Yield for each kind of ordinary document how many there are, and how many are cut."""
    texts = [bool(articles_in(text.split("\n"))) for text in texts_of(data)]
    yield "texts", len(texts), sum(texts)
    pages = [bool(downloaded(page)) for page in pages_of(data)]
    yield "pages", len(pages), sum(pages)
    files = [articles_from_pdf(path.read_bytes(), path.name) for path in sorted(data.glob("pdf/*.pdf"))]
    yield "PDFs", len(files), sum(len(found) > 1 for found in files)


def _print_layouts() -> None:
    print(f"| layout | format | {' | '.join(COUNTED)} |\n|---|---|{'---|' * len(COUNTED)}")
    for layout in LAYOUTS:
        for kind in READERS:
            counts = layout_counts(layout, kind)
            print(f"| {layout} | {kind} | {' | '.join(str(counts[name]) for name in COUNTED)} |", flush=True)


def _print_large() -> None:
    print("\n| 500 articles | MB | seconds |\n|---|---|---|")
    some = stories(LARGE)
    for kind, reader in READERS.items():
        content = WRITERS[kind](LAYOUTS["ended"][0](some))
        start = time.perf_counter()
        number = len(reader(content, f"download.{kind}"))
        seconds = time.perf_counter() - start
        print(f"| {kind}: {number} | {len(content) / 1e6:.2f} | {seconds:.2f} |", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 where an ordinary document was cut."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.downloads", description=__doc__)
    parser.add_argument("data", type=Path)
    given = parser.parse_args(arguments)
    _print_layouts()
    _print_large()
    print("\n| ordinary | number | cut |\n|---|---|---|")
    counts = []
    for name, number, wrong in cut(given.data):
        counts.append(wrong)
        print(f"| {name} | {number:,} | {wrong} |", flush=True)
    return 1 if any(counts) else 0


if __name__ == "__main__":
    sys.exit(main())
