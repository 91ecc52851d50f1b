import numpy as np
import pytest

from index import Article
from index.passage import Hit, Passage
from rag.evidence.candidate import Candidate, Marked, Signs
from rag.quoted.short_answer import likely, short_answer

TEXT = (
    "India was spared, officials said, because cooperation with the US government had grown"
    " and arms purchases in Russia declined, on 12 June 2018."
)


def candidate(*marked: tuple[str, float, float], text: str = TEXT) -> Candidate:
    hit = Hit(Passage(1, "a", 0, len(text)), Article(id="a", text=text), 1.0, 1, 0.5, 3.0)
    answers = tuple(
        Marked(text.index(words), text.index(words) + len(words), margin, probability)
        for words, margin, probability in marked
    )
    signs = Signs(0.5, 1.0, 1.0, 0.5)
    return Candidate(hit, 0, len(text), signs, np.zeros(3, dtype=np.float32), answers)


def asked(question: str, *marked: tuple[str, float, float]) -> str | None:
    found = short_answer(question, candidate(*marked))
    return TEXT[found.start : found.end] if found else None


def test_when_is_answered_by_the_words_with_the_highest_margin() -> None:
    marked = (("arms purchases", 1.0, 0.6), ("12 June 2018", 2.0, 0.3))
    assert asked("When was India spared?", *marked) == "12 June 2018"


@pytest.mark.parametrize("question", ["Why was India spared?", "How did India come to be spared?"])
def test_why_and_how_are_answered_by_a_whole_clause(question: str) -> None:
    clause = "because cooperation with the US government had grown and arms purchases in Russia declined"
    assert asked(question, ("arms purchases in Russia", 2.0, 0.5)) == clause


def test_how_many_is_answered_by_words() -> None:
    assert asked("How many were spared on 12 June 2018?", ("12 June", 1.0, 0.5)) == "12 June"


def test_a_share_is_answered_by_one() -> None:
    text = "Leave won 17,410,742 votes, or 51.9 per cent, against 48.1 per cent."
    marked = (("17,410,742", 3.0, 0.5), ("51.9", 2.0, 0.4), ("48.1 per cent", 1.0, 0.1))
    found = short_answer("What share did Leave win?", candidate(*marked, text=text))
    assert found
    assert text[found.start : found.end] == "51.9"
    assert short_answer("What share did Leave win?", candidate(marked[0], text=text)) is None


def test_a_count_is_not_answered_by_a_share() -> None:
    text = "Leave won 17,410,742 votes, or 51.9 per cent."
    found = short_answer(
        "How many votes did Leave win?", candidate(("51.9", 3.0, 0.5), ("17,410,742", 2.0, 0.4), text=text)
    )
    assert found
    assert text[found.start : found.end] == "17,410,742"


@pytest.mark.parametrize(
    "question", ["Was India spared?", "and did arms purchases decline?", "Isn't it spared?"]
)
def test_yes_or_no_is_left_to_the_sentence(question: str) -> None:
    assert asked(question, ("India", 3.0, 0.9)) is None


def test_a_question_put_as_a_request_is_not_one_for_yes_or_no() -> None:
    assert asked("Can you tell when India was spared?", ("12 June 2018", 3.0, 0.9)) == "12 June 2018"


def test_a_sentence_in_which_nothing_is_marked_has_no_short_answer() -> None:
    assert asked("When was India spared?") is None


def test_words_with_a_higher_margin_and_probability_are_likelier_right() -> None:
    assert (
        0
        < likely(Marked(0, 1, -8.0, 0.0))
        < likely(Marked(0, 1, 2.0, 0.5))
        < likely(Marked(0, 1, 8.0, 0.9))
        < 1
    )


def test_a_clause_is_not_cut_within_a_number_or_a_time() -> None:
    text = "It closed because losses reached 1,200,000 roubles at 10:30 in May; nobody knew."
    hit = Hit(Passage(1, "a", 0, len(text)), Article(id="a", text=text), 1.0, 1, 0.5, 3.0)
    marked = Marked(text.index("losses"), text.index("losses") + 6, 3.0, 0.6)
    found = Candidate(hit, 0, len(text), Signs(0.5, 1.0, 1.0, 0.5), np.zeros(3, dtype=np.float32), (marked,))
    words = short_answer("Why did it close?", found)
    assert words
    assert text[words.start : words.end] == "because losses reached 1,200,000 roubles at 10:30 in May"
