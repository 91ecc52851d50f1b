"""The learned core: pairs of texts in tokens -> logits, for the reader and the verifier.

Its layers began as those of the encoder, and it reads the encoder's embeddings of words; so its own file
holds only layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.encode.e5 import Tokens, Words, tokenizer, words
from index.encode.graph import Graph, blueprint_of
from index.encode.streams import batches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS: Final = Path(__file__).parent / "weights" / "reader.xml"
LONGEST: Final = 288  # tokens of both texts together, as in training
OVERLAP: Final = 64  # tokens that two windows of a long text share
START: Final = 0
PAD: Final = 1
END: Final = 2


@dataclass(frozen=True, slots=True)
class Window:
    """A pair as the model reads it, or a part of it: the tokens of a text from ``first`` on, behind others.

    Attributes:
        text: number of the text.
        ids: all tokens, special ones too.
        second: where the second half begins, the text and what is before it of the same article.
        at: where the text's own tokens begin; they end before the last.
        first: which of the text's tokens stands there.
    """

    text: int
    ids: list[int]
    second: int
    at: int
    first: int


@dataclass(frozen=True, slots=True)
class Logits:
    """What the model gives for one window: of every token, (T,) each, and of the pair, (4,).

    ``pair`` is: the text answers the question; it supports the claim, refutes it, says nothing of it.
    """

    starts: Floats
    ends: Floats
    pair: Floats


class CrossEncoder:
    """A compiled model. Calls may come from several threads at once; equal inputs give equal outputs."""

    def __init__(self, graph: Graph, embeddings: Words) -> None:
        """Use ``cross_encoder()``."""
        self._graph = graph
        self._embeddings = embeddings

    def run(self, windows: Sequence[Window]) -> list[Logits]:
        """Return the logits of every window, in order."""
        results: dict[int, Logits] = {}
        parts = list(batches([len(window.ids) for window in windows]))
        found = self._graph.run(
            self._inputs([windows[at] for at in places], width) for width, places in parts
        )
        for (_, places), (starts, ends, pairs) in zip(parts, found, strict=True):  # (B, T), (B, T), (B, 4)
            for row, at in enumerate(places):
                size = len(windows[at].ids)
                results[at] = Logits(starts[row, :size], ends[row, :size], pairs[row])
        return [results[at] for at in range(len(windows))]

    def _inputs(self, windows: Sequence[Window], width: int) -> dict[str, NDArray[Any]]:
        ids = np.full((len(windows), width), PAD, dtype=np.int64)  # (B, T)
        mask, second = np.zeros_like(ids), np.zeros_like(ids)
        for row, window in enumerate(windows):
            size = len(window.ids)
            ids[row, :size] = window.ids
            mask[row, :size] = 1
            second[row, window.second : size] = 1
        embedded = self._embeddings.rows(ids)  # (B, T, d)
        return {"words": embedded, "attention_mask": mask, "token_type_ids": second}


@lru_cache(maxsize=2)
def cross_encoder(weights: Path = WEIGHTS) -> CrossEncoder:
    """Return the model that comes with Quoth, or that of another graph, loaded once in a process.

    What is not int8 in it runs in fp32 on every processor, so that answers do not depend on bf16.
    """
    return CrossEncoder(Graph(blueprint_of(weights), "int8"), words())


def windows(
    asked: str, texts: Sequence[Tokens], *, longest: int, titles: Sequence[str] = ()
) -> Iterator[Window]:
    """Yield the windows of all texts with a question or a claim before them; texts without a token have none.

    Of what is asked, and of each title, at most ``longest`` tokens are read.
    """
    head = [START, *tokenizer().ids(asked)[:longest], END]
    for number, text in enumerate(texts):
        title = tokenizer().ids(titles[number])[:longest] if titles else []
        before = [*head, *title, END] if title else head
        room = LONGEST - len(before) - 1
        for first in range(0, max(1, len(text.ids) - OVERLAP), room - OVERLAP):
            if text.ids:
                ids = [*before, *text.ids[first : first + room], END]
                yield Window(number, ids, len(head), len(before), first)
