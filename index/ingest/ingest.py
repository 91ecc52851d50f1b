"""What is new or changed in files, links and articles -> rows, indexes and a report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from ..encode import Encoder
from ..errors import UNWRITTEN, LibraryMismatch, SourceError
from ..search import Search
from ..sources import named
from ..store import Entry, Record, Store
from .entries import entries
from .inputs import Intake, Item, Manner, Page, below, digest, is_link, origin
from .records import Batches, Left, batches, is_found_by, storable, unwritten
from .report import Progress, Report, in_part

REBUILD_BATCH: Final = 16  # articles encoded together


@dataclass(frozen=True, slots=True)
class Target:
    """What is written to: the rows, what searches them, the encoder of both, and this machine's folder."""

    store: Store
    search: Search
    encoder: Encoder
    folder: Path


def take(
    target: Target,
    found: Intake,
    manner: Manner,
    progress: Progress,
    *,
    damaged: frozenset[str] = frozenset(),
    make: Batches = batches,
) -> Report:
    """Store what is new or changed, in transactions of some seconds' work; without any, nothing is locked.

    Others may write while this reads and encodes, as ``make`` does it. Articles that are ``damaged`` are
    stored anew where they come again.
    """
    store = target.store
    asked = None if manner.follow else [item.origin for item in found.items]  # or pages of feeds come too
    fresh, unread = _fresh(found.items, manner, store.origin_digests(asked))
    left = Left(
        [problem for _, problem in unread], refused={item.origin: problem for item, problem in unread}
    )
    taken: dict[str, bool] = {}  # whether the library held it before
    copies: list[tuple[str, str]] = []
    partly: list[tuple[str, str, str]] = []
    written = _written(target, fresh, asked, manner, progress, left=left, damaged=damaged, make=make)
    for records, held, told in written:
        copies.extend(told)
        taken.update((record.origin, record.origin in held) for record in records)
        partly.extend(_partly(records))
    touched = {*taken, *left.refused}
    every = [item.origin for item in found.items] + left.same  # pages of feeds are in none but the latter
    same = tuple(name for name in dict.fromkeys(every) if name not in touched)
    absent = _absent(found.items, left.refused)
    refused = {name: problem for name, problem in left.refused.items() if name not in absent}
    _note(store, refused | _places(found.failed), [*taken, *same, *absent])
    several = store.several([*taken, *same])
    return Report(
        added=tuple(name for name, held in taken.items() if not held),
        changed=tuple(name for name, held in taken.items() if held),
        unchanged=same,
        failed=(*found.failed, *left.failed),
        copies=tuple(copies),
        skipped=found.skipped,
        left_out=(*found.left_out, *left.left_out),
        several=tuple((name, several[name]) for name in (*taken, *same) if name in several),
        in_part=in_part(partly, several),
    )


def _written(
    target: Target,
    fresh: Sequence[Item],
    asked: Sequence[str] | None,
    manner: Manner,
    progress: Progress,
    *,
    left: Left,
    damaged: frozenset[str],
    make: Batches,
) -> Iterator[tuple[Sequence[Record], Mapping[str, str], list[tuple[str, str]]]]:
    """Yield what is written, a transaction at a time: records, what the library held, and copies.

    The library is locked while one is written, not while the next is read and encoded.
    """
    store = target.store
    if not fresh:
        return
    with store.lock():
        known = store.origin_digests(asked)  # another may have been writing meanwhile
        check_encoder(target)
    target.search.catch_up()  # or tell that it cannot, before anything is written
    made = make(fresh, target.encoder, manner=manner, known=known, progress=progress, left=left)
    with closing(made):
        for every in made:
            records = storable(store, every, left)
            with store.lock():
                check_encoder(target)
                new, held = unwritten(store, records, known)
                copies = store.write(new, damaged=damaged) if new else []
                target.search.apply(store.change())  # or others would have ever more to search beside
            left.same.extend({record.origin for record in records} - {record.origin for record in new})
            yield new, held, copies
    with store.lock():
        target.search.apply(store.change())
    target.search.catch_up()


def sync(
    target: Target,
    folder: str | os.PathLike[str],
    manner: Manner,
    progress: Progress,
    *,
    allow_empty: bool = False,
) -> Report:
    """Store what is new or changed under a folder, then forget what has gone from it.

    Without ``allow_empty`` nothing is forgotten when nothing in the folder could be read; the report says so.

    Raises:
        SourceError: the folder is missing, or empty without ``allow_empty``; what the library holds of it
            stays.
    """
    if is_link(os.fspath(folder)):
        raise SourceError(named(folder), "is a link, not a folder; quoth add fetches it again")
    store, folder = target.store, Path(folder).expanduser()
    root = f"{origin(folder)}{os.sep}"
    own = f"{origin(target.folder)}{os.sep}"  # what the page uploaded lies there: no folder's to take away
    held = [name for name in store.origin_digests() if name.startswith(root) and not name.startswith(own)]
    kept = f"; the {len(held)} files of it that the library holds stay" if held else ""
    try:
        found = below(folder)
    except SourceError as problem:
        raise SourceError(problem.source, problem.reason + kept) from None
    advice = f"{kept}; --allow-empty forgets them" if held else ""
    if found.nothing and not allow_empty:
        raise SourceError(named(folder), found.nothing + advice)
    there = {item.origin for item in found.items}
    unread = {origin(problem.source) for problem in found.failed}
    gone = [name for name in held if name not in there and not _within(name, unread)]
    report = take(target, _without(found, own) if own.startswith(root) else found, manner, progress)
    there |= _places(found.failed).keys()
    once = [name for name in store.refused() if name.startswith(root) and name not in there]
    _note(store, {}, [name for name in once if not _within(name, unread)])
    if not gone:
        return report
    if not allow_empty and not (report.added or report.changed or report.unchanged):
        nothing = SourceError(named(folder), f"holds nothing that can be read any more{advice}")
        return replace(report, failed=(*report.failed, nothing))
    several = store.several(gone)
    with store.lock():
        store.forget(gone)
        target.search.apply(store.change())
    copies = tuple(copy for copy in report.copies if store.repeats(copy[0]))  # a renamed file is none
    counted = tuple((name, several[name]) for name in gone if name in several)
    return replace(report, removed=tuple(gone), copies=copies, several=report.several + counted)


def _without(found: Intake, own: str) -> Intake:
    """Return what lies in a folder but for what lies in the library's own, which keeps itself."""
    return replace(found, items=tuple(item for item in found.items if not item.origin.startswith(own)))


def rebuild(target: Target, progress: Progress) -> None:
    """Split and encode every article anew with this encoder; the articles stay as they are.

    Others may write meanwhile: what they have changed is encoded as the passages are stored.
    """
    store = target.store
    began, (_, ids) = store.change(), store.matching([])
    made = _encoded(target, ids, progress)
    with store.lock():
        _, ids = store.matching([])
        touched = store.touched_since(began)
        made |= _encoded(target, [name for name in ids if touched is None or name in touched], progress)
        store.replace_passages(target.encoder.identity, [made[name] for name in ids])
        target.search.apply(store.change())
    target.search.catch_up()
    progress(len(ids), len(ids), "")


def _encoded(target: Target, ids: Sequence[str], progress: Progress) -> dict[str, Entry]:
    """Return those of the articles that are there, by their ids, ready to be stored again."""
    made: dict[str, Entry] = {}
    for first in range(0, len(ids), REBUILD_BATCH):
        articles = list(target.store.articles_by_id(ids[first : first + REBUILD_BATCH]).values())
        if articles:  # else others have just removed them
            progress(first, len(ids), articles[0].title)
        made.update((entry.article.id, entry) for entry in entries(articles, target.encoder))
    return made


def check_encoder(target: Target) -> None:
    """Refuse a library that another encoder made; note the encoder of a new one.

    Raises:
        LibraryMismatch: the message holds the command that encodes it anew.
    """
    store, mine = target.store, target.encoder.identity
    made_by = store.encoder()
    if made_by is None:
        store.set_encoder(mine)
    elif made_by != mine:
        raise LibraryMismatch(
            f"{store.place}: made with the encoder {made_by}, not {mine}; use that one, or encode it anew:"
            f" quoth rebuild --library {store.place} --encoder {target.encoder.name}"
        )


def _fresh(
    items: Sequence[Item], manner: Manner, known: dict[str, str]
) -> tuple[list[Item], list[tuple[Item, SourceError]]]:
    """Return the items that may be new or changed, all links among them, and those that cannot be read."""
    fresh: list[Item] = []
    unread: list[tuple[Item, SourceError]] = []
    for item in items:
        try:
            seal = known.get(item.origin)
            if isinstance(item.content, Page) or not manner.holds(seal, item.digest(digest(item.content))):
                fresh.append(item)
        except SourceError as problem:
            unread.append((item, problem))
    return fresh, unread


def _partly(records: Iterable[Record]) -> Iterator[tuple[str, str, str]]:
    """Yield origin and title of articles that were read only in part, and what of them was not."""
    for record in records:
        for article in (entry.article for entry in record.entries):
            if article.unread:
                yield record.origin, article.title, article.unread


def _note(store: Store, refused: Mapping[str, SourceError], read: Iterable[str]) -> None:
    """Keep why files and links gave no article, and drop what was kept of those that were read or have gone.

    Where nothing may be written, nothing is kept.
    """
    held = store.refused()
    new = {
        name: problem
        for name, problem in refused.items()
        if str(problem) != str(held.get(name)) and is_found_by(store, name)
    }
    gone = held.keys() & _with_folders(read) - refused.keys() if held else ()
    if new or gone:
        with suppress(*UNWRITTEN):
            store.note(new, gone)


def _absent(items: Iterable[Item], refused: Mapping[str, SourceError]) -> set[str]:
    """Return which of the refused are files that are not there, and so part of nothing."""
    return {
        item.origin
        for item in items
        if item.origin in refused and isinstance(item.content, Path) and not os.path.lexists(item.content)
    }


def _places(failed: Iterable[SourceError]) -> dict[str, SourceError]:
    """Return failures of what could not be opened by where it lies; a link in a folder is not followed."""
    return {_place(problem.source): problem for problem in failed}


def _place(name: str) -> str:
    path = Path(name).absolute()
    return name if is_link(name) else f"{origin(path.parent)}{os.sep}{path.name}"


def _with_folders(names: Iterable[str]) -> set[str]:
    """Return names, and every folder above them: one in which something was read is no failure."""
    known = set(names)
    for name in tuple(known):
        above = PurePath(name).parent
        while str(above) not in known:
            known.add(str(above))
            above = above.parent
    return known


def _within(name: str, places: set[str]) -> bool:
    """Whether a file is one of the places or lies below one; they could not be read, so it may be there.

    Places come from errors, which show a name's unprintable characters as question marks.
    """
    name = named(name)
    return any(name == place or name.startswith(f"{place}{os.sep}") for place in places)
