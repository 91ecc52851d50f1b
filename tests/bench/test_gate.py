from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench import gate
from tests.bench.gate import MARGIN, Floors, failures, raised

SHARES = st.dictionaries(st.text(min_size=1), st.floats(0, 1), min_size=1)
FLOORS = Floors("abc", 150, {"answers": 0.8, "ranking": 0.5})


def lines(measured: dict[str, float], *, data: str = "abc", questions: int = 150) -> list[str]:
    return failures(measured, FLOORS, data=data, questions=questions)


def test_figures_at_their_floors_pass_and_so_do_those_within_the_margin() -> None:
    assert lines({"answers": 0.8, "ranking": 0.5}) == []
    assert lines({"answers": 0.8 - MARGIN, "ranking": 0.9}) == []
    assert lines({"answers": 0.8 - MARGIN - 0.0004, "ranking": 0.9}) == []  # floors have three digits


def test_a_figure_under_its_floor_fails_and_is_named_with_both_numbers() -> None:
    (line,) = lines({"answers": 0.77, "ranking": 0.5})
    assert line == f"answers is 0.770, under its floor 0.800 less {MARGIN}"


def test_a_figure_that_is_not_measured_or_is_no_number_fails() -> None:
    assert lines({"answers": 0.8}) == ["ranking was not measured; its floor is 0.500"]
    assert len(lines({"answers": float("nan"), "ranking": 0.5})) == 1


@pytest.mark.parametrize(("data", "questions"), [("other", 150), ("abc", 20)])
def test_figures_of_other_data_are_not_compared(data: str, questions: int) -> None:
    (line,) = lines({"answers": 1.0, "ranking": 1.0}, data=data, questions=questions)
    assert "floors are for data abc and 150 questions" in line


@given(SHARES, SHARES)
def test_floors_only_rise_and_none_goes_unless_asked(old: dict[str, float], new: dict[str, float]) -> None:
    floors = raised(new, Floors("abc", 150, old)).least
    assert all(floors[name] >= least for name, least in old.items())
    assert all(floors[name] >= value for name, value in new.items())
    assert raised(new, Floors("abc", 150, old), lower=True).least == new


def test_floors_come_back_from_their_file_as_they_were(tmp_path: Path) -> None:
    gate.write(FLOORS, tmp_path / "floors.json")
    assert gate.read(tmp_path / "floors.json") == FLOORS


def test_the_committed_floors_are_shares_of_the_data_they_name() -> None:
    floors = gate.read()
    assert len(floors.data) == 16
    assert floors.questions > 0
    assert floors.least
    assert all(0 <= least <= 1 for least in floors.least.values())
