"""What was typed is taken for a statement or for a question; a question in doubt stays one."""

import pytest

from rag.question.statement import asks, is_statement


@pytest.mark.parametrize(
    "text",
    [
        "India was exempted from CAATSA in 2018.",
        "India was exempted from CAATSA in 2018",
        "Finland joined NATO.",
        'The minister said: "We have agreed."',
        "The bridge isn't open yet",
        "Die Brücke wurde im Mai gesperrt.",
        "Мост закрыли в мае 2020 года.",
        "पुल मई 2020 में बंद किया गया था।",
        "这座桥于2020年5月关闭。",
        "أغلق الجسر في مايو 2020.",
    ],
)
def test_a_statement_is_told_by_its_end_or_by_an_english_verb_within(text: str) -> None:
    assert is_statement(text)
    assert not asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Why was India exempted?",
        "India was exempted from CAATSA?",
        "who got the first nobel prize in physics",
        "india caatsa",
        "the road that connects the tombs is called",
        "What India was told in 2018",
        "Was India exempted in 2018",
        "Tell me about the bridge.",
        "Name a country that was exempted.",
        "Finland joined NATO",  # may be a search: nothing says that it is over
        "Which is it that was closed.",
        "Почему закрыли мост？",
        "为什么关闭了这座桥？",
        "لماذا أغلق الجسر؟",
        "Γιατί έκλεισε η γέφυρα;",
        "Hello.",
        "Thanks, that is all.",
        "Yes.",
        "…",
        "",
        " ",
        "12.",
    ],
)
def test_a_question_a_search_and_a_courtesy_are_no_statement(text: str) -> None:
    assert not is_statement(text)
