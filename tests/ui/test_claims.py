"""A claim on the page, in exports, in what is kept, in what people think of it: each side named in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from index import Library
from rag import Assistant
from rag.answer import SIDES
from rag.evaluation import read_questions
from tests.ui.conversations.test_conversations import ANN
from tests.ui.render.test_show import Seen
from ui.command.terminal import answer_lines
from ui.conversations.live import Asking, answering, asking
from ui.conversations.store import Conversations
from ui.conversations.values import Conversation
from ui.export import FORMATS, json_text
from ui.feedback.feedback import Feedback, reasons
from ui.feedback.kept import FEEDBACK, FeedbackFile
from ui.page.exchange import answer_html, conversation_html
from ui.page.routes import export_of
from ui.render import texts
from ui.render.told import Told, as_json, told, told_from
from ui.site.site import Site

CLAIM = "The explosion in Beirut killed 218 people."
QUESTION = "How many people were killed in the Beirut port explosion?"


@pytest.fixture(scope="module")
def checked(sample_library: Library) -> Told:
    return told(Assistant(sample_library).check(CLAIM))


@pytest.fixture
def site(sample_library: Library, tmp_path: Path) -> Site:
    return Site(Assistant(sample_library), Conversations(tmp_path / "conversations.sqlite"))


def ask(site: Site, typed: str, **where: Any) -> Conversation:
    *_, last = answering(site, ANN, asking(typed, json.dumps(where)))
    return last


def test_both_sides_are_there(checked: Told) -> None:
    assert {citation.support for citation in checked.citations} == set(SIDES)


@pytest.mark.parametrize(
    ("typed", "where", "checks"),
    [
        (CLAIM, {}, True),
        (CLAIM, {"as": "question"}, False),
        (CLAIM.rstrip("."), {}, False),
        (CLAIM.rstrip("."), {"as": "claim"}, True),
        (QUESTION, {}, False),
        ("who freed the ship", {}, False),
        ("Thanks.", {}, False),
        (CLAIM * 9, {}, False),
        (CLAIM, {"as": 7}, True),
    ],
)
def test_a_statement_is_checked_unless_the_page_says_otherwise(
    typed: str, where: dict[str, Any], checks: bool
) -> None:
    assert asking(typed, json.dumps(where)).checks == checks


def test_the_page_says_what_was_typed_is_taken_for_while_it_is_and_after(site: Site) -> None:
    running = answering(site, ANN, asking(CLAIM, "{}"))
    begun = conversation_html(next(running))
    assert texts.CHECKING in begun
    *_, last = running
    shown = Seen(conversation_html(last))
    said = " ".join(words for _, words in shown.pieces)
    assert texts.CHECKED in said
    assert {attributes.get("data-does") for _, attributes in shown.tags} >= {"as-question"}
    for side, line in SIDES.items():
        labelled = [words for around, words in shown.pieces if around[-1][1].get("data-support") == side]
        assert {line, texts.SIDES[side].capitalize()} <= set(labelled)


def test_what_may_have_been_a_claim_can_be_checked_with_a_click(site: Site) -> None:
    asked = conversation_html(ask(site, CLAIM, **{"as": "question"}))
    assert texts.ANSWERED in asked
    assert 'data-does="as-claim"' in asked
    assert 'data-does="as-claim"' not in conversation_html(ask(site, QUESTION))
    assert 'data-does="as-claim"' not in conversation_html(ask(site, "Thanks."))


def test_a_conversation_goes_on_behind_a_claim_and_is_kept_as_it_was(site: Site) -> None:
    first = ask(site, CLAIM)
    second = ask(site, "who said so?", conversation=first.id)
    kept = site.conversations.get(ANN, first.id)
    assert kept == second
    assert [each.checks for each in kept.exchanges] == [True, False]
    assert kept.exchanges[0].told == first.exchanges[0].told
    third = ask(site, "It killed 78 people.", conversation=first.id)
    assert third.exchanges[-1].told is not None
    assert "Beirut" in third.exchanges[-1].told.query


def test_what_cannot_be_checked_is_one_line_and_the_conversation_goes_on(site: Site) -> None:
    failed = ask(site, "Was it so? It was.", **{"as": "claim"})
    assert failed.exchanges[0].state == "failed"
    assert "is a question" in failed.exchanges[0].line
    assert ask(site, CLAIM, conversation=failed.id).exchanges[-1].state == "done"


def test_an_older_file_of_conversations_has_no_claims(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    path = tmp_path / "old.sqlite"
    Conversations(path).begin(ANN, None, QUESTION, Asking(QUESTION).only)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ALTER TABLE exchanges DROP COLUMN checks")
    again = Conversations(path)
    (listed,) = again.listed(ANN)
    assert [each.checks for each in again.get(ANN, listed.id).exchanges] == [False]
    again.begin(ANN, listed.id, CLAIM, Asking(CLAIM).only, checks=True)
    assert [each.checks for each in again.get(ANN, listed.id).exchanges] == [False, True]


@pytest.mark.parametrize("name", ["markdown", "html", "text"])
def test_exports_have_both_sides_and_say_that_it_is_a_check(site: Site, checked: Told, name: str) -> None:
    written = " ".join(FORMATS[name].write(export_of(ask(site, CLAIM))).split())
    assert texts.CHECKED in written
    for line in SIDES.values():
        assert line in written
    for citation in checked.citations:
        assert " ".join(citation.quote.split()) in written.replace("\\", "").replace("&#39;", "'")


def test_as_json_a_check_is_read_again_as_it_was(site: Site) -> None:
    conversation = ask(site, CLAIM)
    (exchange,) = json.loads(json_text(export_of(conversation)))["exchanges"]
    assert exchange["answer"]["kind"] == "check"
    assert told_from(exchange["answer"]) == conversation.exchanges[0].told
    assert FORMATS["bibtex"].write(export_of(conversation)).count("@article") == 2


def test_what_people_think_of_a_check_is_kept_and_asked_of_nobody(checked: Told, tmp_path: Path) -> None:
    assert "wrong side" in reasons(checked)
    assert "beside the question" not in reasons(checked)
    FeedbackFile(tmp_path).add(Feedback(checked, True))
    FeedbackFile(tmp_path).add(Feedback(checked, False, "wrong side"))
    lines = (tmp_path / FEEDBACK).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["feedback"]["answer"] for line in lines] == [
        json.loads(json.dumps(as_json(checked)))
    ] * 2
    with pytest.raises(ValueError, match="no question with a known answer"):
        read_questions(tmp_path / FEEDBACK)


def test_on_a_terminal_and_on_the_page_neither_side_is_said_with_the_closest(sample_library: Library) -> None:
    answer = Assistant(sample_library).check("Zebras graze quietly.", since="2024-01-01")
    assert not answer.answered
    assert answer.text in answer_lines(answer)
    assert f"{texts.CLOSEST}:" in answer_lines(answer)
    assert answer.text in answer_html(told(answer))
    assert 'class="sources closest"' in answer_html(told(answer))
