from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.words import words_of
from rag import Turn
from rag.answer import recent
from rag.question.leans import key_words, leans
from rag.question.standalone import standalone

CAATSA = Turn("Why was India exempted from CAATSA?", "Because of its cooperation. [1]")
BEIRUT = Turn(
    "How many people died?",
    "The explosion killed 218 people. [1]",
    ("One year after the Beirut port explosion, 218 dead",),
)
MODI = Turn(
    "Who signed it?", "Narendra Modi signed it in New Delhi. [1]", ("Narendra Modi signs in New Delhi",)
)


@pytest.mark.parametrize(
    "question",
    [
        "and what did Washington get?",
        "Why?",
        "When did it sign the contract?",
        "What did they say about the price?",
        "who else?",
        "the latest",
        "Any other countries?",
        "How many were exempted after that?",
    ],
)
def test_a_follow_up_leans_on_what_was_asked(question: str) -> None:
    assert leans(question, [CAATSA])
    assert {"India", "CAATSA"} & {*words_of(standalone(question, [CAATSA]))}


@pytest.mark.parametrize(
    "question",
    [
        "Why was Turkey removed from the F-35 programme?",
        "How was the Ever Given freed from the Suez Canal?",
        "Who replaced Gotabaya Rajapaksa as president of Sri Lanka?",
        "How many people were killed in the explosion?",
        "What did India say about its dependence on Russia?",
        "Is it true that Sweden joined NATO?",
        "Are there wheat exports from Afghanistan this year?",
        "Which law threatens those who buy Russian arms?",
        "What is CAATSA?",
        "Who is Putin?",
        "who won the battle of saratoga in 1777",
    ],
)
def test_a_question_that_stands_alone_is_left_as_typed(question: str) -> None:
    assert standalone(question, [CAATSA]) == question


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("What about Turkey?", "Why was Turkey exempted from CAATSA?"),
        ("and Turkey?", "Why was Turkey exempted from CAATSA?"),
        ("How about the NDAA?", "Why was India exempted from the NDAA?"),
        ("when?", "when was India exempted from CAATSA?"),
        ("go on", "Why was India exempted from CAATSA?"),
        ("Tell me more", "Tell me more: Why was India exempted from CAATSA?"),
        ("The latest?", "the latest on India and CAATSA?"),
        ("Who else?", "Who else was exempted from CAATSA?"),
    ],
)
def test_what_is_left_out_is_put_in(question: str, query: str) -> None:
    assert standalone(question, [CAATSA]) == query


def test_a_yes_or_no_question_takes_a_question_word() -> None:
    asked = [Turn("Has India been exempted from CAATSA?", "It has not. [1]")]
    assert standalone("why not?", asked) == "Has India been exempted from CAATSA, and why not?"
    assert standalone("Why?", asked) == "Why has India been exempted from CAATSA?"


def test_another_year_takes_the_place_of_the_year() -> None:
    asked = [Turn("How many votes did Leave win in 2016?", "17,410,742. [1]")]
    assert standalone("and in 2019?", asked) == "How many votes did Leave win in 2019?"


def test_a_name_with_a_preposition_takes_the_place_of_the_name_with_that() -> None:
    asked = [Turn("When did Modi meet Putin in Goa?", "On 15 October. [1]")]
    assert standalone("and in Delhi?", asked) == "When did Modi meet Putin in Delhi?"


def test_a_second_slot_is_filled_in_the_question_that_was_made_of_the_first() -> None:
    history = [CAATSA, Turn("What about Turkey?", "It was not. [1]")]
    assert standalone("and China?", history) == "Why was China exempted from CAATSA?"


def test_a_pronoun_for_a_person_becomes_the_name_where_it_is_clear_whose() -> None:
    assert standalone("When was he born?", [MODI]) == "When was Narendra Modi born?"
    assert standalone("What was his speech about?", [MODI]) == "What was Narendra Modi's speech about?"


def test_titles_of_cited_articles_tell_what_it_was_about() -> None:
    assert "Beirut" in standalone("How many were wounded in it?", [BEIRUT])


def test_a_thing_that_was_spoken_of_is_pointed_at_by_its_article() -> None:
    assert standalone("What caused the explosion?", [BEIRUT]) == "What caused the Beirut port explosion?"


def test_yes_confirms_only_what_was_asked() -> None:
    offered = Turn(CAATSA.question, "Shall I say why India was exempted? [1]")
    assert standalone("yes", [offered]) == CAATSA.question
    assert standalone("sure", [CAATSA]) == "sure"


def test_a_country_is_not_he() -> None:
    asked = "What did he do as Prime Minister?"
    assert leans(asked, [CAATSA])
    assert standalone(asked, [CAATSA]) == asked


def test_the_first_question_is_left_as_typed() -> None:
    assert standalone("and what about it?", []) == "and what about it?"


def test_a_chain_of_follow_ups_keeps_its_subject() -> None:
    history = [CAATSA, Turn("and what did Washington get?")]
    assert "India" in standalone("Why?", history)
    assert "Washington" in standalone("Why?", history)


def test_a_question_that_got_no_answer_is_not_what_the_next_is_about() -> None:
    history = [CAATSA, Turn("Who won the 1998 football world cup?", "The articles do not say.")]
    query = standalone("and who wanted it waived?", history)
    assert "India" in query
    assert "football" not in query


def test_a_new_subject_ends_the_old_one() -> None:
    history = [CAATSA, Turn("How was the Ever Given freed from the Suez Canal?")]
    query = standalone("and when was it?", history)
    assert query == "when was the Ever Given?"


def test_curly_apostrophes_are_apostrophes() -> None:
    assert key_words("what’s the reason they didn’t sell India’s?") == key_words(
        "what's the reason they didn't sell India's?"
    )


def test_a_long_question_before_does_not_make_a_follow_up_too_long() -> None:
    long = Turn("Why did India " + " ".join(f"word{at}" for at in range(500)) + "?")
    assert len(standalone("and who else?", [long])) < 400


def test_key_words_leave_function_words_out() -> None:
    assert key_words("Why was the S-400 sold to India's army?") == ["S-400", "sold", "India's", "army"]


texts = st.text(max_size=60)


@given(texts, st.lists(st.builds(Turn, texts, texts, st.tuples(texts)), max_size=4))
def test_no_conversation_breaks_it(question: str, history: list[Turn]) -> None:
    query = standalone(question, history)
    assert query == question or history


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("when do they meet?", "when does India meet?"),
        ("what did they say there?", "what did India say there?"),
        ("is it true that they were exempted?", "is it true that India was exempted?"),
        ("and then?", "what happened next with India and CAATSA?"),
    ],
)
def test_the_verb_agrees_with_the_name_that_is_put_in(question: str, query: str) -> None:
    assert standalone(question, [CAATSA]) == query


def test_a_history_of_any_length_is_looked_at_in_no_time() -> None:
    names = " ".join(f"Name{number}" for number in range(100_000))
    begun = process_time()
    turns = recent([Turn(f"Why did it go? {names}", names, (names[:5_000],) * 50)] * 500)
    standalone("why?", turns)
    assert process_time() - begun < 10


@pytest.mark.parametrize(
    ("before", "follow_up", "meant"),
    [
        (
            "What did Meridian Wire report?",
            "and in June 2022?",
            "What did Meridian Wire report in June 2022?",
        ),
        (
            "What did Meridian Wire report in 2021?",
            "and June 2022?",
            "What did Meridian Wire report in June 2022?",
        ),
        (
            "What did Izvestia write on 5 May 2021?",
            "And in June 2022?",
            "What did Izvestia write in June 2022?",
        ),
        (
            "What did Izvestia write in May 2021?",
            "and on 5 June 2022?",
            "What did Izvestia write on 5 June 2022?",
        ),
    ],
)
def test_another_month_or_day_takes_the_place_of_the_one_before(
    before: str, follow_up: str, meant: str
) -> None:
    assert standalone(follow_up, [Turn(before, "It reported a flood. [1]")]) == meant
