"""One call from a folder of articles to a cited answer, or to what they say for and against a claim."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from index.library import Library
from index.places import default_library, folder_library

from .answer import Answer, noted
from .assistant import Assistant

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .asked import Asking, Scope
    from .check.verifier import Verifier


def ask(
    question: str,
    articles: str | os.PathLike[str] | None = None,
    *,
    library: str | os.PathLike[str] | Library | None = None,
    llm: Any = None,
    **given: Unpack[Asking],
) -> Answer:
    """Return the answer to a question from a folder of articles, or from a library.

    A folder is read into a library of its own, kept in the user's data folder, so that the next question
    reads only what has changed; ``Answer.notice`` says how many of its files could not be read when that is
    first found. With neither ``articles`` nor ``library`` the default library is asked. ``llm`` is that of
    ``Assistant``, and the other arguments, ``history``, ``since``, ``until``, ``sources`` and more, are those
    of ``Assistant.ask``.

    Raises:
        ValueError: an argument makes no sense.
        SourceError: the folder is missing, or nothing in it could be read.
        LibraryError: the library cannot be used.
    """
    held, unread = _opened(articles, library)
    return noted(Assistant(held, llm).ask(question, **given), unread)


def check_claim(
    claim: str,
    articles: str | os.PathLike[str] | None = None,
    *,
    library: str | os.PathLike[str] | Library | None = None,
    verifier: Verifier | None = None,
    **given: Unpack[Scope],
) -> Answer:
    """Return what a folder of articles, or a library, says for a claim and against it.

    Each of ``Answer.citations`` has its side as ``support``, "supported" or "refuted"; ``answered`` is false
    where nothing takes a side. Arguments and errors are those of ``ask`` and ``Assistant.check``.
    """
    held, unread = _opened(articles, library)
    return noted(Assistant(held, verifier=verifier).check(claim, **given), unread)


def _opened(
    articles: str | os.PathLike[str] | None, library: str | os.PathLike[str] | Library | None
) -> tuple[Library, str]:
    """Return the library that is meant, and a line on what of a folder could not be read."""
    if articles is not None and library is not None:
        raise ValueError("give articles or library, not both")
    if articles is not None:
        held, report = folder_library(articles)
        return held, f"{report.unread}, such as {report.failed[0]}." if report.failed else ""
    return library if isinstance(library, Library) else Library.open(library or default_library()), ""
