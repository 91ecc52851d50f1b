"""An answer that is being written: stopped, interrupted, left, or cut off with its server."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import Library
from rag.assistant import Assistant
from tests.kit.model_server import Script, model_server
from tests.ui.conversations.test_conversations import ANN, QUESTION, ask
from ui.conversations.live import Asking, Live, Writing, answering, stop
from ui.conversations.store import Conversations
from ui.conversations.values import Conversation
from ui.export import plain_text
from ui.page.exchange import conversation_html
from ui.page.routes import export_of
from ui.site.site import Site


@pytest.fixture
def site(sample_library: Library, tmp_path: Path) -> Site:
    return Site(Assistant(sample_library), Conversations(tmp_path / "conversations.sqlite"))


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


def test_each_sentence_that_is_shown_is_kept_though_the_model_falls_silent(
    site: Site, slow: tuple[Script, str]
) -> None:
    site = replace(site, assistant=Assistant(site.assistant.library, slow[1]))
    other = Conversations(site.conversations.path)
    running = answering(site, ANN, Asking(QUESTION))
    next(running)
    for _ in range(2):
        shown = next(running).exchanges[0].text
        told = other.get(ANN, other.listed(ANN)[0].id).exchanges[0].told
        assert told is not None
        assert told.text == shown
    assert shown.endswith("[2]")
    running.close()


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
