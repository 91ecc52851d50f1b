"""The reader at run time: a question and passages in, the best spans and a no-answer score of each out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.encode.convert import MINILM
from index.encode.encoder import tokenizer
from index.encode.graph import Graph
from index.language.joined import whole_words

from . import Reader
from .spans import best_spans, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

WEIGHTS: Final = Path(__file__).parent / "weights" / "reader.xml"
INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")
LONGEST: Final = 288  # tokens of question and passage together, as in training
LONGEST_QUESTION: Final = 64  # tokens; so of a title
OVERLAP: Final = 64  # tokens that two windows of a long text share
BATCH: Final = 16  # windows read at once
STEP: Final = 16  # tokens; OpenVINO keeps code and memory for every shape it meets
CLS: Final = 101
SEP: Final = 102


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
    none. A text without words has no spans and a margin of minus infinity.
    """

    no_answer: float
    spans: tuple[Span, ...]
    margin: float


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a text as the model reads it: ``ids[at:]`` less the last are the tokens that stand at
    ``places``.
    """

    text: int
    ids: list[int]
    second: int
    at: int
    places: list[tuple[int, int]]


class SpanReader(Reader):
    """A compiled reader. Calls may come from several threads at once; equal inputs give equal outputs."""

    def __init__(self, graph: Graph, tokenizer: Any) -> None:
        """Use ``reader()``."""
        self._graph = graph
        self._tokenizer = tokenizer

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
        windows = list(self._windows(question, texts, titles))
        logits = self._logits(windows)
        found: list[list[tuple[float, list[Span]]]] = [[] for _ in texts]
        for window, (starts, ends) in zip(windows, logits, strict=True):
            found[window.text].append(_spans(window, starts, ends, texts[window.text], spans))
        return [_reading(each, spans) for each in found]

    def _windows(self, question: str, texts: Sequence[str], titles: Sequence[str] | None) -> Iterator[Window]:
        """Yield the windows of all texts; texts without a token have none."""
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:LONGEST_QUESTION]
        head = [CLS, *asked, SEP]
        named: list[list[int]] = [[] for _ in texts]
        if titles is not None:
            encodings = self._tokenizer.encode_batch(list(titles), add_special_tokens=False)
            named = [encoding.ids[:LONGEST_QUESTION] for encoding in encodings]
        for number, encoding in enumerate(
            self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        ):
            before = head + named[number]
            room = LONGEST - len(before) - 1
            ids, places = encoding.ids, _word_places(encoding)
            for first in range(0, max(1, len(ids) - OVERLAP), room - OVERLAP):
                if ids:
                    part = slice(first, first + room)
                    yield Window(number, [*before, *ids[part], SEP], len(head), len(before), places[part])

    def _logits(self, windows: Sequence[Window]) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Return the start and the end logits of every window's tokens, in order; windows of like length
        share a batch.
        """
        results: list[tuple[NDArray[np.float32], NDArray[np.float32]]] = [_NOTHING] * len(windows)
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            longest = -(-len(windows[rows[-1]].ids) // STEP) * STEP
            inputs = np.zeros((3, len(rows), longest), dtype=np.int64)  # (ids, mask, segment; B, T)
            for row, i in enumerate(rows):
                length = len(windows[i].ids)
                inputs[0, row, :length] = windows[i].ids
                inputs[1, row, :length] = 1
                inputs[2, row, windows[i].second : length] = 1
            starts, ends = self._graph.run(dict(zip(INPUTS, inputs, strict=True)))  # (B, T) each
            for row, i in enumerate(rows):
                length = len(windows[i].ids)
                results[i] = (starts[row, :length], ends[row, :length])
        return results


_NOTHING: Final = (np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32))


@lru_cache(maxsize=1)
def reader(weights: Path = WEIGHTS) -> SpanReader:
    """Return the reader that comes with Quoth, or that of another graph, loaded once in a process.

    What is not int8 in it runs in fp32 on every processor, so that answers do not depend on bf16.
    """
    return SpanReader(Graph(weights, "int8"), tokenizer(MINILM))


def _word_places(encoding: Any) -> list[tuple[int, int]]:
    """Return for every token the place of the whole word it belongs to, in code points."""
    places: list[tuple[int, int]] = list(encoding.offsets)
    word_ids: list[int | None] = encoding.word_ids
    edges: dict[int | None, tuple[int, int]] = {}
    for word, (start, end) in zip(word_ids, places, strict=True):
        known = edges.get(word, (start, end))
        edges[word] = (min(known[0], start), max(known[1], end))
    return [edges[word] for word in word_ids]


def _spans(
    window: Window, starts: NDArray[np.float32], ends: NDArray[np.float32], text: str, count: int
) -> tuple[float, list[Span]]:
    """Return the window's no-answer score and its best spans as places in the text."""
    no_answer = float(starts[0] + ends[0])
    total = float(np.logaddexp.reduce(starts) + np.logaddexp.reduce(ends))
    last = len(window.ids) - 1
    found: list[Span] = []
    for first, final, score in best_spans(starts[window.at : last], ends[window.at : last], count):
        start, end = trimmed(text, *whole_words(text, window.places[first][0], window.places[final][1]))
        if start < end:
            found.append(Span(start, end, score, float(np.exp(score - total))))
    return no_answer, found


def _reading(windows: Sequence[tuple[float, list[Span]]], count: int) -> Reading:
    """Return one reading of a text's windows; scores of spans are moved to the no-answer score of the best
    window.
    """
    margins = [(spans[0].score - no_answer) if spans else -np.inf for no_answer, spans in windows]
    if not margins or max(margins) == -np.inf:
        return Reading(no_answer=0.0, spans=(), margin=float("-inf"))
    best = int(np.argmax(margins))
    base = windows[best][0]
    everything = [
        Span(span.start, span.end, span.score - no_answer + base, span.probability)
        for no_answer, spans in windows
        for span in spans
    ]
    chosen: list[Span] = []
    for span in sorted(everything, key=lambda span: -span.score):
        if all(span.end <= other.start or span.start >= other.end for other in chosen):
            chosen.append(span)
    return Reading(base, tuple(chosen[:count]), chosen[0].score - base)
