from pathlib import Path
from typing import Any

import pytest

from tests.bench import gate
from tests.bench.gate import Floors
from tests.bench.short import FLOORS, QUESTIONS, SAMPLES, held, ratios

BUSY = {"auto": [40.0, 44.0, 48.0], "llama-index": [11.0, 11.0, 11.0]}
PARTS: dict[str, dict[str, Any]] = {
    "encoding": {"passages_a_processor_second": BUSY},
    "cold": {"ask": [{"cpu": 2.0}], "imports": [{"cpu": 7.0}]},
    "asking": {
        "cpu": {"ask": [0.1, 0.2, 0.9], "same": [0.005], "retrieve": [0.02]},
        "memory_mb": {"quoth": {"uss": 500.0}, "llama-index": {"uss": 600.0}},
    },
}


def test_each_ratio_says_how_many_times_less_quoth_takes() -> None:
    encoding, cold, search, answer, memory = ratios(PARTS).values()
    assert (encoding, cold, search, memory) == (4.0, 3.5, 4.0, 1.2)
    assert answer == pytest.approx(1 / 11 / 0.2)


@pytest.mark.parametrize(("ask", "code"), [([0.2], 0), ([0.5], 1)])
def test_an_answer_that_takes_twice_as_long_fails_and_is_named(
    ask: list[float], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert held(PARTS, tmp_path / "floors.json", lower=True) == 0
    slower = PARTS | {"asking": PARTS["asking"] | {"cpu": PARTS["asking"]["cpu"] | {"ask": ask}}}
    capsys.readouterr()
    assert held(slower, tmp_path / "floors.json") == code
    assert ("an answer, in passages encoded by LlamaIndex is 0.18" in capsys.readouterr().out) is bool(code)


@pytest.mark.parametrize("file", FLOORS.values())
def test_the_committed_floors_are_of_what_is_measured(file: Path) -> None:
    floors = gate.read(file)
    assert floors == Floors(SAMPLES, QUESTIONS, floors.least)
    assert floors.least.keys() == ratios(PARTS).keys()
