"""Streams of packed bytes (gzip, deflate, brotli) -> what they hold, counted as it comes out."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

MEMBER: Final = b"\x1f\x8b"  # how another gzip member begins
STEP: Final = 65_536  # bytes in, and bytes out, at a time: a bomb goes off no further


class Unpackable(ValueError):
    """Packed bytes that cannot be had whole; ``str()`` of it goes on after the words "this page"."""


def import_brotli() -> None:
    """Import what unpacking needs, so that it does not count as a file's time."""
    import brotli  # noqa: F401


def gunzipped(content: bytes) -> Iterator[bytes]:
    """Yield what gzip holds, one member after the other, in pieces of at most ``STEP`` bytes.

    Raises:
        Unpackable: it is damaged, or its end is missing; all before that was yielded.
    """
    return _inflated(content, zlib.MAX_WBITS | 16)


def joined(pieces: Iterable[bytes], limit: int) -> bytes:
    """Return pieces as one.

    Raises:
        Unpackable: they are more than ``limit`` bytes.
    """
    size, kept = 0, []
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise Unpackable(f"is over {limit / 1e6:g} MB")
        kept.append(piece)
    return b"".join(kept)


def decoded(content: bytes, encoding: str, limit: int) -> bytes:
    """Return content, its HTTP content encoding undone.

    What does not begin as its encoding would is taken as it is: some servers and many archives
    keep the header of bytes that they unpacked.

    Raises:
        Unpackable: the encoding is unknown, the content is damaged, or it is more than ``limit`` bytes.
    """
    method = encoding.strip().lower()
    if method in ("", "identity") or not content:
        return joined([content], limit)
    unpack = UNPACK.get(method)
    if not unpack:
        name = method[:20] if method.isprintable() else "something unknown"
        raise Unpackable(f"is packed as {name}, which is not read")
    pieces = unpack(content)
    try:
        first = next(pieces, b"")
    except Unpackable:
        return joined([content], limit)
    return joined(chain([first], pieces), limit)


def _inflated(content: bytes, window_bits: int) -> Iterator[bytes]:
    unpack = zlib.decompressobj(window_bits)
    try:
        for start in range(0, len(content), STEP):
            piece = content[start : start + STEP]
            if unpack.eof:  # padding, or one more member
                piece = piece.lstrip(b"\0")
                if not piece:
                    continue
                if not MEMBER.startswith(piece[:2]):
                    return
                unpack = zlib.decompressobj(window_bits)
            while piece:
                yield unpack.decompress(piece, STEP)
                piece = unpack.unconsumed_tail
                if unpack.eof and (piece := unpack.unused_data.lstrip(b"\0")):
                    if not MEMBER.startswith(piece[:2]):  # what servers put behind a page, as a line break
                        return
                    unpack = zlib.decompressobj(window_bits)
        while more := unpack.decompress(b"", STEP):
            yield more
    except zlib.error:
        raise Unpackable("is damaged") from None
    if not unpack.eof:
        raise Unpackable("is cut off")


def _deflated(content: bytes) -> Iterator[bytes]:
    """Yield what deflate holds; servers send it with and without its header."""
    has_header = content[0] & 15 == 8 and int.from_bytes(content[:2], "big") % 31 == 0
    return _inflated(content, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)


def _brotli(content: bytes) -> Iterator[bytes]:
    import brotli

    unpack = brotli.Decompressor()
    try:
        for start in range(0, len(content), STEP):
            yield unpack.process(content[start : start + STEP], output_buffer_limit=STEP)
            while not unpack.can_accept_more_data():
                yield unpack.process(b"", output_buffer_limit=STEP)
    except brotli.error:
        raise Unpackable("is damaged") from None
    if not unpack.is_finished():
        raise Unpackable("is cut off")


UNPACK: Final[dict[str, Callable[[bytes], Iterator[bytes]]]] = {
    "gzip": gunzipped,
    "x-gzip": gunzipped,
    "deflate": _deflated,
    "br": _brotli,
}
