"""e5's twelve layers as an OpenVINO model, built from the package's tensors in 0.1 s, once on a machine.

Words come in as embeddings (``Words.rows``), so the table of 250,037 is neither copied nor compiled.
Weights are int8, one scale a row. Where the processor multiplies int8 (VNNI), OpenVINO rounds what they are
multiplied with too, 384 numbers to a scale: so a text's vector depends on nothing but the text.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..graph import Blueprint, openvino
from .package import DIGEST, DIMENSIONS, LAYERS, NAME, weights

if TYPE_CHECKING:
    from .package import Weights

HEADS: Final = 12
WIDE: Final = 1536  # of the feed-forward part
POSITIONS: Final = 512
EPSILON: Final = 1e-12
MASKED: Final = -1e4  # added to the score of what is padding: its share of attention is 0

EMBEDDED: Final = "words"  # float32, (texts, tokens, 384)
MASK: Final = "mask"  # float32, (texts, tokens): 1 for tokens, 0 for padding


def blueprint(*, int8: bool = True) -> Blueprint:
    """Return how the model is built: of the package's weights, by the code here and in ``package.py``."""
    code = b"".join((Path(__file__).parent / name).read_bytes() for name in ("network.py", "package.py"))
    made_of = f"{DIGEST} {sha256(code).hexdigest()} {int8}"
    return Blueprint(NAME, made_of, lambda: unit_vectors(weights(), int8=int8))


def unit_vectors(of: Weights, *, int8: bool = True, layers: int = LAYERS) -> Any:
    """Return the model from embedded words and their mask to unit vectors, (texts, 384)."""
    return _Build(of, int8).model(layers)


class _Build:
    """Nodes of a model by name of their tensors."""

    def __init__(self, of: Weights, int8: bool) -> None:
        self.of = of
        self.int8 = int8
        self.ov = openvino()
        self.ops = self.ov.opset13

    def model(self, layers: int) -> Any:
        embedded = self.ops.parameter([-1, -1, DIMENSIONS], self.ov.Type.f32, name=EMBEDDED)
        mask = self.ops.parameter([-1, -1], self.ov.Type.f32, name=MASK)
        state = self._norm(self.ops.add(embedded, self._positions(embedded)), "emb.ln")
        padding = self.ops.subtract(self._number(1), self.ops.unsqueeze(mask, self._axes(1, 2)))
        bias = self.ops.multiply(padding, self._number(MASKED))  # (B, 1, 1, T)
        for layer in range(layers):
            state = self._layer(state, bias, f"l{layer}.")
        unit = self.ops.normalize_l2(self._mean(state, mask), self._axes(1), EPSILON, "max")
        return self.ov.Model([unit.output(0)], [embedded, mask], "multilingual-e5-small")

    def _positions(self, embedded: Any) -> Any:
        """Return the embeddings of the first positions and of the only type, (1, T, 384)."""
        table = (
            self.of.tensor("emb.pos", POSITIONS, DIMENSIONS) + self.of.tensor("emb.type", 2, DIMENSIONS)[0]
        )
        shape = self.ops.shape_of(embedded, "i64")
        length = self.ops.gather(shape, self._axes(1), self.ops.constant(np.int64(0)))
        first = self.ops.slice(self.ops.constant(table), self._axes(0), length, self._axes(1), self._axes(0))
        return self.ops.unsqueeze(first, self.ops.constant(np.int64(0)))

    def _layer(self, state: Any, bias: Any, name: str) -> Any:
        query, key, value = (self._heads(self._linear(state, f"{name}{part}")) for part in "qkv")
        scores = self.ops.multiply(
            self.ops.matmul(query, key, False, True), self._number((DIMENSIONS / HEADS) ** -0.5)
        )  # (B, H, T, T)
        shares = self.ops.softmax(self.ops.add(scores, bias), -1)
        joined = self.ops.transpose(self.ops.matmul(shares, value, False, False), self._axes(0, 2, 1, 3))
        attended = self.ops.reshape(joined, self._axes(0, 0, DIMENSIONS), True)
        state = self._norm(self.ops.add(state, self._linear(attended, f"{name}ao")), f"{name}aln")
        wide = self.ops.gelu(self._linear(state, f"{name}fi"), "erf")
        return self._norm(self.ops.add(state, self._linear(wide, f"{name}fo")), f"{name}oln")

    def _heads(self, state: Any) -> Any:
        """(B, T, d) -> (B, H, T, d / H)."""
        parted = self.ops.reshape(state, self._axes(0, 0, HEADS, DIMENSIONS // HEADS), True)
        return self.ops.transpose(parted, self._axes(0, 2, 1, 3))

    def _linear(self, state: Any, name: str) -> Any:
        bias = self.of.tensor(f"{name}.b")
        weights = self.of.tensor(f"{name}.w", len(bias), -1)
        return self.ops.add(
            self.ops.matmul(state, self._weights(weights), False, True), self._row(bias)
        )  # (B, T, out)

    def _weights(self, weights: Any) -> Any:
        if not self.int8:
            return self.ops.constant(weights)
        scales = np.abs(weights).max(axis=1, keepdims=True) / 127
        rounded = np.rint(weights / np.maximum(scales, np.finfo(np.float32).tiny)).astype(np.int8)
        return self.ops.multiply(
            self.ops.convert(self.ops.constant(rounded), "f32"), self.ops.constant(scales)
        )

    def _norm(self, state: Any, name: str) -> Any:
        even = self.ops.mvn(state, self._axes(-1), True, EPSILON, "inside_sqrt")
        scaled = self.ops.multiply(even, self._row(self.of.tensor(f"{name}.w")))
        return self.ops.add(scaled, self._row(self.of.tensor(f"{name}.b")))

    def _mean(self, state: Any, mask: Any) -> Any:
        """Return the mean of the tokens that are no padding, (B, d)."""
        kept = self.ops.unsqueeze(mask, self._axes(-1))
        total = self.ops.reduce_sum(self.ops.multiply(state, kept), self._axes(1), False)
        return self.ops.divide(total, self.ops.reduce_sum(kept, self._axes(1), False))

    def _row(self, values: Any) -> Any:
        return self.ops.constant(values.reshape(1, 1, -1))

    def _axes(self, *axes: int) -> Any:
        return self.ops.constant(np.array(axes, np.int64))

    def _number(self, value: float) -> Any:
        return self.ops.constant(np.float32(value))
