"""The numbers of one training run, and how far it has come."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """The numbers of one training run; it ends after ``steps`` or after ``minutes`` of wall time, whichever
    is given.
    """

    rate: float = 2e-4
    layer_decay: float = 0.9  # learning rate of each layer over that of the one above
    weight_decay: float = 0.01
    warm_up: float = 0.06  # share of the run
    shared: float = 0.5  # weight of the loss normalised over all passages of a question
    frozen: int = 0  # layers from the bottom, with the embeddings, that are not trained
    average: float = 0.998  # decay of the moving average of the weights
    steps: int | None = None
    minutes: float | None = None
    every: float = 5.0  # minutes between two looks at the validation part
    seed: int = 0


def rate_at(progress: float, plan: Plan) -> float:
    """Return the learning rate after a share ``progress`` of the run: linear up, then linear down to 0."""
    if progress < plan.warm_up:
        return plan.rate * progress / plan.warm_up
    return plan.rate * max(0.0, 1.0 - progress) / (1.0 - plan.warm_up)


class Clock:
    """How far a run has come, from 0 to 1, counted in steps or towards a deadline that it always meets.

    A step takes its share of the time that is left. One of over ``pause`` seconds, when the process was
    stopped, takes no more than the step before it; the later steps then take larger shares.
    """

    def __init__(self, plan: Plan, pause: float = 15.0) -> None:
        self.began = self.now = time.monotonic()
        self.progress = 0.0
        self._steps = plan.steps
        self._end = self.began + 60.0 * (plan.minutes or 30.0)
        self._pause, self._usual = pause, 0.5

    def tick(self, *, counted: bool = True) -> None:
        """Note that a step is done; what is not ``counted`` (a look at the validation part) moves the time
        alone.
        """
        now = time.monotonic()
        taken, self.now = now - self.now, now
        if self._steps:
            self.progress += counted / self._steps
            return
        self._usual = taken if taken < self._pause else self._usual
        left = self._end - now
        share = min(1.0, self._usual / (left + self._usual)) if left > 0.0 else 1.0
        self.progress += (1.0 - self.progress) * share * counted
        if left <= 0.0 or self.progress > 1.0 - 1e-6:
            self.progress = 1.0

    @property
    def minutes(self) -> float:
        """Minutes since the run began."""
        return (self.now - self.began) / 60.0
