"""Words of scripts that write no spaces, those joined that a dictionary does not know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..text.scripts import MARKED, has_unspaced, is_unspaced
from ..text.words import Span, signs, word_spans
from .lexicon import words_of_all
from .words import content_spans

_SURNAMES: Final = frozenset(words_of_all("words", "surnames"))  # of one sign


def content_parts(text: str) -> Iterator[list[Span]]:
    """Yield where the content words of a text stand, each as the parts that it is joined of.

    ICU's dictionaries cut a name or a compound that they do not know into words of one sign. Such are joined
    with one another, a surname with the word behind it and any other with the one before.
    """
    for stretch in _stretches(text):
        yield from _joined(text, stretch)


def whole_words(text: str, start: int, end: int) -> Span:
    """Return a span widened to the words that it cuts; only within scripts without spaces or with marks."""
    if text.isascii() or not (MARKED.search(text) or has_unspaced(text)):
        return start, end
    joined = [(parts[0][0], parts[-1][1]) for parts in content_parts(text)]
    cut = [*joined, *word_spans(text)]
    return (
        min([start, *(first for first, last in cut if first < start < last)]),
        max([end, *(last for first, last in cut if first < end < last)]),
    )


def _stretches(text: str) -> Iterator[list[Span]]:
    """Yield the words that follow one another without a space, a mark or a function word between them."""
    stretch: list[Span] = []
    for start, end in content_spans(text):
        touches = stretch and stretch[-1][1] == start
        if stretch and not (touches and is_unspaced(text[start]) and is_unspaced(text[start - 1])):
            yield stretch
            stretch = []
        stretch.append((start, end))
    if stretch:
        yield stretch


def _joined(text: str, stretch: Sequence[Span]) -> list[list[Span]]:
    """Return the words of a stretch, each as the parts that it is joined of."""
    words: list[list[Span]] = []
    lone: Span | None = None  # a surname that waits for the word behind
    for run in _runs(text, stretch):
        if _is_sign(text, run) and text[slice(*run)] in _SURNAMES:
            lone = run
        elif _is_sign(text, run) and words:
            words[-1].append(run)
        else:
            words.append([lone, run] if lone else [run])
            lone = None
    if lone:
        words = [*words[:-1], [*words[-1], lone]] if words else [[lone]]
    return words


def _runs(text: str, stretch: Sequence[Span]) -> list[Span]:
    """Return a stretch with words of one sign that follow one another as one."""
    runs: list[Span] = []
    joins = False
    for start, end in stretch:
        is_sign = _is_sign(text, (start, end))
        if joins and is_sign:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        joins = is_sign
    return runs


def _is_sign(text: str, span: Span) -> bool:
    return is_unspaced(text[span[0]]) and len(signs(text[slice(*span)])) == 1
