"""What a file, folder or link says: the articles in it."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..article import Article
from ..errors import SourceError
from .beside import facts_beside, with_facts
from .decode import named
from .files import files_under, read_bytes
from .left_out import left_out_line
from .sandbox.ahead import Job, Pool
from .sandbox.gathered import Parsed, summary
from .sandbox.kept import KeptParser


def read_articles(path: str | os.PathLike[str], *, allow_private: bool = False) -> Iterator[Article]:
    """Yield the articles of a file, of a link, or of every file under a folder, sorted by path.

    A folder, or a file of many, gives all that can be read before the error for what cannot is raised.
    With ``allow_private`` links may lead to this machine and its networks.

    Raises:
        SourceError: the file or page gives no article; or some files of the folder, or parts of the
            file, give none: then it says how many, and names the first with their reasons; or the
            folder holds no article.
        ValueError: it is neither a path nor a link.
    """
    if not isinstance(path, str | os.PathLike):
        raise ValueError(f"path={path!r:.60} is no path; name one file, folder or link")
    if str(path).strip().lower().startswith(("http://", "https://")):
        return _page_articles(str(path), allow_private)
    return _articles(Path(path))


def links_in(path: str | os.PathLike[str]) -> list[str]:
    """Return the addresses in a file that lists them: bookmarks, an export, a table, one on each line.

    Raises:
        SourceError: it cannot be read, or holds none.
    """
    name = named(path)
    with KeptParser() as parser:
        pointers = parser.pointers(name, read_bytes(Path(path)))
    found = [pointer.known["url"] for pointer in pointers if "url" in pointer.known]
    if not found:
        raise SourceError(name, "holds no links")
    return list(dict.fromkeys(found))


def _page_articles(url: str, allow_private: bool) -> Iterator[Article]:
    from .facts.defaults import linked
    from .web.fetch import fetched

    found = fetched(url, allow_private=allow_private)
    with KeptParser() as parser:
        parsed = parser.parse(found.url, found.content)
    yield from linked(parsed.articles, found.url)
    _refuse_failed(parsed, found.url)


def _articles(path: Path) -> Iterator[Article]:
    if path.is_dir():
        yield from _folder_articles(path)
        return
    name = named(path)
    with KeptParser() as parser:
        parsed = parser.parse(name, read_bytes(path))
    yield from parsed.articles
    _refuse_failed(parsed, name)


def _refuse_failed(parsed: Parsed, name: str) -> None:
    if parsed.failed:
        raise SourceError(name, summary(parsed.failed, "part", within=name))


def _folder_articles(folder: Path) -> Iterator[Article]:
    files, known = facts_beside(folder, files_under(folder))
    failed = list(files.failed)
    with Pool(len(files.readable)) as pool:
        jobs = (Job(partial(_read, path, pool, known.get(path, {})), _size(path)) for path in files.readable)
        for found in pool.results(jobs, _characters):
            if isinstance(found, SourceError):
                failed.append(found)
            else:
                failed.extend(found.failed)
                yield from found.articles
    if failed:
        raise SourceError(named(folder), summary(failed, "file"))
    if not files.readable:
        left = left_out_line(files.left_out)
        raise SourceError(
            named(folder), "holds no file that can be read as an article" + (left and f"; {left}")
        )


def _read(path: Path, pool: Pool, known: Mapping[str, str]) -> Parsed | SourceError:
    name = named(path)
    try:
        content = read_bytes(path)
        parsed = pool.parse(name, content)
    except SourceError as problem:
        return problem
    return replace(parsed, articles=with_facts(parsed.articles, name, content, known))


def _characters(found: Parsed | SourceError) -> int:
    return sum(len(article.text) for article in found.articles) if isinstance(found, Parsed) else 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it fails again when it is read, with its reason
        return 0
