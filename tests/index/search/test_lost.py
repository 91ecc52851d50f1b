"""A database that was put back by a day is told of, for what is derived is made again without a word."""

import logging
import shutil
from pathlib import Path

import pytest

from index import Library
from index.encode import Encoder


def test_a_database_older_than_its_indexes_is_told_of_in_one_line(
    library: Library, folder: Path, encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    database = library.folder / "library.sqlite"
    library.add(folder / "suez.txt")
    old = shutil.copy(database, folder / "old")
    library.add(folder / "nato.txt")

    def opened() -> list[str]:
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            found = Library.open(library.folder, encoder=encoder)
        found.search("Finland NATO")
        return [record.getMessage() for record in caplog.records]

    assert opened() == []
    shutil.copy(old, database)
    (line,) = opened()
    assert "it is at change 2, and its indexes have seen change 3" in line
    assert opened() == []
    library.restore(make_backup(library), replace=True)
    assert opened() == []
    empty = Library.open(folder / "empty", encoder=encoder)
    library.restore(make_backup(empty), replace=True)
    assert opened() == []


def make_backup(library: Library) -> Path:
    file = library.folder.parent / "one.backup"
    library.backup(file)
    return file
