"""Answers that a language model writes: the assistant with a real HTTP server that speaks by script."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from index import Library
from rag import Assistant
from rag.llm.reply import Patience
from tests.kit.model_server import Script, model_server
from tests.kit.sound import sound

QUESTION = "Why was India exempted from CAATSA?"
REPLY = [
    "India was spared for its ",
    "cooperation. [1",
    "] It was worth $9.99 billion. [2] ",
    "Nobody knows. [77]",
]
IMPATIENT = Patience(first=0.5, between=0.5, total=2.0, tries=2, pause=0.05)
SLOW = {"seconds", "silent_after", "between"}
ENGLISH = "India was spared for its cooperation. [1] "


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
    assert answer.kind == "written"
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
        ({"pieces": ["1"]}, "cites no passage"),
        ({"pieces": ["1 [1]"]}, "says nothing in words"),
        ({"pieces": ["1. [1]\n\n", "2018 [1], [2]\n\n", "—"]}, "says nothing in words"),
        ({"pieces": ["\x00\ufffd\ud800 %%% ]]][[[ 【】 [x] [0] [-1] [99999]"]}, "cites no passage"),
        ({"pieces": ["<think>Let me see. [1]"]}, "cites no passage"),
        ({"body": b"<html>no model here</html>\n\n"}, "cites no passage"),
        ({"body": b"data: {not json}\n\n"}, "cannot be read"),
        ({"body": b'data: {"error": {"message": "the key KEY is wrong"}}\n\n'}, "reports an error"),
        ({"status": 500}, "status 500"),
        ({"status": 429, "headers": {"Retry-After": "3600"}}, "too much to do"),
        ({"status": 400}, "status 400"),
        ({"status": 401}, "refuses the key"),
        ({"status": 404}, "does not know this model"),
        ({"cut_after": 0}, "connection was lost"),
        ({"cut_after": 3}, "connection was lost"),
        ({"seconds": 3.0}, "nothing came"),
        ({"silent_after": 0}, "nothing came"),
        ({"silent_after": 3}, "nothing came"),
        ({"pieces": ["<think>", *["hm "] * 50], "between": 0.1}, "still writing after 2 seconds"),
        ({"pieces": [ENGLISH], "between": 0.1, "endless": True}, "still writing after 2 seconds"),
    ],
)
def test_when_the_model_fails_the_articles_answer_for_themselves(
    sample_library: Library, spec: str, script: Script, change: dict[str, Any], notice: str
) -> None:
    for name, value in change.items():
        setattr(script, name, value)
    patience = IMPATIENT if SLOW & change.keys() else Patience(tries=2, pause=0.05)
    started = time.monotonic()
    answer = Assistant(sample_library, llm=spec, patience=patience).ask(QUESTION)
    assert time.monotonic() - started < 25
    sound(answer)
    assert answer.answered
    assert notice in answer.notice
    assert answer.kind == "quoted"
    assert "India is nice" not in answer.text
    assert all(sentence.support == "supported" for sentence in answer.sentences)


def test_a_server_that_is_down_is_one_clear_line(sample_library: Library) -> None:
    answer = Assistant(sample_library, "http://127.0.0.1:9/v1#tiny", patience=IMPATIENT).ask(QUESTION)
    sound(answer)
    assert "is it running?" in answer.notice
    assert answer.answered


@pytest.mark.parametrize(
    "reply", ["NO ANSWER.", "**NO ANSWER**", "no_answer", "NO ANSWER: nobody says why. [1]"]
)
def test_a_model_that_finds_no_answer_is_believed(
    sample_library: Library, spec: str, script: Script, reply: str
) -> None:
    script.pieces = [reply[:4], reply[4:]]
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    sound(answer)
    assert (answer.answered, answer.reason) == (False, "not in the articles")
    assert answer.notice == ""


@pytest.mark.parametrize("change", [{"extra": {"refusal": "I can't."}}, {"finish": "content_filter"}])
def test_a_refusal_that_the_server_reports_is_no_answer(
    sample_library: Library, spec: str, script: Script, change: dict[str, Any]
) -> None:
    script.pieces = ["I cannot help with that."]
    for name, value in change.items():
        setattr(script, name, value)
    assert not Assistant(sample_library, llm=spec).ask(QUESTION).answered


def test_prose_that_begins_with_no_answer_is_none(sample_library: Library, spec: str, script: Script) -> None:
    script.pieces = ["No answer came from Moscow. [1]"]
    assert Assistant(sample_library, llm=spec).ask(QUESTION).answered


def test_a_model_is_not_asked_where_nothing_comes_near(
    sample_library: Library, spec: str, script: Script
) -> None:
    answer = Assistant(sample_library, llm=spec).ask("Who is the prime minister of Canada?")
    assert not answer.answered
    assert answer.usage is None
    assert script.asked == []


def test_what_a_model_thinks_aloud_is_not_its_answer(
    sample_library: Library, spec: str, script: Script
) -> None:
    script.pieces = ["<th", "ink>India was neutral. [2]", "</thi", "nk>\n\n", ENGLISH]
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    assert answer.text == "India was spared for its cooperation. [1]"


@pytest.mark.parametrize(
    "pieces",
    [
        [ENGLISH] * 20_000,
        ["word "] * 100_000,
        ["x" * 700_000],
        [ENGLISH + "one two three " * 40_000],
    ],
    ids=["100,000 words", "no sentence", "one word", "one piece"],
)
def test_a_reply_of_100_000_words_is_cut_off(
    sample_library: Library, spec: str, script: Script, pieces: list[str]
) -> None:
    script.pieces = pieces
    started = time.monotonic()
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    assert time.monotonic() - started < 20
    sound(answer)
    assert len(answer.text) < 21_000
    assert answer.notice


@pytest.mark.parametrize("change", [{"finish": "length"}, {"cut_after": 2, "chunked": False}])
def test_of_a_reply_that_breaks_off_the_whole_sentences_are_kept(
    sample_library: Library, spec: str, script: Script, change: dict[str, Any]
) -> None:
    script.pieces = [ENGLISH, "It was also [2", "3] one"]
    for name, value in change.items():
        setattr(script, name, value)
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    sound(answer)
    assert answer.text == ENGLISH.strip()
    assert "breaks off" in answer.notice


def test_a_reply_in_another_language_is_kept_with_its_doubts(
    sample_library: Library, spec: str, script: Script
) -> None:
    script.pieces = ["印度因与美国合作而获得豁免。【1】", "莫迪总理昨天辞职了。【2】"]
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    sound(answer)
    assert len(answer.sentences) == 2
    assert all(sentence.support != "supported" for sentence in answer.sentences)


@pytest.mark.slow
def test_a_reply_that_repeats_the_prompt_shows_no_boundary(
    sample_library: Library, spec: str, script: Script
) -> None:
    script.pieces = lambda asked: [message["content"] for message in asked["messages"]]
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    sound(answer)
    assert "<passage" not in answer.text


def test_nothing_that_could_be_a_link_or_an_image_leaves(
    sample_library: Library, spec: str, script: Script
) -> None:
    script.pieces = [
        "India was spared ![x](https://evil.example/p.png?q=secret) for its [cooperation](//evil.example). ",
        "[1] ",
        "See https://evil.example/?d=secret or <img src='http://evil.example/i'>www.evil.example/x now. [1]",
    ]
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    sound(answer)
    assert "evil" not in answer.text
    assert "India was spared x for its cooperation. [1]" in answer.text


@pytest.mark.parametrize("end", ["closed", "left", "dropped", "closed elsewhere"])
def test_a_model_stops_when_nobody_waits_for_the_answer(
    sample_library: Library, spec: str, script: Script, end: str
) -> None:
    script.pieces = [ENGLISH, "And so on it goes", " for ever. "]
    script.silent_after = 2
    stream = Assistant(sample_library, llm=spec).stream(QUESTION)
    assert next(stream) == ENGLISH.strip()
    if end == "closed":
        stream.close()
    elif end == "left":
        with stream:
            pass
    elif end == "dropped":
        del stream
    else:
        threading.Timer(0.3, stream.close).start()
        assert list(stream) == []
    assert script.gone.wait(10)


def test_a_stream_that_was_closed_has_no_answer(sample_library: Library, spec: str) -> None:
    stream = Assistant(sample_library, llm=spec).stream(QUESTION)
    next(stream)
    stream.close()
    assert list(stream) == []
    with pytest.raises(RuntimeError, match="pieces have been taken"):
        _ = stream.answer


def test_what_was_said_before_a_stream_was_closed_is_checked(
    sample_library: Library, spec: str, script: Script
) -> None:
    script.silent_after = 3
    stream = Assistant(sample_library, llm=spec).stream(QUESTION)
    said = next(stream)
    stream.close()
    assert stream.so_far is not None
    assert stream.so_far.text == said == "India was spared for its cooperation. [1]"
    sound(stream.so_far)
