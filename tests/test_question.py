import pytest

from rag import Turn
from rag.question import key_words, leans, standalone

CAATSA = Turn("Why was India exempted from CAATSA?", "Because of its cooperation. [1]")


@pytest.mark.parametrize(
    "question",
    [
        "and what did Washington get?",
        "What about Turkey?",
        "Why?",
        "When did it sign the contract?",
        "What did they say about the price?",
        "who else?",
    ],
)
def test_a_follow_up_leans_on_what_was_asked(question: str) -> None:
    assert leans(question)
    assert standalone(question, [CAATSA]).startswith(question)
    assert "CAATSA" in standalone(question, [CAATSA])


@pytest.mark.parametrize(
    "question",
    [
        "Why was Turkey removed from the F-35 programme?",
        "How was the Ever Given freed from the Suez Canal?",
        "Who replaced Gotabaya Rajapaksa as president of Sri Lanka?",
        "How many people were killed in the explosion?",
    ],
)
def test_a_question_that_stands_alone_is_left_as_typed(question: str) -> None:
    assert standalone(question, [CAATSA]) == question


def test_the_first_question_is_left_as_typed() -> None:
    assert standalone("and what about it?", []) == "and what about it?"


def test_a_chain_of_follow_ups_keeps_its_subject() -> None:
    history = [CAATSA, Turn("and what did Washington get?")]
    assert "India" in standalone("Why?", history)
    assert "Washington" in standalone("Why?", history)


def test_a_question_that_got_no_answer_is_not_what_the_next_is_about() -> None:
    history = [CAATSA, Turn("Who won the 1998 football world cup?", "The articles do not say.")]
    query = standalone("and who wanted it waived?", history)
    assert "CAATSA" in query
    assert "football" not in query


def test_a_new_subject_ends_the_old_one() -> None:
    history = [CAATSA, Turn("How was the Ever Given freed from the Suez Canal?")]
    query = standalone("and when was it?", history)
    assert "Suez" in query
    assert "CAATSA" not in query


def test_curly_apostrophes_are_apostrophes() -> None:
    assert key_words("what’s the reason they didn’t sell India’s?") == key_words(
        "what's the reason they didn't sell India's?"
    )


def test_a_long_question_before_does_not_make_a_follow_up_too_long() -> None:
    long = Turn("Why did India " + " ".join(f"word{at}" for at in range(500)) + "?")
    assert len(standalone("and why?", [long])) < 400


def test_key_words_leave_function_words_out() -> None:
    assert key_words("Why was the S-400 sold to India's army?") == ["S-400", "sold", "India's", "army"]
