"""Conversations are kept whole, each for its own person, whatever happens to the server or the library."""

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library, QuothError
from index.filter import Filter
from rag.assistant import Assistant
from rag.stream import Stream
from tests.model_server import Script, model_server
from ui.conversations.asking import Asking, asking
from ui.conversations.live import Live, Writing, answering, stop
from ui.conversations.outputs import export_of
from ui.conversations.store import Conversations, title_of
from ui.conversations.values import Conversation
from ui.export import plain_text
from ui.site import Site
from ui.standing import standing_of
from ui.texts import BROKEN
from ui.turn import conversation_html, exchange_html

QUESTION = "Why was India exempted from CAATSA?"
ANN, BOB = "ann", "bob"


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations.sqlite")


@pytest.fixture
def site(sample_library: Library, kept: Conversations) -> Site:
    return Site(Assistant(sample_library), kept)


def ask(site: Site, question: str, conversation: str | None = None, user: str = ANN) -> Conversation:
    return list(answering(site, user, Asking(question, conversation)))[-1]


class Failing(Assistant):
    """An assistant whose answers end in an error."""

    def __init__(self, library: Library, problem: Exception) -> None:
        super().__init__(library)
        self.problem = problem

    def stream(self, question: str, **kept: Any) -> Stream:
        del question, kept
        raise self.problem


def test_a_question_and_its_answer_are_kept_as_they_were_shown(site: Site) -> None:
    first, *_, last = list(answering(site, ANN, Asking(QUESTION)))
    assert first.exchanges[0].state == "writing"
    found = Conversations(site.conversations.path).get(ANN, last.id)
    assert found == last
    assert found.title == QUESTION
    assert conversation_html(found) == conversation_html(last)


def test_a_follow_up_is_asked_within_its_conversation(site: Site) -> None:
    first = ask(site, QUESTION)
    second = ask(site, "and what did Washington get?", first.id)
    assert [each.number for each in second.exchanges] == [1, 2]
    told = second.exchanges[1].told
    assert told is not None
    assert "CAATSA" in told.query
    assert second.exchanges[0] == first.exchanges[0]


def test_a_conversation_that_begins_with_a_greeting_is_named_after_its_first_question(site: Site) -> None:
    kept, talk = site.conversations, ask(site, "hi").id
    titles = [kept.get(ANN, talk).title]
    for said in ("thanks", QUESTION, "And Turkey?"):
        ask(site, said, talk)
        titles.append(kept.get(ANN, talk).title)
    assert titles == ["hi", "hi", QUESTION, QUESTION]


def test_the_name_that_a_person_gave_a_conversation_stays(site: Site) -> None:
    kept, talk = site.conversations, ask(site, "hi").id
    kept.rename(ANN, talk, "India")
    ask(site, QUESTION, talk)
    assert kept.get(ANN, talk).title == "India"


def test_each_person_reaches_only_the_own(site: Site) -> None:
    mine = ask(site, QUESTION).id
    kept = site.conversations
    assert [each.id for each in kept.listed(ANN)] == [mine]
    assert kept.listed(BOB) == []
    for reach in (
        lambda: kept.get(BOB, mine),
        lambda: kept.rename(BOB, mine, "x"),
        lambda: kept.remove(BOB, mine),
        lambda: kept.rate(BOB, mine, 1, 1),
        lambda: ask(site, "and then?", mine, user=BOB),
    ):
        with pytest.raises(KeyError, match="not there"):
            reach()
    assert len(kept.get(ANN, mine).exchanges) == 1


def test_conversations_are_found_by_titles_questions_and_answers_in_any_case(site: Site) -> None:
    india = ask(site, QUESTION)
    ferry = ask(site, "How was the Ever Given freed?")
    kept = site.conversations
    kept.rename(ANN, ferry.id, "ÜBER den Kanal")
    assert [each.id for each in kept.listed(ANN)] == [ferry.id, india.id]
    assert [each.id for each in kept.listed(ANN, "über")] == [ferry.id]
    assert [each.id for each in kept.listed(ANN, "caatsa")] == [india.id]
    told = ferry.exchanges[0].told
    assert told is not None
    words = told.text[10:40].strip()
    found = kept.listed(ANN, words.upper())
    assert [each.id for each in found] == [ferry.id]
    assert words in found[0].found
    assert kept.listed(ANN, "nowhere to be found") == []


def test_a_conversation_is_renamed_and_deleted(site: Site) -> None:
    one = ask(site, QUESTION).id
    kept = site.conversations
    with pytest.raises(ValueError, match="blank"):
        kept.rename(ANN, one, "  ")
    kept.remove(ANN, one)
    assert kept.listed(ANN) == []
    with pytest.raises(KeyError):
        kept.get(ANN, one)


def test_an_answer_that_is_stopped_stays_stopped_and_is_not_remembered(site: Site) -> None:
    running = answering(site, ANN, Asking(QUESTION))
    begun = next(running)
    stop(site, begun.id)
    assert [each.exchanges[-1].state for each in running] == ["stopped"]
    found = site.conversations.get(ANN, begun.id)
    assert (found.exchanges[0].state, list(found.turns)) == ("stopped", [])
    assert "Stopped." in conversation_html(found)


def test_a_person_who_leaves_stops_the_answer(site: Site) -> None:
    running = answering(site, ANN, Asking(QUESTION))
    begun = next(running)
    running.close()
    assert site.conversations.get(ANN, begun.id).exchanges[0].state == "stopped"
    assert not site.live.is_at(begun.id, 1)


def test_a_second_question_interrupts_the_first(site: Site) -> None:
    running = answering(site, ANN, Asking("Who won the 2018 World Cup final?"))
    begun = next(running)
    second = ask(site, QUESTION, begun.id)
    assert [each.state for each in second.exchanges] == ["stopped", "done"]
    assert list(running) == []
    assert site.conversations.get(ANN, begun.id) == second


def test_what_a_server_was_writing_when_it_ended_is_offered_again(site: Site) -> None:
    running = answering(site, ANN, Asking(QUESTION))
    begun = next(running)
    site.conversations.close()
    after = Conversations(site.conversations.path).get(ANN, begun.id)
    assert after.exchanges[0].state == "cut"
    shown = conversation_html(after)
    assert "The server ended while" in shown
    assert 'data-does="again"' in shown
    running.close()


@pytest.mark.parametrize(
    ("problem", "line"),
    [(QuothError("the <disk> is full"), "the <disk> is full"), (RuntimeError("secret"), BROKEN)],
)
def test_a_failure_is_one_line_in_the_conversation(
    site: Site, problem: Exception, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(site, assistant=Failing(site.assistant.library, problem))
    with caplog.at_level(logging.ERROR):
        last = ask(broken, QUESTION)
    assert (last.exchanges[0].state, last.exchanges[0].line) == ("failed", line)
    assert "secret" not in conversation_html(last)
    assert "<disk>" not in conversation_html(last)
    assert bool(caplog.records) == isinstance(problem, RuntimeError)
    assert len(ask(site, QUESTION, last.id).exchanges) == 2


def test_quotes_outlive_their_articles_and_say_so(tmp_path: Path, kept: Conversations) -> None:
    library = Library.open(tmp_path / "library")
    text = "The ferry ran aground off Hirtshals on Monday. A broken rudder caused the grounding, he said."
    library.add(Article(id="ferry", title="Ferry aground", text=text))
    site = Site(Assistant(library), kept)
    answered = ask(site, "What caused the grounding of the ferry?")
    told = answered.exchanges[0].told
    assert told is not None
    assert standing_of(library, [told]) == {}
    library.add(Article(id="ferry", title="Ferry aground", text=text.replace("Monday", "Tuesday")))
    assert standing_of(library, [told]) == {"ferry": "changed"}
    library.remove("ferry")
    assert standing_of(library, [told]) == {"ferry": "gone"}
    found = kept.get(ANN, answered.id)
    shown = conversation_html(found, standing_of(library, [told]))
    assert told.citations[0].quote in shown
    assert "No longer in the library" in shown


def test_an_answer_is_rated_and_the_rating_taken_back(site: Site) -> None:
    one = ask(site, QUESTION)
    for rating in (1, -1, 0):
        site.conversations.rate(ANN, one.id, 1, rating)
        shown = exchange_html(one.id, site.conversations.get(ANN, one.id).exchanges[0])
        assert shown.count('aria-pressed="true"') == abs(rating)
    with pytest.raises(KeyError, match="no answer 2"):
        site.conversations.rate(ANN, one.id, 2, 1)


def test_many_people_ask_at_once_and_nothing_crosses_over(kept: Conversations) -> None:
    def write(user: str) -> None:
        for number in range(10):
            begun = kept.begin(user, None, f"{user} asks {number}", Filter())
            kept.end(begun.id, 1, "failed", line=user)

    threads = [threading.Thread(target=write, args=[f"user {n}"]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for n in range(8):
        found = [kept.get(f"user {n}", each.id) for each in kept.listed(f"user {n}")]
        assert {one.exchanges[0].line for one in found} == {f"user {n}"}
        assert len(found) == 10


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "kept.sqlite").write_text("this is no database, and never was one", encoding="utf-8")
    with pytest.raises(QuothError, match=r"kept\.sqlite: the conversations cannot be used"):
        Conversations(tmp_path / "kept.sqlite")


def test_the_page_says_where_a_question_belongs_and_what_it_is_asked_of() -> None:
    where = '{"conversation": "c", "since": "2018-01-01", "until": "", "sources": ["A"], "rewrite": false}'
    assert asking(" why? ", where) == Asking("why?", "c", Filter("2018-01-01", None, ("A",)), False)
    assert asking("why?", "") == asking("why?", "{}") == Asking("why?")
    assert asking("who \ud800?", "{}").question == "who ??"


@pytest.mark.parametrize(
    ("where", "line"),
    [("[", "no JSON object"), ("[]", "no JSON object"), ('{"since": "soon"}', "no day")],
)
def test_what_the_page_sends_wrong_is_one_line(where: str, line: str) -> None:
    with pytest.raises(ValueError, match=line):
        asking("why?", where)


@given(st.text(min_size=1))
def test_a_title_is_one_short_line(text: str) -> None:
    title = title_of(text)
    assert len(title) <= 122
    assert len(title.splitlines()) <= 1


def test_what_is_superseded_says_nothing_more(site: Site) -> None:
    first = answering(site, ANN, Asking("Who won the 2018 World Cup final?"))
    begun = next(first)
    second = answering(site, ANN, Asking(QUESTION, begun.id))
    next(second)
    assert list(first) == []
    assert list(second)[-1].exchanges[-1].state == "done"


def test_of_two_windows_that_ask_at_once_the_later_question_is_answered(site: Site) -> None:
    earlier, later = Writing(1), Writing(2)
    site.live.begin("c", later)
    site.live.begin("c", earlier)
    assert site.live.is_at("c", 2)
    assert (earlier.is_stopped, later.is_stopped) == (True, False)


@pytest.fixture
def slow() -> Iterator[tuple[Script, str]]:
    """A model that writes two sentences and a little of a third, then nothing more."""
    script = Script(["India was spared. [1] ", "It was a waiver. [2] ", "So it ", "is."], silent_after=3)
    with model_server(script) as spec:
        yield script, spec


def written(site: Site, running: Iterator[Conversation]) -> Conversation:
    """The conversation once both sentences are there."""
    for conversation in running:
        if conversation.exchanges[-1].text.count("[") == 2:
            return conversation
    raise AssertionError(site.conversations.path)


def test_what_was_written_is_kept_when_the_person_leaves(site: Site, slow: tuple[Script, str]) -> None:
    site = replace(site, assistant=Assistant(site.assistant.library, slow[1]))
    running = answering(site, ANN, Asking(QUESTION))
    begun = written(site, running)
    running.close()
    found = site.conversations.get(ANN, begun.id)
    exchange = found.exchanges[0]
    assert exchange.state == "stopped"
    assert exchange.told is not None
    assert exchange.told.text == begun.exchanges[0].text
    assert [each.number for each in exchange.told.citations] == [1, 2]
    shown = conversation_html(found)
    for part in ("India was spared.", 'data-citation="2"', "checked as far as it goes", 'data-does="again"'):
        assert part in shown
    assert 'data-does="rate"' not in shown
    with pytest.raises(KeyError, match="no answer"):
        site.conversations.rate(ANN, begun.id, 1, 1)
    assert "Stopped." in plain_text(export_of(found))


def test_a_second_server_leaves_what_the_first_is_writing_and_can_stop_it(
    site: Site, slow: tuple[Script, str]
) -> None:
    site = replace(site, assistant=Assistant(site.assistant.library, slow[1]))
    running = answering(site, ANN, Asking(QUESTION))
    begun = written(site, running)
    other = replace(site, conversations=Conversations(site.conversations.path), live=Live())
    assert other.conversations.get(ANN, begun.id).exchanges[0].state == "writing"
    stop(other, begun.id)
    assert not site.conversations.keep(begun.id, 1, None)
    assert other.conversations.get(ANN, begun.id).exchanges[0].state == "stopped"
    running.close()


def test_a_file_of_an_older_version_is_read(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    Conversations(path).begin(ANN, None, QUESTION, Filter())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ALTER TABLE exchanges DROP COLUMN owner")
    kept = Conversations(path)
    assert kept.get(ANN, kept.listed(ANN)[0].id).exchanges[0].state == "cut"


def test_a_server_leaves_no_lock_behind_and_removes_those_of_others(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    (tmp_path / "conversations.sqlite.0123456789abcdef.lock").touch()
    kept, other = Conversations(path), Conversations(path)
    assert len(list(tmp_path.glob("*.lock"))) == 2
    kept.close()
    other.close()
    assert not list(tmp_path.glob("*.lock"))
