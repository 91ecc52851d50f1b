"""Conversations on the library's server: every server shows them, and knows which of the others has ended."""

from __future__ import annotations

import time

import pytest

from index.errors import LibraryUnavailable
from index.passage import Filter
from index.store.postgres import PostgresStore
from index.store.postgres.locks import OWNERS
from tests.kit.postgres_server import needs_postgres, new_address, shared_server
from tests.ui.conversations.test_conversations import ANN, QUESTION
from ui.conversations.owner import WAIT_SECONDS
from ui.conversations.shelf import ServerShelf
from ui.conversations.store import Conversations
from ui.conversations.values import NotKept

pytestmark = [pytest.mark.cluster, needs_postgres]
BOB = "bob"


@pytest.fixture
def address() -> str:
    """The address of an empty library."""
    made = new_address()
    PostgresStore(made)
    return made


def test_what_one_server_keeps_another_shows_finds_and_changes(address: str) -> None:
    here, there = Conversations(ServerShelf(address)), Conversations(ServerShelf(address))
    begun = here.begin(ANN, None, QUESTION, Filter(since="2018-01-01", sources=("Post",)), checks=True)
    assert there.get(ANN, begun.id) == begun
    assert there.keep(begun.id, 1, None)
    here.end(begun.id, 1, "done", line="It is said.")
    there.rate(ANN, begun.id, 1, 1)
    assert here.get(ANN, begun.id).exchanges[0].rating == 1
    there.begin(ANN, begun.id, "And then?", Filter())
    assert [each.number for each in here.get(ANN, begun.id).exchanges] == [1, 2]
    here.stop(begun.id)
    assert not there.keep(begun.id, 2, None)
    assert [each.questions for each in here.listed(ANN, "AND THEN")] == [2]
    assert here.listed(BOB) == there.listed(ANN, "no such words") == []
    with pytest.raises(NotKept):
        there.get(BOB, begun.id)
    there.rename(ANN, begun.id, "Arms")
    assert [each.title for each in here.listed(ANN)] == ["Arms"]
    here.remove(ANN, begun.id)
    with pytest.raises(NotKept):
        there.get(ANN, begun.id)
    here.close()
    there.close()


def test_what_a_server_was_writing_when_it_ended_is_cut_off(address: str) -> None:
    here, there = Conversations(ServerShelf(address)), Conversations(ServerShelf(address))
    begun = here.begin(ANN, None, QUESTION, Filter())
    assert there.get(ANN, begun.id).exchanges[0].state == "writing"
    here.close()
    end = time.monotonic() + 20  # a server takes a moment to see that a connection has ended
    while there.get(ANN, begun.id).exchanges[0].state == "writing" and time.monotonic() < end:
        time.sleep(0.05)
    assert there.get(ANN, begun.id).exchanges[0].state == "cut"
    there.close()


def test_servers_go_on_when_the_database_has_been_away(address: str) -> None:
    here, there = Conversations(ServerShelf(address)), Conversations(ServerShelf(address))
    shared_server().sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'quoth%'"
    )
    begun = here.begin(ANN, None, QUESTION, Filter())
    assert there.get(ANN, begun.id).exchanges[0].state == "writing"
    here.end(begun.id, 1, "done")
    assert there.get(ANN, begun.id).exchanges[0].state == "done"
    here.close()
    there.close()


def test_a_server_whose_lost_connection_the_database_still_keeps_says_so_and_goes_on_later(
    address: str,
) -> None:
    import psycopg

    shelf = ServerShelf(address)
    conversations, number = Conversations(shelf), int(shelf.owner.id)
    server = shared_server()
    server.sql(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name LIKE 'quoth%'"
    )
    with psycopg.connect(server.address(), autocommit=True) as kept:  # as a session whose client has gone
        kept.execute("SELECT pg_advisory_lock(%s, %s)", [OWNERS, number])
        begun = time.monotonic()
        with pytest.raises(LibraryUnavailable, match="has not noticed yet that a connection was lost"):
            conversations.begin(ANN, None, QUESTION, Filter())
        assert time.monotonic() - begun < WAIT_SECONDS + 5
    asked = conversations.begin(ANN, None, QUESTION, Filter())
    assert [each.id for each in conversations.listed(ANN)] == [asked.id]
    conversations.close()
