"""A file that was packed by gzip -> the one file in it."""

import zlib
from collections.abc import Iterator
from gzip import BadGzipFile, GzipFile
from io import BytesIO

from ...errors import SourceError
from ..sandbox.limits import most_bytes
from .member import Member


def members_of_gzip(content: bytes, name: str) -> Iterator[Member]:
    """Yield the file that the bytes unpack to; it is called as they are, without ``.gz``.

    Raises:
        SourceError: they are damaged, or unpack to more than is read.
    """
    inner = name[:-3] if name.lower().endswith(".gz") else name
    most = most_bytes(inner)
    try:
        with GzipFile(fileobj=BytesIO(content)) as file:
            unpacked = file.read(most + 1)
    except (BadGzipFile, EOFError, zlib.error):
        raise SourceError(name, "is a damaged gzip file") from None
    if len(unpacked) > most:
        raise SourceError(name, f"unpacks to more than {most / 1e6:.0f} MB")
    yield Member(inner, unpacked)
