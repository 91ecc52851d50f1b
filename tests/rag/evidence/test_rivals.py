import pytest

from rag.evidence.rivals import about_another, subject


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("when did Sweden join NATO?", "Sweden"),
        ("why was the Ever Given stuck?", "Ever Given"),
        ("what has the Bank of England said?", "Bank of England"),
        ("how many people died?", ""),
        ("when was India's purchase approved?", ""),
        ("who joined NATO?", ""),
    ],
)
def test_the_subject_is_the_name_behind_the_verb(question: str, named: str) -> None:
    assert subject(question) == named


@pytest.mark.parametrize(
    "sentence",
    [
        "Finland joined NATO on Tuesday, 4 April 2023.",
        "The Netherlands was among the founders in 1949.",
        "Turkey has been a member of NATO since 1952.",
    ],
)
def test_what_is_told_of_another_subject_does_not_answer(sentence: str) -> None:
    assert about_another("when did Sweden join NATO?", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sweden joined NATO in March 2024.",
        "Finland and Sweden applied together on 18 May 2022.",
        "Hungary's parliament approved Sweden's accession.",
        "It joined the alliance in March 2024.",
        "The kingdom joined the alliance in March 2024.",
        "Kristersson said the country had joined in March 2024.",
        "Membership was granted in March 2024.",
        "Swedish papers were handed over in March 2024.",
    ],
)
def test_what_may_be_told_of_the_subject_is_left(sentence: str) -> None:
    assert not about_another("when did Sweden join NATO?", sentence)


def test_a_question_without_a_named_subject_has_no_rivals() -> None:
    assert not about_another("when was the alliance founded?", "Finland joined NATO in 2023.")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the US leave the Paris agreement?", "The United States left it on 4 November 2020."),
        ("When was Hoover Dam built?", "Construction began in 1931 and was completed in 1936."),
        ("When did Facebook buy Instagram?", "Mark Zuckerberg bought the company in 2012."),
        ("When did India launch it?", "New Delhi launched it in July."),
    ],
)
def test_a_subject_in_other_words_is_no_other(question: str, sentence: str) -> None:
    assert not about_another(question, sentence)
