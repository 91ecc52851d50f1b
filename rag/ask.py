"""One call from a folder of articles to a cited answer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.errors import SourceError
from index.ingest.report import Progress, Report, silent
from index.library import Library

from .answer import Answer, Turn, noted
from .assistant import Assistant


def ask(
    question: str,
    articles: str | os.PathLike[str] | None = None,
    *,
    library: str | os.PathLike[str] | Library | None = None,
    llm: Any = None,
    history: Sequence[Turn] = (),
    since: str | date | None = None,
    until: str | date | None = None,
    sources: str | Sequence[str] | None = None,
) -> Answer:
    """Return the answer to a question from a folder of articles, or from a library.

    A folder is read into a library of its own, kept in the user's data folder, so that the next question
    reads only what has changed; ``Answer.notice`` says how many of its files could not be read when that is
    first found. With neither ``articles`` nor ``library`` the default library is asked. The other arguments
    are those of ``Assistant``.

    Raises:
        ValueError: an argument makes no sense.
        SourceError: the folder is missing, or nothing in it could be read.
        LibraryError: the library cannot be used.
    """
    unread = ""
    if articles is not None and library is not None:
        raise ValueError("give articles or library, not both")
    if articles is not None:
        held, report = folder_library(articles)
        unread = f"{report.unread}, such as {report.failed[0]}." if report.failed else ""
    elif isinstance(library, Library):
        held = library
    else:
        held = Library.open(library or default_library())
    answer = Assistant(held, llm).ask(question, history=history, since=since, until=until, sources=sources)
    return noted(answer, unread)


def default_library() -> Path:
    """Return where the default library lies: ``$QUOTH_LIBRARY``, else in the user's data folder."""
    chosen = os.environ.get("QUOTH_LIBRARY")
    return Path(chosen).expanduser() if chosen else _data_folder() / "library"


def conversations_file(library: Path) -> Path:
    """Return where the conversations about a library are kept: apart from it, so that they outlive it."""
    place = library.resolve()
    key = sha256(os.fsencode(place)).hexdigest()[:12]
    return _data_folder() / "conversations" / f"{place.name}-{key}.sqlite"


def folder_library(
    folder: str | os.PathLike[str], *, encoder: str | None = None, progress: Progress = silent
) -> tuple[Library, Report]:
    """Return the library that is kept for a folder (or one file) of articles, in step with it.

    The report names what could not be read when some of it was read well before or is new, and not each
    time: ``Library.failures`` has it as long as it is so.

    Raises:
        SourceError: it is missing, or nothing in it could be read; the message says why.
    """
    if not os.fspath(folder).strip():
        raise ValueError("the folder of articles is an empty name")
    path = Path(folder).expanduser()
    if not path.exists():
        raise SourceError(str(folder), "is not there; check the path")
    place = path.resolve()
    key = sha256(f"{place}|{encoder or ''}".encode("utf-8", "surrogateescape")).hexdigest()[:12]
    library = Library.open(_data_folder() / "folders" / f"{place.name}-{key}", encoder=encoder)
    known = {str(problem) for problem in library.failures()}
    report = (
        library.sync(path, progress=progress) if path.is_dir() else library.add([path], progress=progress)
    )
    if not library.summary().articles:
        why = f": {report.failed[0]}" if report.failed else ""
        raise SourceError(str(folder), f"holds no article that could be read{why}")
    if known.issuperset(map(str, report.failed)):
        report = replace(report, failed=())
    return library, report


def _data_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("quoth", appauthor=False))
