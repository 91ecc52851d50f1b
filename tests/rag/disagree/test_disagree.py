from itertools import count

import pytest

from index import Article, Library
from rag import Assistant
from rag.answer import Citation
from rag.disagree.disagreements import disagreements

_ids = count()
TOLL = "How many people were killed in the Lenna bridge collapse?"


def cited(number: int, quote: str, day: str | None = None, *, answer: str = "", title: str = "") -> Citation:
    article = Article(
        id=f"article {next(_ids)}", title=title or "Lenna bridge collapse", text=quote, published=day
    )
    at = quote.find(answer)
    return Citation(
        number, article, 0, len(quote), quote, answer_words=((at, at + len(answer)),) if answer else ()
    )


def lines(question: str, *citations: Citation) -> list[str]:
    return [each.text for each in disagreements(question, citations)]


def test_counts_that_differ_are_told_with_their_days_the_oldest_first() -> None:
    later = cited(1, "The collapse of the Lenna bridge killed 31 people, the ministry said.", "2024-03-09")
    first = cited(2, "The Lenna bridge collapse killed at least 12 people on Tuesday.", "2024-03-05")
    (found,) = disagreements(TOLL, [later, first])
    assert found.kind == "figures"
    assert [(each.said, each.citation, each.published) for each in found.positions] == [
        ("at least 12", 2, "2024-03-05"),
        ("31", 1, "2024-03-09"),
    ]
    assert {"killed", "people"} <= set(found.about)
    assert found.text == (
        "Sources differ: at least 12 (5 March 2024) [2], 31 (9 March 2024) [1];"
        " the later report may supersede the earlier."
    )


def test_three_counts_of_one_thing_are_one_disagreement() -> None:
    counts = [cited(n, f"The Lenna bridge collapse killed {n}7 people.") for n in (1, 3, 5)]
    assert lines(TOLL, *counts) == ["Sources differ: 17 [1], 37 [3], 57 [5]."]


def test_only_what_is_asked_for_is_compared_where_a_number_is() -> None:
    one = cited(1, "The Lenna bridge collapse killed 12 people and injured 40.", "2024-03-05")
    other = cited(2, "The collapse of the Lenna bridge killed 31 people and injured 90.", "2024-03-09")
    assert "12" in lines(TOLL, one, other)[0]
    assert "40" in lines("How many people were injured in the Lenna bridge collapse?", one, other)[0]
    assert len(lines("Lenna bridge collapse", one, other)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Lenna bridge collapse killed about 30 people.", "The Lenna bridge collapse killed 31 people."),
        (
            "The Lenna bridge collapse killed more than 30 people.",
            "The Lenna bridge collapse killed 31 people.",
        ),
        ("The Lenna bridge collapse killed 12 people.", "The Lenna bridge collapse injured 31 people."),
        ("The Lenna bridge collapse killed 12 people.", "The Lenna bridge collapse killed 31 dogs."),
        ("The Lenna bridge collapse killed 12 people.", "A Lenna bridge collapse could kill 31 people."),
        (
            "The Lenna bridge collapse killed 12 people in 2024.",
            "A Lenna bridge collapse killed 31 people in 1911.",
        ),
        ("The Lenna bridge collapse killed 12 people.", "A collapse in Karsund killed 31 people."),
    ],
)
def test_what_can_both_be_right_or_is_of_something_else_does_not_differ(one: str, other: str) -> None:
    assert lines(TOLL, cited(1, one), cited(2, other, title="Report")) == []


def test_near_copies_are_one_source() -> None:
    one = cited(1, "The Lenna bridge collapse killed 12 people.")
    other = cited(2, "The Lenna bridge collapse killed 31 people.")
    copy = Citation(2, other.article, 0, len(other.quote), other.quote, copies=(one.article,))
    original = Citation(1, one.article, 0, len(one.quote), one.quote, copies=(other.article,))
    assert lines(TOLL, original, copy) == []


def test_days_differ_where_a_day_is_asked_for() -> None:
    one = cited(1, "The Lenna bridge was opened to traffic on 4 May 1998.", answer="4 May 1998")
    other = cited(2, "The Lenna bridge was opened to traffic in June 1998.", answer="June 1998")
    same = cited(3, "The Lenna bridge was opened to traffic in 1998.", answer="1998")
    asked = "When was the Lenna bridge opened?"
    assert lines(asked, one, other) == ["Sources differ: 4 May 1998 [1], June 1998 [2]."]
    assert lines(asked, one, same) == []
    assert lines("Who opened the Lenna bridge?", one, other) == []


def test_holders_of_an_office_are_told_with_their_days() -> None:
    one = cited(1, "The mayor of Port Lenna is Ilse Marrow.", "2019-01-02", answer="Ilse Marrow")
    other = cited(2, "The mayor of Port Lenna is Jon Harbeck.", "2023-01-02", answer="Jon Harbeck")
    asked = "Who is the mayor of Port Lenna?"
    assert lines(asked, one, other) == [
        "Sources differ: Ilse Marrow (2 January 2019) [1], Jon Harbeck (2 January 2023) [2];"
        " the later report may supersede the earlier."
    ]
    short = cited(3, "The mayor of Port Lenna is Marrow.", answer="Marrow")
    assert lines(asked, one, short) == []


def test_an_answer_from_the_samples_says_that_the_toll_differs(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("How many people died in the Beirut port explosion?")
    (found,) = answer.disagreements
    assert [position.said for position in found.positions] == ["at least 78", "218"]
    quotes = {citation.number: citation.quote for citation in answer.citations}
    assert all(position.said in quotes[position.citation] for position in found.positions)


@pytest.mark.parametrize(
    "question",
    [
        "Why was India exempted from CAATSA?",
        "What share of India's arms imports came from Russia?",
        "How much was the S-400 contract worth?",
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
