"""Questions to begin with: made of what full names did in openings, kept if the reader is sure of the answer.

Few and good, or none: many libraries tell of nothing in this form, and a poor question is worse than none.
"""

from __future__ import annotations

import atexit
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import Final
from weakref import WeakSet

from index.article import Article
from index.language.dates import WEEKDAYS
from index.language.names import NAMELESS_MONTHS
from index.language.words import STOP_WORDS
from index.library import Library
from index.passage import Filter
from index.store import Change

from .answer import Answer
from .evidence.gather import gather
from .question.parse import parse
from .quoted.write import quoted

MOST: Final = 4  # questions
SURE: Final = 0.6  # probability of the answering words that the reader finds
TRIED: Final = 18
LOOKED_AT: Final = 200  # of the newest articles
PATIENCE: Final = 30.0  # seconds; those of a small library are found in a few
SHORTLY: Final = 2.0  # seconds that a greeting waits
OPENING: Final = 600  # characters of an article's text

# What somebody did in the words of news, and the rest of "What did X ...?"; what somebody said is anything
_DID: Final = {
    "agreed to": "agree to",
    "announced": "announce",
    "approved": "approve",
    "banned": "ban",
    "bought": "buy",
    "built": "build",
    "called for": "call for",
    "demanded": "demand",
    "discovered": "discover",
    "launched": "launch",
    "offered": "offer",
    "ordered": "order",
    "promised": "promise",
    "proposed": "propose",
    "published": "publish",
    "rejected": "reject",
    "signed": "sign",
    "sold": "sell",
    "threatened": "threaten",
    "urged": "urge",
    "warned of": "warn of",
    "won": "win",
}
_WORD: Final = r"[A-Z][\w’']+(?:-[A-Z][\w’']+)*"
# of one word alone nobody knows who it is
_NAME: Final = rf"{_WORD}(?:(?: (?:of|for) (?:the )?| ){_WORD}){{1,4}}"
_WHAT: Final = "(?:an?|the|its|his|her|their)"  # else "won in 2005" is taken for an answer
_CLAIM: Final = re.compile(rf"(?:^|(?<=[.!?”\"] ))(The )?({_NAME}) ({'|'.join(_DID)}) {_WHAT} ", re.MULTILINE)
_NO_NAMES: Final = STOP_WORDS | NAMELESS_MONTHS | set(WEEKDAYS)


class Starters:
    """The questions of a library, looked for in the background; usable from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: tuple[str, ...] = ()
        self._looking: tuple[Change, Future[tuple[str, ...]]] | None = None

    def of(self, library: Library, patience: float | None = None) -> tuple[str, ...]:
        """Return the questions of the library as it is now.

        With ``patience`` so many seconds are waited for them, and then those of what it was before returned.
        """
        end = None if patience is None else time.monotonic() + patience
        while True:
            is_current, found = self._looked_for(library)
            if not wait([found], None if end is None else max(end - time.monotonic(), 0)).done:
                return self._known
            self._known = found.result()
            if is_current:
                return self._known

    def _looked_for(self, library: Library) -> tuple[bool, Future[tuple[str, ...]]]:
        """Return what is found or looked for, and before it whether that is of the library as it is now."""
        with self._lock:
            change = library.store.change()
            if self._looking is None or _is_over(*self._looking, change):
                self._looking = change, _in_background(lambda: tuple(islice(_answered(library), MOST)))
            return self._looking[0] == change, self._looking[1]


def _is_over(of: Change, found: Future[tuple[str, ...]], change: Change) -> bool:
    return found.done() and (of != change or found.exception() is not None)


def _in_background(look: Callable[[], tuple[str, ...]]) -> Future[tuple[str, ...]]:
    found: Future[tuple[str, ...]] = Future()

    def act() -> None:
        try:
            found.set_result(look())
        except Exception as problem:  # noqa: BLE001 - it is raised where the questions are asked for
            found.set_exception(problem)

    thread = threading.Thread(target=act, name="starters", daemon=True)
    _LOOKING.add(thread)
    thread.start()
    return found


_ENDING: Final = threading.Event()
_LOOKING: Final[WeakSet[threading.Thread]] = WeakSet()


@atexit.register
def _end() -> None:
    """Have no thread read with a model that is being taken down; a question at most is waited for."""
    _ENDING.set()
    for thread in list(_LOOKING):
        thread.join()


@dataclass(frozen=True, slots=True)
class Starter:
    """A question, whom it is about, and the offset in the article's text of the sentence that answers it."""

    name: str
    question: str
    at: int


def asked_of(article: Article) -> list[Starter]:
    """Return questions that the opening of an article answers, it seems."""
    return [
        Starter(name, f"What did {the.lower()}{name} {_DID[did]}?", found.start(2))
        for found in _CLAIM.finditer(article.text[:OPENING])
        for the, name, did in [(found[1] or "", found[2], found[3])]
        if name.split(maxsplit=1)[0].lower() not in _NO_NAMES
    ]


def _answered(library: Library) -> Iterator[str]:
    """Yield questions of different articles and names, each answered by the sentence it was made of."""
    names: set[str] = set()
    for article in islice(library.articles(), LOOKED_AT):
        starter = next((each for each in asked_of(article) if each.name not in names), None)
        if not starter:
            continue
        names.add(starter.name)
        if _ENDING.is_set():
            return
        answer = quoted(gather(library, parse(starter.question), Filter()))
        if _is_sure(answer, article, starter.at):
            yield starter.question
        if len(names) == TRIED:
            return


def _is_sure(answer: Answer, article: Article, at: int) -> bool:
    """Whether the first quotation is the sentence at this offset, and the reader sure of its words."""
    if not answer.citations or (answer.short_probability or 0.0) < SURE:
        return False
    first = answer.citations[0]
    return first.article.id == article.id and first.start <= at < first.end
