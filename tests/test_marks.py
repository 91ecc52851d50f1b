import itertools

from hypothesis import given
from hypothesis import strategies as st

from rag.marks import Written, written

REPLY = (
    "India was spared. [1] Mr. Modi met Gen. Dunford on Jan. 5 [2, 3]. It cost $5.43 billion【1】!"
    " Nobody [9] agreed [1][2]. The end"
)
SENTENCES = [
    Written("", "India was spared.", (1,)),
    Written(" ", "Mr. Modi met Gen. Dunford on Jan. 5.", (2, 3)),
    Written(" ", "It cost $5.43 billion!", (1,)),
    Written(" ", "Nobody agreed.", (1, 2)),
    Written(" ", "The end", ()),
]


def cut(text: str, places: list[int]) -> list[str]:
    edges = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(edges)]


def test_marks_are_read_in_every_form_and_unknown_numbers_dropped() -> None:
    assert list(written([REPLY], known=3)) == SENTENCES


@given(st.lists(st.integers(0, 500), max_size=30))
def test_it_does_not_matter_where_the_stream_is_cut(places: list[int]) -> None:
    assert list(written(cut(REPLY, places), known=3)) == SENTENCES


def test_a_sentence_comes_as_soon_as_the_next_has_begun() -> None:
    pieces = iter(["One is here. [1]", " Two", " follows", " now. [2]"])
    stream = written(pieces, known=2)
    assert next(stream) == Written("", "One is here.", (1,))
    assert next(pieces) == " now. [2]"


def test_paragraphs_and_lists_keep_their_breaks() -> None:
    found = list(written(["First. [1]\n\n- Second thing. [2]\n- Third thing. [1]"], known=2))
    assert [each.gap for each in found] == ["", "\n\n", "\n"]
    assert [each.passages for each in found] == [(1,), (2,), (1,)]


def test_marks_alone_are_no_sentence() -> None:
    assert list(written(["[1] [2]", " [3]."], known=3)) == []


def test_years_in_brackets_are_no_marks_unless_they_name_a_passage() -> None:
    assert list(written(["It ended [2018]. [1]"], known=3)) == [Written("", "It ended.", (1,))]


@given(st.text(alphabet="aB1[]【】,. \n", max_size=60), st.integers(0, 3))
def test_no_reply_breaks_it_and_no_passage_is_invented(text: str, known: int) -> None:
    for each in written([text], known):
        assert all(1 <= number <= known for number in each.passages)
