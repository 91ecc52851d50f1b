"""What a file or folder says: the articles in it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..article import Article
from ..errors import SourceError
from .files import files_under, named, read_bytes
from .parser import Parser

REASONS_SHOWN: Final = 3


def read_articles(path: str | os.PathLike[str]) -> Iterator[Article]:
    """Yield the articles of a file, or of every file under a folder, sorted by path.

    A folder gives all that can be read before the error for what cannot is raised.

    Raises:
        SourceError: the file gives no article; or some files of the folder give none: then it says
            how many, and names the first with their reasons; or the folder holds no article.
    """
    if str(path).lower().startswith(("http://", "https://")):
        raise SourceError(str(path), "links are not read yet; save the page and add the file")
    return _articles(Path(path))


def _articles(path: Path) -> Iterator[Article]:
    with Parser() as parser:
        if path.is_dir():
            yield from _folder_articles(path, parser)
        else:
            yield from parser.parse(named(path), read_bytes(path))


def _folder_articles(folder: Path, parser: Parser) -> Iterator[Article]:
    files = files_under(folder)
    failed = list(files.failed)
    for path in files.readable:
        try:
            articles = parser.parse(named(path), read_bytes(path))
        except SourceError as problem:
            failed.append(problem)
        else:
            yield from articles
    if failed:
        raise SourceError(named(folder), _summary(failed))
    if not files.readable:
        raise SourceError(named(folder), "holds no file that can be read as an article")


def _summary(failed: list[SourceError]) -> str:
    shown = "; ".join(str(problem) for problem in failed[:REASONS_SHOWN])
    more = len(failed) - REASONS_SHOWN
    count = "1 file gave" if len(failed) == 1 else f"{len(failed)} files gave"
    return f"{count} no article: {shown}" + (f"; and {more} more" if more > 0 else "")
