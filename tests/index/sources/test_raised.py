"""What is written for raised and lowered marks."""

import pytest

from index.sources.formats.raised import lowered, raised


@pytest.mark.parametrize(
    ("before", "mark"),
    [
        ("a share of 45", "13"),
        ("in 2019", "7"),
        ("in 2019.", "7,8"),
        ("the dam", "[4]"),
        ("the dam", "1–3"),
        ("the dam", "*"),
        ("the dam", "††"),
        ("the dam", "a"),
        ("of 45", "b"),
        ("the dam", "[citation needed]"),
        ("the dam", "[note 2]"),
        ("the team", "2"),
        ("of 1,310", "6"),
        ("0.10", "3"),
        ("a", "2"),
        ("", "12"),
    ],
)
def test_the_mark_of_a_note_is_none_of_the_words(before: str, mark: str) -> None:
    assert raised(mark, before) == ""


@pytest.mark.parametrize(
    ("before", "mark", "written"),
    [
        ("12 m", "2", "²"),
        ("12 km", "3", "³"),
        ("5 W/m", "2", "²"),
        ("9.8 m s", "−2", "⁻²"),
        ("× 10", "6", "⁶"),
        ("10", "-3", "⁻³"),
        ("x", "2", "²"),
        ("E = mc", "2", "²"),
        ("Ca", "2+", "²⁺"),
        ("the 1", "st", "st"),
        ("le 2", "e", "e"),
        ("le XX", "e", "e"),
        ("Acme", "TM", "™"),
        ("M", "me", "me"),
    ],
)
def test_what_is_part_of_a_word_or_figure_stays(before: str, mark: str, written: str) -> None:
    assert raised(mark, before) == written


def test_a_mass_number_stays_before_its_element() -> None:
    assert raised("14", "dated by ", "C in charcoal") == "¹⁴"
    assert raised("14", "", "Cole 1998, p. 3") == ""
    assert raised("14", "dated by ", "Cole") == ""


def test_a_reference_that_the_file_names_as_one_goes_whatever_stands_before_it() -> None:
    assert raised("2", "12 m", note=True) == ""


def test_lowered_figures_stay() -> None:
    assert "CO" + lowered("2") == "CO₂"
