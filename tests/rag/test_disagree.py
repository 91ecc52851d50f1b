"""Where the answering words of quotations differ, and what looks like it and is none."""

from itertools import count

import pytest

from index import Article, Library
from index.passage import Hit, Passage
from rag import Assistant
from rag.answer import Citation
from rag.disagree import disagreements, otherwise
from rag.evidence.rank import Candidate, Marked, Signs

_ids = count()
TOLL = "How many people were killed in the Lenna bridge collapse?"
OPENED = "When was the Lenna bridge opened?"


def read(quote: str, answer: str, day: str | None = None, *, title: str = "", margin: float = 5) -> Candidate:
    """Return a sentence of an article of its own in which the reader marks some words."""
    article = Article(
        id=f"article {next(_ids)}", title=title or "Lenna bridge collapse", text=quote, published=day
    )
    at = quote.index(answer)
    hit = Hit(Passage(1, article.id, 0, len(quote)), article, 1.0, 1, 0.5, 3.0)
    marks = (Marked(at, at + len(answer), margin, 0.9),)
    return Candidate(hit, 0, len(quote), Signs(0.5, 1.0, 0.5), marks)


def cited(number: int, candidate: Candidate) -> Citation:
    return Citation(number, candidate.hit.article, 0, len(candidate.text), candidate.text)


def lines(question: str, *found: Candidate) -> list[str]:
    quotes = [cited(number, each) for number, each in enumerate(found, start=1)]
    return [each.text for each in disagreements(question, quotes, found)]


def test_counts_that_differ_are_told_with_their_days_the_oldest_first() -> None:
    later = read("The collapse of the Lenna bridge killed 31 people, the ministry said.", "31", "2024-03-09")
    first = read("The Lenna bridge collapse killed at least 12 people on Tuesday.", "12", "2024-03-05")
    (found,) = disagreements(TOLL, [cited(1, later), cited(2, first)], [later, first])
    assert found.kind == "figures"
    assert [(each.said, each.citation, each.published) for each in found.positions] == [
        ("at least 12", 2, "2024-03-05"),
        ("31", 1, "2024-03-09"),
    ]
    assert found.text == (
        "Sources differ: at least 12 (5 March 2024) [2], 31 (9 March 2024) [1];"
        " the later report may supersede the earlier."
    )


def test_three_counts_of_one_thing_are_one_disagreement() -> None:
    counts = [read(f"The Lenna bridge collapse killed {n}7 people.", f"{n}7") for n in (1, 3, 5)]
    assert lines(TOLL, *counts) == ["Sources differ: 17 [1], 37 [2], 57 [3]."]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Lenna bridge collapse killed about 30 people.", "The Lenna bridge collapse killed 31 people."),
        ("The Lenna bridge collapse killed over 30 people.", "The Lenna bridge collapse killed 31 people."),
        ("The Lenna bridge collapse killed 12 people.", "The Lenna bridge collapse killed 31 dogs."),
        ("The Lenna bridge collapse killed 12 people.", "A collapse in Karsund killed 31 people."),
    ],
)
def test_what_can_both_be_right_or_is_of_something_else_does_not_differ(one: str, other: str) -> None:
    marked = (next(word for word in text.split() if word.isdigit()) for text in (one, other))
    assert lines(TOLL, read(one, next(marked)), read(other, next(marked), title="Report")) == []


def test_what_the_reader_does_not_take_for_an_answer_is_not_compared() -> None:
    one = read("The Lenna bridge collapse killed 12 people.", "12")
    other = read("The Lenna bridge collapse left 31 people killed or hurt.", "31", margin=-1)
    assert lines(TOLL, one, other) == []


def test_near_copies_are_one_source() -> None:
    one = read("The Lenna bridge collapse killed 12 people.", "12")
    other = read("The Lenna bridge collapse killed 31 people.", "31")
    copy = Citation(2, other.hit.article, 0, len(other.text), other.text, copies=(one.hit.article,))
    original = Citation(1, one.hit.article, 0, len(one.text), one.text, copies=(other.hit.article,))
    assert disagreements(TOLL, [original, copy], [one, other]) == ()


def test_days_differ_where_neither_lies_within_the_other() -> None:
    one = read("The Lenna bridge was opened to traffic on 4 May 1998.", "4 May 1998")
    other = read("The Lenna bridge was opened to traffic in June 1998.", "June 1998")
    same = read("The Lenna bridge was opened to traffic in 1998.", "1998")
    assert lines(OPENED, one, other) == ["Sources differ: 4 May 1998 [1], June 1998 [2]."]
    assert lines(OPENED, one, same) == []


def test_of_the_other_sentences_the_first_that_differs_is_found_unless_those_quoted_differ_already() -> None:
    told = [read(f"The Lenna bridge collapse killed {n} people.", f"{n}") for n in (12, 12, 31, 57)]
    quotes = [cited(number, each) for number, each in enumerate(told)]
    assert otherwise(TOLL, quotes[:1], quotes[1:], told) is quotes[2]
    assert otherwise(TOLL, [quotes[0], quotes[3]], quotes[1:3], told) is None


def test_an_answer_from_the_samples_says_that_the_toll_differs(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("How many people were killed in the Beirut port explosion?")
    (found,) = answer.disagreements
    assert [position.said for position in found.positions] == ["at least 78", "218"]
    quotes = {citation.number: citation.quote for citation in answer.citations}
    assert all(position.said in quotes[position.citation] for position in found.positions)


@pytest.mark.parametrize(
    "question",
    [
        "Why was India exempted from CAATSA?",
        "What share of India's arms imports came from Russia?",
        "When did deliveries of the S-400 to India begin?",
        "How long did the Ever Given block the Suez Canal?",
    ],
)
def test_other_answers_from_the_samples_raise_no_alarm(sample_library: Library, question: str) -> None:
    assert Assistant(sample_library).ask(question).disagreements == ()


def test_a_sentence_that_says_otherwise_is_cited_too(library: Library) -> None:
    told = "The Lenna bridge collapse killed {} people when the deck fell into the river."
    library.add(
        [
            Article(title="Bridge falls at Lenna", text=told.format(12), published="2024-03-05"),
            Article(
                title="A week after the Lenna bridge fell",
                text="Engineers inspected the river bed. "
                + told.format(31)
                + " The road over the pass has been closed since, and ferries carry the mail.",
                published="2024-03-12",
            ),
        ]
    )
    answer = Assistant(library).ask(TOLL)
    assert [position.said for position in answer.disagreements[0].positions] == ["12", "31"]
