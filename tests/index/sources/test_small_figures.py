"""PDFs: figures that their font draws small and high, or low, told by the box of their ink."""

import pytest

from index.sources.formats.pdf.small_figures import rise, small_figures

FULL, OLD_STYLE, HIGH, LOW = (-0.01, 0.66), (-0.22, 0.43), (0.36, 0.7), (-0.11, 0.21)
COMMA, MINUS, HIGH_COMMA, HIGH_MINUS = (-0.13, 0.1), (0.22, 0.29), (0.3, 0.44), (0.5, 0.55)


def drawn(text: str, shapes: dict[int, tuple[float, float]]) -> list[int]:
    """Return the places of what is drawn small, where all but some characters are of full height."""
    return [place for place, _ in small_figures(text, lambda place: shapes.get(place, FULL))]


@pytest.mark.parametrize("box", [FULL, OLD_STYLE, (0.0, 0.44)])
def test_a_figure_of_full_height_and_one_in_old_style_stand_on_the_line(box: tuple[float, float]) -> None:
    assert rise("3", *box) == 0


def test_a_figure_drawn_high_or_low_says_how_far() -> None:
    assert rise("3", *HIGH) == pytest.approx(0.36)
    assert rise("3", *LOW) == pytest.approx(-0.11)


def test_signs_are_high_only_above_where_they_usually_stand() -> None:
    assert [rise(",", *box) > 0 for box in (COMMA, HIGH_COMMA)] == [False, True]
    assert [rise("−", *box) > 0 for box in (MINUS, HIGH_MINUS)] == [False, True]


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("fares rose by 127 per cent", {16: HIGH}),
        ("in 2021,2 after", {8: HIGH}),
        ("said so.1,2 Then", {8: HIGH, 9: HIGH_COMMA, 10: HIGH}),
        ("1 × 10−6 metres", {6: HIGH_MINUS, 7: HIGH}),
        ("less CO2 fell", {7: LOW}),
        ("1See the report", {0: HIGH}),
        ("between 106–109 cells", {10: HIGH, 14: HIGH}),
    ],
)
def test_small_figures_are_found_among_others(text: str, shapes: dict[int, tuple[float, float]]) -> None:
    assert drawn(text, shapes) == sorted(shapes)


def test_a_sign_stands_as_high_as_its_figure() -> None:
    found = dict(small_figures("3 m s−1", lambda place: {5: HIGH_MINUS, 6: HIGH}.get(place, FULL)))
    assert found[5] == found[6]


def test_where_the_letters_stand_as_high_the_whole_line_does() -> None:
    text = "above\r\nmap of 1911\r\n"
    assert drawn(text, dict.fromkeys(range(7, len(text)), HIGH)) == []


def test_the_zero_of_arabic_is_small_by_itself() -> None:
    assert drawn("۹۰ تومان و ٤٠", {1: HIGH, 12: HIGH}) == []
