from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Library
from index.encode import Encoder
from index.errors import ModelError
from rag import Answer, Assistant, Turn
from rag.generate import model
from tests.model_server import Script, model_server

QUESTION = "Why was India exempted from CAATSA?"
REPLY = [
    "India was spared for its ",
    "cooperation. [1",
    "] It was worth $9.99 billion. [2] ",
    "Nobody knows. [77]",
]


def sound(answer: Answer) -> None:
    """Check what must hold of every answer."""
    assert answer.answered == (answer.reason is None)
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote
        assert f"[{citation.number}]" in answer.text
    for sentence in answer.sentences:
        assert sentence.text in answer.text
        assert all(1 <= number <= len(answer.citations) for number in sentence.citations)


def test_an_answer_quotes_the_articles_word_for_word(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask(QUESTION)
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
    stream = Assistant(sample_library).stream(QUESTION)
    with pytest.raises(RuntimeError):
        _ = stream.answer
    pieces = list(stream)
    assert len(pieces) > 1
    assert "".join(pieces) == stream.answer.text


def test_a_follow_up_is_searched_with_what_it_follows(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("and what did Washington get?", history=[Turn(QUESTION)])
    assert answer.question == "and what did Washington get?"
    assert {"India", "CAATSA"} <= set(answer.query.replace("(", "").replace(")", "").replace(",", "").split())


def test_filters_confine_an_answer(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("S-400 deal with India", until="2016-12-31")
    assert answer.searched.last is not None
    assert answer.searched.last <= "2016-12-31"
    assert {citation.article.published for citation in answer.citations} <= {"2016-10-16"}


def test_a_filter_that_leaves_nothing_is_not_an_empty_library(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("Who voted?", sources="No Such Paper")
    assert (answer.answered, answer.reason) == (False, "nothing found")
    assert "days and sources" in answer.text


@pytest.mark.parametrize(
    "turn", [Turn(QUESTION), (QUESTION, "Because. [1]"), {"question": QUESTION, "answer": "Because. [1]"}]
)
def test_history_may_be_turns_pairs_or_mappings(sample_library: Library, turn: Any) -> None:
    assert "CAATSA" in Assistant(sample_library).ask("and what about it?", history=[turn]).query


@pytest.mark.parametrize("turn", ["a text", {"q": "x"}, (1, 2), None])
def test_history_of_another_form_is_a_value_error(sample_library: Library, turn: Any) -> None:
    with pytest.raises(ValueError, match="history holds"):
        Assistant(sample_library).ask("and what about it?", history=[turn])


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


@settings(max_examples=25, deadline=None)
@given(question=st.text(min_size=1, max_size=80).filter(str.strip))
def test_no_question_breaks_it(sample_library: Library, question: str) -> None:
    sound(Assistant(sample_library).ask(question))


# -- with a model


@pytest.fixture
def script() -> Script:
    return Script(pieces=REPLY)


@pytest.fixture
def spec(script: Script) -> Iterator[str]:
    with model_server(script) as spec:
        yield spec


def test_a_model_writes_and_every_mark_is_tied_to_words(
    sample_library: Library, spec: str, script: Script
) -> None:
    stream = Assistant(sample_library, llm=spec).stream(QUESTION)
    pieces = list(stream)
    answer = stream.answer
    sound(answer)
    assert "".join(pieces) == answer.text
    assert "[77]" not in answer.text
    asked = script.asked[0]["messages"]
    assert "[1]" in asked[1]["content"]
    assert QUESTION in asked[1]["content"]
    figures = next(sentence for sentence in answer.sentences if "9.99" in sentence.text)
    assert figures.support != "supported"
    assert "$9.99 billion" in figures.missing


@pytest.mark.parametrize(
    ("change", "notice"),
    [
        ({"pieces": ["I think India is nice."]}, "cites no passage"),
        ({"pieces": ["[1] [2] [3]"]}, "cites no passage"),
        ({"pieces": []}, "cites no passage"),
        ({"rubbish": True}, "cites no passage"),
        ({"status": 500}, "did not answer"),
        ({"status": 401}, "refuses the key"),
        ({"status": 404}, "does not know this model"),
        ({"cut_after": 1}, "did not answer"),
    ],
)
def test_when_the_model_fails_the_articles_answer_for_themselves(
    sample_library: Library, spec: str, script: Script, change: dict[str, Any], notice: str
) -> None:
    for name, value in change.items():
        setattr(script, name, value)
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    sound(answer)
    assert answer.answered
    assert notice in answer.notice
    assert "\n" not in answer.notice
    assert "sk-secret" not in answer.notice
    assert "India is nice" not in answer.text
    assert {citation.quote for citation in answer.citations}


def test_a_server_that_is_down_is_one_clear_line(sample_library: Library) -> None:
    answer = Assistant(sample_library, llm="http://127.0.0.1:9/v1#tiny").ask(QUESTION)
    sound(answer)
    assert "is it running?" in answer.notice
    assert answer.answered


def test_a_slow_server_is_given_up(
    sample_library: Library, spec: str, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.seconds = 3.0
    monkeypatch.setattr("rag.generate.TIMEOUT", 0.3)
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    assert "seconds" in answer.notice
    assert answer.answered


def test_a_model_that_finds_no_answer_is_believed(sample_library: Library, spec: str, script: Script) -> None:
    script.pieces = ["NO ", "ANSWER."]
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    assert (answer.answered, answer.reason) == (False, "not in the articles")


def test_a_model_is_not_asked_where_nothing_comes_near(
    sample_library: Library, spec: str, script: Script
) -> None:
    assert not Assistant(sample_library, llm=spec).ask("Who is the prime minister of Canada?").answered
    assert script.asked == []


def test_an_endless_reply_is_cut_off(
    sample_library: Library, spec: str, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.pieces = ["India was spared for cooperation. [1] "] * 3000
    monkeypatch.setattr("rag.generate.MOST_CHARACTERS", 2000)
    assert len(Assistant(sample_library, llm=spec).ask(QUESTION).text) < 4000


def test_any_llama_index_model_can_write(sample_library: Library) -> None:
    from llama_index.core.llms import MockLLM

    answer = Assistant(sample_library, llm=MockLLM(max_tokens=50)).ask(QUESTION)
    sound(answer)
    assert answer.answered


def test_a_key_comes_from_the_environment(
    sample_library: Library, spec: str, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTH_LLM_KEY", "sk-mine")
    Assistant(sample_library, llm=spec).ask(QUESTION)
    assert script.keys == ["Bearer sk-mine"]
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        model("openai/gpt-4o")


@pytest.mark.parametrize("spec", ["", "ollama", "ollama/", "claude/x", "http://127.0.0.1:9/v1"])
def test_a_spec_that_names_no_model_is_refused(sample_library: Library, spec: str) -> None:
    with pytest.raises(ValueError, match="llm="):
        Assistant(sample_library, llm=spec)
