"""The child process that parses what strangers wrote: bytes go in, what came of them comes out.

Nothing here knows a format. Parser and child speak in messages: a length, then that many bytes of JSON or
of a file.
"""

import json
import struct
from typing import Any, BinaryIO, Final

LENGTH: Final = struct.Struct(">I")
MAX_REPLY_BYTES: Final = 16_000_000
TOGETHER_BYTES: Final = 65_536  # that are written at once, so that the other end wakes up once


def send(pipe: BinaryIO, *messages: bytes) -> None:
    """Write messages.

    Raises:
        OSError: the other end is gone.
    """
    parts = [part for content in messages for part in (LENGTH.pack(len(content)), content)]
    if sum(map(len, parts)) <= TOGETHER_BYTES:
        parts = [b"".join(parts)]
    for part in parts:
        _write(pipe, part)
    pipe.flush()


def as_json(value: dict[str, Any]) -> bytes:
    """Return a value as the content of a message."""
    return json.dumps(value).encode()


def receive(pipe: BinaryIO, limit: int) -> bytes | None:
    """Return one message of at most ``limit`` bytes, ``None`` when the other end is gone or sends more."""
    head = _read(pipe, LENGTH.size)
    if head is None:
        return None
    (length,) = LENGTH.unpack(head)
    return None if length > limit else _read(pipe, length)


def receive_json(pipe: BinaryIO, limit: int) -> dict[str, Any] | None:
    """Return one value, ``None`` as ``receive`` does or when it is no JSON object."""
    content = receive(pipe, limit)
    if content is None:
        return None
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _write(pipe: BinaryIO, content: bytes) -> None:
    """Write all; a pipe without a buffer takes a part at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[pipe.write(rest) :]


def _read(pipe: BinaryIO, length: int) -> bytes | None:
    """Return so many bytes, of which an unbuffered pipe gives a part at a time; ``None`` when it ended."""
    pieces: list[bytes] = []
    left = length
    while left:
        piece = pipe.read(left)
        if not piece:
            return None
        pieces.append(piece)
        left -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
