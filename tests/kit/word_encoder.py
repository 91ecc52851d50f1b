"""An encoder for tests of what vectors are used for: a text's vector is the sum of its words'."""

import re
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 24


class WordEncoder:
    """The same vectors everywhere and at once; the more words two texts share, the nearer they are."""

    name = "words"
    identity = "words@1"
    dense_weight = 0.5
    window = 61  # leaves 20 tokens to a passage

    def token_starts(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        return [np.array([word.start() for word in re.finditer(r"\S+", text)], np.int64) for text in texts]

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self.query(text) for text in texts], np.float32).reshape(-1, DIMENSIONS)

    def query(self, text: str) -> NDArray[np.float32]:
        words = re.findall(r"\w+", text.casefold())
        total: NDArray[np.float32] = np.sum([_vector(word) for word in words], axis=0, dtype=np.float32)
        return total / np.float32(np.linalg.norm(total))


def _vector(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big")
    return np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)
