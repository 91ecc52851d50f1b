"""Libraries of every earlier layout, made by the versions themselves, and of one to come."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from index import Article
from index.errors import LibraryMismatch, QuothError
from index.store.layout import LAYOUT

from .earlier.make import CRANE, GIVEN, LEVY
from .holding import alike, by_formulas, found, opened
from .trial import Outcome, Trial, told

EARLIER: Final = tuple(sorted(Path(__file__).with_name("earlier").glob("*.sql")))


def made(dump: Path, folder: Path) -> None:
    """Make the database that a version left."""
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "library.sqlite")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(dump.read_text())


def upgraded(top: Path) -> Iterator[Trial]:
    """Yield how the library of each version opens, answers, verifies, takes an article, and opens again."""
    for dump in EARLIER:
        folder = top / dump.stem
        made(dump, folder)
        with closing(sqlite3.connect(folder / "library.sqlite")) as database:
            (layout,) = database.execute("SELECT value FROM meta WHERE key = 'layout'").fetchone()
        try:
            outcome = _looked_at(folder)
        except Exception as problem:  # noqa: BLE001 - that is what is looked for
            how, line = told(problem)
            outcome = "LOST" if how == "one line" else how, line
        yield Trial("upgrade", f"layout {layout}, of {dump.stem}", *outcome)
        shutil.rmtree(folder, ignore_errors=True)
    yield later(top / "later")


def _looked_at(folder: Path) -> tuple[Outcome, str]:
    texts = {LEVY, CRANE, GIVEN}
    for number in range(2):
        library = opened(folder)
        articles = {article.text: article for article in library.articles()}
        if not texts <= articles.keys() or articles[GIVEN].source != "Quay Post":
            return "LOST", f"holds {sorted(articles)}"
        if not alike(found(library), by_formulas(library)):
            return "WRONG", "other hits than the formulas give"
        if library.verify().articles != len(texts) + number:
            return "WRONG", "verifies another number of articles"
        library.add(Article(title="New", text="A new boat came into the harbour at night."))
    return "right", ""


def later(folder: Path) -> Trial:
    """Return how a library ends that a version to come has made: one line, and nothing is touched."""
    opened(folder).add(Article(title="New", text=GIVEN))
    file = folder / "library.sqlite"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'layout'")
    before = file.read_bytes()
    outcome: tuple[Outcome, str] = ("WRONG", "was opened")
    try:
        opened(folder)
    except LibraryMismatch as problem:
        outcome = told(problem) if file.read_bytes() == before else ("WRONG", "was written to")
    except QuothError as problem:
        outcome = "WRONG", str(problem)
    return Trial("upgrade", f"layout 99, after {LAYOUT}", *outcome)
