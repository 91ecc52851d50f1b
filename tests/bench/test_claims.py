"""The figures of claims judged, and how two versions are compared row by row."""

import pytest

from tests.bench.claim_figures import MEAN, Outcome, best_threshold, figures_of, gains


def outcomes(*kept: bool) -> list[Outcome]:
    """Return outcomes of rows that are true and false in turn, two of each text; kept ones score .9."""
    return [
        Outcome(
            str(at),
            str(at // 2),
            "refuted" if at % 2 else "supported",
            "supported" if each else "not said",
            0.9 if each else 0.1,
        )
        for at, each in enumerate(kept)
    ]


def test_the_figures_are_shares_with_the_ends_of_their_intervals() -> None:
    judged = {"one": outcomes(True, False, True, False), "two": outcomes(True, True, False, False)}
    figures = figures_of(judged)
    assert figures["one"] == {
        "balanced accuracy": [1.0, 1.0, 1.0],
        "area": [1.0, 1.0, 1.0],
        "true kept": [1.0, 1.0, 1.0],
        "false kept": [0.0, 0.0, 0.0],
    }
    assert figures["two"]["balanced accuracy"] == [0.5, 0.5, 0.5]
    assert figures["two"]["area"] == [0.5, 0.5, 0.5]
    assert figures["two"]["true kept"][:2] == [0.5, 0.0]
    assert figures[MEAN]["balanced accuracy"][0] == 0.75


def test_the_area_is_the_share_of_pairs_in_the_right_order_and_ties_count_half() -> None:
    scored = [("supported", 0.9), ("supported", 0.4), ("refuted", 0.4), ("not said", 0.1), ("refuted", 0.6)]
    judged = [
        Outcome(str(at), str(at), label, "supported", score) for at, (label, score) in enumerate(scored)
    ]
    figures = figures_of({"one": judged})["one"]
    assert figures["area"][0] == pytest.approx((3 + 1.5) / 6)
    assert figures["three-way"][0] == pytest.approx(2 / 5)


def test_two_versions_are_compared_on_the_rows_that_both_have() -> None:
    before, now = outcomes(False, False, True, True), outcomes(True, False, True, False, False, True)
    gained = gains({"one": before}, {"one": now})
    assert gained["one"] == gained[MEAN]
    assert gained["one"]["balanced accuracy"][0] == pytest.approx(0.5)
    assert gains({"one": now}, {"one": now})[MEAN]["area"] == [0, 0, 0]


def test_the_best_threshold_parts_true_from_false_and_what_is_vetoed_is_never_supported() -> None:
    told = [("supported", 0.9), ("supported", 0.8), ("refuted", 0.3), ("not said", 0.2)]
    judged = [Outcome(str(at), str(at), label, "supported", score) for at, (label, score) in enumerate(told)]
    threshold, balanced = best_threshold({"one": [*judged, Outcome("9", "9", "refuted", "refuted", 0.95)]})
    assert -0.85 < threshold < 1.39
    assert balanced == 1
