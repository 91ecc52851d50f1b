"""The file of conversations and its locks: who shares it, who has ended, and where none can be kept."""

import errno
import fcntl
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index import QuothError
from index.passage import Filter
from tests.kit.rights import forbid_writing, held_to_modes
from tests.ui.conversations.test_conversations import ANN, QUESTION
from ui.conversations.owner import Owner
from ui.conversations.store import Conversations

DEAD = "0123456789abcdef"


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "kept.sqlite").write_text("this is no database, and never was one", encoding="utf-8")
    with pytest.raises(QuothError, match=r"kept\.sqlite: the conversations cannot be used"):
        Conversations(tmp_path / "kept.sqlite")


def test_a_file_of_an_older_version_is_read(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    Conversations(path).begin(ANN, None, QUESTION, Filter())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ALTER TABLE exchanges DROP COLUMN owner")
    kept = Conversations(path)
    assert kept.get(ANN, kept.listed(ANN)[0].id).exchanges[0].state == "cut"


def test_a_server_leaves_no_lock_behind_and_removes_those_of_others(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    (tmp_path / f"conversations.sqlite.{DEAD}.lock").touch()
    kept, other = Conversations(path), Conversations(path)
    assert len(list(tmp_path.glob("*.lock"))) == 2
    kept.close()
    other.close()
    assert not list(tmp_path.glob("*.lock"))


def test_of_many_threads_that_look_at_once_each_finds_an_ended_server_dead(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    owner, other = Owner(path), Owner(path)
    with ThreadPoolExecutor(4) as threads:
        for _ in range(100):
            (tmp_path / f"conversations.sqlite.{DEAD}.lock").touch()
            looked = list(threads.map(owner.is_alive, [DEAD, other.id] * 4))
            assert looked == [False, True] * 4
    other.close()
    assert not owner.is_alive(other.id)
    owner.close()


def find_alive(file: str) -> None:
    owner = Owner(Path(file))
    assert owner.is_alive(DEAD)
    owner.close()


def test_a_lock_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / f"conversations.sqlite.{DEAD}.lock"
    theirs.touch()
    theirs.chmod(0)
    held_to_modes(find_alive, tmp_path / "conversations.sqlite")
    assert [*tmp_path.glob("*.lock")] == [theirs]


def be_told_what_to_do(file: str) -> None:
    why = "conversations cannot be kept there (Permission denied)"
    with pytest.raises(QuothError) as raised:
        Conversations(Path(file))
    assert str(raised.value) == f"{Path(file).parent}: {why}; name another file with --conversations"


def test_where_nothing_may_be_written_one_line_says_what_to_do(tmp_path: Path) -> None:
    forbid_writing(tmp_path)
    held_to_modes(be_told_what_to_do, tmp_path / "conversations.sqlite")


def test_where_no_file_can_be_locked_one_line_says_so_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(file: int, operation: int) -> None:
        del file, operation
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(QuothError, match=r"kept there \(No locks available\); name another file"):
        Conversations(tmp_path / "conversations.sqlite")
    assert not list(tmp_path.iterdir())
