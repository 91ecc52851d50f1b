"""Where feedback lies: in a file of the library's folder, or a table on its server, a line each."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from index.errors import LibraryBusy, QuothError
from rag.evaluation import Questions, questions_in, read_lines

from .feedback import Feedback, row_of

if TYPE_CHECKING:
    from index.library import Library

FEEDBACK: Final = "feedback.jsonl"
LONGEST_WAIT: Final = 10.0  # seconds for others who write
_TABLES: Final = {"feedback": "(number INTEGER PRIMARY KEY AUTOINCREMENT, line TEXT NOT NULL)"}


class KeptFeedback(Protocol):
    """The feedback on the answers of one library, usable from any thread."""

    def add(self, feedback: Feedback) -> None:
        """Keep it whole, or not at all.

        Raises:
            QuothError: it cannot be kept; one line says why.
        """

    def questions(self) -> Questions:
        """Return it as questions; none where nobody has said anything.

        Raises:
            QuothError: it cannot be read.
            ValueError: what is kept is not as it was; the message names the line.
        """


@dataclass(frozen=True, slots=True)
class FeedbackFile(KeptFeedback):
    """The file ``feedback.jsonl`` of a library's folder."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where it is, once there is any."""
        return self.folder / FEEDBACK

    def add(self, feedback: Feedback) -> None:
        from filelock import FileLock, Timeout

        line = (_line(feedback) + "\n").encode()
        try:
            with FileLock(f"{self.path}.lock", timeout=LONGEST_WAIT):
                _append(self.path, line)
        except Timeout:
            raise LibraryBusy(f"{self.path}: others are writing to it; give the feedback again") from None
        except OSError as problem:
            raise QuothError(
                f"{self.path}: {problem.strerror or problem}; the feedback was not kept"
            ) from None

    def questions(self) -> Questions:
        return questions_in(read_lines(self.path)) if self.path.exists() else Questions()


class FeedbackTable(KeptFeedback):
    """The table on a library's server."""

    def __init__(self, library: Library) -> None:
        self._place = library.store.place
        self._beside = library.beside("feedback", _TABLES, mend="give the feedback again")

    def add(self, feedback: Feedback) -> None:
        with self._beside.writing() as connection:
            connection.execute("INSERT INTO feedback (line) VALUES (?)", [_line(feedback)])

    def questions(self) -> Questions:
        rows = self._beside.rows("SELECT number, line FROM feedback ORDER BY number")
        return questions_in(
            (f"{self._place}, feedback, line {number}", line.encode()) for number, line in rows
        )


def feedback_of(library: Library, *, here: bool = False) -> KeptFeedback:
    """Return where the feedback on a library's answers lies; ``here`` that which stays on this machine."""
    on_server = isinstance(library.at, str) and not here
    return FeedbackTable(library) if on_server else FeedbackFile(library.folder)


def _append(path: Path, line: bytes) -> None:
    """Write the line behind all others, and take it back if only a part of it found room."""
    with path.open("ab", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        if file.write(line) != len(line):
            file.truncate(before)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _line(feedback: Feedback) -> str:
    return json.dumps(row_of(feedback))
