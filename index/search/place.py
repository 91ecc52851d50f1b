"""Files in a folder or an object store, by an address as fsspec knows it: the home of fsspec."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Final

from ..errors import LibraryError, disk_problem

CHUNK: Final = 2**20  # bytes that are read at once


class Place:
    """What lies at an address; paths are relative to it.

    Raises, each method:
        LibraryError: what is there cannot be reached, read or written; the line names the address.
    """

    def __init__(self, address: str) -> None:
        self._shown = _shown(address)
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise LibraryError(
                f"{self._shown}: needs what is installed with: pip install 'quoth[cluster]'"
            ) from None
        with self._told():
            system, root = url_to_fs(address)
        self._system: Any = system
        self._root = str(root).rstrip("/")

    def __str__(self) -> str:
        """It without a password."""
        return self._shown

    def names(self) -> list[str]:
        """Return the names of the files and folders there, none where there is no such place."""
        with self._told():
            there = self._system.ls(self._root, detail=False) if self._system.exists(self._root) else []
            return [PurePosixPath(each).name for each in there]

    def read(self, path: str) -> bytes:
        """Return a file whole."""
        with self._told():
            return bytes(self._system.cat_file(f"{self._root}/{path}"))

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield a file a part at a time."""
        with self._told():
            file = self._system.open(f"{self._root}/{path}", "rb")
        with file:
            while True:
                with self._told():
                    chunk = file.read(CHUNK)
                if not chunk:
                    return
                yield chunk

    def put(self, path: str, file: Path) -> None:
        """Copy a file there."""
        with self._told():
            target = f"{self._root}/{path}"
            self._system.makedirs(str(PurePosixPath(target).parent), exist_ok=True)
            self._system.put_file(str(file), target)

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole."""
        with self._told():
            self._system.pipe_file(f"{self._root}/{path}", content)

    def remove(self, path: str) -> None:
        """Take a file or a whole folder away."""
        with self._told():
            self._system.rm(f"{self._root}/{path}", recursive=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell in one line what a file system raises: each has errors of its own, such as botocore's."""
        try:
            yield
        except OSError as problem:
            raise disk_problem(self._shown, problem) from problem
        except Exception as problem:
            what = " ".join(f"{type(problem).__name__}: {problem}".split())
            raise LibraryError(f"{self._shown}: cannot be used ({what[:300]})") from problem


def _shown(address: str) -> str:
    """Return an address without a password."""
    scheme, mark, rest = address.rpartition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"
