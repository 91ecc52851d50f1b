"""Conversations are kept whole, each for its own person, whatever happens to the server or the library."""

import logging
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library, QuothError
from index.passage import Filter
from rag.assistant import Assistant
from rag.listed import timeline
from rag.stream import Stream
from ui.conversations.live import Asking, answering, asking
from ui.conversations.store import Conversations, title_of
from ui.conversations.values import Conversation
from ui.page.exchange import conversation_html, exchange_html, standing_of
from ui.render.texts import BROKEN, CHANGED, GONE, READING_ON
from ui.site.site import Site

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


def test_rows_are_shown_and_kept_as_they_are_found(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "AT_ONCE", 1)
    states = [each.exchanges[-1] for each in answering(site, ANN, Asking("timeline of the S-400 contract"))]
    coming = [each for each in states if each.told and each.state == "writing"]
    rows = [len(each.told.rows) for each in states if each.told]
    assert coming
    assert rows == sorted(rows)
    assert rows[0] < rows[-1]
    shown = exchange_html("c", coming[0])
    assert shown.count('<li class="row">') == rows[0]
    assert READING_ON in shown
    assert READING_ON not in exchange_html("c", states[-1])


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
    assert standing_of(library, [told]) == {"ferry": CHANGED}
    library.remove("ferry")
    assert standing_of(library, [told]) == {"ferry": GONE}
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
