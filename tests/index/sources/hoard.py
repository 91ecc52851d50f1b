"""A format whose reader keeps what it takes: half a gigabyte with the first file that asks for it."""

from typing import Final

from index.article import Article
from index.sources.formats import Format, Formats, Reader, registry
from index.sources.formats.sample import Sample

TAKEN: Final = 500_000_000
_kept: list[bytes] = []


def article_of_hoard(content: bytes, _: str) -> Article:
    if b"take" in content:
        _kept.append(b"x" * TAKEN)
    return Article(text=content.decode())


def _is_hoard(sample: Sample) -> bool:
    return sample.head.startswith("hoard")


def _load(_: Formats) -> Reader:
    return Reader(one=article_of_hoard)


HOARD: Final = Format(name="hoard", suffixes=(".hoard",), sniff=_is_hoard, load=_load)
FORMATS: Final = Formats("tests.index.sources.hoard:FORMATS", (HOARD, *registry.FORMATS.every))
