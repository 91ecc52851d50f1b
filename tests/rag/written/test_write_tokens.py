"""What of a prompt fits a model's context, and what its tokens cost."""

from collections.abc import Iterator

import pytest

from index import Library
from rag import Assistant
from tests.kit.model_server import Script, model_server
from tests.kit.sound import sound
from tests.rag.written.test_write import QUESTION, REPLY


@pytest.fixture
def script() -> Script:
    return Script(pieces=REPLY)


@pytest.fixture
def spec(script: Script) -> Iterator[str]:
    with model_server(script) as spec:
        yield spec


@pytest.mark.parametrize("context", ["100", "400"])
def test_a_context_too_small_for_one_passage_is_one_clear_line(
    sample_library: Library, spec: str, script: Script, monkeypatch: pytest.MonkeyPatch, context: str
) -> None:
    monkeypatch.setenv("QUOTH_LLM_CONTEXT", context)
    answer = Assistant(sample_library, llm=spec).ask(QUESTION)
    sound(answer)
    assert answer.answered
    assert f"the model tiny, {context} tokens, is too small" in answer.notice
    assert script.asked == []


def test_passages_that_do_not_fit_are_left_out_from_the_end(
    sample_library: Library, spec: str, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    Assistant(sample_library, llm=spec).ask(QUESTION)
    monkeypatch.setenv("QUOTH_LLM_CONTEXT", "2000")
    Assistant(sample_library, llm=spec).ask(QUESTION)
    whole, small = (asked["messages"][1]["content"] for asked in script.asked)
    assert "[8]" in whole
    assert "[8]" not in small
    assert "[1]" in small
    first = whole.partition("\n[2]\n")[0].splitlines()
    assert len(set(first) & set(small.splitlines())) > 5


def test_the_tokens_are_those_the_server_counts(
    sample_library: Library, spec: str, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.usage = (2000, 100)
    monkeypatch.setenv("QUOTH_LLM_PRICE", "0.5,10")
    usage = Assistant(sample_library, llm=spec).ask(QUESTION).usage
    assert usage is not None
    assert (usage.prompt_tokens, usage.completion_tokens, usage.counted) == (2000, 100, False)
    assert usage.cost == pytest.approx(0.002)


def test_tokens_that_no_server_counts_are_counted_here(sample_library: Library, spec: str) -> None:
    usage = Assistant(sample_library, llm=spec).ask(QUESTION).usage
    assert usage is not None
    assert usage.counted
    assert usage.cost is None
    assert 1500 < usage.prompt_tokens < 4000
    assert 20 < usage.completion_tokens < 60


@pytest.mark.parametrize("price", ["cheap", "1", "1,2,3", "-1,2", "nan,1"])
def test_a_price_that_is_none_is_refused(
    sample_library: Library, spec: str, monkeypatch: pytest.MonkeyPatch, price: str
) -> None:
    monkeypatch.setenv("QUOTH_LLM_PRICE", price)
    with pytest.raises(ValueError, match="QUOTH_LLM_PRICE"):
        Assistant(sample_library, llm=spec)
