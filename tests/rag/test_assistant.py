from inspect import signature
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Library
from index.encode import Encoder
from index.passage import Filtering, chosen
from rag import Assistant, Turn
from rag.asked import asked
from tests.kit.sound import sound

QUESTION = "Why was India exempted from CAATSA?"
OF_SEVERAL = "How many people died in the Beirut explosion?"


def test_an_answer_quotes_the_articles_word_for_word(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask(OF_SEVERAL)
    sound(answer)
    assert answer.answered
    assert len({citation.article.id for citation in answer.citations}) > 1
    assert all(sentence.support == "supported" for sentence in answer.sentences)
    assert answer.searched.articles == 18


def test_what_the_articles_do_not_say_is_a_value_with_the_closest_passages(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("Who won the 1998 football world cup?")
    sound(answer)
    assert not answer.answered
    assert answer.reason == "not in the articles"
    assert {"1998", "football"} <= set(answer.missing_words)
    assert len({hit.article.id for hit in answer.closest}) == len(answer.closest) == 3
    assert [hit.rank for hit in answer.closest] == sorted(hit.rank for hit in answer.closest)
    assert answer.citations == ()


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Canada?",
        "How many people died in the Chernobyl disaster?",
        "Which vitamins are found in carrots?",
        "Who wrote the opera Carmen?",
    ],
)
def test_questions_of_another_world_are_declined(sample_library: Library, question: str) -> None:
    assert not Assistant(sample_library).ask(question).answered


def test_no_statement_is_made_twice(tmp_path: Any, encoder: Encoder) -> None:
    library = Library.open(tmp_path, encoder=encoder)
    said = "The House of Representatives voted 330 to 99 for a waiver for India on 14 July 2022."
    for at in range(4):
        library.add(
            Article(id=f"copy {at}", title=f"Report {at}", text=f"{said} Edition {at} adds nothing else.")
        )
    answer = Assistant(library).ask("How did the House vote on a waiver for India?")
    assert sum("330 to 99" in citation.quote for citation in answer.citations) == 1


def test_a_stream_joined_is_the_answer(sample_library: Library) -> None:
    stream = Assistant(sample_library).stream(OF_SEVERAL)
    with pytest.raises(RuntimeError):
        _ = stream.answer
    pieces = list(stream)
    assert len(pieces) > 1
    assert "".join(pieces) == stream.answer.text


def test_a_follow_up_is_searched_with_what_it_follows(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("and what did Washington get?", history=[Turn(QUESTION)])
    assert answer.question == "and what did Washington get?"
    assert {"India", "CAATSA"} <= set(answer.query.replace("(", "").replace(")", "").replace(",", "").split())


def test_a_question_that_is_no_text_is_refused_as_such(sample_library: Library) -> None:
    with pytest.raises(ValueError, match="the question is 3; it must be a text"):
        Assistant(sample_library).ask(3)  # type: ignore[arg-type]


def test_filters_confine_an_answer(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("S-400 deal with India", until="2016-12-31")
    assert answer.searched.last is not None
    assert answer.searched.last <= "2016-12-31"
    assert {citation.article.published for citation in answer.citations} <= {"2016-10-16"}


@pytest.mark.parametrize("method", ["ask", "stream", "prompt", "check", "stream_check"])
def test_questions_and_claims_take_the_same_filters(sample_library: Library, method: str) -> None:
    begun = getattr(Assistant(sample_library), method)
    with pytest.raises(ValueError, match="since=2023-01-01 lies after until=2022-01-01"):
        begun("India was exempted.", since="2023-01-01", until="2022-01-01")
    with pytest.raises(ValueError, match="name at least one source"):
        begun("India was exempted.", sources=[])
    with pytest.raises(TypeError, match="'outlet'"):
        begun("India was exempted.", outlet="Izvestia")


def test_a_filter_that_leaves_nothing_is_not_an_empty_library(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("Who voted?", sources="No Such Paper")
    assert (answer.answered, answer.reason) == (False, "nothing found")
    assert "days and outlets" in answer.text


@pytest.mark.parametrize(
    "turn",
    [
        Turn(QUESTION),
        (QUESTION, "Because. [1]"),
        {"question": QUESTION, "answer": "Because. [1]"},
        {"question": "Why?", "titles": ["CAATSA and India"]},
    ],
)
def test_history_may_be_turns_pairs_or_mappings(sample_library: Library, turn: Any) -> None:
    assert "CAATSA" in Assistant(sample_library).ask("and what about it?", history=[turn]).query


def test_an_answer_is_a_turn_of_what_follows_it(sample_library: Library) -> None:
    assistant = Assistant(sample_library)
    first = assistant.ask("How many people died in the port explosion?")
    answer = assistant.ask("and how many were wounded?", history=[first])
    assert "port explosion" in answer.query


@pytest.mark.parametrize("turn", ["a text", {"q": "x"}, {"question": "x", "titles": "x"}, (1, 2), None])
def test_history_of_another_form_is_a_value_error(sample_library: Library, turn: Any) -> None:
    with pytest.raises(ValueError, match="history holds"):
        Assistant(sample_library).ask("and what about it?", history=[turn])


def test_a_text_for_a_history_is_told_as_such(sample_library: Library) -> None:
    with pytest.raises(ValueError, match="is a text; give a list of Turn"):
        Assistant(sample_library).ask("why?", history="Who won?")  # type: ignore[arg-type]


def test_words_that_are_not_the_articles_own_do_not_hide_the_answer(tmp_path: Any, encoder: Encoder) -> None:
    library = Library.open(tmp_path, encoder=encoder)
    text = (
        "The law of 2017, called CAATSA, threatened buyers of Russian arms with penalties. An exception was"
        " made for India, given its shrinking purchases from Moscow and its cooperation with Washington."
        " Ankara got none."
    )
    library.add(Article(title="No penalties for New Delhi", text=text))
    answer = Assistant(library).ask("why was India exempted from CAATSA?")
    assert any("shrinking purchases" in citation.quote for citation in answer.citations)
    assert not Assistant(library).ask("who won the 1998 football world cup?").answered


def test_reports_that_differ_are_both_cited(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("How many people were killed in the Beirut port explosion?")
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert "78" in quotes
    assert "218" in quotes


def test_an_empty_library_says_so(tmp_path: Any, encoder: Encoder) -> None:
    answer = Assistant(Library.open(tmp_path, encoder=encoder)).ask("Anything?")
    assert (answer.answered, answer.reason) == (False, "empty library")


@pytest.mark.parametrize("question", ["", "  \n ", "x" * 100_000])
def test_a_question_that_is_none_is_a_value_error(sample_library: Library, question: str) -> None:
    with pytest.raises(ValueError, match="the question"):
        Assistant(sample_library).ask(question)


@settings(max_examples=12, deadline=None)
@given(question=st.text(min_size=1, max_size=80).filter(str.strip))
def test_no_question_breaks_it(sample_library: Library, question: str) -> None:
    sound(Assistant(sample_library).ask(question))


def test_what_confines_a_search_confines_finding_and_asking_too(sample_library: Library) -> None:
    first = sample_library.search("S-400", k=1)[0].article.id
    confined: list[dict[str, Any]] = [
        {"within": [first]},
        {"since": "2018-10", "sources": "Meridian Wire"},
        {"tags": ["none"]},
    ]
    for said in confined:
        hits = sample_library.search("S-400", k=3, **said)
        assert list(sample_library.find("S-400", k=3, **said).hits) == hits
        assert sample_library.search("S-400", k=3, only=asked("S-400", **said).only) == hits
    assert list(signature(chosen).parameters) == list(Filtering.__annotations__)


def test_a_misspelt_filter_is_refused(sample_library: Library) -> None:
    misspelt: dict[str, Any] = {"sinse": "2018"}
    for confined in (sample_library.search, sample_library.find, Assistant(sample_library).ask):
        with pytest.raises(TypeError, match="'sinse'"):
            confined("S-400", **misspelt)
