"""The figures of claims judged, and how two versions are compared row by row."""

import pytest

from tests.bench.verdicts import MEAN, figures_of, gains


def outcomes(*kept: bool) -> list[dict[str, str]]:
    """Return outcomes of rows that are true and false in turn, two of each text."""
    return [
        {
            "id": str(at),
            "group": str(at // 2),
            "label": "refuted" if at % 2 else "supported",
            "support": "supported" if each else "not said",
        }
        for at, each in enumerate(kept)
    ]


def test_the_figures_are_shares_with_the_ends_of_their_intervals() -> None:
    judged = {"one": outcomes(True, False, True, False), "two": outcomes(True, True, False, False)}
    figures = figures_of(judged)
    assert figures["one"] == {
        "balanced accuracy": [1.0, 1.0, 1.0],
        "true kept": [1.0, 1.0, 1.0],
        "false kept": [0.0, 0.0, 0.0],
    }
    value, low, high = figures["two"]["balanced accuracy"]
    assert (value, low, high) == (0.5, 0.5, 0.5)
    assert figures["two"]["true kept"][:2] == [0.5, 0.0]
    assert figures[MEAN]["balanced accuracy"][0] == 0.75


def test_two_versions_are_compared_on_the_rows_that_both_have() -> None:
    before, now = outcomes(False, False, True, True), outcomes(True, False, True, False, False, True)
    gained = gains({"one": before}, {"one": now})
    assert gained["one"] == gained[MEAN]
    assert gained["one"][0] == pytest.approx(0.5)
    assert gains({"one": now}, {"one": now})[MEAN] == [0, 0, 0]
