"""Backups: one file, whole or not at all, put back in one step."""

import sqlite3
import threading
from pathlib import Path

import pytest

from index import Article, Library
from index.encode import Encoder
from index.errors import LibraryDamaged, LibraryError, LibraryReadOnly
from tests.kit.news import MOON, NATO, SUEZ


def titles(library: Library) -> set[str]:
    return {article.title for article in library.articles()}


def test_a_backup_put_back_is_the_library_as_it_was(
    library: Library, folder: Path, encoder: Encoder, tmp_path: Path
) -> None:
    library.add([folder])
    hits = library.search("Finland border", k=3)
    library.backup(tmp_path / "news.backup")
    again = Library.open(tmp_path / "again", encoder=encoder)
    assert again.restore(tmp_path / "news.backup") is None
    assert list(again.articles()) == list(library.articles())
    assert again.search("Finland border", k=3) == hits
    assert again.verify().repaired == ()
    assert len(again.add([folder]).unchanged) == 3


def test_articles_that_are_there_are_kept_in_a_backup_of_their_own(
    library: Library, encoder: Encoder, tmp_path: Path
) -> None:
    library.add(Article(title="Moon", text=MOON))
    library.backup(tmp_path / "moon.backup")
    library.remove([article.id for article in library.articles()])
    library.add(Article(title="Suez", text=SUEZ))
    with pytest.raises(LibraryError, match="holds 1 articles; --replace puts"):
        library.restore(tmp_path / "moon.backup")
    assert titles(library) == {"Suez"}
    before = library.restore(tmp_path / "moon.backup", replace=True)
    assert titles(library) == {"Moon"}
    assert library.search("Suez Canal")[0].article.title == "Moon"
    assert before is not None
    library.restore(before, replace=True)
    assert titles(Library.open(library.folder, encoder=encoder)) == {"Suez"}


@pytest.mark.parametrize("harm", ["zeroes", "cut", "other", "library", "row"])
def test_a_damaged_backup_changes_nothing(
    library: Library, encoder: Encoder, tmp_path: Path, harm: str
) -> None:
    library.add(Article(title="Moon", text=MOON))
    file = tmp_path / "moon.backup"
    library.backup(file)
    content = file.read_bytes()
    if harm == "zeroes":
        file.write_bytes(content[:8192] + bytes(4096) + content[12288:])
    elif harm == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif harm == "other":
        file.write_bytes(b"no backup at all" * 300)
    elif harm == "library":
        file = library.folder / "library.sqlite"
    else:
        with sqlite3.connect(file) as database:
            database.execute("UPDATE passages SET start = start + 1")
        database.close()
    other = Library.open(tmp_path / "other", encoder=encoder)
    other.add(Article(title="NATO", text=NATO))
    with pytest.raises(LibraryDamaged, match="backup"):
        other.restore(file, replace=True)
    assert titles(other) == {"NATO"}
    assert other.verify().articles == 1


def test_a_library_is_backed_up_while_another_thread_writes(
    library: Library, encoder: Encoder, tmp_path: Path
) -> None:
    library.add([Article(title=f"Moon {number}", text=f"{MOON} {number}") for number in range(20)])
    over = threading.Event()

    def write() -> None:
        other = Library.open(library.folder, encoder=encoder)
        number = 100
        while not over.is_set():
            other.add(Article(title=f"Moon {number}", text=f"{MOON} {number}"))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            library.backup(tmp_path / f"{number}.backup")
    finally:
        over.set()
        writer.join()
    again = Library.open(tmp_path / "again", encoder=encoder)
    again.restore(tmp_path / "2.backup")
    assert again.verify().articles >= 20


def test_a_backup_that_cannot_be_written_is_one_line_and_leaves_nothing(
    library: Library, tmp_path: Path
) -> None:
    library.add(Article(title="Moon", text=MOON))
    with pytest.raises(LibraryReadOnly, match="may not be written"):
        library.backup(tmp_path / "no folder" / "moon.backup")
    with pytest.raises(LibraryError, match="there is no such file"):
        library.restore(tmp_path / "none.backup", replace=True)
