"""A writer that begins an answer and goes on when it is told to: meanwhile there is time to look."""

import queue
import threading
from collections.abc import Iterator
from datetime import date

from rag.answer import Answer
from rag.evidence.gather import Evidence
from rag.quoted.write import Quoting
from rag.stream import Stop, Stopped

LONGEST = 60.0  # seconds that a test waits for what has to come


class Held:
    """Quotes, once ``go`` is set; ``begun`` has the questions that were begun, ``stopped`` those stopped."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun: queue.Queue[str] = queue.Queue()
        self.stopped: queue.Queue[str] = queue.Queue()

    def write(self, evidence: Evidence, *, today: date, stop: Stop) -> Iterator[Answer]:
        """Yield the answer when it may."""
        self.begun.put(evidence.question)
        try:
            while not self.go.wait(0.01):
                stop.wait(0)
        except Stopped:
            self.stopped.put(evidence.question)
            raise
        yield from Quoting().write(evidence, today=today, stop=stop)

    def next_begun(self) -> str:
        """Return the question that is begun next."""
        return self.begun.get(timeout=LONGEST)
