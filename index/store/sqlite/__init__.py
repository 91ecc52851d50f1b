"""The default store: one SQLite file in a folder.

Statements come in and rows go out; what they mean is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..row_store import RowStore
from .file import SqliteFile

DATABASE: Final = "library.sqlite"


class SqliteStore(RowStore):
    """The store in a folder."""

    def __init__(self, folder: Path, *, derived: Sequence[str] = ()) -> None:
        """Open the database of a folder, made if absent; see ``SqliteFile`` for what can go wrong.

        ``derived`` are names of files that are made of a database and never before it.
        """
        self._database: SqliteFile = SqliteFile(folder / DATABASE, derived)
        super().__init__(self._database)
