"""The layers of multilingual-e5-small and three heads as one plain torch module, fast to train on a CPU.

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

from index.encode.e5 import Weights, weights, words

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 384
HEADS: Final = 12
INNER: Final = 1536
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


def embedded(ids: Tensor) -> Tensor:
    """Return the encoder's embeddings of words, (B, T, d), for ids (B, T); they are never trained."""
    return torch.from_numpy(words().rows(ids.numpy()))


class Reader(nn.Module):
    """A question or a claim and a passage in; per token a start and an end logit, per pair four logits, out.

    Token 0 stands for "no answer". The four are: answerable; supported, refuted, not said. The embeddings of
    words are the encoder's own; they are not trained, not part of the weights, and come in as vectors.
    """

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(self.dropout) for _ in range(layers))
        self.head = nn.Linear(WIDTH, 2)
        self.pooled = nn.Linear(WIDTH, WIDTH)
        self.verdict = nn.Linear(WIDTH, 4)
        for head in (self.head, self.pooled, self.verdict):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(
        self, words: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return the start and the end logits, each (B, T), and those of the pairs, (B, 4).

        ``words`` are embeddings, (B, T, d); the two others integers, (B, T).
        """
        x = words + self.positions.weight[: words.shape[1]] + self.segments(token_type_ids)
        x = self.dropout(self.norm(x))
        mask = ((1.0 - attention_mask[:, None, None, :].to(x.dtype)) * LOGIT_OF_PADDING).to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        logits = self.head(x)  # (B, T, 2)
        pairs = self.verdict(self.dropout(torch.tanh(self.pooled(x[:, 0]))))  # (B, 4)
        return logits[..., 0], logits[..., 1], pairs


def begin(kept: Sequence[int]) -> Reader:
    """Return a reader whose layers are those of e5 that are ``kept``, its heads random."""
    e5, model = weights(), Reader(len(kept))
    state = dict(model.state_dict())
    state["positions.weight"] = _tensor(e5, "emb.pos", POSITIONS, WIDTH)
    state["segments.weight"] = _tensor(e5, "emb.type", 2, WIDTH)
    state["norm.weight"], state["norm.bias"] = (_tensor(e5, f"emb.ln.{end}", WIDTH) for end in "wb")
    for place, number in enumerate(kept):
        state.update(_layer(e5, f"l{number}", f"layers.{place}"))
    model.load_state_dict(state)
    return model


def _layer(e5: Weights, old: str, new: str) -> dict[str, Tensor]:
    """Return one layer's tensors under this module's names."""
    sizes = {
        "ao": (WIDTH, WIDTH),
        "fi": (INNER, WIDTH),
        "fo": (WIDTH, INNER),
        "aln": (WIDTH,),
        "oln": (WIDTH,),
    }
    names = {"ao": "out", "fi": "up", "fo": "down", "aln": "norm1", "oln": "norm2"}
    state: dict[str, Tensor] = {}
    for end, kind in (("weight", "w"), ("bias", "b")):
        square = (WIDTH, WIDTH) if kind == "w" else (WIDTH,)
        parts = [_tensor(e5, f"{old}.{part}.{kind}", *square) for part in "qkv"]
        state[f"{new}.qkv.{end}"] = torch.cat(parts)
        for part, name in names.items():
            shape = sizes[part] if kind == "w" else sizes[part][:1]
            state[f"{new}.{name}.{end}"] = _tensor(e5, f"{old}.{part}.{kind}", *shape)
    return state


def _tensor(e5: Weights, name: str, *shape: int) -> Tensor:
    return torch.from_numpy(e5.tensor(name, *shape))
