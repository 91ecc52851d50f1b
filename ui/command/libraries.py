"""Which library a command is about, what lies beside it, and what is told of it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain, count
from pathlib import Path
from typing import Final

import index
from index import Article, Library, QuothError, Report
from index.article import what_is_unread
from index.encode.e5 import NAME
from index.encode.named import MULTILINGUAL, name_in
from index.ingest.inputs import passed_over
from index.places import data_folder, default_library, folder_library
from index.search.local import FILES
from index.sources import left_out_count, left_out_line
from index.store.opening import check_folder, check_there
from index.store.postgres.address import address_of, is_address
from index.store.sqlite import DATABASE

from ..render import texts
from ..render.watching import watched_lines
from .bar import progress_bar
from .glance import glance_lines

SAMPLES: Final = Path(index.__file__).parent / "samples"
SAMPLE_QUESTIONS: Final = Path(__file__).parent / "sample_questions.txt"
MOST_LINES: Final = 20  # of one kind in a report
MOST_QUESTIONS: Final = 6  # offered on the page


def library_to_ask(given: argparse.Namespace, *, may_be_empty: bool = False) -> Library:
    """Return the library to ask: that of a folder, brought up to date, or one by name."""
    folder = SAMPLES if given.samples else given.articles
    if folder is None:
        library = library_made(given) if may_be_empty else library_there(given)
        if not (may_be_empty or library.summary().articles):
            raise QuothError(
                f"{library.store.place}: the library is empty; add articles with quoth add FOLDER,"
                " or look at the sample articles with --samples"
            )
        return library
    if given.search:
        raise ValueError("--search is for a library of your own; name one with --library")
    with progress_bar() as progress:
        library, report = folder_library(folder, encoder=given.encoder, progress=progress)
    for line in folder_lines(report):
        print(line, file=sys.stderr)
    return library


def libraries_to_ask(given: argparse.Namespace, *, may_be_empty: bool) -> dict[str, Library]:
    """Return the libraries that a command names one beside the other, by their names: those of their folders.

    The samples come last. One alone has no name, for nothing is to be told apart.
    """
    alone = {**vars(given), "articles": None, "library": None, "samples": False}
    named = [("articles", each) for each in given.articles or ()]
    named += [("library", each) for each in given.library or ()]
    named += [("samples", str(SAMPLES))] if given.samples else []
    found: dict[str, Library] = {}
    for option, place in dict.fromkeys(named or [("library", "")]):
        one = argparse.Namespace(**{**alone, option: place or None})
        name = _name_of(place) if len(named) > 1 else ""
        found[_free_name(name, found)] = library_to_ask(one, may_be_empty=may_be_empty)
    return found


def _name_of(place: str) -> str:
    """Return what a library is called beside others: its folder, or its schema or else its database."""
    if is_address(place):
        return address_of(place).name
    return Path(place).expanduser().resolve().name


def _free_name(name: str, taken: Container[str]) -> str:
    """Return a name that is not taken: ``news``, ``news 2``."""
    return next(each for each in chain([name], (f"{name} {n}" for n in count(2))) if each not in taken)


def library_to_list(given: argparse.Namespace) -> Library:
    """Return the library to tell of, which may be empty."""
    return library_to_ask(given) if given.samples or given.articles else library_there(given)


def library_there(given: argparse.Namespace) -> Library:
    """Return the library that is named, or the default one; it must be there."""
    place = given.library or default_library()
    if is_address(place):
        check_there(place)
        return Library.open(place, encoder=given.encoder, search=search_of(given))
    check_folder(place)
    folder = Path(place).expanduser()
    if not any((folder / name).exists() for name in (DATABASE, *FILES)):
        advice = "add articles with quoth add FOLDER, or ask with --articles FOLDER or --samples"
        raise QuothError(f"{folder}: there is no library; {advice}")
    return Library.open(folder, encoder=given.encoder, search=search_of(given))


def library_made(given: argparse.Namespace) -> Library:
    """Return the library that is named, or the default one, made if absent."""
    return Library.open(given.library or default_library(), encoder=given.encoder, search=search_of(given))


def search_of(given: argparse.Namespace) -> str | None:
    """Return the address of the engine that searches a library of your own, ``None`` for its own indexes."""
    if getattr(given, "samples", False) or getattr(given, "articles", None):
        return None
    return given.search or os.environ.get("QUOTH_SEARCH") or None


def sample_questions() -> list[str]:
    """Return the questions that come with the samples; for other articles the page finds some."""
    return SAMPLE_QUESTIONS.read_text(encoding="utf-8").splitlines()[:MOST_QUESTIONS]


def conversations_file(library: Path) -> Path:
    """Return where the conversations about a library are kept: apart from it, so that they outlive it."""
    place = library.resolve()
    key = sha256(os.fsencode(place)).hexdigest()[:12]
    return data_folder() / "conversations" / f"{place.name}-{key}.sqlite"


def listing_lines(articles: Iterable[Article]) -> Iterator[str]:
    """Yield a line for each article: id, day, source, title, and what of it was not read."""
    for article in articles:
        unread = texts.IN_PART.format(unread=what_is_unread(article.unread)) if article.unread else ""
        day, source = article.published or "-", article.source or "-"
        yield f"{article.id}  {day:10}  {source:20.20}  {article.title}{unread and f'  ({unread})'}"


def summary_lines(library: Library) -> str:
    """Return what a library holds."""
    summary = library.summary()
    lines = [
        library.store.place,
        f"{_counted(summary.articles, 'article')} in {_counted(summary.passages, 'passage')}",
        f"encoder: {library.store.encoder() or 'none yet'}{_other_languages(library)}",
    ]
    if summary.first:
        lines.append(f"published from {summary.first} to {summary.last}")
    lines.extend(f"{count:6}  {source}" for source, count in summary.sources)
    lines.extend(glance_lines(library.glance()))
    partly = [f"  {each}" for each in library.in_part()]
    if partly:
        lines.extend(["read only in part:", *_first(partly, "read only in part", mark="  ")])
    watched = [f"  {each.place}: {each.line}" for each in watched_lines(library)]
    lines.extend(["watched:", *watched] if watched else [])
    failed = [f"  {problem}" for problem in library.failures()]
    if failed:
        lines.extend(["gave no article when last read:", *_first(failed, "that gave none", mark="  ")])
    return "\n".join(lines)


def _other_languages(library: Library) -> str:
    """Return how a library is encoded for many languages, where it is not."""
    if name_in(library.store.encoder()) in (None, NAME):
        return ""
    command = f"quoth rebuild --library {library.store.place} --encoder {MULTILINGUAL}"
    return f"; for languages other than English: {command}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def failure_lines(report: Report) -> Iterator[str]:
    """Yield a line for each of the first files that were not read, repeat another or were read in part."""
    yield from _first([f"quoth: {problem}" for problem in report.failed], "could not be read")
    copies = [f"quoth: {name}: has the same text as “{title}”, kept once" for name, title in report.copies]
    yield from _first(copies, "have the same text as another")
    yield from _first([f"quoth: {each}" for each in report.in_part], "were read only in part")


def passed_lines(report: Report) -> Iterator[str]:
    """Yield a line on files of kinds that are not read, and one on pictures and the like."""
    if report.left_out:
        yield f"quoth: {left_out_line(report.left_out)}"
    if report.skipped:
        yield f"quoth: passed over {passed_over(report.skipped)}"


def folder_lines(report: Report) -> Iterator[str]:
    """Yield the lines on what could not be read of a folder, and at last how much of it that is.

    What was left out by its kind is named with what is new, and counted each time.
    """
    yield from failure_lines(report)
    if report.failed:
        yield f"quoth: {report.unread}"
    if report.left_out:
        new = report.added or report.changed or report.removed
        yield f"quoth: {(left_out_line if new else left_out_count)(report.left_out)}"


def _first(lines: Sequence[str], what: str, mark: str = "quoth: ") -> Iterator[str]:
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"{mark}and {len(lines) - MOST_LINES:,} more {what}"
