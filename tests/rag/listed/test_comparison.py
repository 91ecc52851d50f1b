"""Two things side by side, by what is asked of both."""

from pathlib import Path

import pytest

from index import Article, Library
from rag import Answer, Assistant
from tests.kit.sound import sound
from ui.page.exchange import answer_html
from ui.render.told import told

LENNA = (
    "Lenna will build a sea wall of stone that is 3.1 km long. It costs 210 million crowns and will be ready"
    " in 2027. Engineer Ilse Brandt leads the work."
)
KELMAR = (
    "Kelmar has chosen an earth bank of 4.6 km. It costs 75 million crowns and will be ready in 2024."
    " Engineer Nils Dorn leads the work."
)


@pytest.fixture
def both(tmp_path: Path) -> Library:
    made = Library.open(tmp_path)
    made.add([Article(title="Wall", text=LENNA), Article(title="Bank", text=KELMAR)])
    return made


def compared(library: Library, question: str) -> Answer:
    answer = Assistant(library).ask(question)
    sound(answer)
    return answer


def values(answer: Answer) -> list[tuple[int, str, str]]:
    return [(row.group, row.label, row.value) for row in answer.rows]


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("which is cheaper, the wall of Lenna or the bank of Kelmar?", ("wall of Lenna", "bank of Kelmar")),
        ("how do the costs in Lenna and Kelmar differ?", ("costs in Lenna", "costs in Kelmar")),
    ],
)
def test_what_is_asked_of_both_comes_first(both: Library, question: str, sides: tuple[str, str]) -> None:
    answer = compared(both, question)
    assert answer.kind == "comparison"
    assert values(answer)[:2] == [
        (1, sides[0], "210 million crowns"),
        (1, sides[1], "75 million crowns"),
    ]
    for row in answer.rows[:2]:
        ((start, end),) = row.citation.answer_words
        assert row.citation.article.text[start:end] == row.value


@pytest.mark.parametrize(
    "question", ["compare Lenna and Kelmar", "compare the sea defences of Lenna and Kelmar"]
)
def test_sentences_that_are_worded_alike_stand_side_by_side(both: Library, question: str) -> None:
    answer = compared(both, question)
    quotes = [row.citation.quote for row in answer.rows]
    places = {quote: at for at, quote in enumerate(quotes)}
    for mine, its in (("Ilse", "Nils"), ("210", "75")):
        (first,) = (at for quote, at in places.items() if mine in quote)
        (second,) = (at for quote, at in places.items() if its in quote)
        assert second == first + 1
        assert answer.rows[first].group == answer.rows[second].group


def test_what_one_of_the_two_does_not_say_is_not_said(both: Library) -> None:
    both.add(
        [Article(title="Skarv", text="Skarv is a village at the sea. People there fish and sing in a choir.")]
    )
    answer = compared(both, "compare the costs of Lenna and Skarv")
    assert values(answer) == [(1, "costs of Lenna", "210 million crowns")]
    assert answer.text.endswith("Not said of “costs of Skarv”.")
    assert "Not said of “costs of Skarv”." in answer_html(told(answer))


def test_a_thing_that_no_article_names_is_not_compared(both: Library) -> None:
    assert compared(both, "compare the costs of Lenna and Skarv").kind == "quoted"
