"""A folder in which files say what is known of others -> that, by the files it is known of."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ..article import Article
from ..errors import SourceError
from .decode import named
from .facts.defaults import filled
from .files import Files, pointing_among, read_bytes
from .formats import NO_ARTICLES, LeftOut, Pointer
from .formats.beside import Known, described, goes_first
from .sandbox.gathered import links_line
from .sandbox.parser import Parser


def facts_beside(folder: Path, files: Files) -> tuple[Files, dict[Path, Known]]:
    """Return what lies under a folder less the files that speak of others, and what they say of them.

    A file that speaks of none that is there stays, if it holds links that can be added.
    """
    if not files.pointing:
        return files, {}
    said = _said(folder, files)
    paths = {_below(folder, path): path for path in files.readable}
    known, spoke = described(paths, said)
    own = {paths[each] for each in spoke}
    idle = {
        paths[each]
        for each, pointers in said.items()
        if each not in spoke and not any(pointer.known.get("url") for pointer in pointers)
    }
    left = [LeftOut(named(path), NO_ARTICLES) for path in sorted(idle)]
    links = [SourceError(named(paths[each]), links_line(len(some))) for each, some in spoke.items() if some]
    rest = replace(
        files,
        readable=tuple(path for path in files.readable if path not in own | idle),
        skipped=tuple(sorted({*files.skipped, *own})),
        failed=(*files.failed, *links),
        left_out=(*files.left_out, *left),
    )
    return rest, {paths[each]: facts for each, facts in known.items()}


def facts_among(paths: Sequence[Path]) -> tuple[Files, dict[Path, Known]]:
    """Return files that were named one by one as ``facts_beside`` does those of a folder."""
    whole = [path.absolute() for path in paths]
    pointing = pointing_among(whole) if len(whole) > 1 else ()
    if not pointing or len({path.anchor for path in whole}) > 1:  # as on two drives
        return Files(tuple(paths)), {}
    folder = Path(os.path.commonpath([path.parent for path in whole]))
    named_as = dict(zip(whole, paths, strict=True))
    files, known = facts_beside(folder, Files(tuple(whole), pointing=pointing))
    rest = replace(files, readable=tuple(map(named_as.__getitem__, files.readable)))
    return rest, {named_as[path]: facts for path, facts in known.items()}


def with_facts(articles: tuple[Article, ...], name: str, content: bytes, known: Known) -> tuple[Article, ...]:
    """Return the article of a file with what another file says of it; several in one are left as they are."""
    if not known or len(articles) != 1:
        return articles
    first = goes_first(content, name)
    return (filled(articles[0], name, known if first else {}, {} if first else known),)


def _said(folder: Path, files: Files) -> Mapping[PurePosixPath, tuple[Pointer, ...]]:
    found: dict[PurePosixPath, tuple[Pointer, ...]] = {}
    with Parser() as parser:
        for path in files.pointing:
            try:
                found[_below(folder, path)] = parser.pointers(named(path), read_bytes(path))
            except SourceError:  # it is told when the file is read like others
                continue
    return found


def _below(folder: Path, path: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(folder).as_posix())
