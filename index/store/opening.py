"""The name of a library -> its store, and the folder of this machine for what is derived of it.

A library in a folder has both there. One on a server is read by many machines; each has a folder of its own
for its indexes and for what lies beside them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..errors import LibraryReadOnly
from . import Store
from .postgres.address import is_address

FOLDER: Final = "QUOTH_FOLDER"
"""The environment variable that says where the folders of libraries on servers lie on this machine."""

_BEFORE: Final = re.compile(r"^[^\w/:\\]+")  # blanks and quotes that were copied along with an address
_ADDRESS: Final = re.compile(  # what may hold a password; a drive of Windows has one letter, as in C:\\
    r"[a-z][\w+.-]+:/|postgres\w*(?::|//|.*:.*@)|(?![a-z]:[/\\])(?:[^/\\@:]*//)?[^/\\@]*:.*@",
    re.IGNORECASE | re.DOTALL,
)


def opened(place: str | os.PathLike[str], *, derived: Sequence[str] = ()) -> tuple[Store, Path]:
    """Return the store of a library, made if absent, and its folder.

    ``derived`` are names of files there that are made of a store and never before it.

    Raises:
        LibraryError: it cannot be opened; one line says why.
    """
    if is_address(place):
        from .postgres import PostgresStore

        store = PostgresStore(os.fspath(place))
        folder = _folders() / store.identity()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise LibraryReadOnly(
                f"{folder}: this machine's indexes of {store.place} cannot be kept there"
                f" ({problem.strerror or problem}); name another folder with ${FOLDER}"
            ) from None
        return store, folder
    from .sqlite import SqliteStore

    check_folder(place)
    folder = Path(place).expanduser()
    return SqliteStore(folder, derived=derived), folder


def check_folder(place: str | os.PathLike[str]) -> None:
    """Raise a ``ValueError`` for an address that is written wrongly: a folder would show its password."""
    written = _BEFORE.sub("", os.fspath(place))
    if _ADDRESS.match(written):
        begun = re.split(r"[:/\s]", written)[0]
        raise ValueError(
            f"the library {begun}… is neither a folder nor an address that is known; an address is"
            " postgresql://USER:PASSWORD@HOST:PORT/DATABASE, without blanks or quotes"
        )


def check_there(place: str) -> None:
    """Raise a ``LibraryError`` where there is no library at an address."""
    from .postgres import PostgresStore

    PostgresStore(place, make=False)


def _folders() -> Path:
    chosen = os.environ.get(FOLDER)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("quoth", appauthor=False)) / "servers"
