"""The BM25 and FAISS indexes of a library, kept in step with its store."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from ..errors import LibraryBusy, LibraryError, LibraryFull, LibraryReadOnly
from ..passage import Filter
from ..store.articles import Store
from .bm25 import Lexical
from .faiss import Dense

LOCK_SECONDS: Final = 30.0  # how long a writer waits for another


@dataclass(frozen=True, slots=True)
class Derived:
    """Both indexes, and the change of the store they were opened at."""

    change: int
    lexical: Lexical
    dense: Dense


@contextmanager
def writer_lock(folder: Path, seconds: float | None = None) -> Iterator[None]:
    """Be the only writer of a library, in this process and every other.

    Raises:
        LibraryReadOnly, LibraryFull: nothing can be written there.
        LibraryBusy: another writer did not finish within ``seconds``, or ``LOCK_SECONDS``.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "writer.lock", timeout=LOCK_SECONDS if seconds is None else seconds):
            yield
    except Timeout:
        raise LibraryBusy(
            f"{folder}: another program is writing to this library; try again when it has finished"
        ) from None
    except OSError as problem:
        raise _explained(folder, problem) from problem


def opened(store: Store, folder: Path) -> Derived:
    """Return both indexes as the store is now; the files are brought up to date if they may be.

    Where another program is just writing, or nothing may be written, stale files are left alone and the
    index is made in memory.
    """
    change = store.change()
    live = store.ids(Filter())
    lexical = Lexical.load(_lexical_folder(folder))
    if lexical is None or lexical.change != change:
        try:
            with writer_lock(folder, seconds=0):
                return updated(store, folder)
        except (LibraryBusy, LibraryFull, LibraryReadOnly):
            lexical = Lexical(None)
            _catch_up(lexical, store, change, live)
    return Derived(change, lexical, Dense(live, store.vectors, _dense_file(folder)))


def updated(store: Store, folder: Path) -> Derived:
    """Bring the files up to date; the caller holds the writer's lock.

    Raises:
        LibraryFull, LibraryReadOnly: the store is sound, and the files are made again later.
    """
    change = store.change()
    live = store.ids(Filter())
    try:
        lexical = Lexical.load(_lexical_folder(folder)) or Lexical(_lexical_folder(folder))
        if lexical.change != change:
            _catch_up(lexical, store, change, live)
        dense = Dense(live, store.vectors, _dense_file(folder))
        if dense.drifted:
            dense.save(store.vectors, _dense_file(folder))
    except (OSError, RuntimeError, ValueError) as problem:  # what tantivy, FAISS and the files raise
        raise _explained(folder, problem) from problem
    return Derived(change, lexical, dense)


def damaged_files(folder: Path) -> list[str]:
    """Return the derived files that are absent or do not hold what was written."""
    from .faiss import is_sound

    places = {_lexical_folder(folder): Lexical.load, _dense_file(folder): is_sound}
    return [place.name for place, check in places.items() if not check(place)]


def _catch_up(lexical: Lexical, store: Store, change: int, live: np.typing.NDArray[np.int64]) -> None:
    new = np.setdiff1d(live, lexical.ids)
    lexical.update(change, np.setdiff1d(lexical.ids, live), store.texts(new))


def _explained(folder: Path, problem: Exception) -> LibraryError:
    if getattr(problem, "errno", None) == errno.ENOSPC or "No space left" in str(problem):
        return LibraryFull(f"{folder}: the disk is full; free some space and run the command again")
    return LibraryReadOnly(f"{folder}: may not be written ({problem}); use another library")


def _lexical_folder(folder: Path) -> Path:
    return folder / "lexical"


def _dense_file(folder: Path) -> Path:
    return folder / "dense.faiss"
