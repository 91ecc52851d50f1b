import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evaluation.metrics import percentile
from tests.bench.__main__ import main
from tests.bench.again import nothing_encoded
from tests.bench.beside import entry
from tests.bench.cold import spent
from tests.bench.measure import Comparison, Goal, alternated
from tests.bench.part import run
from tests.bench.report import Part, Row, judged, part_from_json, table
from tests.bench.texts import SAMPLES, many_texts, passages_of, real_questions, sample_questions
from tests.bench.worker import ROOT, Worker, WorkerFailed, once

PART = Part("speed", (Row("passages a second", "50.0", "20.0", "2.50"),), ("A note.",), {"ours": [50.0]})


def test_the_ratio_is_the_median_of_the_pairs_not_the_ratio_of_the_medians() -> None:
    pair = Comparison(ours=(1.0, 20.0, 3.0), theirs=(2.0, 10.0, 1.0))
    assert pair.ratio == 2.0
    assert str(pair) == "2.00 (0.50-3.00)"


def test_runs_take_turns() -> None:
    left = iter("ABABAB")
    assert alternated([lambda: next(left), lambda: next(left)], 3) == [("A", "A", "A"), ("B", "B", "B")]


@given(st.lists(st.floats(0, 1e6), min_size=1), st.integers(1, 100))
def test_a_percentile_is_that_of_numpy(values: list[float], hundredths: int) -> None:
    share = hundredths / 100
    assert percentile(values, share) == np.quantile(values, share, method="inverted_cdf")


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 0.0), ([1.0], 1.1)])
def test_a_percentile_of_nothing_is_refused(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="no such percentile"):
        percentile(values, share)


def test_a_goal_that_is_missed_is_shown_as_missed() -> None:
    row = Row("cold start", "1.0", "2.0", "0.50")
    assert judged(row, Goal(1 / 3, at_most=True), 0.5).result == "MISSED"
    assert judged(row, Goal(1 / 3, at_most=True), 0.5).goal == "<= 0.333"
    assert judged(row, Goal(0.4), 0.5).result == "met"


def test_the_columns_of_a_table_stand_below_each_other_and_notes_come_last() -> None:
    lines = table([PART, Part("other", error="KeyError: 'x'")]).splitlines()
    assert lines[0].index("beside it") == lines[2].index("20.0")
    assert lines[4].startswith("other")
    assert "crashed" in lines[4]
    assert lines[4].endswith("KeyError: 'x'")
    assert lines[-1] == "* A note."


def test_a_part_written_as_json_is_read_as_it_was() -> None:
    assert part_from_json(json.dumps(asdict(PART))) == PART


def test_adding_again_that_encodes_or_fails_is_a_miss() -> None:
    good = {"new": 0, "unchanged": 3, "failed": [], "imported": []}
    assert nothing_encoded([good]).result == "met"
    for worse in ({"new": 1}, {"unchanged": 0}, {"failed": ["x"]}, {"imported": ["openvino"]}):
        assert nothing_encoded([good, good | worse]).result == "MISSED"


@pytest.mark.slow
def test_there_are_texts_and_questions_with_and_without_the_data_sets(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tests.bench.texts.DATA", tmp_path)
    assert real_questions(30) == sample_questions(30)
    assert len(set(passages_of(200, 5))) == 5
    assert len({text.text for text in many_texts()}) > 1000


def test_a_child_that_ends_says_why() -> None:
    with pytest.raises(WorkerFailed, match="KeyError: 'nobody'"), Worker("ours", "nobody"):
        pass


def test_a_part_that_crashes_says_why() -> None:
    assert run("nothing", quick=True).error == "KeyError: 'nothing'"


def test_what_is_no_checkout_is_refused_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--beside", str(tmp_path)])
    assert "names no command quoth; give a checkout of Quoth" in capsys.readouterr().err


@pytest.mark.slow
def test_another_checkout_answers_with_its_own_packages(tmp_path: Path) -> None:
    for name in ("index", "rag", "ui", "tests", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    library = str(tmp_path / "library")
    added = once("ours", "add", library, str(SAMPLES), checkout=tmp_path)
    assert added["home"].startswith(str(tmp_path))
    assert spent([sys.executable, "-c", entry(tmp_path), "info", "--library", library], tmp_path).cpu > 0


@pytest.mark.slow
def test_a_quick_run_prints_a_table_and_writes_every_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "made" / "speed.json"
    assert main(["--quick", "--only", "again", "--to", str(place)]) == 0
    written = json.loads(place.read_text())
    assert written["parts"]["adding again"]["raw"]["again"][0]["new"] == 0
    assert written["machine"]["versions"]["openvino"]
    assert "no encoder loaded" in capsys.readouterr().out
