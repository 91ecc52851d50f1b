"""An assistant made in a worker, whose writer a test leads from another process, by files in a folder."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from index import Library
from rag.answer import Answer
from rag.assistant import Assistant
from rag.evidence.gather import Evidence
from rag.evidence.marking import unmarked
from rag.quoted.write import Quoting
from rag.stream import Stop, Stopped
from tests.kit.model_server import client_of_socket
from tests.kit.word_encoder import WordEncoder


def led_assistant(library: Path, folder: Path, _: object = None) -> Assistant:
    """Return an assistant that loads no model; ``folder`` is that of ``Led``."""
    return Assistant(Library.open(library, encoder=WordEncoder()), writer=Led(folder), marking=unmarked)


def written_assistant(library: Path, model_at: Callable[[], str]) -> Assistant:
    """Return an assistant whose model answers at a socket, as that of a file does."""
    library_there = Library.open(library, encoder=WordEncoder())
    return Assistant(library_there, client_of_socket(model_at), marking=unmarked)


def alone(make: Callable[..., Assistant], *given: object) -> dict[str, Assistant]:
    """Return what answers in a worker of one library."""
    return {"": make(*given)}


def no_assistant(why: str, _: object) -> Assistant:
    """Fail to make one."""
    raise ValueError(why)


class Led:
    """Quotes once there is a file ``go``; notes in ``begun`` and ``stopped`` the process and the question.

    While a file ``deaths`` holds a number from 1, its process kills itself over a question, and the number
    goes down. With ``deaf`` it does not stop when it is told to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, evidence: Evidence, *, today: date, stop: Stop) -> Iterator[Answer]:
        """Yield the answer when it may."""
        self._note("begun", evidence.question)
        self._may_die()
        try:
            while not (self.folder / "go").exists():
                time.sleep(0.01)
                if not (self.folder / "deaf").exists():
                    stop.wait(0)
        except Stopped:
            self._note("stopped", evidence.question)
            raise
        yield from Quoting().write(evidence, today=today, stop=stop)

    def _may_die(self) -> None:
        deaths = self.folder / "deaths"
        left = int(deaths.read_text()) if deaths.exists() else 0
        if left:
            deaths.write_text(str(left - 1))
            os.kill(os.getpid(), signal.SIGKILL)

    def _note(self, what: str, question: str) -> None:
        with (self.folder / what).open("a") as notes:
            notes.write(f"{os.getpid()} {question}\n")


def noted(folder: Path, what: str) -> list[tuple[int, str]]:
    """Return the processes and questions that were noted."""
    kept = folder / what
    lines = kept.read_text().splitlines() if kept.exists() else []
    return [(int(pid), question) for pid, _, question in (line.partition(" ") for line in lines)]
