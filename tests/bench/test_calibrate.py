"""The abstention's weights are fitted to the signals that were measured, and found again from a file."""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from tests.bench.calibrate import FITTED, fitted, main
from tests.bench.calibrate_set import Asked

LIBRARIES = ("one", "two", "three")


def measured() -> Iterator[Asked]:
    """Signals of which the reader's margin alone says which questions are answered; a near miss has both."""
    rng = random.Random(3)
    for library in LIBRARIES:
        for kind, margin in (("own", 4.0), ("other", -4.0), ("near", 4.0)):
            for _ in range(40):
                noise = [rng.gauss(0.0, 1.0) for _ in range(FITTED)]
                yield Asked(library, kind, (*noise[:2], rng.gauss(margin, 0.5), *noise[3:], 0.0))


def test_weights_and_error_rates_come_from_a_file_of_signals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "signals.json"
    file.write_text(json.dumps([astuple(each) for each in measured()]))
    monkeypatch.setattr(sys, "argv", ["calibrate.py", str(tmp_path), "--kept", str(file)])
    main()
    lines = capsys.readouterr().out.splitlines()
    for line, library in zip(lines[1:], LIBRARIES, strict=False):
        assert line.split() == [library, "0.0%", "0.0%", "0.0%", "100.0%"]
    assert lines[4].startswith("all, fitted on all")
    weights = json.loads(lines[-2].removeprefix("weights ").split("]")[0] + "]")
    assert weights[2] > 3 * max(abs(weight) for at, weight in enumerate(weights) if at != 2)
    assert lines[-2].endswith("from 240 questions")
    assert lines[-1].startswith(f"python -m tests.bench.calibrate {tmp_path} --kept {file}: ")


def test_signals_of_another_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "signals.json"
    file.write_text(json.dumps([["one", "own", [1.0, 2.0]]]))
    monkeypatch.setattr(sys, "argv", ["calibrate.py", str(tmp_path), "--kept", str(file)])
    with pytest.raises(SystemExit, match=r"signals\.json has not the signals of this version"):
        main()


def test_what_is_set_by_hand_is_not_fitted_again() -> None:
    rng = np.random.default_rng(5)
    values = rng.normal(size=(2_000, 2))
    by_hand = np.where(rng.random(2_000) < 0.3, -4.0, 0.0)
    likely = 1 / (1 + np.exp(-(2.0 * values[:, 0] + 1.0 + by_hand)))
    answered = (rng.random(2_000) < likely).astype(float)
    _, without = fitted(values, answered)
    weights, bias = fitted(values, answered, by_hand)
    assert bias == pytest.approx(1.0, abs=0.2)
    assert without < bias - 0.5
    assert weights[0] > 10 * abs(weights[1])
