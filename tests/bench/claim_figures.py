"""What became of claims -> the figures of each set, with their intervals.

Intervals are 95 % of a bootstrap over groups, which are rows that share a text: each resample counts a group
as often as it was drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

DRAWS: Final = 1_000
SEED: Final = 11
SMOOTHED: Final = 5  # cuts to each side that a threshold is the mean of
MEAN: Final = "mean of the sets"
THREE: Final = frozenset({"supported", "refuted", "not said"})
"""Labels of a set whose rows are told apart in three ways."""

Figures = dict[str, list[float]]
"""Each figure with the ends of its interval."""


class Outcome(NamedTuple):
    """What a verifier said of one row; a list of these values in JSON."""

    id: str
    group: str
    label: str
    support: str
    score: float


Measure = Callable[[Sequence[Outcome], "Array"], "Array"]
"""Outcomes (n), and how often each counts in each resample (B, n) -> a figure of each (B)."""


def figures_of(judged: Mapping[str, Sequence[Outcome]]) -> dict[str, Figures]:
    """Return the figures of each set, and their means."""
    return _intervals({name: _drawn(name, outcomes) for name, outcomes in judged.items()})


def gains(
    before: Mapping[str, Sequence[Outcome]], now: Mapping[str, Sequence[Outcome]]
) -> dict[str, Figures]:
    """Return what each figure gained on the rows that both have."""
    gained = {}
    for name in [name for name in now if name in before]:
        old, new = ({each.id: each for each in outcomes[name]} for outcomes in (before, now))
        both = sorted(old.keys() & new.keys())
        was, become = (_drawn(name, [each[id] for id in both]) for each in (old, new))
        gained[name] = {figure: values - was[figure] for figure, values in become.items()}
    return _intervals(gained)


def best_threshold(judged: Mapping[str, Sequence[Outcome]]) -> tuple[float, float]:
    """Return the log-odds over which claims are best called supported, and the mean balanced accuracy.

    Scores are those of a threshold of 0; what is not supported never is. The curve of the means is smoothed,
    for its peaks are chance.
    """
    cuts = np.arange(-4, 4.05, 0.1)
    means = np.mean([_at_cuts(outcomes, cuts) for outcomes in judged.values()], axis=0)  # (cuts,)
    smooth = np.convolve(np.pad(means, SMOOTHED, mode="edge"), np.ones(2 * SMOOTHED + 1), "valid")
    return float(cuts[smooth.argmax()]), float(means[smooth.argmax()])


def _at_cuts(outcomes: Sequence[Outcome], cuts: Array) -> Array:
    """Return a set's balanced accuracy at each cut of the log-odds."""
    scores = np.clip([each.score for each in outcomes], 1e-4, 1 - 1e-4)
    free = np.array([each.support == "supported" for each in outcomes])
    true = np.array([each.label == "supported" for each in outcomes])
    over = free & (np.log(scores / (1 - scores)) > cuts[:, None])  # (cuts, n)
    balanced: Array = (over[:, true].mean(axis=1) + 1 - over[:, ~true].mean(axis=1)) / 2
    return balanced


def _drawn(name: str, outcomes: Sequence[Outcome]) -> dict[str, Array]:
    """Return each figure of a set as it is, first, and of each resample: shape (1 + DRAWS,)."""
    weights = _weights(name, outcomes)
    three = {each.label for each in outcomes} == THREE
    return {
        figure: measure(outcomes, weights)
        for figure, measure in FIGURES.items()
        if three or measure is not _three_way
    }


def _weights(name: str, outcomes: Sequence[Outcome]) -> Array:
    """Return how often each row counts: once, first, and as often as its group is drawn: (1 + DRAWS, n)."""
    groups = {group: at for at, group in enumerate(sorted({each.group for each in outcomes}))}
    rng = np.random.default_rng([SEED, *name.encode()])
    drawn = rng.multinomial(len(groups), np.full(len(groups), 1 / len(groups)), size=DRAWS)
    by_group: Array = np.vstack([np.ones((1, len(groups))), drawn])
    return by_group[:, [groups[each.group] for each in outcomes]]


def _kept(outcomes: Sequence[Outcome], weights: Array, *, true: bool) -> Array:
    """Return the share of true or of false claims that are taken for supported."""
    of = np.array([(each.label == "supported") is true for each in outcomes], dtype=float)
    kept = np.array([each.support == "supported" for each in outcomes], dtype=float)
    share: Array = weights @ (of * kept) / np.maximum(weights @ of, 1)
    return share


def _true_kept(outcomes: Sequence[Outcome], weights: Array) -> Array:
    return _kept(outcomes, weights, true=True)


def _false_kept(outcomes: Sequence[Outcome], weights: Array) -> Array:
    return _kept(outcomes, weights, true=False)


def _balanced(outcomes: Sequence[Outcome], weights: Array) -> Array:
    return (_true_kept(outcomes, weights) + 1 - _false_kept(outcomes, weights)) / 2


def _area(outcomes: Sequence[Outcome], weights: Array) -> Array:
    """Return the area under the curve: how often a true claim has the higher score, ties counting half."""
    scores, place = np.unique([each.score for each in outcomes], return_inverse=True)
    at = np.eye(len(scores))[place]  # (n, scores)
    of = np.array([each.label == "supported" for each in outcomes], dtype=float)
    true, false = (weights * of) @ at, (weights * (1 - of)) @ at  # (B, scores)
    below = np.cumsum(false, axis=1) - false / 2
    area: Array = (true * below).sum(axis=1) / np.maximum(true.sum(axis=1) * false.sum(axis=1), 1)
    return area


def _three_way(outcomes: Sequence[Outcome], weights: Array) -> Array:
    right = np.array([each.label == each.support for each in outcomes], dtype=float)
    share: Array = weights @ right / weights.sum(axis=1)
    return share


FIGURES: Final[Mapping[str, Measure]] = {
    "balanced accuracy": _balanced,
    "area": _area,
    "true kept": _true_kept,
    "false kept": _false_kept,
    "three-way": _three_way,
}


def _intervals(drawn: Mapping[str, Mapping[str, Array]]) -> dict[str, Figures]:
    """Return each figure of each set, and of their mean, with the ends of its interval."""
    means = {
        figure: np.mean([each[figure] for each in drawn.values() if figure in each], axis=0)
        for figure in FIGURES
        if any(figure in each for each in drawn.values())
    }
    return {
        name: {figure: _interval(values) for figure, values in figures.items()}
        for name, figures in [*drawn.items(), (MEAN, means)]
    }


def _interval(values: Array) -> list[float]:
    """Return the first value, and the ends of the interval of the others."""
    return [round(float(each), 4) for each in (values[0], *np.percentile(values[1:], [2.5, 97.5]))]
