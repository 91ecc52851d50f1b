import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index import Article, Library
from index.encode import Encoder
from index.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryFull,
    LibraryMismatch,
    LibraryReadOnly,
    SourceError,
)
from index.ingest.entries import entries
from index.ingest.inputs import READING
from index.store import Record
from index.store.layout import LATER, LAYOUT, columns_after, has_tokens
from index.store.opening import check_folder
from index.store.sqlite.dialect import SqliteConnection
from tests.kit.news import MOON, NATO, SUEZ
from tests.kit.rights import forbid_writing, held_to_modes

from ..kit.rows import database_of, passages_of


def titles(library: Library, query: str, **filters: Any) -> list[str]:
    return [hit.article.title for hit in library.search(query, k=1, **filters)]


@pytest.mark.parametrize(
    "place",
    [
        "postgresql:/ann:SECRET@alpha/news",
        "postgresqll://ann:SECRET@alpha/news",
        "postgres:ann:SECRET@alpha",
        "milvus://ann:SECRET@alpha",
        " postgresql://ann:SECRET@alpha/news",
        "'postgresql://ann:SECRET@alpha/news'",
        "“postgresql://ann:SECRET@alpha/news”",
        "postgres//ann:SECRET@alpha/news",
        "postgresql/ann:SECRET@alpha/news",
        "//ann:SECRET@alpha/news",
        "ann:SECRET@alpha/news",
        "ann:SEC/SECRET@alpha/news",
        "a:SECRET@alpha/news",
        ":SECRET@alpha/news",
        "postgre:ann:SECRET@alpha/news",
    ],
)
def test_an_address_that_is_written_wrongly_becomes_no_folder(
    place: str, tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for given in (place, Path(place)):
        with pytest.raises(ValueError, match="an address is postgresql://USER:PASSWORD@HOST") as problem:
            Library.open(given, encoder=encoder)
        assert "SECRET" not in str(problem.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "place", ["ann@alpha", "notes: 2024", "C:\\ann@alpha", "news/12:30@alpha", "postgres", "a/postgres//b"]
)
def test_a_folder_may_have_an_at_sign_or_a_colon_in_its_name(place: str) -> None:
    check_folder(place)
    check_folder(Path(place))


def test_a_folder_is_added_and_found(library: Library, folder: Path) -> None:
    report = library.add([folder])
    assert len(report.added) == 3
    assert str(report) == "3 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    assert titles(library, "how was the ship in the canal freed?") == ["Suez news"]


def test_articles_are_counted_and_of_how_many_files_they_are(library: Library, folder: Path) -> None:
    rows = [{"title": name, "text": f"{name} has {number} cranes."} for number, name in enumerate("ABC")]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    report = library.sync(folder)
    assert str(report) == "6 added (from 4 files), 0 changed, 0 unchanged, 0 removed, 0 failed"
    assert report.articles(report.added) == library.summary().articles == 6
    assert str(library.sync(folder)).startswith("0 added, 0 changed, 6 unchanged (from 4 files), 0 removed")
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows[:2])))
    assert str(library.sync(folder)).startswith("0 added, 2 changed (from 1 file), 3 unchanged, 0 removed")
    (folder / "rows.jsonl").unlink()
    assert str(library.sync(folder)).startswith("0 added, 0 changed, 3 unchanged, 2 removed (from 1 file)")


def test_a_passage_is_the_slice_of_its_article(sample_library: Library) -> None:
    hits = sample_library.search("S-400 contract", k=50)
    assert len(hits) == 50
    for hit in hits:
        article = sample_library.article(hit.passage.article_id)
        assert article == hit.article
        assert article.text[hit.passage.start : hit.passage.end] == hit.text
        assert -1 <= hit.cosine <= 1
        assert 0 <= hit.score <= 1
    assert [hit.rank for hit in hits] == list(range(1, 51))


def test_files_that_an_earlier_version_read_are_read_again(library: Library, folder: Path) -> None:
    library.sync(folder)
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        database.execute("UPDATE origins SET digest = replace(digest, ?, '')", [READING])
    database.close()
    assert str(library.sync(folder)).startswith("0 added, 3 changed, 0 unchanged")
    assert str(library.sync(folder)).startswith("0 added, 0 changed, 3 unchanged")


def test_an_unchanged_folder_is_not_read_again(library: Library, folder: Path) -> None:
    library.add([folder])
    report = library.add([folder])
    assert (report.added, report.changed, len(report.unchanged)) == ((), (), 3)


def test_a_changed_file_replaces_what_it_said(library: Library, folder: Path) -> None:
    library.add([folder])
    (folder / "nato.txt").write_text("Nato news\n\nSweden joined NATO in March 2024, after Finland.\n")
    report = library.add([folder])
    assert [Path(name).name for name in report.changed] == ["nato.txt"]
    assert library.summary().articles == 3
    assert not any("1,340" in hit.text for hit in library.search("border with Russia", k=10))


def test_sync_forgets_what_has_gone(library: Library, folder: Path) -> None:
    library.sync(folder)
    (folder / "suez.txt").unlink()
    report = library.sync(folder)
    assert [Path(name).name for name in report.removed] == ["suez.txt"]
    assert library.summary().articles == 2
    assert titles(library, "Suez Canal") != ["Suez news"]


def test_sync_does_not_empty_a_library_because_a_folder_is_empty(library: Library, folder: Path) -> None:
    library.sync(folder)
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(SourceError, match="the 3 files of it that the library holds stay"):
        library.sync(folder)
    assert library.summary().articles == 3


def test_a_file_that_can_no_longer_be_read_keeps_what_it_said(library: Library, folder: Path) -> None:
    library.sync(folder)
    (folder / "moon.txt").write_bytes(b"\x00\x01\x02" * 100)
    report = library.sync(folder)
    assert [Path(problem.source).name for problem in report.failed] == ["moon.txt"]
    assert report.removed == ()
    assert titles(library, "Moon landing") == ["Moon news"]


def test_two_files_with_the_same_text_are_one_article(library: Library, folder: Path) -> None:
    (folder / "suez copy.txt").write_bytes((folder / "suez.txt").read_bytes())
    report = library.add([folder])
    assert library.summary().articles == 3
    assert len(report.copies) == 1
    (folder / "suez.txt").unlink()
    library.sync(folder)
    assert titles(library, "Suez Canal") == ["Suez news"]


def test_of_the_same_text_it_is_said_under_which_title_it_is_kept(library: Library, folder: Path) -> None:
    for title in ("Harvest early", "Early harvest"):
        (folder / f"{title}.md").write_text(f"---\ntitle: {title}\n---\n\nGrapes were picked in August.\n")
    ((name, title),) = library.add([folder]).copies
    assert (Path(name).stem, title) in {
        ("Harvest early", "Early harvest"),
        ("Early harvest", "Harvest early"),
    }
    assert titles(library, "grapes in August")[:1] == [title]


def test_an_article_given_as_a_value_is_held_under_its_id(library: Library) -> None:
    library.add([Article(id="a1", title="One", text=SUEZ), Article(title="Two", text=NATO)])
    assert library.article("a1").text == SUEZ
    assert library.add(Article(id="a1", title="One", text=SUEZ)).unchanged == ("article:a1",)
    library.add(Article(id="a1", title="One", text=MOON))
    assert library.article("a1").text == MOON
    assert library.summary().articles == 2
    assert not any(SUEZ in hit.article.text for hit in library.search("Suez Canal tugs"))


def test_details_that_change_are_kept_without_encoding_anew(library: Library) -> None:
    library.add(Article(id="a1", title="One", text=SUEZ))
    before = passages_of(library, "a1")
    library.add(Article(id="a1", title="One", text=SUEZ, source="Ledger", published="2021-03-30"))
    assert library.article("a1").source == "Ledger"
    assert passages_of(library, "a1") == before


def test_ids_of_passages_are_never_used_twice(library: Library) -> None:
    library.add(Article(id="a1", title="One", text=SUEZ))
    old = passages_of(library, "a1")[-1].id
    library.remove("a1")
    library.add(Article(id="a2", title="Two", text=NATO))
    assert passages_of(library, "a2")[0].id > old
    assert [hit.article.id for hit in library.search("NATO Finland", k=5)] == ["a2"]


def test_filters_confine_a_search(sample_library: Library) -> None:
    hits = sample_library.search("S-400", k=30, since="2018-08-01", until="2018-12-31")
    assert hits
    assert all("2018-08-01" <= (hit.article.published or "") <= "2018-12-31" for hit in hits)
    named = sample_library.search("S-400", k=30, sources=["meridian wire"])
    assert {hit.article.source for hit in named} == {"Meridian Wire"}
    assert sample_library.search("S-400", k=30, sources=["The Meridian Wire"]) == named
    whole = sample_library.search("S-400", k=5, sources="The Corridor Review")
    assert whole == sample_library.search("S-400", k=5, sources="corridor review") != []
    assert sample_library.search("S-400", k=5, sources="No Such Paper") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"query": " "}, "blank"),
        ({"query": "x" * 100_000}, "100,000"),
        ({"query": "x", "k": 0}, "k=0"),
        ({"query": "x", "since": "yesterday"}, "since='yesterday'"),
        ({"query": "x", "since": "2020-01-02", "until": "2020-01-01"}, "after"),
        ({"query": "x", "sources": []}, "sources"),
    ],
)
def test_wrong_arguments_are_named(
    sample_library: Library, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        sample_library.search(**arguments)  # type: ignore[arg-type]


def test_an_article_that_is_not_there_is_a_key_error(sample_library: Library) -> None:
    with pytest.raises(KeyError, match="nothing"):
        sample_library.article("nothing")
    with pytest.raises(KeyError, match="nothing"):
        sample_library.remove(["nothing"])


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert library.search("anything") == []
    assert library.summary().articles == 0
    assert list(library.articles()) == []


@pytest.mark.parametrize("victim", ["dense.faiss", "dense.json", "lexical.json", "lexical/*/meta.json"])
@pytest.mark.parametrize("harm", ["remove", "flip"])
def test_damaged_indexes_are_made_again_from_the_rows(
    library: Library, folder: Path, encoder: Encoder, victim: str, harm: str
) -> None:
    library.add([folder])
    before = library.search("Finland border", k=3)
    (file,) = library.folder.glob(victim)
    if harm == "remove":
        file.unlink()
    else:
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 4
        file.write_bytes(content)
    again = Library.open(library.folder, encoder=encoder)
    assert again.search("Finland border", k=3) == before
    assert Library.open(library.folder, encoder=encoder).verify().repaired in ((), ("dense.faiss",))
    assert Library.open(library.folder, encoder=encoder).verify().repaired == ()


def test_verify_names_an_article_whose_words_were_changed(library: Library, folder: Path) -> None:
    library.add([folder])
    assert library.verify().articles == 3
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        database.execute("UPDATE articles SET text = replace(text, 'six days', 'two days')")
    database.close()
    with pytest.raises(LibraryDamaged, match="is not what was stored"):
        library.verify()


def test_a_broken_database_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(LibraryDamaged, match=r"library\.sqlite"):
        Library.open(tmp_path)


def test_a_library_of_another_encoder_is_refused_with_the_command_that_helps(
    library: Library, folder: Path, encoder: Encoder
) -> None:
    library.add([folder])
    with database_of(library).writing() as connection:
        connection.execute("UPDATE meta SET value = 'other@123' WHERE key = 'encoder'")
    other = Library.open(library.folder, encoder=encoder)
    with pytest.raises(LibraryMismatch, match="quoth rebuild"):
        other.search("Finland")
    other.rebuild()
    assert titles(other, "Finland NATO") == ["Nato news"]


def test_a_library_is_searched_with_the_encoder_that_made_it(tmp_path: Path, folder: Path) -> None:
    made = Library.open(tmp_path / "many", encoder="multilingual")
    made.add([folder])
    opened = Library.open(tmp_path / "many")
    assert opened.encoder.identity == made.encoder.identity
    asked = "Wie lange war der Kanal blockiert?"
    assert titles(opened, asked)[0] == "Suez news"
    assert opened.search(asked)[0].cosine == made.search(asked)[0].cosine
    with pytest.raises(LibraryMismatch, match=r"quoth rebuild --library .* --encoder all-MiniLM-L6-v2"):
        Library.open(tmp_path / "many", encoder="all-MiniLM-L6-v2").search(asked)


def test_without_its_encoder_a_library_still_tells_what_it_holds(library: Library, folder: Path) -> None:
    library.add([folder])
    with database_of(library).writing() as connection:
        connection.execute("UPDATE meta SET value = 'gone/model@123' WHERE key = 'encoder'")
    opened = Library.open(library.folder)
    assert opened.encoder.name == "gone/model"
    assert opened.summary().articles == 3


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_second_writer_is_told_who_writes_until_that_program_has_ended_however_it_did(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch, end: signal.Signals
) -> None:
    monkeypatch.setattr("index.store.sqlite.file.LOCK_SECONDS", 0.1)
    code = (
        f"import sys; from index import Library; store = Library.open({str(library.folder)!r}).store\n"
        "with store.lock(): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LibraryBusy, match=rf"another program \(process {other.pid}\) is writing"):
            library.add([folder])
        other.send_signal(end)
    assert (library.folder / "writer.lock").exists()
    assert len(library.add([folder]).added) == 3


def test_a_reader_sees_what_another_process_added(library: Library, folder: Path) -> None:
    library.add([folder / "suez.txt"])
    assert titles(library, "Finland NATO border") == ["Suez news"]
    code = f"from index import Library; Library.open({str(library.folder)!r}).add([{str(folder)!r}])"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert titles(library, "Finland NATO border") == ["Nato news"]


def test_an_add_that_was_killed_between_store_and_indexes_is_caught_up(
    library: Library, folder: Path, encoder: Encoder
) -> None:
    library.add([folder / "suez.txt"])
    other = Library.open(library.folder, encoder=encoder)
    code = (
        "import os; from index import Library; from index.search.local import LocalSearch\n"
        "LocalSearch.apply = lambda *_: os._exit(9)\n"
        f"Library.open({str(library.folder)!r}).add([{str(folder)!r}])"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert titles(other, "Finland NATO border") == ["Nato news"]


def search_but_not_write(library: str) -> None:
    opened = Library.open(library)
    assert titles(opened, "Finland NATO") == ["Nato news"]
    assert [one.title for one in opened.listed("nato").articles] == ["Nato news"]
    assert opened.summary().articles == 3
    with pytest.raises(LibraryReadOnly, match="may not be written"):
        opened.add(Article(title="New", text="New words."))


def test_a_library_that_may_not_be_written_is_searched(library: Library, folder: Path) -> None:
    library.add([folder])
    forbid_writing(library.folder)
    held_to_modes(search_but_not_write, library.folder)


def made_by_an_older_version(library: Library, layout: str) -> Path:
    """Turn a library into what the layout of a number was."""
    path = library.folder / "library.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("DROP INDEX articles_in_part")
        database.execute("DROP INDEX articles_newest")
        database.execute("DROP TABLE listing")
        database.execute("CREATE INDEX articles_by_day ON articles (published)")
        for table in ("articles", "passages", "changes"):
            for column in columns_after(layout, table):
                database.execute(f"ALTER TABLE {table} DROP COLUMN {column.split()[0]}")
        if not has_tokens(layout):
            database.execute("INSERT INTO meta SELECT 'change', max(number) FROM changes")
            database.execute("DROP TABLE changes")
        database.execute("UPDATE meta SET value = ? WHERE key = 'layout'", [layout])
    database.close()
    return path


@pytest.mark.parametrize("layout", list(LATER))
def test_a_library_of_an_older_version_is_brought_up_to_date(
    library: Library, folder: Path, encoder: Encoder, layout: str
) -> None:
    library.add([folder])
    before = library.search("Finland border", k=3)
    change = library.store.change()
    path = made_by_an_older_version(library, layout)
    again = Library.open(library.folder, encoder=encoder)
    assert again.search("Finland border", k=3) == before
    assert again.store.change().number == change.number
    assert [one.title for one in again.listed("nato").articles] == ["Nato news"]
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT value FROM meta WHERE key = 'layout'").fetchone() == (LAYOUT,)
    database.close()
    again.add(Article(id="p", title="Report", text=SUEZ + MOON, pages=(0, len(SUEZ))))
    assert again.article("p").pages == (0, len(SUEZ))


@pytest.mark.parametrize("layout", list(LATER))
def test_an_older_library_that_may_not_be_written_is_searched(
    library: Library, folder: Path, layout: str
) -> None:
    library.add([folder])
    made_by_an_older_version(library, layout)
    forbid_writing(library.folder)
    held_to_modes(search_but_not_write, library.folder)


def name_what_is_unread(library: str) -> None:
    assert [each.articles for each in Library.open(library).in_part()] == [1]


def test_the_last_older_library_that_may_not_be_written_names_what_was_not_read(library: Library) -> None:
    library.add(Article(title="Scan", text=SUEZ, unread="1 of 2 pages is a picture and was not read: 2"))
    made_by_an_older_version(library, "3")
    forbid_writing(library.folder)
    held_to_modes(name_what_is_unread, library.folder)


def test_pages_are_kept_and_a_copy_without_them_does_not_take_them_away(library: Library) -> None:
    paged = Article(
        title="Report",
        text=SUEZ + MOON,
        pages=(0, len(SUEZ)),
        page_labels=("iv", "1"),
        unread="1 of 3 pages was not read: 3",
        recognised=((0, len(SUEZ)),),
    )
    library.add(paged)
    assert library.article(paged.id) == paged
    (library.folder / "copy.txt").write_text(f"Report\n\n{SUEZ}{MOON}")
    assert len(library.add(library.folder / "copy.txt").copies) == 1
    assert library.article(paged.id).pages == (0, len(SUEZ))
    assert library.article(paged.id).page(len(SUEZ)) == 2


def test_what_hangs_on_pages_comes_with_them_and_not_alone(library: Library) -> None:
    half = len(SUEZ)
    first = Article(title="Report", text=SUEZ + MOON, pages=(0, half), recognised=((0, half),))
    library.add(first)
    spans, boxes = ((0, 9), (9, half)), ((1, 2, 3, 4), (5, 6, 7, 8))
    again = replace(first, pages=(0, 9, half), page_labels=("i", "ii", "1"), recognised=spans, boxes=boxes)
    library.store.write([Record("/news/again.pdf", "0" * 64, tuple(entries([again], library.encoder)))])
    assert library.article(first.id) == first


def fail_to_make(library: str) -> None:
    with pytest.raises(LibraryReadOnly, match="no library can be made there"):
        Library.open(library)


def test_a_library_cannot_be_made_where_nothing_may_be_written(tmp_path: Path) -> None:
    forbid_writing(tmp_path)
    held_to_modes(fail_to_make, tmp_path / "library")


def test_many_programs_may_make_one_library_at_once(tmp_path: Path) -> None:
    code = f"from index import Library; print(Library.open({str(tmp_path / 'new')!r}).summary().articles)"
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=-1, stderr=-1, text=True) for _ in range(5)
    ]
    assert [process.communicate() for process in running] == [("0\n", "")] * 5


def test_a_file_left_empty_by_a_full_disk_is_made_anew(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"")
    assert Library.open(tmp_path, encoder=encoder).summary().articles == 0


def test_a_name_that_is_not_utf_8_costs_nothing(library: Library, folder: Path) -> None:
    odd = os.fsencode(folder) + b"/caf\xe9.txt"
    Path(os.fsdecode(odd)).write_text("Odd name\n\nIts words are read like those of any other file.\n")
    assert len(library.add([folder]).added) == 4
    assert len(library.add([folder]).unchanged) == 4
    Path(os.fsdecode(odd)).unlink()
    assert len(library.sync(folder).removed) == 1


def test_a_folder_reached_by_other_ways_is_the_same(library: Library, folder: Path, tmp_path: Path) -> None:
    library.sync(folder)
    (tmp_path / "link").symlink_to(folder)
    assert len(library.sync(tmp_path / "link").unchanged) == 3
    assert len(library.sync(f"{folder}/../news/").unchanged) == 3
    (folder / "moon.txt").unlink()
    assert len(library.sync(tmp_path / "link").removed) == 1
    assert library.summary().articles == 2


def test_an_archive_is_one_file_whose_articles_come_and_go_with_it(library: Library, folder: Path) -> None:
    def pack(**files: str) -> None:
        with zipfile.ZipFile(folder / "old.zip", "w") as archive:
            for name, text in files.items():
                archive.writestr(f"inner/{name}.txt", text)

    pack(
        suez=f"Suez again\n\n{SUEZ} Ships waited.",
        moon=f"Moon again\n\n{MOON} It was morning.",
        bad="\x00\x01",
    )
    report = library.sync(folder)
    assert len(report.added) == 4
    assert library.summary().articles == 5
    assert [problem.source for problem in report.failed] == [f"{folder}/old.zip: inner/bad.txt"]
    read: list[str] = []
    again = library.sync(folder, progress=lambda _done, _all, name: read.append(name))
    assert (len(again.unchanged), again.failed, read) == (4, (), [])
    pack(moon=f"Moon again\n\n{MOON} It was morning.")
    assert [Path(name).name for name in library.sync(folder).changed] == ["old.zip"]
    assert {article.title for article in library.articles()} == {
        "Suez news",
        "Nato news",
        "Moon news",
        "Moon again",
    }
    (folder / "old.zip").unlink()
    assert len(library.sync(folder).removed) == 1
    assert library.summary().articles == 3


def test_the_articles_of_a_large_file_are_encoded_and_told_of_bit_by_bit(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.ingest.records.GROUP_CHARACTERS", 200)
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(f'{{"title": "{n}", "text": "{SUEZ} {n}"}}' for n in range(5)))
    told: list[tuple[int, int, str]] = []
    report = library.add(path, progress=lambda *said: told.append(said))
    assert len(report.added) == 1
    assert told == [
        (0, 1, "many.jsonl"),
        (0, 1, "many.jsonl, article 2 of 5"),
        (0, 1, "many.jsonl, article 4 of 5"),
        (1, 1, "many.jsonl"),
        (1, 1, ""),
    ]
    assert sorted(article.text[-1] for article in library.articles()) == list("01234")
    assert library.verify().articles == 5


def test_what_is_read_ahead_counts_as_done_once_it_is_encoded(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.ingest.records.GROUP_CHARACTERS", 1)
    told: list[tuple[int, int, str]] = []
    library.add(folder, progress=lambda *said: told.append(said))
    assert told == [
        (0, 3, "moon.txt"),  # is read
        (1, 3, "moon.txt"),  # is encoded
        (1, 3, "nato.txt"),
        (2, 3, "nato.txt"),
        (2, 3, "suez.txt"),
        (3, 3, "suez.txt"),
        (3, 3, ""),
    ]
    monkeypatch.undo()
    told.clear()
    (folder / "mars.txt").write_text("Mars news\n\nA probe landed on Mars on Sunday.")
    (folder / "void.txt").write_bytes(b"\x00\x01" * 200)
    library.add(folder, progress=lambda *said: told.append(said))
    assert told == [(0, 2, "mars.txt"), (0, 2, "void.txt"), (2, 2, "mars.txt"), (2, 2, "")]


def test_a_renamed_file_is_no_copy(library: Library, folder: Path) -> None:
    library.sync(folder)
    (folder / "moon.txt").rename(folder / "lunar.txt")
    report = library.sync(folder)
    assert (len(report.added), len(report.removed), report.copies) == (1, 1, ())


def test_sources_are_compared_in_every_alphabet(library: Library) -> None:
    library.add(
        [
            Article(title="One", text=SUEZ, source="École du Monde"),
            Article(title="Two", text=NATO, source="Правда"),
        ]
    )
    assert len(library.search("March", sources="école DU monde")) == 1
    assert len(library.search("April", sources=["ПРАВДА"])) == 1


@pytest.mark.parametrize("spelt", ["Ecole du monde", "E\u0301COLE DU MONDE", "Ｅｃｏｌｅ　ｄｕ　ｍｏｎｄｅ"])
def test_sources_are_compared_without_accents_width_and_the_form_of_unicode(
    library: Library, spelt: str
) -> None:
    library.add(Article(title="One", text=SUEZ, source="École du Monde"))
    assert len(library.search("March", sources=spelt)) == 1


def test_more_passages_may_be_asked_for_than_there_are(sample_library: Library) -> None:
    assert len(sample_library.search("India", k=10**13)) == sample_library.summary().passages


@pytest.mark.slow
def test_nothing_is_sent_anywhere(tmp_path: Path, folder: Path) -> None:
    code = (
        "import socket, sys\n"
        "def trapped(*where, **_):\n"
        "    print('asked for', where[0], file=sys.stderr)\n"
        "    raise OSError('no network')\n"
        "socket.getaddrinfo = trapped\n"
        "from index import Library\n"
        f"library = Library.open({str(tmp_path / 'library')!r})\n"
        f"library.add([{str(folder)!r}]); library.search('NATO')\n"
        "from rag import Assistant; Assistant(library).ask('Who joined NATO?')\n"
        "import threading, time; time.sleep(0.5)"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "QUOTH_CACHE": str(tmp_path / "cache")}
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert "asked for" not in found.stderr
    assert not (tmp_path / "intel").exists()


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_path_is_not_the_current_folder(library: Library, empty: str) -> None:
    with pytest.raises(ValueError, match="path is empty"):
        library.add(empty)


def test_a_writer_lock_is_released(library: Library) -> None:
    with library.store.lock():
        pass
    with library.store.lock(seconds=0):
        pass


def test_a_full_disk_takes_the_last_step_back(library: Library, folder: Path) -> None:
    library.add([folder / "suez.txt"])
    with database_of(library).reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connect = database_of(library)._connect

    def small() -> SqliteConnection:
        connection = connect()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    database_of(library)._connect = small  # type: ignore[method-assign]
    (folder / "long.txt").write_text("Long\n\n" + "Words that fill the disk quickly enough. " * 1000)
    with pytest.raises(LibraryFull, match="disk is full"):
        library.add([folder])
    database_of(library)._connect = connect  # type: ignore[method-assign]
    assert library.summary().articles == 1
    assert library.verify().articles == 1


def test_a_sync_keeps_what_lies_in_a_folder_with_an_odd_name_that_cannot_be_read(
    tmp_path: Path, encoder: Encoder
) -> None:
    folder, odd = tmp_path / "news", tmp_path / "news" / "a\u200bb"
    odd.mkdir(parents=True)
    (odd / "x.txt").write_text(
        "The harbour was closed for a week after the storm of March.", encoding="utf-8"
    )
    (folder / "y.txt").write_text("The bridge opened again on the first of May.", encoding="utf-8")
    library = Library.open(tmp_path / "library", encoder=encoder)
    assert len(library.sync(folder).added) == 2
    (odd / "x.txt").unlink()
    odd.rmdir()
    odd.symlink_to(odd)  # a loop: what was in it may be there again
    report = library.sync(folder)
    assert len(report.failed) == 1
    assert not report.removed


def test_an_outlet_that_is_spelt_in_several_ways_is_told_as_most_articles_have_it(library: Library) -> None:
    names = ("The Valley Post", "Valley Post", "Valley Post", "valley post", "Meridian Wire")
    library.add([Article(title=str(at), text=f"Words {at}.", source=name) for at, name in enumerate(names)])
    assert library.summary().sources == (("Valley Post", 4), ("Meridian Wire", 1))
