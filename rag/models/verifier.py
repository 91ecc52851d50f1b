"""Claims, each with a text: what the model says the text says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from index.encode.e5 import tokenizer

from .cross_encoder import WEIGHTS, CrossEncoder, Window, cross_encoder, windows

LONGEST_CLAIM: Final = 160  # tokens, as in training


@dataclass(frozen=True, slots=True)
class Entailment:
    """How likely a text supports a claim, refutes it, or says nothing of it; the three sum to 1."""

    supported: float
    refuted: float
    not_said: float


NOTHING_SAID: Final = Entailment(0.0, 0.0, 1.0)


class EntailmentReader:
    """The support head of the cross-encoder; equal inputs give equal outputs, whatever stands beside them."""

    def __init__(self, model: CrossEncoder) -> None:
        """Use ``entailment_reader()``."""
        self._model = model

    def judge(self, claims: Sequence[str], texts: Sequence[str]) -> list[Entailment]:
        """Return for each claim what the text beside it says of it.

        A text too long for the model is read in windows that overlap, and the one counts that says most:
        in which "not said" is least likely. A text without words says nothing.
        """
        pairs = [
            _numbered(number, window)
            for number, (claim, text) in enumerate(zip(claims, texts, strict=True))
            for window in windows(claim, [tokenizer().tokens(text)], longest=LONGEST_CLAIM)
        ]
        found: list[Entailment] = [NOTHING_SAID] * len(claims)
        for window, logits in zip(pairs, self._model.run(pairs), strict=True):
            supported, refuted, not_said = _softmax(logits.pair[1:])
            if not_said < found[window.text].not_said:
                found[window.text] = Entailment(supported, refuted, not_said)
        return found


@lru_cache(maxsize=2)
def entailment_reader(weights: Path = WEIGHTS) -> EntailmentReader:
    """Return the one that comes with Quoth, or that of another graph."""
    return EntailmentReader(cross_encoder(weights))


def _numbered(number: int, window: Window) -> Window:
    return Window(number, window.ids, window.second, window.at, window.first)


def _softmax(logits: np.ndarray) -> list[float]:
    shares = np.exp(logits - logits.max())
    return [float(share) for share in shares / shares.sum()]
