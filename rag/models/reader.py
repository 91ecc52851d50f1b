"""The reader at run time: a question and passages in, the best spans and a no-answer score of each out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from index.encode.e5 import Tokens, tokenizer

from . import Reader
from .cross_encoder import WEIGHTS, CrossEncoder, Logits, Window, cross_encoder, windows
from .spans import best_spans, trimmed, widened

LONGEST_QUESTION: Final = 64  # tokens, as in training; so of a title


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]``, in code points, with its score in logits and its probability within the passage in
    [0, 1].
    """

    start: int
    end: int
    score: float
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says to the question: spans that do not overlap, best first, and the score of "no answer
    here".

    ``margin`` is the best span's score minus ``no_answer``; above 0 the model finds an answer likelier than
    none. ``answerable`` is how likely it finds that the text answers, by a head of its own, in [0, 1]. A text
    without words has no spans and a margin of minus infinity.
    """

    no_answer: float
    spans: tuple[Span, ...]
    margin: float
    answerable: float = 0.0


class SpanReader(Reader):
    """The span head of the cross-encoder. Calls may come from several threads at once."""

    def __init__(self, model: CrossEncoder) -> None:
        """Use ``reader()``."""
        self._model = model

    def read(
        self, question: str, texts: Sequence[str], *, titles: Sequence[str] | None = None, spans: int = 3
    ) -> list[Reading]:
        """Return a reading of every text, in the order given, each with at most ``spans`` spans.

        ``titles`` are read before their texts, which helps where a passage says "he" or "the company"; no
        span lies in them. Texts too long for the model are read in windows that overlap.

        Raises:
            ValueError: there are as many titles as texts, or none.
        """
        if titles is not None and len(titles) != len(texts):
            message = f"{len(titles)} titles for {len(texts)} texts: give one for each, or none"
            raise ValueError(message)
        tokens = [tokenizer().tokens(text) for text in texts]
        pairs = list(windows(question, tokens, longest=LONGEST_QUESTION, titles=titles or ()))
        found: list[list[_Found]] = [[] for _ in texts]
        for window, logits in zip(pairs, self._model.run(pairs), strict=True):
            text = texts[window.text]
            found[window.text].append(_read(window, logits, tokens[window.text], text, spans))
        return [_reading(each, spans) for each in found]


@lru_cache(maxsize=2)
def reader(weights: Path = WEIGHTS) -> SpanReader:
    """Return the reader that comes with Quoth, or that of another graph."""
    return SpanReader(cross_encoder(weights))


@dataclass(frozen=True, slots=True)
class _Found:
    """What one window says: the score of "no answer", the logit of answerable, the best spans."""

    no_answer: float
    answerable: float
    spans: list[Span]


def _read(window: Window, logits: Logits, tokens: Tokens, text: str, count: int) -> _Found:
    """Return what a window says, its spans as places in the text, none over the end of a line."""
    total = float(np.logaddexp.reduce(logits.starts) + np.logaddexp.reduce(logits.ends))
    last = len(window.ids) - 1
    here = slice(window.first, window.first + last - window.at)
    starts, ends = tokens.starts[here], tokens.ends[here]
    breaks = [at for at, sign in enumerate(text) if sign == "\n"]
    lines = np.searchsorted(breaks, starts)
    found: list[Span] = []
    for first, final, score in best_spans(
        logits.starts[window.at : last], logits.ends[window.at : last], lines, count
    ):
        start, end = trimmed(text, *widened(text, starts[first], ends[final]))
        if start < end:
            found.append(Span(start, end, score, float(np.exp(score - total))))
    return _Found(float(logits.starts[0] + logits.ends[0]), float(logits.pair[0]), found)


def _reading(windows: Sequence[_Found], count: int) -> Reading:
    """Return one reading of a text's windows; scores of spans are moved to the no-answer score of the best
    window.
    """
    margins = [(each.spans[0].score - each.no_answer) if each.spans else -np.inf for each in windows]
    if not margins or max(margins) == -np.inf:
        return Reading(no_answer=0.0, spans=(), margin=float("-inf"), answerable=0.0)
    base = windows[int(np.argmax(margins))].no_answer
    everything = [
        replace(span, score=span.score - each.no_answer + base) for each in windows for span in each.spans
    ]
    chosen: list[Span] = []
    for span in sorted(everything, key=lambda span: -span.score):
        if all(span.end <= other.start or span.start >= other.end for other in chosen):
            chosen.append(span)
    likely = 1 / (1 + float(np.exp(-max(each.answerable for each in windows))))
    return Reading(base, tuple(chosen[:count]), chosen[0].score - base, likely)
