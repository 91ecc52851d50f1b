"""What gave no article stays known until it is read well or has gone."""

import sqlite3
import zipfile
from pathlib import Path

import pytest

from index import Article, Library
from index.encode import Encoder
from tests.kit.news import MOON, SUEZ
from tests.kit.rights import forbid_writing, held_to_modes
from ui.command.libraries import summary_lines

BROKEN = b"\x00\x01\x02" * 100


def failures(library: Library) -> dict[str, str]:
    return {Path(problem.source).name: problem.reason for problem in library.failures()}


def test_a_file_that_cannot_be_read_is_known_until_it_can(library: Library, folder: Path) -> None:
    (folder / "moon.txt").write_bytes(BROKEN)
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    library.sync(folder)
    told = failures(library)
    assert told.keys() == {"moon.txt", "old.doc"}
    assert told["moon.txt"] == "is binary, not text"
    assert "save it as .docx" in told["old.doc"]
    library.sync(folder)
    assert len(library.failures()) == 2
    (folder / "moon.txt").write_text(f"Moon\n\n{MOON}")
    library.add(folder / "moon.txt")
    assert list(failures(library)) == ["old.doc"]
    (folder / "old.doc").unlink()
    library.sync(folder)
    assert library.failures() == ()


def test_a_file_that_is_as_it_was_before_it_broke_is_no_failure(library: Library, folder: Path) -> None:
    library.sync(folder)
    before = (folder / "moon.txt").read_bytes()
    (folder / "moon.txt").write_bytes(BROKEN)
    library.sync(folder)
    assert list(failures(library)) == ["moon.txt"]
    (folder / "moon.txt").write_bytes(before)
    assert len(library.sync(folder).unchanged) == 3
    assert library.failures() == ()


def test_failures_are_noted_without_a_change_of_the_indexes(library: Library, folder: Path) -> None:
    library.sync(folder)
    change = library.store.change()
    (folder / "moon.txt").write_bytes(BROKEN)
    library.sync(folder)
    (folder / "moon.txt").unlink()
    (folder / "old.rtf").write_bytes(b"{\\rtf")
    library.add(folder)
    assert library.store.change() == change
    assert sorted(failures(library)) == ["moon.txt", "old.rtf"]


def test_parts_of_an_archive_are_known_as_long_as_it_is_held(library: Library, folder: Path) -> None:
    place = folder / "old.zip"

    def pack(bad: bytes) -> None:
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("suez.txt", f"Suez again\n\n{SUEZ} Ships waited.")
            archive.writestr("bad.txt", bad)

    pack(BROKEN)
    library.sync(folder)
    library.sync(folder)
    assert [str(one) for one in library.failures()] == [f"{place}: bad.txt: is binary, not text"]
    held, place_bytes = library.summary().articles, place.read_bytes()
    place.write_bytes(b"PK\x03\x04 cut off")
    library.sync(folder)
    assert (library.summary().articles, len(library.failures())) == (held, 2)
    place.write_bytes(place_bytes)
    library.sync(folder)
    assert len(library.failures()) == 1
    pack(f"Moon\n\n{MOON} It was morning.".encode())
    library.sync(folder)
    assert library.failures() == ()
    pack(BROKEN)
    library.sync(folder)
    library.remove([one.id for one in library.articles() if one.title == "Suez again"])
    assert library.failures() == ()


def test_links_that_gave_nothing_are_known_until_they_are_forgotten(library: Library) -> None:
    library.add(["http://127.0.0.1/a", "gopher://example.org/b"])
    assert [problem.source for problem in library.failures()] == [
        "gopher://example.org/b",
        "http://127.0.0.1/a",
    ]
    library.forget_failures()
    assert library.failures() == ()


def test_a_path_that_was_mistyped_is_told_once_and_not_kept(library: Library, folder: Path) -> None:
    assert len(library.add(folder / "none.txt").failed) == 1
    assert library.failures() == ()


def test_an_empty_folder_is_a_failure_until_something_is_read_in_it(library: Library, tmp_path: Path) -> None:
    place = tmp_path / "empty"
    place.mkdir()
    library.add(place)
    assert list(failures(library)) == ["empty"]
    (place / "moon.txt").write_text(f"Moon\n\n{MOON}")
    library.add(place)
    assert library.failures() == ()


def test_a_library_made_before_failures_were_kept_opens_and_keeps_them(
    library: Library, folder: Path, encoder: Encoder
) -> None:
    library.add(folder / "suez.txt")
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        database.execute("DROP TABLE failed_parts")
        database.execute("DROP TABLE refused")
    database.close()
    again = Library.open(library.folder, encoder=encoder)
    assert again.failures() == ()
    (folder / "moon.txt").write_bytes(BROKEN)
    again.sync(folder)
    assert list(failures(again)) == ["moon.txt"]


def sync_without_news(library: str, news: str) -> None:
    opened = Library.open(library)
    assert len(opened.sync(news).failed) == 1
    assert opened.failures() == ()


def test_where_nothing_may_be_written_a_sync_without_news_still_ends_well(
    library: Library, folder: Path
) -> None:
    library.sync(folder)
    (folder / "old.msg").write_bytes(b"x")
    forbid_writing(library.folder)
    held_to_modes(sync_without_news, library.folder, folder)


def test_info_names_what_gave_no_article(library: Library, folder: Path) -> None:
    library.sync(folder)
    assert "no article" not in summary_lines(library)
    (folder / "moon.txt").write_bytes(BROKEN)
    library.sync(folder)
    assert summary_lines(library).endswith(
        f"gave no article when last read:\n  {folder}/moon.txt: is binary, not text"
    )


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("", ["Third", "Second", "First", "No day"]),
        ("HAFEN post", ["Second"]),
        ("ärger", ["First"]),
        ("example.org", ["Third"]),
        ("% _", []),
    ],
)
def test_articles_are_listed_newest_first_by_the_words_of_their_bylines(
    library: Library, words: str, titles: list[str]
) -> None:
    library.add(
        [
            Article(title="No day", text="Words of the first."),
            Article(title="First", text="Words of a second.", author="Ä. Ärger", published="2001-01-01"),
            Article(title="Second", text="Words of a third.", source="Hafen-Post", published="2002-01-01"),
            Article(title="Third", text="More words.", url="https://example.org/", published="2003-01-01"),
        ]
    )
    found = library.listed(words)
    assert [article.title for article in found.articles] == titles
    assert found.total == len(titles)
    assert [article.title for article in library.listed(words, start=1, most=2).articles] == titles[1:3]
