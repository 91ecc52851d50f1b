"""Files in a folder or an object store, by an address as fsspec knows it: the home of fsspec."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import suppress
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, Final, TypeVar

from ..errors import LibraryError, LibraryReadOnly, LibraryUnavailable, disk_problem

T = TypeVar("T")
CHUNK: Final = 2**22  # bytes that are read at once
SECONDS: Final = 60.0  # for one step; s3fs and its client try again for many minutes by themselves
PACE: Final = 2**17  # bytes a second that a file is written with at the least


class NotThere(LibraryError):
    """No file of that name lies at the address."""


class Place:
    """What lies at an address; paths are relative to it.

    Raises, each method:
        LibraryUnavailable: nothing answered in time.
        LibraryError: what is there cannot be reached, read or written; the line names the address.
    """

    def __init__(self, address: str, *, seconds: float = SECONDS) -> None:
        self._shown, self._login = _parted(address)
        self._seconds = seconds
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise LibraryError(
                f"{self._shown}: needs what is installed with: pip install 'quoth[cluster]'"
            ) from None
        system, root = self._done(lambda: url_to_fs(address))
        self._system: Any = system
        self._root = str(root).rstrip("/")
        if not self._root:
            raise LibraryError(f"{self._shown}: names no folder")

    def __str__(self) -> str:
        """It without a password."""
        return self._shown

    def names(self) -> list[str]:
        """Return the names of the files and folders there, none where there is no such place."""
        self._system.invalidate_cache()  # another machine may have written there
        try:
            there = self._done(lambda: self._system.ls(self._root, detail=False))
        except NotThere:
            return []
        return [PurePosixPath(each).name for each in there]

    def read(self, path: str) -> bytes:
        """Return a file whole; raise ``NotThere`` where there is none."""
        return self._done(lambda: bytes(self._system.cat_file(f"{self._root}/{path}")))

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield a file a part at a time; raise ``NotThere`` where there is none."""
        how = {"block_size": CHUNK, "cache_type": "none"}  # what is read on is read once
        file = self._done(lambda: self._system.open(f"{self._root}/{path}", "rb", **how))
        with file:
            while chunk := self._done(lambda: file.read(CHUNK)):
                yield chunk

    def put(self, path: str, file: Path) -> None:
        """Copy a file there."""
        target = f"{self._root}/{path}"

        def copy() -> None:
            if PurePath(target).is_absolute():  # else its first part is a bucket, which would be made too
                self._system.makedirs(str(PurePosixPath(target).parent), exist_ok=True)
            self._system.put_file(str(file), target)

        self._done(copy, self._seconds + file.stat().st_size / PACE)

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole."""
        self._done(lambda: self._system.pipe_file(f"{self._root}/{path}", content))

    def remove(self, path: str) -> None:
        """Take a file or a whole folder away, if it is there."""
        with suppress(NotThere):
            self._done(lambda: self._system.rm(f"{self._root}/{path}", recursive=True))

    def _done(self, step: Callable[[], T], seconds: float = 0.0) -> T:
        """Return what a step gives; one that does not end is left to itself, for it cannot be stopped."""
        seconds = seconds or self._seconds
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(step())
            except Exception as problem:  # noqa: BLE001 - told where it is waited for
                done.set_exception(problem)

        threading.Thread(target=run, daemon=True, name="place").start()
        wait([done], seconds)
        if not done.done():
            raise LibraryUnavailable(f"{self._shown}: did not answer within {seconds:.3g} seconds; try again")
        if problem := done.exception():
            raise self._told(problem) from problem
        return done.result()

    def _told(self, problem: BaseException) -> LibraryError:
        """Return in one line what a file system raised: each has errors of its own, such as botocore's."""
        if isinstance(problem, FileNotFoundError):
            return NotThere(f"{self._shown}: is not there ({self._line(problem)})")
        if isinstance(problem, OSError):
            told = disk_problem(self._shown, problem)
            if not isinstance(told, LibraryReadOnly):
                return told
        what = f"{type(problem).__name__}: {self._line(problem)}"
        return LibraryError(f"{self._shown}: cannot be used ({what})")

    def _line(self, problem: BaseException) -> str:
        """Return what a problem says, without a password of the address."""
        line = " ".join(str(problem).split())
        for secret in (f"{self._login}@", self._login.partition(":")[2]):
            line = line.replace(secret, "") if self._login and secret else line
        return line[:300]


def _parted(address: str) -> tuple[str, str]:
    """Return an address without the name and password in it, and these."""
    scheme, mark, rest = address.rpartition("://")
    login, _, place = rest.rpartition("@")
    return f"{scheme}{mark}{place}", login
