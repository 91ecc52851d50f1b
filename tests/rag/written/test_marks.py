import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.written.marks import Written, written
from tests.kit.replies import replies

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


def test_a_sentence_that_never_ends_is_cut_between_words_and_costs_little() -> None:
    for endless in ("word " * 800, "a [b. c " * 500, "<a b. c " * 500, "x" * 20_000, "```\n x. y " * 400):
        found = list(written(list(endless), known=1))
        assert "".join("".join(each.text.split()) for each in found).count("x") == endless.count("x")
        assert list(written([endless], known=1)) == found


def test_marks_alone_are_no_sentence() -> None:
    assert list(written(["[1] [2]", " [3]."], known=3)) == []


def test_years_in_brackets_are_no_marks_unless_they_name_a_passage() -> None:
    assert list(written(["It ended [2018]. [1]"], known=3)) == [Written("", "It ended.", (1,))]


@pytest.mark.parametrize(
    ("mark", "passages"),
    [
        ("[1]", (1,)),
        ("[1, 3]", (1, 3)),
        ("[1][2]", (1, 2)),
        ("[2-4]", (2, 3, 4)),
        ("[2–9999]", (2, 3, 4, 5)),
        ("[3-1]", ()),
        ("[1, 3-4]", (1, 3, 4)),
        ("【2】", (2,)),
        ("【2†source】", (2,)),
        ("[^2]", (2,)),
        ("[2](https://evil.example)", (2,)),
        ("[0]", ()),
        ("[77]", ()),
    ],
)
@pytest.mark.parametrize(
    "form", ["It ended {}.", "It ended. {}", "It ended.{}", "It ended{}.", "It ended.\n{}"]
)
def test_a_mark_is_read_wherever_it_stands(form: str, mark: str, passages: tuple[int, ...]) -> None:
    assert list(written([form.format(mark)], known=5)) == [Written("", "It ended.", passages)]


def test_parentheses_are_prose() -> None:
    assert list(written(["It ended (1). [2]"], known=2)) == [Written("", "It ended (1).", (2,))]


def test_marks_in_code_are_code() -> None:
    (inline,) = written(["Call `items[1]. Or` [2] now. [1]"], known=2)
    assert inline == Written("", "Call `items[1]. Or` now.", (2, 1))
    (said, block) = written(["So. [1]\n\n```\na[1] = 2. B\n\nc[2]\n```"], known=2)
    assert said.passages == (1,)
    assert (block.text, block.passages) == ("```\na[1] = 2. B\n\nc[2]\n```", ())


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## What happened\n", "What happened"),
        ("**India** was *spared*.", "India was spared."),
        ("* It was ~~not~~ spared.", "- It was not spared."),
        ("> It was spared.", "It was spared."),
        ("snake_case_name and 2*3*4 stay.", "snake_case_name and 2*3*4 stay."),
        ("A < B, x <5 and 3 > 2.", "A < B, x <5 and 3 > 2."),
        ("See [the deal](https://a.example/b_(c)) now.", "See the deal now."),
        ("See ![a picture](http://a.example/i.png) now.", "See a picture now."),
        ("See <a href='x'>this</a><img src=y> now.", "See this now."),
        ("See https://a.example/?q=1, now.", "See (link left out), now."),
        ("See <https://a.example> now.", "See now."),
        ("See //a.example/b and data:text/html,x now.", "See (link left out) and (link left out) now."),
        ("Unclosed ![x](https://a.example/i.png?d=", "Unclosed ![x] ((link left out)"),
        ("Unclosed <img src=x", "Unclosed < img src=x"),
        ("In code `![x](https://a.example/i)` too.", "In code `![x]((link left out))` too."),
    ],
)
def test_markdown_becomes_text_that_reads_and_nothing_that_loads(markdown: str, text: str) -> None:
    (said,) = written([markdown], known=1)
    assert said.text == text


def test_headings_and_items_of_a_list_are_sentences_of_their_own() -> None:
    reply = "# The deal\nIt was signed [1]\n\n1. In Delhi [1]\n2. In **Moscow** [2]\n- Or nowhere"
    assert list(written([reply], known=2)) == [
        Written("", "The deal", ()),
        Written("\n", "It was signed", (1,)),
        Written("\n\n", "1. In Delhi", (1,)),
        Written("\n", "2. In Moscow", (2,)),
        Written("\n", "- Or nowhere", ()),
    ]


def test_a_quotation_of_two_sentences_is_not_cut() -> None:
    pieces = ['He said: "It is over. ', "We go home. ", 'Now." [1] ', "They went. [2]"]
    assert [each.text for each in written(pieces, known=2)] == [
        'He said: "It is over. We go home. Now."',
        "They went.",
    ]


@pytest.mark.parametrize("reply", replies(), ids=range(100))
def test_every_split_of_a_hundred_replies_gives_what_the_whole_gives(reply: str) -> None:
    whole = list(written([reply], known=4))
    assert list(written(list(reply), known=4)) == whole
    for place in range(len(reply)):
        assert list(written([reply[:place], reply[place:]], known=4)) == whole


@given(st.sampled_from(replies()), st.lists(st.integers(0, 2000), max_size=30))
def test_any_number_of_splits_gives_what_the_whole_gives(reply: str, places: list[int]) -> None:
    assert list(written(cut(reply, places), known=4)) == list(written([reply], known=4))


@pytest.mark.parametrize("reply", replies(300, seed=5)[::3], ids=range(100))
def test_nothing_that_loads_is_left_of_a_hundred_replies(reply: str) -> None:
    for said in written(list(reply), known=4):
        prose = re.sub(r"```[\s\S]*?(```|\Z)|`[^`\n]+`", "", said.text)
        assert not re.search(r"https?:|www\.|\]\(|<[a-z]", prose)
        assert not re.search(r"[\[【]\s*[1-4]\s*[\]】]", prose)


@given(st.text(alphabet='aB1[]【】,. \n`*#<>()!"“”-:/', max_size=60), st.integers(0, 3))
def test_no_reply_breaks_it_and_no_passage_is_invented(text: str, known: int) -> None:
    for each in written([text], known):
        assert all(1 <= number <= known for number in each.passages)
