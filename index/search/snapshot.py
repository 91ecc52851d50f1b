"""The indexes of a library, laid where other servers find them: in a folder or an object store.

A server that takes them need not make its own, and catches up with what the store has changed since. What is
laid is a folder, another each time, so that machines that lay at once stay apart, and beside it, written
last, a list of its files with their digests; a snapshot without its list is none. Nothing of a library is in
it but what can be made again.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from ..article import file_digest
from ..errors import LibraryError, LibraryUnavailable, disk_problem
from ..store import Change
from .generations import folder_of
from .local import FILES, LocalSearch
from .place import NotThere, Place

if TYPE_CHECKING:
    from ..store import Store

KEPT: Final = 2  # snapshots of a place; a server may just be taking the last but one
LEXICAL, DENSE = FILES
TRIES: Final = 3  # to take one, while another machine takes away the one that is just being read
LEFT_AFTER: Final = 86_400.0  # seconds after which a folder without its list is one that was not finished
_LIST: Final = re.compile(r"snapshot-(\d+)-([0-9a-f-]+)\.json")
_FOLDER: Final = re.compile(r"\d+-[0-9a-f]*-([0-9a-f]{16})[0-9a-f]{8}")
_SAFE: Final = re.compile(r"(?:lexical/\w+/)?\.?\w[\w.-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was laid or taken.

    Attributes:
        change: of the library that it is of.
        size: bytes of its files.
    """

    change: Change
    size: int


def lay(store: Store, search: LocalSearch, address: str) -> Snapshot:
    """Lay the indexes of a library, brought in step with it, at an address; older snapshots are taken away.

    Raises:
        LibraryBusy: another program is writing the indexes.
        LibraryError: there are none, or nothing can be written there.
    """
    place = Place(address)
    with _linked(search) as here:
        change = _change(here)
        files = {
            str(PurePosixPath(each.relative_to(here))): each
            for each in sorted(here.rglob("*"))
            if each.is_file()
        }
        said = {name: (file_digest(file), file.stat().st_size) for name, file in files.items()}
        listed = {
            "change": astuple(change),
            "first": astuple(store.first_change()),
            "encoder": store.encoder(),
            "files": said,
        }
        name = f"{change.number}-{change.token}-{time.time_ns():016x}{secrets.token_hex(4)}"
        _copy(place, name, files, json.dumps(listed).encode())
    try:
        _tidy(store, place, name)
    except LibraryError as problem:
        raise LibraryError(f"{problem}; the snapshot is laid, older ones could not be removed") from problem
    return Snapshot(change, sum(size for _, size in said.values()))


def take(store: Store, search: LocalSearch, address: str) -> Snapshot:
    """Put the newest snapshot of this library into its folder, in place of the indexes there.

    Raises:
        LibraryBusy: another program is writing the indexes; the folder is as it was.
        LibraryReadOnly, LibraryFull: nothing can be written in the folder.
        LibraryError: there is none of this library, or it is not as it was laid; the folder is as it was.
    """
    place = Place(address)
    with _part_of(search.folder) as part:
        name, listed = _fetched(store, place, part)
        with search.lock():
            _put(part / name, search.folder)
    return Snapshot(Change(*listed["change"]), sum(size for _, size in listed["files"].values()))


# -- steps


@contextmanager
def _part_of(folder: Path) -> Iterator[Path]:
    """Give a new folder within a library's; what cannot be written there is told in one line.

    Those that programs which were killed left there long ago are removed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("snapshot-*"):
            if time.time() - left.stat().st_mtime > LEFT_AFTER:
                shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="snapshot-") as part:
            yield Path(part)
    except OSError as problem:
        raise disk_problem(str(folder), problem) from problem


@contextmanager
def _linked(search: LocalSearch) -> Iterator[Path]:
    """Give a folder with the files of the indexes under second names, which no writer changes."""
    folder = search.folder
    with _part_of(folder) as here:
        with search.lock():
            search.write()
            try:
                stamp = json.loads((folder / LEXICAL).read_bytes())
                generation = folder_of(folder / "lexical", stamp)
                wanted = [*(folder / each for each in FILES), folder / "dense.faiss", *generation.iterdir()]
                for file in wanted:
                    if not file.name.endswith(".lock"):
                        _second_name(file, here / file.relative_to(folder))
            except (OSError, ValueError, LookupError):
                raise LibraryError(f"{folder}: has no whole indexes; quoth verify makes them") from None
        yield here


def _copy(place: Place, name: str, files: dict[str, Path], listed: bytes) -> None:
    """Copy files to a place, and their list when all are there; what could not be finished is removed."""
    try:
        for path, file in files.items():
            place.put(f"{name}/{path}", file)
        place.write(f"snapshot-{name}.json", listed)
    except LibraryError as problem:
        if not isinstance(problem, LibraryUnavailable):
            with suppress(LibraryError):
                place.remove(name)
        raise


def _tidy(store: Store, place: Place, name: str) -> None:
    """Take away all but the newest snapshots of a library, and what was not finished long ago."""
    for old in _others(store, place, name)[KEPT - 1 :]:
        place.remove(f"snapshot-{old}.json")
        place.remove(old)
    there = place.names()
    for folder in filter(_FOLDER.fullmatch, there):
        if f"snapshot-{folder}.json" not in there and _age(folder) > LEFT_AFTER:
            place.remove(folder)


def _age(folder: str) -> float:
    """Return the seconds since what is laid in a folder was begun."""
    begun = _FOLDER.fullmatch(folder)
    return time.time() - int(begun[1], 16) / 1e9 if begun else 0.0


def _fetched(store: Store, place: Place, part: Path) -> tuple[str, dict[str, Any]]:
    """Copy the newest snapshot into a folder; one that is taken away meanwhile has a newer in its place."""
    for _ in range(TRIES):
        name, listed = _own(store, place)
        for path, (digest, _) in listed["files"].items():
            file = part / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                with file.open("wb") as here:
                    here.writelines(place.chunks(f"{name}/{path}"))
            except NotThere:
                if name not in _names(place):
                    break
                raise LibraryError(f"{place}: {path} of snapshot {name} is missing; lay another") from None
            if file_digest(file) != digest:
                raise LibraryError(f"{place}: {path} of snapshot {name} is not as it was laid; lay another")
        else:
            return name, listed
    raise LibraryUnavailable(f"{place}: its snapshots are taken away faster than they are read; try again")


def _second_name(file: Path, other: Path) -> None:
    other.parent.mkdir(parents=True, exist_ok=True)
    try:
        other.hardlink_to(file)
    except OSError:  # the file system knows no second name
        shutil.copy2(file, other)


def _change(folder: Path) -> Change:
    return Change(*json.loads((folder / LEXICAL).read_bytes())["change"])


def _own(store: Store, place: Place) -> tuple[str, dict[str, Any]]:
    """Return the newest snapshot of a library's history, with its list."""
    names = _names(place)
    for name in names:
        listed = _list_of(place, name)
        if listed and store.has_been(Change(*listed["change"])) and listed["encoder"] == store.encoder():
            return name, listed
    of_others = f"holds {len(names)} snapshots, none of {store.place} as it is now"
    there = of_others if names else "holds no snapshot"
    raise LibraryError(f"{place}: {there}; lay one with quoth snapshot")


def _others(store: Store, place: Place, name: str) -> list[str]:
    """Return the snapshots of a library but one; those that a restore has undone come last."""
    found = []
    for other in _names(place):
        listed = _list_of(place, other)
        if other != name and listed and Change(*listed["first"]) == store.first_change():
            found.append((not store.has_been(Change(*listed["change"])), other))
    return [other for _, other in sorted(found, key=lambda each: each[0])]


def _list_of(place: Place, name: str) -> dict[str, Any] | None:
    """Return a snapshot's list of files, if it is there and makes sense: none of them may lie elsewhere."""
    try:
        listed: dict[str, Any] = json.loads(place.read(f"snapshot-{name}.json"))
        Change(*listed["change"])
        Change(*listed["first"])
        is_sound = all(_SAFE.fullmatch(path) for path in listed["files"]) and "encoder" in listed
        return listed if is_sound else None
    except (ValueError, TypeError, LookupError, NotThere):
        return None


def _names(place: Place) -> list[str]:
    """Return the snapshots that are whole, the newest first."""
    found = [match for match in map(_LIST.fullmatch, place.names()) if match]
    newest = sorted(found, key=lambda each: (int(each[1]), each[2]), reverse=True)
    return [f"{each[1]}-{each[2]}" for each in newest]


def _put(part: Path, folder: Path) -> None:
    """Put files in the place of a folder's indexes; between two of them a pair is unsound, never wrong."""
    for generation in (part / "lexical").iterdir():
        (folder / "lexical").mkdir(exist_ok=True)
        shutil.rmtree(folder / "lexical" / generation.name, ignore_errors=True)
        generation.replace(folder / "lexical" / generation.name)
    for name in (LEXICAL, "dense.faiss", DENSE):
        (part / name).replace(folder / name)
