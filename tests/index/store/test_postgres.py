"""A library on a PostgreSQL server: what goes wrong there is one line, and nothing is half done."""

from __future__ import annotations

import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index import Article, Library
from index.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryMismatch,
    LibraryReadOnly,
    LibraryUnavailable,
    SourceError,
)
from index.holder import locked
from index.passage import Filter
from index.store import Damage, Entry, Record
from index.store.opening import FOLDER, check_there
from index.store.postgres import PostgresStore
from index.store.postgres.address import address_of
from index.store.postgres.connections import Connections
from index.store.sqlite import SqliteStore
from tests.kit.news import MOON, NATO, SUEZ
from tests.kit.postgres_server import (
    PASSWORD,
    Server,
    needs_postgres,
    new_address,
    new_folder,
    shared_server,
)
from tests.kit.word_encoder import WordEncoder

from .test_bylines import record, told

pytestmark = [pytest.mark.cluster, needs_postgres]
NUMBERS: Final = count(1)


@pytest.fixture
def server() -> Server:
    return shared_server()


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """Give the name of a new database."""
    name = f"own_{next(NUMBERS)}"
    server.sql(f"CREATE DATABASE {name}")
    yield name
    server.sql(f"DROP DATABASE {name} WITH (FORCE)")


def schema_of(address: str) -> str:
    return address.partition("schema=")[2]


def one_line(problem: pytest.ExceptionInfo[Exception]) -> str:
    """Return what is said, which is one line and not too much."""
    text = str(problem.value)
    assert "\n" not in text
    assert len(text) < 500
    return text


def test_what_an_address_has_wrong_is_told_without_its_password(server: Server) -> None:
    server.sql("DROP ROLE IF EXISTS locked", f"CREATE ROLE locked LOGIN PASSWORD '{PASSWORD}'")
    hidden = quote(PASSWORD)
    where = f"127.0.0.1:{server.port}"
    cases = {
        f"postgresql://locked:{hidden}@127.0.0.1:1/postgres": (LibraryUnavailable, "cannot be reached"),
        f"postgresql://locked:{hidden}x@{where}/postgres": (LibraryError, "does not let this user in"),
        f"postgresql://locked@{where}/postgres?password={hidden}x": (LibraryError, "check user and password"),
        f"postgresql://locked:{hidden}@{where}/nowhere": (LibraryError, "no such database"),
        f"postgresql://nobody:{hidden}@{where}/postgres": (LibraryError, "does not let this user in"),
        f"postgresql://locked:{hidden}@{where}/postgres?colour=red": (LibraryError, "no address of a Postgr"),
        f"postgresql://locked:{hidden}@nowhere.invalid/postgres": (LibraryUnavailable, "cannot be reached"),
        f"postgresql://locked:{hidden}@{where}/postgres": (LibraryReadOnly, "has not the rights"),
    }
    for address, (kind, said) in cases.items():
        with pytest.raises(kind) as problem:
            PostgresStore(address)
        assert said in one_line(problem)
        assert PASSWORD not in str(problem.value)
        assert hidden not in str(problem.value)
    with pytest.raises(ValueError, match="schema=no-name is no plain name"):
        PostgresStore(f"{server.address()}?schema=no-name")


@settings(max_examples=150, deadline=None)
@given(st.text("QXZéß☃／℀%:&=[]+ /?#@\n", min_size=4, max_size=12))
@example("pa?ss")
@example("pa/ss")
@example("pa#ss")
@example("pa@ss")
@example("pa℀ss")
@example("pa%zzss")
def test_no_part_of_a_password_is_shown_however_it_is_written(password: str) -> None:
    for address in (
        f"postgresql://ann:{password}@127.0.0.1:1/db",
        f"postgresql://ann:{quote(password, safe='')}@127.0.0.1:1/db",
        f"postgresql://ann@127.0.0.1:1/db?password={password.replace('&', '')}",
        f"postgresql://ann@127.0.0.1:1/db?password={quote(password, safe='')}",
    ):
        with pytest.raises((LibraryError, ValueError)) as problem:
            PostgresStore(address)
        said = one_line(problem)
        parts = {part[at : at + 4] for part in (password, quote(password)) for at in range(len(part) - 3)}
        assert [part for part in parts if part in said] == []


def test_a_password_that_no_at_follows_is_taken_for_no_port() -> None:
    with pytest.raises(ValueError, match="its port is a number, its password stands before an @") as problem:
        address_of("postgresql://ann:SECRET/news")
    assert "SECRET" not in str(problem.value)


def test_a_sign_that_parts_an_address_is_percent_encoded_in_a_password() -> None:
    for sign in "/?#@":
        with pytest.raises(ValueError, match="are written percent-encoded") as problem:
            address_of(f"postgresql://ann:pa{sign}ss@alpha/news")
        assert "ss" not in str(problem.value).replace("password", "").replace("address", "")
        given_so = address_of(f"postgresql://ann:pa{quote(sign, safe='')}ss@alpha/news")
        assert given_so.place == "postgresql://ann@alpha/news"
        assert given_so.hidden(f"no pa{sign}ss") == "no …"


def test_both_ends_notice_within_about_a_minute_that_the_other_has_gone(server: Server) -> None:
    from psycopg.conninfo import conninfo_to_dict

    def there(options: str) -> list[str]:
        with Connections(address_of(f"{server.address()}?{options}")).one() as connection:
            return [connection.rows(f"SHOW tcp_keepalives_{name}")[0][0] for name in names]

    names = ("idle", "interval", "count")
    said = conninfo_to_dict(address_of(server.address()).uri)
    assert there("") == [said[f"keepalives_{name}"] for name in names] == ["30", "10", "3"]
    assert there("options=-c%20tcp_keepalives_idle%3D7") == ["7", "10", "3"]


def test_what_an_address_is_called_beside_others_says_where_it_lies() -> None:
    names = {
        "postgresql://ann:secret@alpha,beta:6432/news?target_session_attrs=read-write": "news",
        "postgresql:///news?host=/run/postgresql&schema=of_2026": "news-of_2026",
        "postgres://alpha": "quoth",
    }
    assert {text: address_of(text).name for text in names} == names
    places = [address_of(text).place for text in names]
    assert places[0] == "postgresql://ann@alpha,beta:6432/news?target_session_attrs=read-write"
    assert places[1:] == list(names)[1:]


@contextmanager
def one_that_is(version: str) -> Iterator[str]:
    """Give the address of what lets one in, says its version as a server does, and hangs up when asked.

    https://www.postgresql.org/docs/current/protocol-message-formats.html
    """

    def message(kind: bytes, said: bytes) -> bytes:
        return kind + (4 + len(said)).to_bytes(4, "big") + said

    def receive(listening: socket.socket) -> None:
        link, _ = listening.accept()
        with link:
            link.recv(4096)  # who it is
            status = b"server_version\0" + version.encode() + b"\0"
            link.sendall(message(b"R", bytes(4)) + message(b"S", status) + message(b"Z", b"I"))
            link.recv(4096)

    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(1) as pool:
        listening.settimeout(10)
        done = pool.submit(receive, listening)
        port = listening.getsockname()[1]
        yield f"postgresql://ann@127.0.0.1:{port}/news?sslmode=disable&gssencmode=disable"
        done.result()


def test_a_server_that_is_older_than_14_is_told_so_in_one_line() -> None:
    with one_that_is("13.23 (Debian 13.23-1.pgdg12+1)") as old, pytest.raises(LibraryMismatch) as problem:
        PostgresStore(old)
    assert one_line(problem) == f"{old}: is PostgreSQL 13; Quoth needs 14 or later"
    with one_that_is("14.0") as new, pytest.raises(LibraryUnavailable, match="the connection was lost"):
        PostgresStore(new)


def test_a_database_that_cannot_hold_every_text_is_refused(server: Server) -> None:
    server.sql("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(LibraryMismatch, match="is in LATIN1, which cannot hold every text") as problem:
        PostgresStore(server.address("latin"))
    one_line(problem)


def test_a_library_that_is_not_there_is_not_made_by_asking_for_it(server: Server) -> None:
    address = new_address()
    with pytest.raises(LibraryError, match="there is no library; add articles with quoth add FOLDER"):
        check_there(address)
    assert server.sql(f"SELECT to_regnamespace('{schema_of(address)}')") == [(None,)]


def test_many_that_open_a_new_library_at_once_make_one() -> None:
    address = new_address()
    with ThreadPoolExecutor(12) as pool:
        stores = list(pool.map(PostgresStore, [address] * 12))
    assert len({store.identity() for store in stores}) == 1
    for number, store in enumerate(stores):
        store.write([record(2 * number, None, "Reuters")])
    assert {store.change().number for store in stores} == {12}


def test_a_copy_in_a_database_of_another_name_is_another_library(server: Server, database: str) -> None:
    store = PostgresStore(server.address(database))
    store.write([record(1, "2018-10-05", "Reuters")])
    copy = f"{database}_copy"
    end_others(server, database)  # or it can be nobody's template
    server.sql(f"CREATE DATABASE {copy} TEMPLATE {database}")
    try:
        there = PostgresStore(server.address(copy))
        assert told(there) == told(store)
        assert there.identity() != store.identity()
    finally:
        server.sql(f"DROP DATABASE {copy} WITH (FORCE)")


def test_a_library_of_a_later_version_is_refused(server: Server) -> None:
    address = new_address()
    PostgresStore(address)
    server.sql(f"UPDATE {schema_of(address)}.meta SET value = '99' WHERE key = 'layout'")
    with pytest.raises(
        LibraryMismatch, match="a later version of Quoth made this library; update Quoth"
    ) as problem:
        PostgresStore(address)
    one_line(problem)


def test_a_library_of_an_earlier_version_is_brought_up_to_date_by_one_that_opens_it(
    server: Server,
) -> None:
    address = new_address()
    store = PostgresStore(address)
    store.write([record(1, "2018-10-05", "Reuters")])
    schema = schema_of(address)
    server.sql(
        f"ALTER TABLE {schema}.changes DROP COLUMN articles",
        f"UPDATE {schema}.meta SET value = '3' WHERE key = 'layout'",
    )
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(PostgresStore, [address] * 8))
    before = stores[0].change()
    stores[1].write([record(4, None, None)])
    assert stores[2].touched_since(before) == {"2"}
    assert stores[3].counts(Filter())[0] == 2


def test_who_may_only_read_reads_and_is_told_so_when_writing(server: Server, database: str) -> None:
    store = PostgresStore(server.address(database))
    store.write([record(1, "2018-10-05", "Reuters")])
    server.sql(
        "DROP ROLE IF EXISTS reader",
        "CREATE ROLE reader LOGIN",
        "GRANT USAGE ON SCHEMA quoth TO reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA quoth TO reader",
        database=database,
    )
    reader = PostgresStore(server.address(database, "reader"))
    assert told(reader) == told(store)
    with pytest.raises(LibraryReadOnly, match="its user has not the rights that are needed") as problem:
        reader.write([record(2, None, None)])
    one_line(problem)
    tables = {"wishes": "(number INTEGER PRIMARY KEY AUTOINCREMENT, wish TEXT NOT NULL)"}
    kept, seen = (each.beside("wishes", tables) for each in (store, reader))
    with pytest.raises(LibraryReadOnly, match="its user has not the rights"), seen.writing():
        pass
    with kept.writing() as connection:
        connection.execute("INSERT INTO wishes (wish) VALUES (?)", ["a ferry"])
    assert not seen.exists  # as its rights are of the tables that there were
    assert (seen.rows("SELECT wish FROM wishes"), kept.rows("SELECT wish FROM wishes")) == (
        [],
        [("a ferry",)],
    )
    server.sql("GRANT SELECT ON ALL TABLES IN SCHEMA quoth TO reader", database=database)
    assert seen.rows("SELECT wish FROM wishes") == [("a ferry",)]


def test_a_schema_that_may_not_be_looked_into_is_told_as_that(server: Server, database: str) -> None:
    PostgresStore(server.address(database)).write([record(1, "2018-10-05", "Reuters")])
    server.sql("DROP ROLE IF EXISTS stranger", "CREATE ROLE stranger LOGIN", database=database)
    for make in (True, False):
        with pytest.raises(LibraryReadOnly, match="GRANT USAGE ON SCHEMA quoth") as problem:
            PostgresStore(server.address(database, "stranger"), make=make)
        one_line(problem)


@pytest.mark.parametrize(
    "table", ["meta (key TEXT, value TEXT)", "meta (number INTEGER)", "articles (number INTEGER)"]
)
def test_tables_of_something_else_are_left_alone(table: str, server: Server, database: str) -> None:
    server.sql("CREATE SCHEMA quoth", f"CREATE TABLE quoth.{table}", database=database)
    with pytest.raises((LibraryMismatch, LibraryDamaged), match=r"name another (with|schema)") as problem:
        PostgresStore(server.address(database))
    assert "LINE" not in one_line(problem)
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'quoth'"
    assert server.sql(tables, database=database) == [(1,)]


def test_a_server_that_takes_no_changes_is_read_and_says_so(server: Server, database: str) -> None:
    store = PostgresStore(server.address(database))
    store.write([record(1, "2018-10-05", "Reuters")])
    server.sql(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    standby = PostgresStore(server.address(database))
    assert standby.counts(Filter())[0] == 1
    with pytest.raises(LibraryReadOnly, match="target_session_attrs=read-write") as problem:
        standby.write([record(2, None, None)])
    one_line(problem)


def end_others(server: Server, database: str) -> None:
    """End every connection to a database, as a server that goes down does."""
    server.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")


def test_of_a_write_that_is_cut_nothing_is_kept_and_the_next_one_works(server: Server, database: str) -> None:
    store = PostgresStore(server.address(database))
    store.write([record(1, "2018-10-05", "Reuters")])
    before = told(store)

    def cut() -> Iterator[Record]:
        yield record(4, "2018-10-06", "The Hindu")
        end_others(server, database)
        yield record(6, None, None)

    with pytest.raises(LibraryUnavailable, match="the connection was lost") as problem:
        store.write(cut())
    one_line(problem)
    assert told(store) == before
    assert store.change().number == 1
    store.write([record(4, "2018-10-06", "The Hindu")])
    assert store.counts(Filter())[0] == 2


def test_a_thread_that_reads_goes_on_when_the_server_has_been_away(server: Server, database: str) -> None:
    store = PostgresStore(server.address(database))
    store.write([record(1, "2018-10-05", "Reuters")])
    before = told(store)
    for _ in range(3):
        end_others(server, database)
        assert told(store) == before


def test_nothing_is_written_without_the_lock_that_was_had(server: Server, database: str) -> None:
    store = PostgresStore(server.address(database))
    with store.lock():
        store.write([record(1, None, None)])
        end_others(server, database)
        with pytest.raises(LibraryUnavailable):
            store.write([record(2, None, None)])
    store.write([record(4, None, None)])
    assert store.change().number == 2


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_second_writer_is_told_who_writes_until_that_program_has_ended(end: signal.Signals) -> None:
    address = new_address()
    store = PostgresStore(address)
    code = (
        f"import sys; from index.store.postgres import PostgresStore; store = PostgresStore({address!r})\n"
        "with store.lock(): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        busy = rf"another program \(process {other.pid} on .+\) is writing"
        with pytest.raises(LibraryBusy, match=busy), store.lock(0):
            pass
        assert store.counts(Filter())[0] == 0  # who reads does not wait
        other.send_signal(end)
    with store.lock(seconds=5):
        store.write([record(1, None, None)])


def test_who_reads_waits_for_no_writer_and_sees_nothing_before_it_is_done() -> None:
    address = new_address()
    store, other = PostgresStore(address), PostgresStore(address)
    store.write([record(1, "2018-10-05", "Reuters")])
    before, seen = told(store), []

    def records() -> Iterator[Record]:
        yield record(4, "2018-10-06", "The Hindu")
        seen.extend([told(other), told(store)])

    store.write(records())
    assert seen == [before, before]
    assert told(other) == told(store) != before


def test_two_that_write_at_once_take_turns() -> None:
    address = new_address()
    stores = [PostgresStore(address) for _ in range(2)]
    begin = threading.Barrier(2)

    def write(at: int) -> None:
        begin.wait()
        for number in range(20):
            stores[at].write([record(4 * number + 2 * at, None, None)])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, range(2)))
    assert stores[0].change().number == 40
    assert stores[0].counts(Filter())[:2] == (40, 80)
    assert stores[0].ids(Filter()).tolist() == list(range(1, 81))


def test_a_name_that_postgresql_cannot_hold_is_one_line() -> None:
    store = PostgresStore(new_address())
    with pytest.raises(LibraryError, match="holds what PostgreSQL cannot store") as problem:
        store.note({"/a": SourceError("/a", "holds \x00")}, [])
    one_line(problem)
    store.note({"/a": SourceError("/a", "is empty")}, [])


def test_a_folder_above_that_of_this_machine_takes_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "machine"))
    library = Library.open(new_address(), encoder=WordEncoder())
    uploaded = library.folder / "uploads" / "m.txt"
    uploaded.parent.mkdir()
    uploaded.write_text(MOON)
    library.add(uploaded)
    (library.folder / "feedback.txt").write_text(SUEZ)
    (tmp_path / "n.txt").write_text(NATO)
    report = library.sync(tmp_path)
    assert [Path(name).name for name in report.added] == ["n.txt"]
    uploaded.unlink()  # what has gone of it is not for the folder above to forget
    assert library.sync(tmp_path).removed == ()
    assert library.search("moon")


def test_a_file_whose_name_is_too_long_to_be_found_by_is_told_and_all_others_are_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "machine"))
    rng = random.Random(1)
    deep = folder = tmp_path / "news"
    for _ in range(12):  # of letters drawn at random, which an index cannot store in less
        deep /= "".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=230))
    deep.mkdir(parents=True)
    (deep / "m.txt").write_text(MOON)
    (deep / "empty.txt").write_text("")
    (folder / "n.txt").write_text(NATO)
    (folder / "z.txt").write_text(SUEZ)
    library = Library.open(new_address(), encoder=WordEncoder())
    for _ in range(2):
        report = library.sync(folder)
        assert sorted(Path(name).name for name in (*report.added, *report.unchanged)) == ["n.txt", "z.txt"]
        (long,) = (problem for problem in report.failed if "too long" in problem.reason)
        assert long.source.startswith(str(folder))
        assert len(long.source) < 300
        assert "takes 2,500 bytes; give it a shorter one" in long.reason
        assert len(report.failed) == 2
    here = Library.open(tmp_path / "here", encoder=WordEncoder())
    assert len(here.add([folder]).added) == 3


def test_an_article_with_any_number_of_pages_that_were_not_read_is_stored() -> None:
    pages = ", ".join(map(str, random.Random(1).sample(range(1, 9999), 3000)))
    unread = f"3000 of 9999 pages are pictures and were not read: {pages}"
    article = Article(title="Scan", text=MOON, unread=unread)
    store = PostgresStore(new_address())
    store.write([Record("/scan.pdf", "0" * 64, (Entry(article, ((0, 1),), np.eye(1, 8, dtype=np.float32)),))])
    assert list(store.in_part(Filter())) == [("/scan.pdf", "Scan", unread)]


def test_a_backup_of_either_kind_is_put_back_into_either(tmp_path: Path) -> None:
    there, here = PostgresStore(new_address()), SqliteStore(tmp_path / "here")
    for number in range(9):
        there.write([record(number, "2018-10-05", "Reuters", 1 + number % 3)])
    there.tag(["1", "2"], ["Harbour"])
    there.correct("3", {"source": "The Hindu"})
    there.note({"/x": SourceError("/x", "is empty")}, [])
    there.remove(["4"])  # its numbers are not given again
    there.back_up(tmp_path / "one.backup")
    here.put_back(tmp_path / "one.backup")
    again = PostgresStore(new_address())
    here.back_up(tmp_path / "two.backup")
    again.write([record(1, None, None)])
    again.put_back(tmp_path / "two.backup")

    def all_told(store: Any) -> list[object]:
        names = [str(number) for number in range(6)]
        return [
            *(
                told(store),
                store.change(),
                store.tags_of(names),
                store.read_before(names),
                str(store.refused()),
            ),
            *(store.articles_by_id(names), store.stories(names), store.encoder()),
        ]

    assert all_told(there) == all_told(here) == all_told(again)
    for store in (there, here, again):
        store.write([record(20, None, None)])
    assert there.ids(Filter()).tolist() == here.ids(Filter()).tolist() == again.ids(Filter()).tolist()
    assert there.damage() == here.damage() == again.damage()


def test_a_library_there_is_searched_as_one_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "machine"))
    address, encoder = new_address(), WordEncoder()
    there, here = Library.open(address, encoder=encoder), Library.open(tmp_path / "here", encoder=encoder)
    articles = [Article(title=title, text=text) for title, text in (("M", MOON), ("N", NATO), ("S", SUEZ))]
    assert there.add(articles) == here.add(articles)
    other = Library.open(address, encoder=encoder)
    for query in ("moon", "Finland NATO border", "canal blocked"):
        assert other.search(query) == there.search(query) == here.search(query)
    there.remove(articles[0].id)
    here.remove(articles[0].id)
    assert other.search("moon") == here.search("moon")
    assert there.verify() == here.verify()
    assert [path.parent.name for path in (tmp_path / "machine").glob("*/lexical.json")] == [there.folder.name]


@pytest.fixture
def small_disk(server: Server) -> Iterator[str]:
    """Give the name of a database on a disk of 16 MB."""
    folder = new_folder("small")
    folder.mkdir()
    user, group = folder.parent.stat().st_uid, folder.parent.stat().st_gid
    mount = ["mount", "-t", "tmpfs", "-o", f"size=16m,uid={user},gid={group}", "quoth", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip(
            "a small disk takes the right to mount one, as by:"
            " unshare --user --map-user=1000 --map-group=1000 --keep-caps --mount make test-cluster"
        )
    try:
        server.sql(f"CREATE TABLESPACE small LOCATION '{folder}'", "CREATE DATABASE small TABLESPACE small")
        yield "small"
        server.sql("DROP DATABASE small WITH (FORCE)", "DROP TABLESPACE small")
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        shutil.rmtree(folder.parent)


def test_a_disk_that_is_full_there_takes_the_last_step_back(server: Server, small_disk: str) -> None:
    store = PostgresStore(server.address(small_disk))
    rng = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789 "
    records = []
    for number in range(16):
        article = Article(title="Long", text="".join(rng.choices(letters, k=1_000_000)))
        entry = Entry(article, ((0, 1),), np.eye(1, 8, dtype=np.float32))
        records.append(Record(f"/{number}", "0" * 64, (entry,)))
    store.write(records[:1])
    before = told(store)
    with pytest.raises(LibraryFull, match="the disk of the server is full; free some space there") as problem:
        store.write(records[1:])
    one_line(problem)
    assert told(store) == before
    assert store.damage() == Damage()


def test_rows_that_are_not_what_was_stored_are_found_and_mended(
    server: Server, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "machine"))
    address, encoder = new_address(), WordEncoder()
    library = Library.open(address, encoder=encoder)
    library.add([folder])
    before = {article.title: article for article in library.articles()}
    schema = schema_of(address)
    server.sql(
        f"UPDATE {schema}.articles SET text = replace(text, 'six days', 'two days')",
        f"UPDATE {schema}.passages SET vector = set_byte(vector, 3, 7) WHERE article_id ="
        f" (SELECT id FROM {schema}.articles WHERE title = 'Nato news')",
    )
    with pytest.raises(LibraryDamaged, match="is not what was stored") as problem:
        library.verify()
    assert one_line(problem).startswith(f"{address}: ")
    assert library.repair().passages == 1
    assert {article.title: article for article in library.articles()} == before
    assert library.verify().articles == 3


def test_a_machine_that_has_no_place_for_its_indexes_is_told_so_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv(FOLDER, str(tmp_path / "taken"))
    told = r"cannot be kept there .*; name another folder with \$QUOTH_FOLDER"
    with pytest.raises(LibraryReadOnly, match=told) as problem:
        Library.open(new_address(), encoder=WordEncoder())
    one_line(problem)


def test_who_makes_the_indexes_of_a_machine_keeps_nobody_from_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "machine"))
    address, encoder = new_address(), WordEncoder()
    library, other = Library.open(address, encoder=encoder), Library.open(address, encoder=encoder)
    library.add(Article(title="M", text=MOON))
    with locked(library.folder, 0):  # as a program of this machine that is just making them
        library.add(Article(title="N", text=NATO))
        assert {hit.article.title for hit in library.search("Finland NATO border")} == {"M", "N"}
        assert other.search("Finland NATO border") == library.search("Finland NATO border")
    with library.store.lock():  # as a program of another machine that is just adding
        assert other.search("moon") == Library.open(address, encoder=encoder).search("moon")
    assert other.verify().repaired == ()


def test_files_that_another_program_of_this_machine_keeps_from_being_made_again_are_not_said_to_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "machine"))
    library = Library.open(new_address(), encoder=WordEncoder())
    library.add(Article(title="M", text=MOON))
    dense = library.folder / "dense.faiss"
    dense.write_bytes(dense.read_bytes()[:-9])
    with (
        locked(library.folder, 0),
        pytest.raises(
            LibraryBusy, match=r"rows are sound, but dense\.faiss could not be made again"
        ) as problem,
    ):
        library.verify()
    one_line(problem)
    assert library.verify().repaired == ("dense.faiss",)
    assert library.verify().repaired == ()
