"""The query of a follow-up holds the names it leans on; a question that stands alone is left as typed."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Library
from index.language.names import names_and_numbers
from index.text.words import words_of
from rag import Assistant, Turn
from rag.answer import recent
from rag.question.follow_up import leans, names_of, standalone


def _said(question: str, answer: str, *titles: str) -> Turn:
    return Turn(question, f"{answer} [1]", titles)


CAATSA = _said("Why was India exempted from CAATSA?", "Because of its cooperation.")
BEIRUT = _said(
    "what caused the Beirut port explosion?",
    "The blast was caused by 2,750 tonnes of ammonium nitrate that had been stored there for six years.",
    "Beirut port explosion: what we know so far",
)
SUEZ = _said(
    "how was the Ever Given freed?",
    "Tugs and dredgers refloated the container ship at high tide on 29 March.",
    "Suez Canal: container ship Ever Given freed after six days",
)
TWITTER = _said(
    "how much did Elon Musk pay for Twitter?",
    "The billionaire bought the company for $44bn.",
    "Elon Musk completes $44bn Twitter takeover",
)
SMALL = _said(
    "when did sweden apply to join nato?",
    "Sweden applied for membership on 18 May 2022, together with Finland.",
    "Sweden and Finland apply to join NATO",
)
MILL = _said("who owns the mill?", "It belongs to two brothers.", "mill sold")
DECLINED = Turn("Who won the 1998 football world cup?", "The articles do not say.")
THANKS = Turn("thanks", "You are welcome. [1]")

LEANING = [
    ((CAATSA,), "what about Turkey?", {"India", "CAATSA"}),
    ((CAATSA,), "and Turkey?", {"India", "CAATSA"}),
    ((CAATSA,), "and what did Washington get?", {"India", "CAATSA"}),
    ((CAATSA,), "When did it sign the contract?", {"India", "CAATSA"}),
    ((CAATSA,), "any other countries?", {"India", "CAATSA"}),
    ((CAATSA,), "Why?", {"India", "CAATSA", "exempted"}),
    ((CAATSA,), "Who else?", {"India", "CAATSA", "exempted"}),
    ((CAATSA,), "go on", {"India", "CAATSA", "exempted"}),
    ((CAATSA,), "and in 2019?", {"India", "CAATSA", "exempted", "2019"}),
    ((BEIRUT,), "how many died?", {"Beirut"}),
    ((BEIRUT,), "who was responsible for the explosion?", {"Beirut"}),
    ((BEIRUT,), "how many people were injured in that explosion?", {"Beirut"}),
    ((SUEZ,), "how long was it stuck?", {"Ever", "Given"}),
    ((SUEZ,), "who owns the ship?", {"Ever", "Given"}),
    ((TWITTER,), "what did he say about this?", {"Elon", "Musk", "Twitter"}),
    ((TWITTER,), "did he sell the company?", {"Elon", "Musk"}),
    ((SMALL,), "and finland?", {"sweden", "nato", "finland"}),
    ((MILL,), "when was it sold?", {"mill", "owns"}),
    ((CAATSA, DECLINED), "and who wanted it waived?", {"India", "CAATSA"}),
    ((CAATSA, THANKS), "when was it?", {"India", "CAATSA"}),
    ((CAATSA, Turn("and what did Washington get?")), "Why?", {"India", "CAATSA"}),
    ((CAATSA, _said("what about Turkey?", "It was not.")), "and China?", {"India", "China"}),
    ((CAATSA, SUEZ), "who owns the ship?", {"Ever", "Given"}),
]


@pytest.mark.parametrize(("history", "typed", "words"), LEANING)
def test_the_query_of_a_follow_up_holds_what_it_leans_on_and_all_that_was_typed(
    history: tuple[Turn, ...], typed: str, words: set[str]
) -> None:
    query = standalone(typed, history)
    assert words | names_and_numbers(typed) <= {*words_of(query)}
    assert query.startswith(typed)


@pytest.mark.parametrize(
    "question",
    [
        "Why was Turkey removed from the F-35 programme?",
        "And why was Turkey removed from the F-35 programme?",
        "How was the Ever Given freed from the Suez Canal?",
        "How many people were killed in the explosion?",
        "What did India say about its dependence on Russia?",
        "Is Sweden a member of NATO now that it has applied?",
        "Which law threatens those who buy Russian arms?",
        "What is CAATSA?",
        "Who is Putin?",
        "who won the battle of saratoga in 1777",
        "any news about the Webb telescope?",
    ],
)
def test_a_question_that_stands_alone_is_left_as_typed(question: str) -> None:
    assert standalone(question, [CAATSA]) == question


def test_the_first_question_is_left_as_typed() -> None:
    assert standalone("and what about it?", []) == "and what about it?"
    assert standalone("why?", [THANKS]) == "why?"


def test_a_new_subject_ends_the_old_one() -> None:
    assert standalone("and when was it?", [CAATSA, SUEZ]) == "and when was it? (Ever Given, Suez Canal)"


def test_a_question_that_got_no_answer_is_not_what_the_next_is_about() -> None:
    assert "1998" not in standalone("and who wanted it waived?", [CAATSA, DECLINED])


def test_a_question_asked_again_means_what_it_meant() -> None:
    again = "How many people were killed in the explosion?"
    assert standalone(again, [CAATSA, _said(again, "The explosion in Beirut killed 218.")]) == again


def test_a_short_name_gives_way_to_the_whole() -> None:
    history = [_said("Who has Kohli been compared to?", "Virat Kohli is compared to Tendulkar.")]
    assert names_of(history) == ["Virat Kohli", "Tendulkar"]


def test_the_last_turn_names_what_it_is_about_first() -> None:
    assert names_of([CAATSA, SUEZ])[:2] == ["Ever Given", "Suez Canal"]


def test_a_long_question_before_does_not_make_a_follow_up_too_long() -> None:
    long = Turn("why did it " + " ".join(f"word{at}" for at in range(500)) + "?")
    assert len(standalone("and who else?", [long])) < 400


def test_curly_apostrophes_are_apostrophes() -> None:
    assert leans("what’s the law’s reason?", [CAATSA]) == leans("what's the law's reason?", [CAATSA])


texts = st.text(max_size=60)


@given(texts, st.lists(st.builds(Turn, texts, texts, st.tuples(texts)), max_size=4))
def test_no_conversation_breaks_it(question: str, history: list[Turn]) -> None:
    query = standalone(question, history)
    assert query == question or history


def test_a_history_of_any_length_is_looked_at_in_no_time() -> None:
    names = " ".join(f"Name{number}" for number in range(100_000))
    begun = process_time()
    turns = recent([Turn(f"Why did it go? {names}", names, (names[:5_000],) * 50)] * 500)
    standalone("why?", turns)
    assert process_time() - begun < 10


@pytest.mark.parametrize("said", ["W" * 5000, "Ab \ud800 Cd", "Who " * 900])
def test_what_was_said_before_cannot_make_a_query_that_is_refused(said: str, sample_library: Library) -> None:
    for follow_up in ("tell me more", "and who else?", "why?"):
        answer = Assistant(sample_library).ask(follow_up, history=[Turn(said, f"{said} [1]", (said,))])
        assert answer.question == follow_up


def test_a_follow_up_is_answered_about_what_was_asked_before(sample_library: Library) -> None:
    assistant = Assistant(sample_library)
    first = assistant.ask("How was the Ever Given freed?")
    then = assistant.ask("who owns the ship?", history=[first])
    assert then.short_answer == "Shoei Kisen"
    assert "29 March 2021" in (assistant.ask("when?", history=[first]).short_answer or "")


def test_a_question_can_be_searched_as_typed(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("What about Turkey?", history=[CAATSA], rewrite=False)
    assert answer.query == "What about Turkey?"
    assert Assistant(sample_library).ask("What about Turkey?", history=[CAATSA]).query != answer.query
