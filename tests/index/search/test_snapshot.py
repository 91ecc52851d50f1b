"""Indexes that one server lays and another takes."""

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from index import Article, Library
from index.errors import LibraryError, LibraryFull
from index.holder import locked
from index.search.local import LocalSearch
from index.search.snapshot import Snapshot
from ui.command.command import main

from ...kit.word_encoder import WordEncoder


class Other(WordEncoder):
    """The same vectors under another name."""

    identity = "words@2"


def article(number: int) -> Article:
    return Article(
        id=f"a{number}", title=f"Ferry {number}", text=f"The ferry number {number} left the harbour."
    )


def with_articles(folder: Path, numbers: range = range(5)) -> Library:
    library = Library(folder, WordEncoder())
    library.add([article(number) for number in numbers])
    return library


def another_server(library: Library, folder: Path) -> Library:
    """The same rows on another machine, without anything that is derived of them."""
    folder.mkdir()
    library.backup(folder.parent / "rows")
    shutil.copy(folder.parent / "rows", folder / "library.sqlite")
    return Library(folder, WordEncoder())


def indexes(library: Library) -> dict[Path, bytes]:
    """The files of a library that are derived, as they are now."""
    places = ("lexical/**/*", "lexical.json", "dense.*")
    files = (file for place in places for file in library.folder.glob(place) if file.is_file())
    return {file: file.read_bytes() for file in files}


def indexes_of(folder: Path) -> dict[str, bytes]:
    """The files of a folder that are derived, by their paths in it."""
    places = ("lexical/*/*", "lexical.json", "dense.*")
    files = (file for place in places for file in folder.glob(place) if file.suffix != ".lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def remove(address: str, path: str) -> None:
    from fsspec.core import url_to_fs

    system, root = url_to_fs(address)
    system.rm(f"{root}/{path}")


def files_at(address: str) -> list[str]:
    from fsspec.core import url_to_fs

    system, root = url_to_fs(address)
    system.invalidate_cache()
    return [PurePosixPath(each).name for each in system.ls(root, detail=False)]


def shared_search(library: Library, folder: Path) -> LocalSearch:
    return LocalSearch(library.store, folder, is_shared=True)


def two_servers(writer: Library, folder: Path) -> list[Library]:
    """Return the library of a writer as two machines open it, each with indexes of its own."""
    folders = [folder / name for name in ("one", "two")]
    for each in folders:
        each.mkdir()
    return [
        Library(each, WordEncoder(), store=writer.store, search=shared_search(writer, each))
        for each in folders
    ]


def hold(folder: Path, writing: threading.Event) -> None:
    """Write to the indexes of a folder for a while."""
    with locked(folder, 0):
        writing.set()
        time.sleep(0.5)
        writing.clear()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket of what stands for an object store."""
    pytest.importorskip("fsspec")
    from ...kit.buckets import Buckets

    with monkeypatch.context() as patch:
        for name, fresh in (("files", {}), ("made", {"news"}), ("listed", {}), ("seen", Buckets.seen)):
            patch.setattr(Buckets, name, fresh)
        yield "buckets://news/laid"


@pytest.fixture(params=["folder", "memory", "buckets"])
def address(request: pytest.FixtureRequest, tmp_path: Path, bucket: str) -> str:
    """A folder, and what stands for an object store."""
    places = {
        "folder": str(tmp_path / "laid"),
        "memory": f"memory://{tmp_path.name}/laid",
        "buckets": bucket,
    }
    return places[request.param]


def test_what_one_lays_another_takes_and_catches_up(address: str, tmp_path: Path) -> None:
    library = with_articles(tmp_path / "one")
    laid = library.snapshot(address)
    library.add(article(7))
    library.remove("a1")
    other = another_server(library, tmp_path / "two")
    taken = other.snapshot(address, take=True)
    assert taken == laid
    stamp = json.loads((tmp_path / "two" / "lexical.json").read_bytes())
    assert stamp["change"][0] == laid.change.number  # nothing was made anew
    assert LocalSearch(other.store, other.folder).damaged() == []
    for query in ("ferry number 7", "harbour", "number 1"):
        mine, its = library.search(query), other.search(query)
        assert [(hit.article.id, hit.score) for hit in mine] == [(hit.article.id, hit.score) for hit in its]


def test_the_last_two_are_kept(address: str, tmp_path: Path) -> None:
    library = with_articles(tmp_path / "one")
    for number in range(10, 14):
        library.add(article(number))
        laid = library.snapshot(address)
    other = another_server(library, tmp_path / "two")
    assert other.snapshot(address, take=True).change == laid.change
    assert len([each for each in files_at(address) if each.startswith("snapshot-")]) == 2
    assert len(files_at(address)) == 4


def test_what_was_just_laid_stays_after_a_restore(address: str, tmp_path: Path) -> None:
    """Its number is lower than those of the changes that the restore has undone."""
    library = with_articles(tmp_path / "one")
    library.backup(tmp_path / "early")
    for number in range(10, 13):
        library.add(article(number))
        library.snapshot(address)
    library.restore(tmp_path / "early", replace=True)
    library.add(article(20))
    first = library.snapshot(address)
    assert library.snapshot(address, take=True) == first
    library.add(article(21))
    second = library.snapshot(address)
    assert library.snapshot(address, take=True) == second
    kept = {each.rpartition("-")[0] for each in files_at(address) if each.startswith("snapshot-")}
    assert kept == {f"snapshot-{each.change.number}-{each.change.token}" for each in (first, second)}


def test_libraries_at_one_address_leave_each_other_theirs(address: str, tmp_path: Path) -> None:
    small = with_articles(tmp_path / "one")
    laid = small.snapshot(address)
    large = with_articles(tmp_path / "two")
    for number in range(10, 14):
        large.add(article(number))
        large.snapshot(address)
    assert small.snapshot(address, take=True) == laid
    assert len([each for each in files_at(address) if each.startswith("snapshot-")]) == 3


def test_the_indexes_of_a_shared_library_are_laid_and_taken_under_their_own_lock(
    address: str, tmp_path: Path
) -> None:
    """Another program that is writing these files is waited for; who changes the library is not stopped."""
    writer = with_articles(tmp_path / "rows")
    servers = two_servers(writer, tmp_path)
    for server in servers:
        server.search("ferry")
    writer.add(article(7))
    with writer.store.lock():
        for server, is_taken in zip(servers, (False, True), strict=True):
            writing = threading.Event()
            other = threading.Thread(target=hold, args=(server.folder, writing))
            other.start()
            writing.wait()
            done = server.snapshot(address, take=is_taken)
            assert not writing.is_set()
            assert done.change == writer.store.change()
            other.join()
            assert {hit.article.id for hit in server.search("number 7", k=1)} == {"a7"}


def test_a_snapshot_that_was_cut_short_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    laid = tmp_path / "laid"
    library = with_articles(tmp_path / "one")
    library.snapshot(str(laid))
    (file,) = laid.glob("*/dense.faiss")
    file.write_bytes(file.read_bytes()[:-1])
    other = another_server(library, tmp_path / "two")
    other.search("ferry")
    before = indexes(other)
    with pytest.raises(LibraryError, match=r"dense\.faiss of snapshot .* is not as it was laid") as told:
        other.snapshot(str(laid), take=True)
    assert "\n" not in str(told.value)
    assert indexes(other) == before
    assert not list(other.folder.glob("snapshot-*"))


def test_a_snapshot_of_another_library_or_encoder_is_none(address: str, tmp_path: Path) -> None:
    library = with_articles(tmp_path / "one")
    with pytest.raises(LibraryError, match="holds no snapshot"):
        library.snapshot(address, take=True)
    library.snapshot(address)
    with pytest.raises(LibraryError, match=r"holds 1 snapshots, none of .* as it is now"):
        with_articles(tmp_path / "two").snapshot(address, take=True)
    Library(tmp_path / "one", Other()).rebuild()
    with pytest.raises(LibraryError, match="none of"):
        Library(tmp_path / "one", Other()).snapshot(address, take=True)


def test_what_two_machines_lay_of_one_change_stays_apart(address: str, tmp_path: Path) -> None:
    """Their indexes are not the same bytes: a file of one is no file of the other."""
    writer = with_articles(tmp_path / "rows")
    servers = two_servers(writer, tmp_path)
    for server in servers:
        server.snapshot(address)
    lists = sorted(each for each in files_at(address) if each.startswith("snapshot-"))
    assert len(lists) == 2
    remove(address, lists[1])
    servers[1].snapshot(address, take=True)
    assert indexes_of(tmp_path / "one").items() <= indexes_of(tmp_path / "two").items()


def test_of_one_change_that_is_taken_which_was_laid_last(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    laid = tmp_path / "laid"
    library = with_articles(tmp_path / "one")
    for _ in range(2):
        library.snapshot(str(laid))
        for file in laid.glob("*/dense.faiss"):
            file.write_bytes(b"")
    done = library.snapshot(str(laid))
    assert library.snapshot(str(laid), take=True) == done


def test_a_file_that_is_missing_is_named_and_nothing_is_changed(address: str, tmp_path: Path) -> None:
    library = with_articles(tmp_path / "one")
    library.snapshot(address)
    (folder,) = (each for each in files_at(address) if not each.startswith("snapshot-"))
    remove(address, f"{folder}/dense.json")
    before = indexes(library)
    with pytest.raises(LibraryError, match=rf": dense\.json of snapshot {folder} is missing; lay another$"):
        library.snapshot(address, take=True)
    assert indexes(library) == before
    assert not list(library.folder.glob("snapshot-*"))


def test_a_snapshot_that_is_taken_away_while_it_is_read_has_a_newer_in_its_place(
    bucket: str, tmp_path: Path
) -> None:
    from ...kit.buckets import Buckets

    library = with_articles(tmp_path / "one")
    library.snapshot(bucket)
    laid: list[Snapshot] = []

    def lay_others(path: str) -> None:
        if path.endswith("lexical.json"):
            Buckets.seen = staticmethod(lambda _: None)
            for number in (7, 8):
                library.add(article(number))
                laid.append(library.snapshot(bucket))

    Buckets.seen = staticmethod(lay_others)
    other = Library(tmp_path / "one", WordEncoder())
    assert other.snapshot(bucket, take=True) == laid[-1]
    assert LocalSearch(other.store, other.folder).damaged() == []
    assert {hit.article.id for hit in other.search("number 8", k=1)} == {"a8"}


def test_what_could_not_be_laid_whole_is_removed(bucket: str, tmp_path: Path) -> None:
    from ...kit.buckets import Buckets

    def be_full(path: str) -> None:
        if path.endswith("lexical.json"):
            raise OSError(errno.ENOSPC, "No space left on device")

    library = with_articles(tmp_path / "one")
    Buckets.seen = staticmethod(be_full)
    with pytest.raises(LibraryFull, match=r"^buckets://news/laid: the disk is full"):
        library.snapshot(bucket)
    assert Buckets.files == {}
    assert not list(library.folder.glob("snapshot-*"))


def test_who_may_not_remove_older_ones_is_told_that_the_newest_is_laid(bucket: str, tmp_path: Path) -> None:
    from ...kit.buckets import Buckets

    def keep_all(path: str) -> None:
        if path in Buckets.files and path.endswith(".json"):
            raise PermissionError("Access Denied")

    library = with_articles(tmp_path / "one")
    for _ in range(2):
        library.snapshot(bucket)
    library.add(article(7))
    Buckets.seen = staticmethod(keep_all)
    with pytest.raises(LibraryError, match=r"Access Denied\); the snapshot is laid, older ones could not be"):
        library.snapshot(bucket)
    Buckets.seen = staticmethod(lambda _: None)
    assert library.snapshot(bucket, take=True).change == library.store.change()


def test_what_was_not_finished_long_ago_is_removed_and_nothing_else(tmp_path: Path) -> None:
    """By a name alone nobody can tell what another machine is just laying."""
    pytest.importorskip("fsspec")
    laid = tmp_path / "laid"
    library = with_articles(tmp_path / "one")
    two_days = 2 * 86_400
    old, new = (f"7-c0ffee-{time.time_ns() - age * 10**9:016x}0a0b0c0d" for age in (two_days, 0))
    for name in (old, new, "holidays", "2019-05"):
        (laid / name).mkdir(parents=True)
        (laid / name / "dense.faiss").write_bytes(b"ferry")
    (laid / "notes.txt").write_text("The ferry left the harbour.\n", encoding="utf-8")
    for name, age in (("snapshot-killed", two_days), ("snapshot-running", 0)):
        (library.folder / name).mkdir()
        os.utime(library.folder / name, (time.time() - age,) * 2)
    before = {each.name for each in laid.iterdir()}
    library.snapshot(str(laid))
    assert before - {each.name for each in laid.iterdir()} == {old}
    assert [each.name for each in library.folder.glob("snapshot-*")] == ["snapshot-running"]


def test_a_bucket_that_is_not_there_is_not_made(bucket: str, tmp_path: Path) -> None:
    """A letter too much would lay the indexes where nobody takes them."""
    from ...kit.buckets import Buckets

    library = with_articles(tmp_path / "one")
    with pytest.raises(LibraryError, match=r"^buckets://newss/laid: is not there .*bucket does not exist"):
        library.snapshot(bucket.replace("news", "newss"))
    assert Buckets.made == {"news"}
    with pytest.raises(LibraryError, match=r"^buckets://: names no folder$"):
        library.snapshot("buckets://")


def test_a_list_that_names_files_elsewhere_is_none(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    laid = tmp_path / "laid"
    library = with_articles(tmp_path / "one")
    library.snapshot(str(laid))
    (file,) = laid.glob("snapshot-*.json")
    file.write_text(file.read_text().replace("dense.faiss", "../../dense.faiss"))
    with pytest.raises(LibraryError, match="none of"):
        library.snapshot(str(laid), take=True)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("zip://laid::{folder}/ferry.txt", "BadZipFile"),  # as it is opened
        ("data://laid", "ValueError: Read only"),  # as it is written to
        ("{folder}/ferry.txt/laid", "Not a directory"),
    ],
)
def test_whatever_a_file_system_raises_is_told_in_one_line(address: str, said: str, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    (tmp_path / "ferry.txt").write_text("The ferry left the harbour.\n", encoding="utf-8")
    library = with_articles(tmp_path / "one")
    address = address.format(folder=tmp_path)
    with pytest.raises(LibraryError, match=said) as told:
        library.snapshot(address)
    assert str(told.value).startswith(f"{address}: ")
    assert "\n" not in str(told.value)
    assert not list(library.folder.glob("snapshot-*"))


def test_a_full_folder_is_told_by_its_own_name(tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk."""
    pytest.importorskip("fsspec")
    library = with_articles(tmp_path / "one")
    library.snapshot(str(tmp_path / "laid"))
    before = indexes(library)
    taking = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from index import Library\n"
        "from tests.kit.word_encoder import WordEncoder\n"
        "library = Library(Path(sys.argv[1]), WordEncoder())\n"
        "library.store.change()\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "try:\n"
        "    library.snapshot(sys.argv[2], take=True)\n"
        "except Exception as problem:\n"
        "    print(type(problem).__name__, problem)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", taking, str(library.folder), str(tmp_path / "laid")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(f"LibraryReadOnly {library.folder}: ")
    assert indexes(library) == before


def test_the_command_lays_and_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fsspec")
    (tmp_path / "ferry.txt").write_text("Ferry\n\nThe ferry left the harbour.\n", encoding="utf-8")
    where = ["--library", str(tmp_path / "library")]
    assert main(["add", str(tmp_path / "ferry.txt"), *where]) == 0
    assert main(["snapshot", str(tmp_path / "laid"), *where]) == 0
    assert main(["snapshot", str(tmp_path / "laid"), *where, "--take"]) == 0
    out = capsys.readouterr().out
    assert out.count("indexes of change ") == 2
    assert main(["snapshot", "nowhere://x", *where]) == 1
    err = capsys.readouterr().err
    assert err.startswith("quoth: nowhere://x: ")
    assert err.count("\n") == 1
