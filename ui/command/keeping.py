"""The commands that fill a library, list it and keep it sound; each returns its exit code."""

from __future__ import annotations

import argparse
import sys

from index import Report
from index.article import day
from index.passage import chosen
from index.sources import links_in

from .arguments import FAILED
from .bar import progress_bar
from .libraries import (
    failure_lines,
    library_made,
    library_there,
    library_to_list,
    listing_lines,
    passed_lines,
    summary_lines,
)


def add(given: argparse.Namespace) -> int:
    """Add files, folders and links."""
    published = day(given.date, "--date")
    paths = [*given.paths, *(link for file in given.links or () for link in links_in(file))]
    if not paths:
        raise ValueError("name a file, a folder or a link to add, or a list of links with --links FILE")
    with progress_bar() as progress:
        report = library_made(given).add(
            paths,
            source=given.source,
            published=published,
            follow=given.follow,
            allow_private=given.allow_private,
            ray=given.ray,
            progress=progress,
        )
    return _reported(report)


def sync(given: argparse.Namespace) -> int:
    """Make the library hold what a folder holds."""
    published = day(given.date, "--date")
    with progress_bar() as progress:
        report = library_made(given).sync(
            given.folder,
            source=given.source,
            published=published,
            allow_empty=given.allow_empty,
            progress=progress,
        )
    return _reported(report)


def remove(given: argparse.Namespace) -> int:
    """Remove articles."""
    return _reported(library_there(given).remove(given.articles))


def snapshot(given: argparse.Namespace) -> int:
    """Lay the indexes where other servers take them, or take them."""
    library = library_made(given) if given.take else library_there(given)
    done = library.snapshot(given.address, take=given.take)
    what = "taken" if given.take else "laid"
    print(f"indexes of change {done.change.number:,} {what}: {done.size / 1e6:.1f} MB")
    return 0


def rebuild(given: argparse.Namespace) -> int:
    """Encode every passage again."""
    library = library_there(given)
    with progress_bar() as progress:
        library.rebuild(progress=progress)
    held = library.summary()
    print(f"{held.articles:,} articles in {held.passages:,} passages encoded by {library.store.encoder()}")
    return 0


def tag(given: argparse.Namespace) -> int:
    """Give articles a tag, or take it from them; without any, print the tags."""
    by_hand = library_there(given).by_hand
    if given.tag is None:
        for name, articles in by_hand.tags():
            print(f"{articles:6}  {name}")
        return 0
    if not given.articles:
        raise ValueError(
            f"name the articles to tag by their ids; quoth list --tag {given.tag!r} lists those tagged"
        )
    (by_hand.untag if given.remove else by_hand.tag)(given.articles, given.tag)
    number = len(set(given.articles))
    done = "no longer tagged" if given.remove else "tagged"
    print(f"{number} {'article' if number == 1 else 'articles'} {done} {given.tag!r}")
    return 0


def list_articles(given: argparse.Namespace) -> int:
    """Print a line for each article."""
    only = chosen(given.since, given.until, given.source, given.tag)
    for line in listing_lines(library_to_list(given).articles(only)):
        print(line)
    return 0


def info(given: argparse.Namespace) -> int:
    """Print what the library holds."""
    print(summary_lines(library_to_list(given)))
    return 0


def verify(given: argparse.Namespace) -> int:
    """Look whether everything is sound."""
    from ..render.byline import counted

    found = library_there(given).verify()
    repaired = f"; made again: {', '.join(found.repaired)}" if found.repaired else ""
    held = f"{counted(found.articles, 'article')} and {counted(found.passages, 'passage')}"
    print(f"{held} are sound{repaired}")
    return 0


def repair(given: argparse.Namespace) -> int:
    """Make again what is damaged."""
    from ..render.byline import counted

    with progress_bar() as progress:
        found = library_there(given).repair(progress=progress)
    if found.found_anew:
        print("what the database finds its rows by was damaged, and is made anew")
    mended = counted(found.passages, "article")
    print(f"passages of {mended} made again; of their files and links: {found.again}")
    for article_id, origin in found.lost:
        print(f"quoth: article {article_id} of {origin} is lost; add it again", file=sys.stderr)
    return FAILED if found.lost else 0


def backup(given: argparse.Namespace) -> int:
    """Write the articles into one file."""
    library = library_there(given)
    library.backup(given.file)
    print(f"{given.file} holds {library.summary().articles} articles of {library.store.place}")
    return 0


def restore(given: argparse.Namespace) -> int:
    """Put the articles of a backup in place."""
    library = library_made(given)
    before = library.restore(given.file, replace=given.replace)
    kept = f"; what it held before is in {before}" if before else ""
    print(f"{library.store.place} holds the {library.summary().articles} articles of {given.file}{kept}")
    return 0


def _reported(report: Report) -> int:
    print(report, flush=True)
    for line in failure_lines(report):
        print(line, file=sys.stderr)
    for line in passed_lines(report):
        print(line, file=sys.stderr)
    nothing_read = not (report.added or report.changed or report.unchanged or report.removed)
    return FAILED if report.failed and nothing_read else 0
