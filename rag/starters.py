"""Questions to begin with: made from what names did in titles and openings, kept if the articles answer."""

from __future__ import annotations

import atexit
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from itertools import islice
from typing import Final
from weakref import WeakSet

from index.article import Article
from index.language.dates import MONTHS, WEEKDAYS
from index.language.words import STOP_WORDS
from index.library import Library
from index.passage import Filter
from index.store import Change

from .evidence.gather import gather
from .question.parse import parse
from .quoted.write import quoted

MOST: Final = 6  # questions
TRIED: Final = 18
LOOKED_AT: Final = 200  # of the newest articles
PATIENCE: Final = 30.0  # seconds; those of a small library are found in a few
OPENING: Final = 600  # characters of an article's text

# What somebody did in the words of news, and the rest of "What did X ...?"
_DID: Final = {
    "agreed": "agree to",
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
    "said": "say",
    "signed": "sign",
    "sold": "sell",
    "threatened": "threaten",
    "urged": "urge",
    "warned": "warn of",
    "won": "win",
}
_WORD: Final = r"[A-Z][\w’'-]+"
_NAME: Final = rf"{_WORD}(?:(?: (?:of|for) (?:the )?| ){_WORD}){{0,4}}"
_CLAIM: Final = re.compile(rf"(?:^|(?<=[.!?”\"] ))(The )?({_NAME}) ({'|'.join(_DID)})\b", re.MULTILINE)
_NO_NAMES: Final = STOP_WORDS | set(MONTHS) | set(WEEKDAYS)


class Starters:
    """The questions of a library, looked for in the background; usable from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: tuple[str, ...] = ()
        self._looking: tuple[Change, Future[tuple[str, ...]]] | None = None

    def of(self, library: Library, patience: float | None = None) -> tuple[str, ...]:
        """Return the questions of the library as it is now.

        With ``patience`` those of what it was before are returned meanwhile; where there are none yet, so
        many seconds are waited.
        """
        while True:
            is_current, found = self._looked_for(library)
            if not wait([found], 0 if self._known and patience else patience).done:
                return self._known
            self._known = found.result()
            if is_current or patience is not None:
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


def asked_of(article: Article) -> list[tuple[str, str]]:
    """Return names, each with a question that the title and the opening of an article answer, it seems.

    What somebody only said comes last.
    """
    claims = _CLAIM.findall(f"{article.title}\n{article.text[:OPENING]}")
    named = [claim for claim in claims if _is_name(claim[1], claim[0], article.text)]
    named.sort(key=lambda claim: claim[2] == "said")
    return [(name, f"What did {the.lower()}{name} {_DID[did]}?") for the, name, did in named]


def _is_name(words: str, the: str, text: str) -> bool:
    """Whether words at a sentence's start are a name; a single word has its capital within one too."""
    if words.split(maxsplit=1)[0].lower() in _NO_NAMES:
        return False
    return bool(the or " " in words or re.search(rf"[a-z,] {re.escape(words)}\b", text))


def _answered(library: Library) -> Iterator[str]:
    """Yield questions of different articles and names, each answered from the article it was made of."""
    names: set[str] = set()
    for article in islice(library.articles(), LOOKED_AT):
        name, question = next((each for each in asked_of(article) if each[0] not in names), ("", ""))
        if not name:
            continue
        names.add(name)
        if _ENDING.is_set():
            return
        answer = quoted(gather(library, parse(question), Filter()))
        if answer.answered and answer.citations[0].article.id == article.id:
            yield question
        if len(names) == TRIED:
            return
