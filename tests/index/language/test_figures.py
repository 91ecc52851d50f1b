import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.figure import agree
from index.language.numbers import figures


def only(text: str):  # type: ignore[no-untyped-def]
    (figure,) = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "value", "money", "units", "bound"),
    [
        ("killing at least 78 people", 78, "", ("people",), "least"),
        ("wounding nearly 4,000, he said", 4000, "", (), "about"),
        ("worth $5.43 billion", 5.43e9, "USD", (), "exact"),
        ("US$3bn was paid", 3e9, "USD", (), "exact"),
        ("about 39,000 crore rupees", 39e10, "INR", (), "about"),
        ("Some 340,000 donors", 340_000, "", ("donor",), "about"),
        ("62 per cent of imports", 62, "%", ("import",), "exact"),
        ("up to twenty-two ships", 22, "", ("ship",), "most"),
        ("two dozen new members", 24, "", ("member",), "exact"),
        ("1,340 kilometres", 1340, "", ("kilometre",), "exact"),
    ],
)
def test_a_figure_is_read(text: str, value: float, money: str, units: tuple[str, ...], bound: str) -> None:
    figure = only(text)
    assert figure.value == pytest.approx(value)
    assert (figure.money, figure.units, figure.bound) == (money, units, bound)


@pytest.mark.parametrize(
    "text",
    [
        "on 5 October 2018",
        "October 5, 2018",
        "in 2018",
        "the 2014 final",
        "under section 231",
        "the S-400",
        "won 4-2",
        "at 6:04 pm",
        "the 38th minute",
        "one of them",
        "Article 5",
        "Flight 370",
        "the top 50 accounts",
        "Chandrayaan 3 landed",
    ],
)
def test_days_scores_and_numbers_of_names_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_range_is_one_figure() -> None:
    figure = only("between $3.8 billion and $4.6 billion")
    assert (figure.value, figure.high) == (3.8e9, 4.6e9)
    assert len(figures("killed 3 and wounded 5")) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 7,000", "7,012"),
        ("more than 70 people", "78 people"),
        ("$5.43 billion", "$5.4 billion"),
        ("$5.43 billion", "about $5.5 billion"),
        ("between 10 and 12 ships", "11 ships"),
        ("up to 100", "80"),
        ("200 people", "216 people"),
    ],
)
def test_rounding_limits_and_ranges_agree(one: str, other: str) -> None:
    assert agree(only(one), only(other))
    assert agree(only(other), only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("78 people", "218 people"),
        ("at least 78 people", "218 people"),
        ("nearly 4,000", "7,000"),
        ("$4.5 billion", "$5.43 billion"),
        ("62 per cent", "69 per cent"),
    ],
)
def test_other_figures_do_not(one: str, other: str) -> None:
    assert not agree(only(one), only(other))
    assert not agree(only(other), only(one))


@given(st.text(max_size=200))
def test_a_figure_lies_in_its_text(text: str) -> None:
    for figure in figures(text):
        assert 0 <= figure.opens <= figure.start < figure.end <= len(text)
        assert figure.value <= figure.high
        assert agree(figure, figure)


@given(st.integers(0, 10**12))
def test_a_number_is_read_as_it_is_written(number: int) -> None:
    assert [figure.value for figure in figures(f"they counted {number:,} sheep")] == [number]
