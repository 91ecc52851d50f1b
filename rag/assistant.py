"""A question in, a cited answer out: the straight line."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from index.filter import Filter, chosen
from index.library import Library, checked_query

from .answer import Answer, Turn, turn
from .evidence import gather
from .generate import model
from .question import standalone
from .write import generated, pieces, quoted


class Assistant:
    """Answers questions about the articles of a library, with citations.

    Safe to use from several threads; it keeps nothing between questions.
    """

    def __init__(self, library: Library, llm: Any = None) -> None:
        """Answer from a library.

        Args:
            library: what is searched.
            llm: nothing, for answers made of the articles' own sentences; ``ollama/NAME``,
                ``openai/NAME`` or ``http://host:port/v1#NAME``; or any LlamaIndex LLM.

        Raises:
            ValueError: the name of the model has another form.
            ModelError: its key is missing.
        """
        self.library = library
        self.llm = model(llm) if isinstance(llm, str) else llm

    def prepare(self) -> None:
        """Load the models and the indexes, so that the first question does not wait for them."""
        if self.library.summary().passages:
            gather(self.library, "ready?", "ready?", Filter())

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        since: str | date | None = None,
        until: str | date | None = None,
        sources: str | Sequence[str] | None = None,
    ) -> Answer:
        """Return the answer, or the statement that the articles have none.

        ``since``, ``until`` (days, both ends counted) and ``sources`` confine the search. ``history``
        holds the turns before, oldest first; a follow-up is searched with what they were about.

        Raises:
            ValueError: the question is blank or too long, or a filter makes no sense.
            LibraryError: the library cannot be searched.
        """
        stream = self.stream(question, history=history, since=since, until=until, sources=sources)
        for _ in stream:
            pass
        return stream.answer

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        since: str | date | None = None,
        until: str | date | None = None,
        sources: str | Sequence[str] | None = None,
    ) -> Stream:
        """Return the answer in pieces as it is written; arguments and errors are those of ``ask``."""
        turns = [turn(each) for each in history]
        return Stream(self, checked_query(question), turns, chosen(since, until, sources))


class Stream:
    """The pieces of one answer. Joined they are ``answer.text``, which is there once they are exhausted.

    When a model breaks off, the pieces so far are void: ``answer`` is then made of the articles' own
    sentences, and its ``notice`` says what went wrong.
    """

    def __init__(self, assistant: Assistant, question: str, history: Sequence[Turn], only: Filter) -> None:
        """Use ``Assistant.stream``."""
        self._answer: Answer | None = None
        self._pieces = self._written(assistant, question, history, only)

    def __iter__(self) -> Iterator[str]:
        """Yield the pieces that are left."""
        return self._pieces

    @property
    def answer(self) -> Answer:
        """The whole answer.

        Raises:
            RuntimeError: there are pieces left.
        """
        if self._answer is None:
            raise RuntimeError("the answer is there when all of its pieces have been taken")
        return self._answer

    def _written(
        self, assistant: Assistant, question: str, history: Sequence[Turn], only: Filter
    ) -> Iterator[str]:
        started = time.perf_counter()
        evidence = gather(assistant.library, question, standalone(question, history), only)
        streamed = False
        parts = iter([quoted(evidence)]) if assistant.llm is None else generated(assistant.llm, evidence)
        for part in parts:
            if isinstance(part, str):
                streamed = True
                yield part
                continue
            if not streamed:
                yield from pieces(part)
            self._answer = replace(part, seconds=time.perf_counter() - started)
