"""A prompt -> the pieces of a language model's reply, whatever the server does."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Any, Final

from ..feed import Stop
from ..usage import Price, Usage, priced, tokens
from .chunks import Patience, chunks, delta
from .thinking import spoken

MOST_CHARACTERS: Final = 20_000  # of a reply; one that goes on is cut off
MOST_THOUGHT: Final = 200_000  # characters, with what it thinks aloud
SHORT_CALL: Final = 20.0  # seconds


class Reply:
    """The reply to one prompt; an iterator of its pieces, without what a model thinks aloud.

    Attributes:
        is_cut: whether it ends too early: it ran into our limit or the server's, or broke off.
        refused: whether the server says, beside the text, that the model will not answer.
    """

    def __init__(self, llm: Any, system: str, user: str, patience: Patience, stop: Stop) -> None:
        self.is_cut = False
        self.refused = False
        self._is_over = True  # false while a server that says when it is over has not said so
        self._said_tokens: tuple[int, int] | None = None
        self._prompt_tokens = tokens(system) + tokens(user)
        self._raw = 0  # characters
        self._text = ""
        messages = _messages(system, user)
        read = self._read(chunks(lambda: _streamed(llm, messages), llm, patience, stop))
        self._pieces: Generator[str] = self._limited(spoken(read))

    def __iter__(self) -> Iterator[str]:
        """Yield the pieces that are left.

        Raises:
            ModelError: the model cannot be reached, is too slow, or fails; one line, without any key.
            Stopped: nobody waits for it any more.
        """
        return self._pieces

    def close(self) -> None:
        """Read no further; the connection to the server is closed."""
        self._pieces.close()

    def usage(self, price: Price | None) -> Usage:
        """Return the tokens it has taken so far, as the server said or as counted."""
        if self._said_tokens:
            return priced(*self._said_tokens, counted=False, price=price)
        return priced(self._prompt_tokens, tokens(self._text), counted=True, price=price)

    def _read(self, sent: Iterator[Any]) -> Iterator[str]:
        for chunk in sent:
            self._note(chunk)
            piece = delta(chunk)
            self._raw += len(piece)
            if self._raw > MOST_THOUGHT:
                self.is_cut = True
                return
            yield piece
        self.is_cut |= not self._is_over

    def _limited(self, pieces: Iterator[str]) -> Generator[str]:
        size = 0
        for piece in pieces:
            size += len(piece)
            if size > MOST_CHARACTERS:
                self.is_cut = True
                return
            self._text += piece
            yield piece

    def _note(self, chunk: Any) -> None:
        """Take from a chunk what stands beside its text."""
        told = getattr(chunk, "additional_kwargs", None) or {}
        counts = (told.get("prompt_tokens"), told.get("completion_tokens"))
        if all(isinstance(each, int) for each in counts) and any(counts):
            self._said_tokens = (int(counts[0] or 0), int(counts[1] or 0))
        for choice in getattr(getattr(chunk, "raw", None), "choices", None) or ():
            finish = getattr(choice, "finish_reason", None)
            self._is_over = bool(finish)
            filtered = finish == "content_filter"
            self.is_cut |= finish == "length" or filtered
            self.refused |= filtered or bool(getattr(getattr(choice, "delta", None), "refusal", None))


def complete(
    llm: Any, system: str, user: str, *, timeout: float = SHORT_CALL, stop: Stop | None = None
) -> str:
    """Return a model's whole reply to two messages, without what it thinks aloud; one short call.

    Raises:
        ModelError: the model cannot be reached, fails, or takes longer than ``timeout`` seconds.
        Stopped: ``stop`` says that nobody waits for it any more.
    """
    patience = Patience(first=timeout, between=timeout, total=timeout)
    messages = _messages(system, user)
    sent = chunks(lambda: [llm.chat(messages)], llm, patience, stop or Stop())
    return "".join(spoken(map(delta, sent))).strip()[:MOST_CHARACTERS]


def _messages(system: str, user: str) -> list[Any]:
    from llama_index.core.llms import ChatMessage, MessageRole

    return [
        ChatMessage(role=MessageRole.SYSTEM, content=system),
        ChatMessage(role=MessageRole.USER, content=user),
    ]


def _streamed(llm: Any, messages: list[Any]) -> Iterable[Any]:
    """Return a reply in pieces; whole where the model's client cannot stream."""
    try:
        sent: Iterable[Any] = llm.stream_chat(messages)
        return sent
    except NotImplementedError:
        return [llm.chat(messages)]
