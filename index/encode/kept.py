"""A file in the cache folder that is believed only where it is, byte for byte, what was written.

Its content is followed by a SHA-256 of its key and itself, so one that is cut, damaged or of another key is
none. It appears whole, whoever writes it at the same time; all such files together have a bound.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from .cache import cache_root

FOLDER: Final = "compiled"
ROOM: Final = 256 << 20  # bytes of all kept files; those whose last use lies furthest back go first
_DIGEST: Final = sha256().digest_size


class NotAsWritten(Exception):
    """A kept file is cut, damaged or of another key."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept file by its name and by a digest of all that its content depends on."""

    name: str
    key: bytes

    @property
    def path(self) -> Path:
        return cache_root() / FOLDER / f"{self.name}-{self.key.hex()[:16]}.kept"

    def size(self) -> int:
        """Return the size of the content in bytes.

        Raises:
            OSError: there is no such file, or it cannot be looked at.
            NotAsWritten: it is too short to be one.
        """
        size = self.path.stat().st_size - _DIGEST
        if size <= 0:
            raise NotAsWritten("it is cut short")
        return size

    def read_into(self, room: memoryview) -> None:
        """Read the content into bytes of its size.

        Raises:
            OSError: it cannot be read.
            NotAsWritten: it is not what was written; what is in the bytes now is worth nothing.
        """
        with self.path.open("rb") as file:
            file.readinto(room)
            if file.read() != self._digest(room):
                raise NotAsWritten("it is damaged")
        with suppress(OSError):
            os.utime(self.path)  # used last now

    def write(self, content: memoryview) -> None:
        """Write the file in one step, and make room for it.

        Raises:
            OSError: it cannot be written; what was there is there still.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_name(f"{os.urandom(8).hex()}.part")
        try:
            with part.open("xb") as file:
                file.write(content)
                file.write(self._digest(content))
            part.replace(self.path)
        finally:
            part.unlink(missing_ok=True)
        _make_room(self.path)

    def _digest(self, content: memoryview) -> bytes:
        digest = sha256(self.key)
        digest.update(content)
        return digest.digest()


def _make_room(newest: Path) -> None:
    """Remove the files that were used longest ago, those half written too, until the rest has room."""
    found = []
    for path in newest.parent.iterdir():
        with suppress(OSError):  # another process was faster
            state = path.stat()
            found.append((path != newest, -state.st_mtime_ns, state.st_size, path))
    held = 0
    for _, _, size, path in sorted(found):
        held += size
        if held > ROOM and path != newest:
            with suppress(OSError):
                path.unlink()
