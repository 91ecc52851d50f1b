"""Differences as reports of strikes, trials, matches and accidents have them, and what looks like one."""

import pytest

from index import Article, Library
from rag import Assistant
from rag.disagree.claim import claims
from rag.disagree.verdicts import opposed, verdict
from tests.rag.disagree.test_differ import cited, said


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("One person was killed when the ferry sank.", "Sixteen people died.", ["One", "Sixteen"]),
        ("The sinking killed 14 workers.", "Sixteen people died.", ["14", "Sixteen"]),
        ("One man died when the ferry sank.", "The sinking killed three.", ["One", "three"]),
        ("14 passengers drowned.", "The death toll rose to 39.", ["14", "39"]),
    ],
)
def test_one_and_those_whom_an_accident_hits_are_counted(one: str, other: str, told: list[str]) -> None:
    first, later = cited(1, one, "2024-03-05"), cited(2, other, "2024-03-06")
    assert said("How many people died when the ferry sank?", first, later) == [told]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The sinking killed 14 workers and two guards.", "Sixteen people died."),
        ("Two guards and 14 workers were killed.", "Sixteen people died."),
        ("One of the two captains died.", "Sixteen people died."),
        ("One day later 16 people had died.", "Sixteen people died."),
        ("14 women died.", "Sixteen people died."),
        ("14 passengers were rescued.", "Sixteen people died."),
    ],
)
def test_a_part_of_those_hit_is_no_other_count(one: str, other: str) -> None:
    first, later = cited(1, one, "2024-03-05"), cited(2, other, "2024-03-06")
    assert said("How many people died when the ferry sank?", first, later) == []


@pytest.mark.parametrize(
    ("quote", "measure"),
    [
        ("United drew 2-2 in front of 38,000 spectators.", "taking part"),
        ("A crowd of 41,200 watched the match.", "taking part"),
        ("The match was watched by 41,200 fans.", "taking part"),
        ("The council approved a budget of $340 million.", "price"),
        ("Dorrin's budget amounts to $365 million.", "price"),
    ],
)
def test_a_crowd_and_a_budget_are_measured(quote: str, measure: str) -> None:
    assert [claim.measure for claim in claims(quote)] == [measure]


def test_a_deficit_is_no_budget() -> None:
    assert claims("The budget deficit of $3 million grew.") == ()


def test_what_a_thing_cost_is_told_of_it_also_behind_which() -> None:
    one = cited(1, "The Lenna tunnel, which cost $1.2 billion, was opened.", title="Lenna tunnel opens")
    other = cited(2, "The bill for the Lenna tunnel came to $1.9 billion.", title="Lenna tunnel audit")
    assert said("How much did the Lenna tunnel cost?", one, other) == [["$1.2 billion", "$1.9 billion"]]


def test_budgets_differ_where_they_are_asked_for() -> None:
    one = cited(1, "Port Lenna approved a budget of $340 million for next year.", title="Port Lenna votes")
    other = cited(2, "The budget of Port Lenna amounts to $365 million.", title="Port Lenna budget")
    assert said("How big is the budget of Port Lenna?", one, other) == [["$340 million", "$365 million"]]
    assert said("Who wrote the budget of Port Lenna?", one, other) == []


@pytest.mark.parametrize(
    "question",
    [
        "Was the takeover of the ferry line approved?",
        "Why was the takeover of the ferry line rejected?",
        "Who approved the takeover of the ferry line?",
        "What happened to the takeover of the ferry line?",
    ],
)
def test_verdicts_are_told_where_the_question_names_what_was_decided(question: str) -> None:
    one = cited(1, "The regulator blocked the takeover of the ferry line by Fenwick.", "2024-03-05")
    other = cited(2, "The takeover of the ferry line by Fenwick was approved.", "2024-03-06")
    assert said(question, one, other) == [["blocked", "approved"]]


@pytest.mark.parametrize(
    "question",
    [
        "Why did the takeover of the ferry line cost so much?",
        "Who owns the ferry line?",
        "Why was the captain rejected?",
        "How much did the takeover of the ferry line cost?",
    ],
)
def test_verdicts_are_not_told_where_something_else_is_asked(question: str) -> None:
    one = cited(1, "The regulator blocked the takeover of the ferry line by Fenwick.", "2024-03-05")
    other = cited(2, "The takeover of the ferry line by Fenwick was approved.", "2024-03-06")
    assert said(question, one, other) == []


@pytest.mark.parametrize(
    "quote",
    [
        "Farmers blocked the motorway near Tarnholm.",
        "The motorway near Tarnholm was blocked by farmers over the plan.",
        "The ship blocked the canal for six days.",
    ],
)
def test_a_road_that_is_blocked_is_no_verdict(quote: str) -> None:
    assert verdict(quote) is None


def test_a_verdict_may_have_its_day_and_its_sentence_behind_it() -> None:
    one = "The district court in Halmouth acquitted former mayor Petra Lindqvist of bribery on Monday."
    other = (
        "Former mayor Petra Lindqvist was found guilty of bribery by the district court in Halmouth on Monday"
        " and sentenced to two years in prison."
    )
    assert opposed(verdict(one), verdict(other))
    assert not opposed(verdict(one), verdict(other.replace("Petra Lindqvist", "Jon Harbeck")))


def test_a_name_is_one_with_its_title_and_without(library: Library) -> None:
    library.add(
        [
            Article(
                title="Court clears former mayor Petra Lindqvist",
                text="The district court in Halmouth acquitted former mayor Petra Lindqvist of bribery on"
                " Monday. The judge said the evidence was thin.",
                published="2024-03-04",
            ),
            Article(
                title="Ex-mayor Lindqvist found guilty",
                text="Former mayor Petra Lindqvist was found guilty of bribery by the district court in"
                " Halmouth on Monday. She will appeal, her lawyer said.",
                published="2024-03-05",
            ),
        ]
    )
    (found,) = Assistant(library).ask("Why was Petra Lindqvist acquitted?").disagreements
    assert [position.said for position in found.positions] == ["acquitted", "found guilty"]
