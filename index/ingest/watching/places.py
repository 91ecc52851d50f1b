"""Names of folders and links as people write them -> the one name of each, and how a folder looks."""

from __future__ import annotations

import os
from pathlib import Path

from ...errors import SourceError
from ...sources.decode import named
from ..inputs import is_link, page_item


def place_of(place: str | os.PathLike[str], held: set[str]) -> str:
    """Return the one name of a folder or link that may be watched; a folder is there, or ``held`` already.

    Raises:
        ValueError: it is neither.
        SourceError: it is an address that is not fetched from, or a folder that is not there.
    """
    name = canonical(os.fspath(place))
    if not is_link(name) and name not in held and not Path(name).is_dir():
        reason = (
            "is a file; name its folder" if Path(name).exists() else "does not exist; name a folder or a link"
        )
        raise SourceError(named(os.fspath(place)), reason)
    return name


def canonical(name: str) -> str:
    """Return the whole path of a folder, or an address in its one spelling.

    Raises:
        ValueError: it is empty, or no name that can be kept.
        SourceError: it is no address that is fetched from.
    """
    if not name.strip():
        raise ValueError("a place to watch is an empty name; name a folder, a feed or a page")
    if is_link(name):
        return page_item(name).origin
    path = str(Path(name).expanduser().resolve())
    if not path.isprintable():
        raise ValueError(f"{named(path)}: has letters in its name that cannot be kept; rename it")
    return path


def how_it_looks(folder: Path) -> int:
    """Return a number that is another when a file of a folder was added, removed or written to."""
    found: list[tuple[str, int, int]] = []
    for top, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            try:
                told = Path(top, name).lstat()
            except OSError:
                continue
            found.append((f"{top}/{name}", told.st_size, told.st_mtime_ns))
    return hash(tuple(sorted(found)))
