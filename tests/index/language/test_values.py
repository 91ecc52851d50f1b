"""Numbers and dates of claims are compared by what they mean, however they are written."""

import pytest

from index.language.dates import dates
from index.language.names import certain_names, is_name, names_and_openings, names_in
from index.language.numbers import numbers


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("5 bn", "5 billion", True),
        ("5 billion", "5,000,000,000", True),
        ("$5m", "5 million dollars", True),
        ("five", "5", True),
        ("twenty-one", "21", True),
        ("two hundred", "200", True),
        ("a dozen", "12", True),
        ("87%", "87 per cent", True),
        ("350-375 million people", "350 million", True),
        ("30 to 40 %", "30 percent", True),
        ("about 5 million", "4,980,000", True),
        ("5 million", "4,980,000", False),
        ("about 5 million", "7,000,000", False),
        ("5 million", "5 billion", False),
        ("87%", "87", False),
        ("5%", "5 percentage points", False),
        ("5 points", "5 percentage points", True),
        ("$5", "€5", False),
        ("1999", "2009", False),
    ],
)
def test_numbers_are_compared_by_what_they_count(one: str, other: str, same: bool) -> None:
    mine, its = (numbers(text)[0] for text in (one, other))
    assert mine.same(its) == same


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("on 12 June 2018", (2018, 6, (12, 12))),
        ("June 12, 2018", (2018, 6, (12, 12))),
        ("12th of June", (None, 6, (12, 12))),
        ("12-15 June 2018", (2018, 6, (12, 15))),
        ("June 2018", (2018, 6, None)),
        ("since June", (None, 6, None)),
        ("2018-06-12", (2018, 6, (12, 12))),
    ],
)
def test_dates_are_read_in_each_of_their_forms(
    text: str, named: tuple[int | None, int, tuple[int, int] | None]
) -> None:
    (found,) = dates(text)
    assert (found.year, found.month, found.days) == named


@pytest.mark.parametrize("text", ["The minister may resign.", "They march on.", "Section 12 of 30"])
def test_words_that_are_also_months_are_none(text: str) -> None:
    assert dates(text) == []


def test_certain_names_leave_out_what_only_opens_a_sentence() -> None:
    text = (
        "Yesterday the council met in Orrin. Furthermore, Mayor Dorn spoke. The President left. TV was there."
    )
    assert certain_names(text) == ["Orrin", "Mayor Dorn"]
    assert certain_names("Der Rat der Stadt hat am Abend im Rathaus die Abgabe auf Fische beschlossen.") == []
    assert certain_names("") == []


def test_names_have_particles_and_capitals_with_accents() -> None:
    said = "Then Élodie Varga met Pieter van der Aa and Inês da Luz of Ångby."
    assert names_in(said) == ["Élodie Varga", "Pieter van der Aa", "Inês da Luz of Ångby"]


def test_what_opens_a_sentence_may_stand_before_a_name_as_any_noun_may_in_german() -> None:
    text = "Baker Ilona Marek met the baker Oskar Dorn and Mayor Rosa Lind, who had told them of the fire."
    assert names_and_openings(text) == [
        ("Baker Ilona Marek", True),
        ("Oskar Dorn", False),
        ("Mayor Rosa Lind", False),
    ]
    assert ("Bäcker Oskar Dorn", True) in names_and_openings("Den Brand hat der Bäcker Oskar Dorn gesehen.")


def test_a_month_of_a_language_that_is_only_read_in_days_is_part_of_a_name() -> None:
    for name in ("Wal Mart", "Paul Mart", "Nisan Motors", "Ocak Bank"):
        assert names_in(f"He went to {name}.") == [name]
    assert names_in("With Ilona Marek June began.") == ["Ilona Marek"]


def test_a_name_alone_may_begin_with_a_month() -> None:
    assert all(map(is_name, ("Jan Marek", "April Lind", "Ilona Marek", "Orrin")))
    assert not any(map(is_name, ("June", "fish", "Jan 2021", "Marek and the Dorn", "")))
