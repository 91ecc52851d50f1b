"""MiniLM-L6 and the reader's head as one plain torch module, fast to train on a CPU.

The same arithmetic as transformers' ``BertModel``, with three changes for speed, measured at 24 pairs of 192
tokens on two AMX cores: attention as two matrix products (the fused kernel's backward pass took a third of
the step), one product for queries, keys and values, and dropout masks cut from a pool of random bits
(``bernoulli_`` took 13 % of the step).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WIDTH: Final = 384
LAYERS: Final = 6
HEADS: Final = 12
INNER: Final = 1536
VOCABULARY: Final = 30522
POSITIONS: Final = 512
LOGIT_OF_PADDING: Final = -1e4


class Dropout(nn.Module):
    """Dropout whose masks are slices, at random places, of one pool of scaled random bits."""

    def __init__(self, rate: float, pool: int = 1 << 25) -> None:
        super().__init__()
        self.rate = rate
        self.pool_size = pool
        self.pools: dict[torch.dtype, Tensor] = {}

    def forward(self, x: Tensor) -> Tensor:
        """Return ``x`` with a share ``rate`` of its numbers set to 0 and the others scaled up; as it is in
        evaluation.
        """
        if not self.training or self.rate == 0.0:
            return x
        if x.dtype not in self.pools:
            bits = torch.rand(self.pool_size, device=x.device) >= self.rate
            self.pools[x.dtype] = (bits / (1.0 - self.rate)).to(x.dtype)
        pool, size = self.pools[x.dtype], x.numel()
        if size > self.pool_size:
            return functional.dropout(x, self.rate, training=True)
        at = int(torch.randint(self.pool_size - size + 1, (1,)))
        return x * pool[at : at + size].view_as(x)


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:  # (B, H, T, d/H) x 3, (B, 1, 1, T)
    """Return softmax(q k / sqrt(d/H) + mask) v, (B, H, T, d/H), in the inputs' own type: autocast would make
    it float32.
    """
    with torch.autocast(q.device.type, enabled=False):
        scores = (q * (1.0 / math.sqrt(WIDTH // HEADS))) @ k.transpose(-1, -2) + mask.to(q.dtype)
        return scores.softmax(-1) @ v


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, dropout: Dropout) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:  # (B, T, d), (B, 1, 1, T) -> (B, T, d)
        batch, length, _ = x.shape
        qkv = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]  # (B, H, T, d/H) each
        mixed = attention(q, k, v, mask).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        inner = self.down(functional.gelu(self.up(x)))
        normed: Tensor = self.norm2(x + self.dropout(inner))
        return normed


class Reader(nn.Module):
    """Question and passage in, a start and an end logit per token out; token 0 stands for "no answer"."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH, padding_idx=0)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(self.dropout) for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, 2)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the start and the end logits, each (B, T), of three integer tensors (B, T)."""
        length = input_ids.shape[1]
        x = self.words(input_ids) + self.positions.weight[:length] + self.segments(token_type_ids)
        x = self.dropout(self.norm(x))
        mask = ((1.0 - attention_mask[:, None, None, :].to(x.dtype)) * LOGIT_OF_PADDING).to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        logits = self.head(x)  # (B, T, 2)
        return logits[..., 0], logits[..., 1]


def load_minilm(model: Reader, path: Path) -> None:
    """Copy the weights of a MiniLM ``model.safetensors`` (BertModel's names, perhaps under a prefix) into
    ``model``.

    A head of the trial's kind (``h.weight``, ``h.bias``) is taken over too; else the new head stays random.
    """
    from safetensors.torch import load_file

    raw = {
        name.removeprefix("bert.").removeprefix("b."): tensor.float()
        for name, tensor in load_file(path).items()
    }
    state = dict(model.state_dict())
    state["words.weight"] = raw["embeddings.word_embeddings.weight"]
    state["positions.weight"] = raw["embeddings.position_embeddings.weight"]
    state["segments.weight"] = raw["embeddings.token_type_embeddings.weight"]
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = raw[f"embeddings.LayerNorm.{end}"]
        if f"h.{end}" in raw:
            state[f"head.{end}"] = raw[f"h.{end}"]
    for number in range(LAYERS):
        state.update(_layer(raw, number))
    model.load_state_dict(state)


def _layer(raw: Mapping[str, Tensor], number: int) -> dict[str, Tensor]:
    """Return layer ``number``'s tensors under this module's names."""
    old, new = f"encoder.layer.{number}", f"layers.{number}"
    state: dict[str, Tensor] = {}
    for end in ("weight", "bias"):
        parts = [raw[f"{old}.attention.self.{part}.{end}"] for part in ("query", "key", "value")]
        state[f"{new}.qkv.{end}"] = torch.cat(parts)
        state[f"{new}.out.{end}"] = raw[f"{old}.attention.output.dense.{end}"]
        state[f"{new}.norm1.{end}"] = raw[f"{old}.attention.output.LayerNorm.{end}"]
        state[f"{new}.up.{end}"] = raw[f"{old}.intermediate.dense.{end}"]
        state[f"{new}.down.{end}"] = raw[f"{old}.output.dense.{end}"]
        state[f"{new}.norm2.{end}"] = raw[f"{old}.output.LayerNorm.{end}"]
    return state
