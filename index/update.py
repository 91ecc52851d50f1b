"""What is new or changed in files and articles -> rows, indexes and a report."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import derived
from .encode import Encoder
from .errors import LibraryMismatch, SourceError
from .intake import Intake, Item, Progress, batches, below, digest, origin
from .report import Report
from .store import Store


@dataclass(frozen=True, slots=True)
class Target:
    """What is written to: the rows, the folder of the indexes, and the encoder of both."""

    store: Store
    folder: Path
    encoder: Encoder


def take(target: Target, found: Intake, progress: Progress) -> Report:
    """Store what is new or changed, in transactions of some seconds' work; without any, nothing is locked."""
    store = target.store
    known = store.origin_digests()
    fresh, unread = _fresh(found.items, known)
    taken: list[str] = []
    copies: list[tuple[str, str]] = []
    if fresh:
        with derived.writer_lock(target.folder):
            known = store.origin_digests()  # another may have been writing meanwhile
            fresh, unread = _fresh(found.items, known)
            check_encoder(target)
            failed: list[SourceError] = []
            for records in batches(fresh, target.encoder, failed, progress):
                copies.extend(store.write(records))
                taken.extend(record.origin for record in records)
            unread = [*unread, *failed]
            derived.updated(store, target.folder)
    refused = {item.origin for item in fresh} | {origin(problem.source) for problem in unread}
    return Report(
        added=tuple(name for name in taken if name not in known),
        changed=tuple(name for name in taken if name in known),
        unchanged=tuple(item.origin for item in found.items if item.origin not in refused),
        failed=(*found.failed, *unread),
        copies=tuple(copies),
        skipped=found.skipped,
    )


def sync(target: Target, folder: Path, progress: Progress) -> Report:
    """Store what is new or changed under a folder, then forget what has gone from it.

    Raises:
        SourceError: the folder is missing or empty; what the library holds of it stays.
    """
    root = f"{origin(folder)}{os.sep}"
    held = [name for name in target.store.origin_digests() if name.startswith(root)]
    try:
        found = below(folder)
    except SourceError as problem:
        kept = f"; the {len(held)} files of it that the library holds stay" if held else ""
        raise SourceError(problem.source, problem.reason + kept) from None
    there = {item.origin for item in found.items}
    unread = {origin(problem.source) for problem in found.failed}
    gone = [name for name in held if name not in there and not _within(name, unread)]
    report = take(target, found, progress)
    if not gone:
        return report
    with derived.writer_lock(target.folder):
        target.store.forget(gone)
        derived.updated(target.store, target.folder)
    copies = tuple(copy for copy in report.copies if target.store.repeats(copy[0]))  # a renamed file is none
    return replace(report, removed=tuple(gone), copies=copies)


def check_encoder(target: Target) -> None:
    """Refuse a library that another encoder made; note the encoder of a new one.

    Raises:
        LibraryMismatch: the message holds the command that encodes it anew.
    """
    made_by = target.store.meta("encoder")
    mine = target.encoder.identity
    if made_by is None:
        target.store.set_encoder(mine)
    elif made_by != mine:
        raise LibraryMismatch(
            f"{target.folder}: made with the encoder {made_by}, not {mine}; use that one, or encode it anew:"
            f" quoth rebuild --library {target.folder} --encoder {target.encoder.name}"
        )


def _fresh(items: Sequence[Item], known: dict[str, str]) -> tuple[list[Item], list[SourceError]]:
    """Return the items whose content is not the known one, and those that cannot be read."""
    fresh, unread = [], []
    for item in items:
        try:
            if digest(item) != known.get(item.origin):
                fresh.append(item)
        except SourceError as problem:
            unread.append(problem)
    return fresh, unread


def _within(name: str, places: set[str]) -> bool:
    """Whether a file is one of the places or lies below one; they could not be read, so it may be there."""
    return any(name == place or name.startswith(f"{place}{os.sep}") for place in places)
