"""A small format of our own: an article on each line, its title and text parted by a tab.

It lies in a module, as the child process that reads it imports it too.
"""

from collections.abc import Iterator
from typing import Final

from index.article import Article
from index.errors import SourceError
from index.sources.formats import Format, Formats, Reader, registry
from index.sources.formats.sample import Sample

HEAD: Final = "title\ttext\n"


def articles_from_tsv(content: bytes, name: str) -> Iterator[Article | SourceError]:
    for number, line in enumerate(content.decode().splitlines()[1:], start=2):
        title, tab, text = line.partition("\t")
        if tab:
            yield Article(title=title, text=text)
        else:
            yield SourceError(f"{name}: line {number}", "holds no tab")


def _is_tsv(sample: Sample) -> bool:
    return sample.head.startswith(HEAD)


def _load(_: Formats) -> Reader:
    return Reader(many=articles_from_tsv)


TSV: Final = Format(name="tsv", suffixes=(".tsv",), most=1_000_000, sniff=_is_tsv, load=_load)
FORMATS: Final = Formats("tests.index.sources.tsv:FORMATS", (TSV, *registry.FORMATS.every))
