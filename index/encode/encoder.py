"""An encoder of sentence-transformers: the graph of its model, with its tokenizer."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from . import Encoder
from .convert import MINILM, Card, converted
from .graph import PRECISIONS, Graph, Precision
from .streams import batches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Loaded:
    card: Card
    tokenizer: Any
    graph: Graph


class SentenceEncoder(Encoder):
    """A sentence-transformers model, as a graph. Nothing is loaded before it is first used."""

    def __init__(self, name: str = MINILM, *, precision: Precision = "auto") -> None:
        """Name an encoder.

        Args:
            name: ``all-MiniLM-L6-v2`` (installed with Quoth), a folder, or a name on a model hub.
            precision: ``auto``, ``fp32``, ``bf16``, or ``int8`` (needs ``quoth[int8]``).

        Raises:
            ValueError: there is no such precision.
        """
        if precision not in PRECISIONS:
            raise ValueError(f"precision={precision!r}: choose {', '.join(PRECISIONS)}")
        self._name = name
        self.precision = precision
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        return self._name

    @property
    def identity(self) -> str:
        """Name and digest of the weights."""
        return self._loaded.card.identity

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._loaded.card.dimensions

    @property
    def window(self) -> int:
        """Tokens of a text that are read, special ones and prompt left out of the count."""
        card = self._loaded.card
        return card.window - len(self._loaded.tokenizer.encode(card.passage_prompt).ids)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode([self._loaded.card.passage_prompt + text for text in texts])

    def query(self, text: str) -> Vectors:
        vector: Vectors = self._encode([self._loaded.card.query_prompt + text])[0]
        return vector

    def token_starts(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        return _token_starts(self._loaded.tokenizer, texts)

    def _encode(self, texts: list[str]) -> Vectors:
        loaded = self._loaded
        vectors = np.empty((len(texts), loaded.card.dimensions), dtype=np.float32)
        tokens = [text.ids for text in loaded.tokenizer.encode_batch_fast(texts)]
        limit = loaded.card.window
        tokens = [ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]] for ids in tokens]
        parts = list(batches([len(ids) for ids in tokens]))
        found = loaded.graph.run(
            _batch([tokens[at] for at in places], min(width, limit), loaded.card.inputs)
            for width, places in parts
        )
        for (_, places), outputs in zip(parts, found, strict=True):
            vectors[places] = outputs[0]
        return vectors

    @cached_property
    def _loaded(self) -> _Loaded:
        with self._loading:
            return _load(self._name, self.precision)


def tokenizer(name: str) -> Any:
    """Return the tokenizer of an encoder, which neither cuts nor pads."""
    return _tokenizer(converted(name).tokenizer)


@lru_cache(maxsize=4)
def _tokenizer(text: str) -> Any:
    from tokenizers import Tokenizer

    made = Tokenizer.from_str(text)
    made.no_truncation()  # the published file cuts and pads at 128 tokens
    made.no_padding()
    return made


@lru_cache(maxsize=4)  # a process that opens several libraries holds a model once
def _load(name: str, precision: Precision) -> _Loaded:
    model = converted(name)
    tokenizer = _tokenizer(model.tokenizer)
    if precision == "int8":
        from .quantise import calibration_texts, int8_graph

        texts = calibration_texts(lambda texts: _token_starts(tokenizer, texts))
        rows = [text.ids for text in tokenizer.encode_batch_fast(texts)]
        samples = [_batch([row], len(row), model.card.inputs) for row in rows]
        return _Loaded(model.card, tokenizer, Graph(int8_graph(model, samples), precision))
    return _Loaded(model.card, tokenizer, Graph(model.graph, precision))


def _token_starts(tokenizer: Any, texts: Sequence[str]) -> list[NDArray[np.int64]]:
    batch = tokenizer.encode_batch(list(texts), add_special_tokens=False)  # the fast way has no offsets
    return [np.array([start for start, _ in text.offsets], dtype=np.int64) for text in batch]


def _batch(rows: list[list[int]], width: int, names: tuple[str, ...]) -> dict[str, NDArray[np.int64]]:
    ids = np.zeros((len(rows), width), dtype=np.int64)  # (B, T)
    mask = np.zeros((len(rows), width), dtype=np.int64)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = row
        mask[at, : len(row)] = 1
    return dict(zip(names, (ids, mask), strict=True))
