"""A process that answers: it holds the libraries, which it only reads, and the models.

It ends when the page's process does, however that ends, for then the pipes do.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Final

from index.errors import QuothError

from .making import Making, made_here
from .messages import Ask, End, Problem, Ready, Starters, Stop

if TYPE_CHECKING:
    from rag.assistant import Assistant


BEHIND: Final = 5  # by which the page's process goes before the workers where both want a core
Assistants = Mapping[str, "Assistant"]
"""What answers, by the name of its library, which is empty where there is one."""

Make = Callable[["ModelAt"], Assistants]
"""Returns what answers in a worker, from what gives the socket of the model of a file."""


class ModelAt:
    """Gives the socket at which the model of a file answers, as it was told with the last question."""

    def __init__(self) -> None:
        self.told: str | Problem = ""

    def __call__(self) -> str:
        """Return its path.

        Raises:
            QuothError: the process that runs it could not be started.
        """
        if isinstance(self.told, Problem):
            raise self.told.raised()
        return self.told


def serve(make: Make, pipes: Sequence[Connection]) -> None:
    """Answer what is asked over ``pipes``, one question at a time over each, until they are closed.

    ``make`` returns what answers. Over the first pipe ``Ready`` is said before anything is asked, or why it
    cannot be.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the page's process, which then ends this one
    if hasattr(os, "nice"):  # not on Windows
        os.nice(BEHIND)
    model = ModelAt()
    try:
        assistants = make(model)
        for each in assistants.values():
            with suppress(QuothError):  # a question will come upon it again, and say so
                each.prepare()
    except Exception as problem:  # noqa: BLE001 - told where a worker is waited for
        pipes[0].send(Problem.of(problem))
        return
    pipes[0].send(Ready())
    _listen(assistants, pipes, model)


def _listen(assistants: Assistants, pipes: Sequence[Connection], model: ModelAt) -> None:
    answering: dict[Any, _Answering] = {}
    while True:
        for pipe in wait(pipes):
            try:
                message = pipe.recv()  # type: ignore[union-attr, call-arg]
            except (EOFError, OSError):
                os._exit(0)  # the page's process has ended, and nobody waits for what is being answered
            if isinstance(message, Ask):
                model.told = message.model or model.told
                answering[pipe] = _Answering(assistants[message.wish.library], message, pipe)
            elif isinstance(message, Stop):
                answering[pipe].stop(message.number)
            else:
                _begin(_say_starters, assistants, message, pipe)


class _Answering:
    """One answer that is being made in a thread."""

    def __init__(self, assistant: Assistant, ask: Ask, pipe: Any) -> None:
        self._number = ask.number
        self._pipe: Connection = pipe
        self._steps: list[tuple[str, float]] = []
        self._making: Making | None = None
        problem = None
        try:
            self._making = made_here(assistant, ask.wish, lambda *step: self._steps.append(step))
        except Exception as raised:  # noqa: BLE001 - raised where it is waited for
            problem = Problem.of(raised)
        _begin(self._run, problem)

    def stop(self, number: int) -> None:
        """Stop it, if it has this number; that of one before it may come late."""
        if number == self._number and self._making:
            self._making.close()

    def _run(self, problem: Problem | None) -> None:
        told = None
        if self._making:
            try:
                self._send_pieces(self._making)
                told = self._making.told
            except BaseException as raised:  # noqa: BLE001 - raised where it is waited for
                problem = Problem.of(raised)
        with suppress(OSError):  # nobody is there any more
            self._pipe.send(End(told, problem, tuple(self._steps)))

    def _send_pieces(self, making: Making) -> None:
        """Send each piece as it comes; what was said so far only where it is not as with the piece before."""
        seen = None
        while (piece := next(making, None)) is not None:
            self._pipe.send(replace(piece, so_far=None) if piece.so_far is seen else piece)
            seen = piece.so_far


def _say_starters(assistants: Assistants, asked: Starters, pipe: Any) -> None:
    found: Any = ()
    try:
        found = assistants[asked.library].starters(asked.patience)
    except Exception as problem:  # noqa: BLE001 - raised where they are asked for
        found = Problem.of(problem)
    with suppress(OSError):
        pipe.send(found)


def _begin(work: Callable[..., None], *given: Any) -> None:
    threading.Thread(target=work, args=given, name="answer", daemon=True).start()
