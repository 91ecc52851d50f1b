"""A folder in memory that calls are done to again: as a kill leaves it, or a power cut.

A kill leaves every call that was made. A power cut keeps what was flushed. Of what was written to a file
after that any part may be there, torn at sectors; of what was done to the names in a folder the first steps,
or none.
"""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

from .calls import Call

SECTOR: Final = 512
LEFT_OUT: Final = ("-shm", ".lock")  # memory that is shared, and locks that die with their process
WRITES: Final = frozenset({"write", "pwrite", "writev", "pwritev", "sendfile", "copy"})
FLUSHES: Final = frozenset({"fsync", "fdatasync"})

Image = Mapping[str, bytes | None]
"""What lies in a folder by its name; ``None`` for a folder."""


@dataclass(slots=True, eq=False)
class File:
    """What a file holds, what of it was flushed, and what was done to it since."""

    content: bytearray = field(default_factory=bytearray)
    flushed: bytes = b""
    since: list[Call] = field(default_factory=list)
    _key: bytes = b""

    def do(self, call: Call) -> None:
        self._key = b""
        self.since.append(call)
        _written(self.content, call)

    def flush(self) -> None:
        self.flushed, self.since = bytes(self.content), []

    def key(self) -> bytes:
        self._key = self._key or blake2b(self.content, digest_size=16).digest()
        return self._key

    def left(self, rng: random.Random, kept: float) -> bytes:
        """Return what a power cut leaves: each write since the last flush is there by chance, or a part."""
        content = bytearray(self.flushed)
        for call in self.since:
            if rng.random() >= kept:
                continue
            size = len(call.content)
            is_torn = size > SECTOR and rng.random() < 1 - kept
            _written(content, call, rng.randrange(0, size, SECTOR) if is_torn else size)
        return bytes(content)


Names = dict[str, File | None]


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
    """One step in the names of one or two folders: those that go, then those that come."""

    folders: tuple[str, ...]
    gone: tuple[str, ...] = ()
    come: tuple[tuple[str, File | None], ...] = ()

    def do(self, names: Names) -> None:
        for name in self.gone:
            names.pop(name, None)
        names.update(self.come)

    def leads_to(self, path: str, file: File | None) -> bool:
        """Whether it gave a file its name, or made a folder that it lies in."""
        return any(path.startswith(f"{name}/") if one is None else one is file for name, one in self.come)


class Disk:
    """The files below a folder by their names, and the folders."""

    def __init__(self) -> None:
        self.names: Names = {}
        self._flushed: Names = {}
        self._since: list[Naming] = []

    @classmethod
    def of(cls, image: Image) -> Disk:
        """Return a disk that has all of a folder, flushed."""
        disk = cls()
        for name, content in image.items():
            disk.names[name] = file = None if content is None else File(bytearray(content))
            if file:
                file.flush()
        disk._flushed = dict(disk.names)
        return disk

    def do(self, call: Call) -> None:
        """Do what a call did."""
        if call.failed or (call.path or call.other).endswith(LEFT_OUT):
            return
        file = self.names.get(call.path)
        if call.name in FLUSHES:
            self._flush(call.path, file)
        elif call.name in WRITES or call.name in ("ftruncate", "truncate", "fallocate"):
            if file:
                file.do(call)
        elif call.name in ("open", "creat") and file:
            if call.flags & os.O_TRUNC:
                file.do(Call("ftruncate", call.path, "", 0, b"", 0, failed=False))
        elif naming := self._naming(call, file):
            naming.do(self.names)
            self._since.append(naming)

    def key(self) -> bytes:
        """Return what is another when the disk is."""
        digest = blake2b(digest_size=16)
        for name, file in sorted(self.names.items()):
            digest.update(f"{name}\0".encode() + (file.key() if file else b"/"))
        return digest.digest()

    def image(self) -> Image:
        """Return all of it."""
        return {name: None if file is None else bytes(file.content) for name, file in self.names.items()}

    def after_power_cut(self, rng: random.Random) -> Image:
        """Return what a power cut may leave; what was not flushed is left to chance."""
        kept = rng.choice((0.0, 0.5, 0.9, 1.0))
        end = rng.choice((0, len(self._since), None))
        ends = {
            folder: rng.randrange(len(self._since) + 1) for each in self._since for folder in each.folders
        }
        names = dict(self._flushed)
        for number, each in enumerate(self._since):
            if number < (ends[each.folders[-1]] if end is None else end):
                each.do(names)
        return {name: None if file is None else file.left(rng, kept) for name, file in names.items()}

    # -- steps

    def _naming(self, call: Call, file: File | None) -> Naming | None:
        path, other = call.path, call.other
        where = tuple(dict.fromkeys(name.rpartition("/")[0] for name in (path, other) if name))
        if call.name in ("open", "creat"):
            is_new = call.flags & os.O_CREAT and path not in self.names
            return Naming(where, come=((path, File()),)) if is_new else None
        if call.name == "mkdir":
            return Naming(where, come=((path, None),))
        if call.name in ("unlink", "rmdir"):
            return Naming(where, gone=(path,))
        if call.name == "link":
            return Naming(where, come=((other, file),))
        if call.name == "rename":
            return Naming(where, gone=(path,), come=((other, file),))
        return None

    def _flush(self, path: str, file: File | None) -> None:
        """Flush a file and its name, and what came before that in its folder; or all names in a folder."""
        if file:
            file.flush()
        own = [number for number, each in enumerate(self._since) if each.leads_to(path, file)]
        folders = {folder for number in own for folder in self._since[number].folders} | {path}
        last = len(self._since) if file is None else max(own, default=-1) + 1
        kept = [each for each in self._since[:last] if folders.intersection(each.folders)]
        for each in kept:
            each.do(self._flushed)
        self._since = [each for each in self._since if each not in kept]


def image_of(folder: Path) -> Image:
    """Return what lies in a folder."""
    found = [(str(path.relative_to(folder)), path) for path in sorted(folder.rglob("*"))]
    kept = [(name, path) for name, path in found if not name.endswith(LEFT_OUT)]
    return {name: None if path.is_dir() else path.read_bytes() for name, path in kept}


def put(image: Image, folder: Path) -> None:
    """Write what lies in a folder to one that is not there yet."""
    folder.mkdir(parents=True)
    for name, content in sorted(image.items()):
        place = folder / name
        if content is None:
            place.mkdir(parents=True, exist_ok=True)
        elif place.parent.exists():  # else the folder is lost, and all that was in it
            place.write_bytes(content)


def _written(content: bytearray, call: Call, size: int | None = None) -> None:
    """Do to a file's content what a call did, or only the first bytes of it."""
    if call.name in WRITES:
        part = call.content[:size]
        if len(content) < call.offset:
            content.extend(bytes(call.offset - len(content)))
        content[call.offset : call.offset + len(part)] = part
    elif call.name == "fallocate":
        content.extend(bytes(max(call.offset - len(content), 0)))
    else:
        del content[call.offset :]
        content.extend(bytes(call.offset - len(content)))
