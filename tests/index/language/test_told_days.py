"""The day of what a sentence of an article tells."""

import pytest

from index.language.relative_dates import told_from
from index.language.told_days import told_day

THURSDAY = "2018-06-14"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The mine flooded on 3 February 2018.", "2018-02-03"),
        ("The mine flooded on February 3, 2018.", "2018-02-03"),
        ("Le 3 février 2018, la mine a été inondée.", "2018-02-03"),
        ("The owner was fined on Wednesday.", "2018-06-13"),
        ("The owner was fined yesterday.", "2018-06-13"),
        ("The owner was fined last Thursday.", "2018-06-07"),
        ("The council will meet on Monday.", "2018-06-18"),
        ("It will be raised from 1 July, the council decided on Wednesday.", "2018-06-13"),
        ("The levy rises from 1 July.", "2018-07-01"),
        ("It was closed on 28 December.", "2017-12-28"),
        ("The mine, flooded on 3 February 2018, reopened on Wednesday.", "2018-06-13"),
    ],
)
def test_a_day_is_told_in_full_or_from_the_articles_day(sentence: str, day: str) -> None:
    assert told_day(sentence, THURSDAY) == day


def test_on_thursday_in_an_article_of_a_thursday_is_that_day() -> None:
    assert told_day("The owner was fined on Thursday.", THURSDAY) == THURSDAY
    (found,) = told_from("The owner was fined on Thursday.", THURSDAY)
    assert (found.month, found.days) == (6, (14, 14))


def test_what_every_year_has_is_the_nearest_to_an_articles_day() -> None:
    (found,) = told_from("The mine closes in January.", "2019-12-20")
    assert (found.year, found.month) == (2020, 1)
    (found,) = told_from("The mine closed in October.", "2019-12-20")
    assert (found.year, found.month) == (2019, 10)


@pytest.mark.parametrize(
    "sentence",
    [
        "The owner was fined for the flood of 3 February 2018.",
        "The mine has been closed since 3 February 2018.",
        "The mine will close for good in October.",
        "The mine opened in 1986.",
        "The pumps ran all of last week.",
    ],
)
def test_a_day_that_only_names_something_or_no_single_day_is_none(sentence: str) -> None:
    assert told_day(sentence, THURSDAY) is None


def test_without_a_day_of_the_article_only_days_in_full_are_told() -> None:
    assert told_day("The owner was fined on Thursday.", None) is None
    assert told_day("It opened on 1 May 1986 and closed on 2 June 1990.", None) == "1986-05-01"
