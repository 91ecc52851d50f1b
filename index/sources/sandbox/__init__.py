"""The child process that parses what strangers wrote: bytes go in, what came of them comes out.

Nothing here knows a format. Parser and child speak in messages: a length, then that many bytes of JSON or
of a file.
"""

import json
import struct
from typing import Any, BinaryIO, Final

LENGTH: Final = struct.Struct(">I")
MAX_REPLY_BYTES: Final = 16_000_000


def send(pipe: BinaryIO, content: bytes) -> None:
    """Write one message.

    Raises:
        OSError: the other end is gone.
    """
    pipe.write(LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def send_json(pipe: BinaryIO, value: dict[str, Any]) -> None:
    """Write a value as one message; raises as ``send``."""
    send(pipe, json.dumps(value).encode())


def receive(pipe: BinaryIO, limit: int) -> bytes | None:
    """Return one message of at most ``limit`` bytes, ``None`` when the other end is gone or sends more."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    if length > limit:
        return None
    content = pipe.read(length)
    return content if len(content) == length else None


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
