"""Damage and mix-ups end in right answers or in one clear line, never in wrong answers."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from errno import EACCES, EIO, EMFILE, ENOSPC
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from index import Article, Library
from index.encode import Encoder
from index.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryReadOnly,
    LibraryUnavailable,
    disk_problem,
)
from index.search import bm25
from index.store.sqlite import SqliteStore
from tests.kit.news import MOON, NATO, SUEZ
from tests.kit.rights import forbid_writing, held_to_modes


def put_away(library: Library, place: Path) -> Path:
    """Copy a library's database alone, as some backups do."""
    return Path(shutil.copy(library.folder / "library.sqlite", place))


def settled(library: Library) -> None:
    """Bring what waits in the log into the database's own file."""
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def titles(library: Library, query: str) -> set[str]:
    return {hit.article.title for hit in library.search(query, k=10)}


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_database_that_is_gone_while_its_indexes_remain_is_an_error(
    library: Library, folder: Path, encoder: Encoder, how: str
) -> None:
    library.add([folder])
    for file in library.folder.glob("library.sqlite*"):
        file.unlink()
    if how == "empty":
        (library.folder / "library.sqlite").touch()
    with pytest.raises(LibraryDamaged, match=rf"is {how}, though .* put library\.sqlite back from a backup"):
        Library.open(library.folder, encoder=encoder)


def test_a_database_put_back_by_a_day_and_changed_since_is_searched_as_it_is(
    library: Library, encoder: Encoder, tmp_path: Path
) -> None:
    library.add(Article(title="Moon", text=MOON))
    settled(library)
    yesterday = put_away(library, tmp_path / "yesterday.sqlite")
    library.add(Article(title="Suez", text=SUEZ))
    settled(library)
    shutil.copy(yesterday, library.folder / "library.sqlite")
    again = Library.open(library.folder, encoder=encoder)
    again.add(Article(title="NATO", text=NATO))  # has the numbers that Suez had
    assert titles(again, "NATO Finland border") == {"Moon", "NATO"}
    assert again.search("Finland border", k=1)[0].article.title == "NATO"
    assert again.search("Finland border", k=1)[0].bm25 > 0
    assert again.verify().repaired == ()


def test_the_indexes_of_another_library_are_not_believed(
    library: Library, encoder: Encoder, tmp_path: Path
) -> None:
    other = Library.open(tmp_path / "other", encoder=encoder)
    library.add(Article(title="Moon", text=MOON))
    other.add(Article(title="Suez", text=SUEZ))
    for name in ("dense.faiss", "dense.json", "lexical.json"):
        shutil.copy(other.folder / name, library.folder / name)
    shutil.rmtree(library.folder / "lexical")
    shutil.copytree(other.folder / "lexical", library.folder / "lexical")
    again = Library.open(library.folder, encoder=encoder)
    assert set(again.verify().repaired) == {"lexical", "dense.faiss"}
    assert again.search("Chandrayaan moon", k=1)[0].bm25 > 0
    assert titles(again, "Chandrayaan moon") == {"Moon"}


def test_a_bit_that_flips_in_a_vector_is_noticed_and_repaired(
    library: Library, folder: Path, encoder: Encoder
) -> None:
    library.add([folder])
    before = library.search("Finland border", k=3)
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        (key, blob) = database.execute("SELECT id, vector FROM passages").fetchone()
        vector = np.frombuffer(blob, dtype=np.float16).copy()
        vector[5] = -13704.0
        database.execute("UPDATE passages SET vector = ? WHERE id = ?", [vector.tobytes(), key])
    database.close()
    again = Library.open(library.folder, encoder=encoder)
    for act in (again.verify, lambda: again.search("Finland border", k=3)):
        with pytest.raises(LibraryDamaged, match=r"passages? .*not what was stored; quoth repair"):
            act()
    assert again.repair().passages == 1
    assert again.verify().repaired == ()
    assert [hit.article for hit in again.search("Finland border", k=3)] == [hit.article for hit in before]


@pytest.mark.parametrize("change", ["title = 'Other'", "published = '1999-01-01'", "text = text || ' not'"])
def test_an_article_that_was_changed_behind_the_librarys_back_is_never_shown(
    library: Library, folder: Path, encoder: Encoder, change: str
) -> None:
    library.add([folder])
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        database.execute(f"UPDATE articles SET {change}")
    database.close()
    again = Library.open(library.folder, encoder=encoder)
    with pytest.raises(LibraryDamaged, match="is not what was stored; put a backup"):
        again.search("Finland border")
    with pytest.raises(LibraryDamaged, match="is not what was stored"):
        again.verify()


def test_a_repair_reads_again_what_is_damaged_and_names_what_is_lost(
    library: Library, folder: Path, encoder: Encoder
) -> None:
    library.add([folder, Article(id="value", title="Given", text=f"{NATO} It was given as a value.")])
    (folder / "moon.txt").unlink()
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        database.execute("UPDATE articles SET title = 'Other' WHERE title != 'Nato news'")
    database.close()
    again = Library.open(library.folder, encoder=encoder)
    repaired = again.repair()
    assert [Path(name).name for name in repaired.again.changed] == ["suez.txt"]
    assert sorted(Path(origin).name for _, origin in repaired.lost) == ["article:value", "moon.txt"]
    assert {article.title for article in again.articles()} == {"Nato news", "Suez news"}
    assert again.verify().repaired == ()
    assert again.repair().lost == ()


@pytest.mark.parametrize("there", [True, False])
def test_a_repair_keeps_the_sound_articles_of_a_file_that_held_a_damaged_one(
    library: Library, encoder: Encoder, tmp_path: Path, there: bool
) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("moon.txt", f"Moon\n\n{MOON}")
        archive.writestr("suez.txt", f"Suez\n\n{SUEZ}")
    library.add(tmp_path / "two.zip")
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        database.execute("UPDATE articles SET author = 'Other' WHERE title = 'Moon'")
    database.close()
    if not there:
        (tmp_path / "two.zip").unlink()
    again = Library.open(library.folder, encoder=encoder)
    assert bool(again.repair().lost) is not there
    assert {article.title for article in again.articles()} == ({"Moon", "Suez"} if there else {"Suez"})
    assert again.verify().repaired == ()


def test_a_stamp_that_is_no_text_costs_nothing(library: Library, folder: Path, encoder: Encoder) -> None:
    library.add([folder])
    before = library.search("Finland border", k=3)
    for name in ("dense.json", "lexical.json"):
        (library.folder / name).write_bytes(b"\xff\xfe\x00{")
    assert Library.open(library.folder, encoder=encoder).search("Finland border", k=3) == before


def test_words_of_removed_articles_count_no_longer(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bm25, "EXACT_BELOW", 0)
    monkeypatch.setattr(bm25, "DRIFT", 1.0)
    library.add([folder])
    assert library.words("Suez")[0].passages == 1
    library.remove([article.id for article in library.articles() if article.title == "Suez news"])
    assert library.words("Suez")[0].absent


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_others_of_a_group_may_use_a_library_that_is_shared(library: Library, folder: Path) -> None:
    before = os.umask(0o002)
    try:
        library.add([folder])
    finally:
        os.umask(before)
    modes = {file.stat().st_mode & 0o777 for file in library.folder.glob("lexical/*/*")}
    assert modes == {0o664}


def refuse_unseen_changes(folder: str) -> None:
    with pytest.raises(LibraryReadOnly, match="holds the last changes"):
        Library.open(folder)


def test_changes_that_a_reader_cannot_see_are_told_of(library: Library, folder: Path) -> None:
    code = (
        "import os, sqlite3; from index import Library; from tests.kit.word_encoder import WordEncoder\n"
        f"library = Library.open({str(library.folder)!r}, encoder=WordEncoder())\n"
        f"reader = sqlite3.connect({str(library.folder / 'library.sqlite')!r}, isolation_level=None)\n"
        "reader.execute('BEGIN'); reader.execute('SELECT 1 FROM meta').fetchall()\n"
        f"library.add({str(folder)!r}); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
    assert (library.folder / "library.sqlite-wal").stat().st_size
    (library.folder / "library.sqlite-shm").unlink()
    forbid_writing(library.folder)
    held_to_modes(refuse_unseen_changes, library.folder)


def test_a_repair_that_is_stopped_before_a_file_is_read_again_leaves_the_damage_to_the_next(
    library: Library, folder: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([folder])
    (moon,) = (article.id for article in library.articles() if article.title == "Moon news")
    library.by_hand.tag(moon, "Space")
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        database.execute("UPDATE articles SET author = 'Other' WHERE id = ?", [moon])
    database.close()
    again = Library.open(library.folder, encoder=encoder)
    with monkeypatch.context() as stopped:
        stopped.setattr(SqliteStore, "write", stop)
        with pytest.raises(KeyboardInterrupt):
            again.repair()
    with pytest.raises(LibraryDamaged, match=f"article {moon} is not what was stored"):
        again.verify()
    assert again.repair().lost == ()
    assert again.verify().articles == 3
    assert again.by_hand.tags() == [("Space", 1)]


def stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("index", ["sqlite_autoindex_articles_1", "articles_newest"])
def test_a_row_that_sqlite_does_not_find_any_more_is_missed_and_found_anew(
    library: Library, folder: Path, encoder: Encoder, index: str
) -> None:
    library.add([folder])
    before = titles(library, "Finland border")
    settled(library)
    file = library.folder / "library.sqlite"
    with sqlite3.connect(file) as database:
        query = "SELECT rootpage, (SELECT id FROM articles LIMIT 1) FROM sqlite_master WHERE name = ?"
        page, name = database.execute(query, [index]).fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    database.close()
    content = bytearray(file.read_bytes())
    at = content.index(name.encode(), size * (page - 1))
    assert at < size * page
    content[at + 3] ^= 1  # of the article's id, where the index has it
    file.write_bytes(content)

    again = Library.open(library.folder, encoder=encoder)
    search = partial(again.search, "Finland border", k=10)
    for act in (lambda: list(again.articles()), search, again.verify):
        with pytest.raises(LibraryDamaged, match="quoth repair mends what can be mended") as told:
            act()
        assert "\n" not in str(told.value)
    assert again.repair().found_anew
    assert not again.repair().found_anew
    assert again.verify().articles == len(list(again.articles())) == 3
    assert titles(again, "Finland border") == before


def test_what_sqlite_says_of_damaged_tables_is_told_in_one_line(library: Library, folder: Path) -> None:
    library.add([folder])
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        database.execute("PRAGMA writable_schema = ON")
        other = "(SELECT rootpage FROM sqlite_master WHERE name = 'passages_of_article')"
        database.execute(f"UPDATE sqlite_master SET rootpage = {other} WHERE name = 'articles_newest'")
    database.close()
    with pytest.raises(LibraryDamaged) as told:
        Library.open(library.folder).verify()
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("number", "kind", "says"),
    [
        (ENOSPC, LibraryFull, "the disk is full"),
        (EMFILE, LibraryUnavailable, "too many files are open"),
        (EIO, LibraryUnavailable, "just now .* try again"),
        (EACCES, LibraryReadOnly, "may not be written"),
    ],
)
def test_what_the_system_says_is_told_apart(number: int, kind: type[LibraryError], says: str) -> None:
    for problem in (OSError(number, os.strerror(number)), RuntimeError(f"in Rust: {os.strerror(number)}")):
        told = disk_problem("library", problem)
        assert type(told) is kind
        assert re.search(says, str(told))
