"""Files in the format GGUF, made from what they are to say: whole ones, without any weights worth loading."""

import struct
from pathlib import Path
from typing import Final

TEXT: Final = 8
ARRAY: Final = 9
NUMBER: Final = 4
TENSOR_BYTES: Final = 64 * 4


def text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


def head(*, architecture: str = "llama", context: int = 2048, version: int = 3) -> bytes:
    """Return a head with a vocabulary and two tensors of 64 numbers."""
    values = (
        text("general.architecture") + struct.pack("<I", TEXT) + text(architecture),
        text("tokenizer.ggml.tokens")
        + struct.pack("<IIQ", ARRAY, TEXT, 3)
        + text("a")
        + text("")
        + text("é"),
        text("tokenizer.ggml.scores") + struct.pack("<IIQ", ARRAY, 6, 3) + bytes(12),
        text(f"{architecture}.context_length") + struct.pack("<II", NUMBER, context),
    )
    tensors = [
        text(name) + struct.pack("<IQIQ", 1, 64, 0, at)
        for name, at in (("one.weight", 0), ("two.weight", TENSOR_BYTES))
    ]
    return b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(values)) + b"".join([*values, *tensors])


def save_model_file(path: Path, **said: int | str) -> Path:
    """Save a whole file; ``said`` is what ``head`` takes."""
    begun = head(**said)  # type: ignore[arg-type]
    path.write_bytes(begun + bytes(-len(begun) % 32) + bytes(2 * TENSOR_BYTES))
    return path
