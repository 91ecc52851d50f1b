"""One call from a folder of articles to a cited answer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import Any

from index.library import Library
from index.places import default_library, folder_library

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
