"""The sentences of a model's reply, each tied to the words it rests on, as they come in."""

from __future__ import annotations

from collections.abc import Iterator

from index.llama_index import step

from ..answer import NOT_FOUND, Citation, Sentence
from .cite import Citer
from .marks import Written


class Draft:
    """What a model has said so far. Nothing of it is shown before the first citation."""

    def __init__(self, citer: Citer) -> None:
        """``citer`` knows the passages that it was given."""
        self._citer = citer
        self.dropped = False  # whether a sentence was left out that was not found
        self._gaps: list[str] = []
        self._sentences: list[Sentence] = []

    def add(self, written: Written) -> Iterator[str]:
        """Check a sentence and yield the pieces that can be shown now."""
        shown = len(self._sentences) if self._citer.citations else 0
        with step("check", sentence=written.text):
            sentence = self._citer.cite(written)
        if self._citer.unsupported == "drop" and sentence.support == NOT_FOUND:
            self.dropped = True
            return
        self._sentences.append(sentence)
        self._gaps.append(written.gap if self._gaps else "")
        if self._citer.citations:
            yield from self._pieces(shown)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """In the order of their numbers."""
        return tuple(self._citer.citations)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """In the order of the text."""
        return tuple(self._sentences)

    @property
    def text(self) -> str:
        """The pieces, joined."""
        return "".join(self._pieces(0))

    def _pieces(self, first: int) -> Iterator[str]:
        for gap, sentence in zip(self._gaps[first:], self._sentences[first:], strict=True):
            yield gap + sentence.text + marks_of(sentence)


def marks_of(sentence: Sentence) -> str:
    """Return the marks that stand behind a sentence."""
    return "".join(f" [{number}]" for number in sentence.citations)
