"""A drawn page -> the bytes of a PNG, so that nothing that knows a hundred formats is needed for one."""

import struct
import zlib
from typing import Any, Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
EIGHT_BITS_OF_RED_GREEN_BLUE: Final = bytes([8, 2, 0, 0, 0])
UNFILTERED: Final = b"\x00"  # begins each row


def png(picture: Any) -> bytes:
    """Return an array of the shape (rows, columns, 3), in bytes of red, green and blue, as a PNG."""
    high, wide, _ = picture.shape
    rows = b"".join(UNFILTERED + row.tobytes() for row in picture)
    head = struct.pack(">II", wide, high) + EIGHT_BITS_OF_RED_GREEN_BLUE
    return b"".join(
        [SIGNATURE, _chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 6)), _chunk(b"IEND", b"")]
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
