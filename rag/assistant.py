"""A question in, a cited answer out: the straight line."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from index.article import day
from index.filter import Filter, chosen
from index.library import Library, checked_query

from .answer import UNSUPPORTED, Answer, Turn, Unsupported, turn
from .evidence import Evidence, gather
from .generate import model
from .question import standalone
from .read import Marking
from .write import generated, pieces, quoted


class Assistant:
    """Answers questions about the articles of a library, with citations.

    Safe to use from several threads; it keeps nothing between questions.
    """

    def __init__(
        self,
        library: Library,
        llm: Any = None,
        *,
        marking: Marking | None = None,
        unsupported: Unsupported = "mark",
    ) -> None:
        """Answer from a library.

        Args:
            library: what is searched.
            llm: nothing, for answers made of the articles' own sentences; ``ollama/NAME``,
                ``openai/NAME`` or ``http://host:port/v1#NAME``; or any LlamaIndex LLM.
            marking: what marks the answering words in place of the reader, such as ``rag.read.unmarked``.
            unsupported: what happens to a model's sentence that is not found in what it cites: ``mark``
                (shown and marked), ``strike`` (shown struck through) or ``drop`` (left out).

        Raises:
            ValueError: the name of the model has another form, or ``unsupported`` is none of these.
            ModelError: its key is missing.
        """
        if unsupported not in UNSUPPORTED:
            raise ValueError(f"unsupported={unsupported!r}: choose {', '.join(UNSUPPORTED)}")
        self.library = library
        self.unsupported: Unsupported = unsupported
        self.llm = model(llm) if isinstance(llm, str) else llm
        self.marking = marking

    def prepare(self) -> None:
        """Load the models and the indexes, so that the first question does not wait for them."""
        if self.library.summary().passages:
            gather(self.library, "ready?", "ready?", Filter(), self.marking)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        since: str | date | None = None,
        until: str | date | None = None,
        sources: str | Sequence[str] | None = None,
        today: str | date | None = None,
    ) -> Answer:
        """Return the answer, or the statement that the articles have none.

        ``since``, ``until`` (days, both ends counted) and ``sources`` confine the search. ``history``
        holds the turns before, oldest first; a follow-up is searched with what they were about. Days and
        sources that the question itself names are preferred, no others excluded; "last week" is told from
        ``today``, the machine's day if not given.

        Raises:
            ValueError: the question is blank or too long, or a day or filter makes no sense.
            LibraryError: the library cannot be searched.
        """
        stream = self.stream(
            question, history=history, since=since, until=until, sources=sources, today=today
        )
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
        today: str | date | None = None,
    ) -> Stream:
        """Return the answer in pieces as it is written; arguments and errors are those of ``ask``."""
        turns = [turn(each) for each in history]
        now = day(today, "today")
        told_from = date.fromisoformat(now) if now else None
        return Stream(self, checked_query(question), turns, chosen(since, until, sources), told_from)

    def as_query_engine(self) -> Any:
        """Return this assistant as LlamaIndex's ``BaseQueryEngine``; each ``Response`` has the quotations as
        source nodes and the ``Answer`` in its metadata.
        """
        from .query_engine import query_engine_of

        return query_engine_of(self)


class Stream:
    """The pieces of one answer. Joined they are ``answer.text``, which is there once they are exhausted.

    When a model breaks off, the pieces so far are void: ``answer`` is then made of the articles' own
    sentences, and its ``notice`` says what went wrong.
    """

    def __init__(
        self,
        assistant: Assistant,
        question: str,
        history: Sequence[Turn],
        only: Filter,
        today: date | None = None,
    ) -> None:
        """Use ``Assistant.stream``."""
        self._answer: Answer | None = None
        self._pieces = self._written(assistant, question, history, only, today)

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
        self,
        assistant: Assistant,
        question: str,
        history: Sequence[Turn],
        only: Filter,
        today: date | None,
    ) -> Iterator[str]:
        started = time.perf_counter()
        query = standalone(question, history)
        evidence = gather(assistant.library, question, query, only, assistant.marking, today=today)
        streamed = False
        parts = iter([quoted(evidence)]) if assistant.llm is None else _generated(assistant, evidence)
        for part in parts:
            if isinstance(part, str):
                streamed = True
                yield part
                continue
            if not streamed:
                yield from pieces(part)
            seconds = time.perf_counter() - started
            self._answer = replace(part, preferred=evidence.preferred, seconds=seconds)


def _generated(assistant: Assistant, evidence: Evidence) -> Iterator[str | Answer]:
    encoder = assistant.library.encoder
    return generated(assistant.llm, evidence, encoder=encoder, unsupported=assistant.unsupported)
