"""A sentence that points back is quoted with what it points at."""

import pytest

from index import Article
from index.passage import Hit, Passage
from rag.evidence.rank import Candidate, Signs
from rag.quoted.compose import compose
from rag.quoted.context import LONGEST, in_context

NAMED = "The minister Ana Orrin met the miners in the town hall of Dorn."
ASKED = "She asked whether the pit could be kept open until the spring."
DENIED = "However, the owners of the pit had sold the pumps in the week before."


def candidate(text: str, sentence: str, language: str | None = None) -> Candidate:
    article = Article(id="a", title="Pit", text=text, language=language)
    hit = Hit(Passage(1, "a", 0, len(text)), article, 0.9, 1, 0.5, 3.0)
    start = text.index(sentence)
    return Candidate(hit, start, start + len(sentence), Signs(0.5, 0.9, 0.5))


@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_a_sentence_is_quoted_with_the_one_before_that_says_who_is_meant(gap: str) -> None:
    text = f"Rain fell on Dorn all day. {NAMED}{gap}{ASKED}"
    (made,) = in_context([candidate(text, ASKED)])
    assert made.text == f"{NAMED}{gap}{ASKED}"


def test_of_two_that_point_back_both_are_quoted_with_the_one_before() -> None:
    (made,) = in_context([candidate(f"{NAMED} {ASKED} {DENIED}", DENIED)])
    assert made.text == f"{NAMED} {ASKED} {DENIED}"


def test_a_sentence_that_can_be_read_alone_is_quoted_alone() -> None:
    (made,) = in_context([candidate(f"{DENIED} {NAMED}", NAMED)])
    assert made.text == NAMED


def test_nothing_is_quoted_across_a_heading() -> None:
    (made,) = in_context([candidate(f"{NAMED}\n\nThe pumps\n\n{ASKED}", ASKED)])
    assert made.text == ASKED


def test_a_quotation_does_not_grow_without_end() -> None:
    long = f"The minister Ana Orrin met {'the miners and ' * (LONGEST // 15)}the owners."
    (made,) = in_context([candidate(f"{long} {ASKED}", ASKED)])
    assert made.text == ASKED


def test_a_row_of_a_table_stays_a_row() -> None:
    text = f"{NAMED}\n\nIt: staff 9, pay 8\nOther: staff 7, pay 6"
    (made,) = in_context([candidate(text, "It: staff 9, pay 8")])
    assert made.text == "It: staff 9, pay 8"


def test_what_is_quoted_already_is_not_quoted_twice() -> None:
    text = f"{NAMED} {ASKED}"
    made = in_context([candidate(text, NAMED), candidate(text, ASKED)])
    assert [each.text for each in made] == [text]


def test_a_quotation_that_was_made_longer_is_a_slice_of_its_article() -> None:
    text = f"{NAMED}\n\n{ASKED} {DENIED}"
    made = compose("Who asked to keep the pit open?", [candidate(text, ASKED)])
    for cited in made.citations:
        assert cited.article.text[cited.start : cited.end] == cited.quote
    assert made.text == f"{NAMED} {ASKED} [1]"
    assert [said.text for said in made.sentences] == [f"{NAMED} {ASKED}"]
