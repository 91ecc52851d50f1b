"""A file in the format GGUF -> what its head says of the model, and whether all of the file is there.

Only the head is read, which says what kind of model it is, how long its context may be and where the weights
lie. What it cannot tell, such as a kind that llama.cpp does not know, llama.cpp says when it loads the file.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from index.errors import ModelError

MAGIC: Final = b"GGUF"
VERSIONS: Final = (2, 3)  # llama.cpp reads no others
_ALIGNMENT: Final = 32  # bytes between which tensors begin, where the file does not say
_MOST_DIMENSIONS: Final = 4
_TEXT: Final = 8  # types of values; all others have a size of their own
_ARRAY: Final = 9
_FORMATS: Final = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?"} | {
    10: "<Q",
    11: "<q",
    12: "<d",
}


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model in a file.

    Attributes:
        path: absolute.
        size: bytes of the file.
        context: the most tokens that the model takes; 0 where the file does not say.
    """

    path: Path
    size: int
    context: int

    @property
    def name(self) -> str:
        """What the model is called: its file, without the folder."""
        return self.path.stem


def read_model_file(name: str) -> ModelFile:
    """Return what a GGUF file says of itself; ``~`` stands for the home folder.

    Raises:
        ModelError: there is no such file, it is no GGUF file, or it ends too early; one line with its name.
    """
    path = Path(name).expanduser().absolute()
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise ModelError(f"{path}: is no GGUF file; a model for gguf/FILE is one file named *.gguf")
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                said, weights_end = _read(_Cursor(content))
    except FileNotFoundError:
        raise ModelError(f"{path}: no such file; write gguf/FILE with the path of a model") from None
    except IsADirectoryError:
        raise ModelError(f"{path}: is a folder; name the file in it that ends in .gguf") from None
    except OSError as problem:
        raise ModelError(f"{path}: cannot be read ({problem.strerror or problem})") from None
    except (struct.error, OverflowError, _CutShort):
        raise _cut_short(path, size) from None
    except _Damaged as problem:
        raise ModelError(f"{path}: {problem}") from None
    if size <= weights_end:
        raise _cut_short(path, size)
    context = said.get(f"{said.get('general.architecture')}.context_length", 0)
    return ModelFile(path, size, context if isinstance(context, int) else 0)


class _CutShort(Exception):
    """More is announced than there is."""


class _Damaged(Exception):
    """The head cannot be understood."""


def _cut_short(path: Path, size: int) -> ModelError:
    return ModelError(f"{path}: is cut short at {size:,} bytes; download it again")


def _read(cursor: _Cursor) -> tuple[dict[str, Any], int]:
    """Return the values of a head, and where the last tensor begins: bytes from the start of the file."""
    version = cursor.number("<I")
    if version not in VERSIONS:
        raise _Damaged(f"is GGUF of version {version}, which llama.cpp does not read; take a newer file")
    tensors, values = cursor.number("<Q"), cursor.number("<Q")
    said = {}
    for _ in range(values):
        key = cursor.text()
        said[key] = cursor.value(cursor.number("<I"))
    last = max((cursor.offset() for _ in range(tensors)), default=0)
    between = said.get("general.alignment", _ALIGNMENT)
    if not isinstance(between, int) or between < 1:
        raise _Damaged("is damaged: it has no alignment; download it again")
    return said, -(-cursor.at // between) * between + last


class _Cursor:
    """A place in a head, which moves on with all that is read."""

    def __init__(self, content: mmap.mmap) -> None:
        self._content = content
        self.at = len(MAGIC)

    def number(self, form: str) -> Any:
        (value,) = struct.unpack_from(form, self._content, self.at)
        self.at += struct.calcsize(form)
        return value

    def text(self) -> str:
        length = self.number("<Q")
        self._skip(length)
        return self._content[self.at - length : self.at].decode("utf-8", "replace")

    def value(self, kind: int) -> Any:
        """Return a value; nothing of an array, which may be a vocabulary."""
        if kind == _TEXT:
            return self.text()
        if kind == _ARRAY:
            return self._skip_array(self.number("<I"), self.number("<Q"))
        if kind not in _FORMATS:
            raise _Damaged(f"is damaged: it has a value of the kind {kind}; download it again")
        return self.number(_FORMATS[kind])

    def offset(self) -> int:
        """Return where a tensor begins among the weights."""
        self.text()
        dimensions = self.number("<I")
        if dimensions > _MOST_DIMENSIONS:
            raise _Damaged(f"is damaged: a tensor has {dimensions} dimensions; download it again")
        *_, offset = struct.unpack_from(f"<{dimensions}QIQ", self._content, self.at)
        self.at += struct.calcsize(f"<{dimensions}QIQ")
        return int(offset)

    def _skip_array(self, kind: int, count: int) -> None:
        if kind in _FORMATS:
            self._skip(count * struct.calcsize(_FORMATS[kind]))
            return
        if kind != _TEXT:
            raise _Damaged(f"is damaged: it has a list of the kind {kind}; download it again")
        length, content, at = struct.Struct("<Q"), self._content, self.at
        for _ in range(count):  # a vocabulary has 50,000 to 300,000
            at += length.size + length.unpack_from(content, at)[0]
        self.at = at
        self._skip(0)

    def _skip(self, size: int) -> None:
        self.at += size
        if self.at > len(self._content):
            raise _CutShort
