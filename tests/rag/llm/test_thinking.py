import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.llm.reply import spoken

REPLIES = {
    "It ended. [1]": "It ended. [1]",
    "<think>Hm. [2] </thin </think>\n\nIt ended. [1]": "\n\nIt ended. [1]",
    "\n <Thinking>a</THINKING> It ended.": " It ended.",
    "<think></think>It <think>ended</think>.": "It <think>ended</think>.",
    "<think>It never ends": "",
    "<thimble> is no thought": "<thimble> is no thought",
    "<": "<",
    "< 5 people": "< 5 people",
    "": "",
}


@pytest.mark.parametrize(("reply", "said"), REPLIES.items())
def test_what_is_thought_aloud_at_the_start_is_not_spoken(reply: str, said: str) -> None:
    assert "".join(spoken(iter([reply]))) == said
    assert "".join(spoken(iter(list(reply)))) == said


@given(st.sampled_from(list(REPLIES)), st.integers(0, 60), st.integers(0, 60))
def test_it_does_not_matter_where_the_stream_is_cut(reply: str, one: int, other: int) -> None:
    first, last = sorted((one, other))
    pieces = [reply[:first], reply[first:last], reply[last:]]
    assert "".join(spoken(iter(pieces))) == REPLIES[reply]


def test_a_reply_without_thoughts_is_passed_on_at_once() -> None:
    pieces = iter(["It ", "ended."])
    said = spoken(pieces)
    assert next(said) == "It "
    assert next(pieces) == "ended."
