"""Article text -> sentences -> passages, as offsets: the home of the sentence splitter."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from .scripts import CLOSING, FULL_STOPS, language_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    TokenStarts = Callable[[Sequence[str]], list[NDArray[np.int64]]]

Span = tuple[int, int]

LONG_SENTENCE: Final = 350  # code points; a quotation of several sentences is cut at these above it
STRETCH: Final = 5000  # code points given to the splitter at once
# a passage's own tokens, its title on top; of English as much as 180 wordpieces of all-MiniLM-L6-v2
PASSAGE_TOKENS: Final = 210
TITLE_TOKENS: Final = 40  # of the encoder's window kept for the title

_PARAGRAPH = re.compile(r"\n\s*\n")
_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»‹›「」『』()[]', " "))
_WORD = re.compile(r"\S+")
_FULL_STOP = re.compile(rf"[{FULL_STOPS}]+[{CLOSING}]*\s*")  # of scripts that need no space behind it
_GOES_ON = re.compile(
    r"[」』]\s*(?=[\u3041-\u3096])"
)  # 「…。」と言った: what was said is part of the sentence
# what a full stop makes the third of its kind, before a small letter: "am 18. und 19. Mai", "Karl IV. von"
_ORDINAL = re.compile(r"(?<![\w.,])(?:\d{1,2}|[IVX]+)\.\s+\Z")
_OPENING = re.compile(r"(?<=\s)[\"“„‟«‹「『(\[]+\s*\Z")


def sentences(text: str, language: str | None = None) -> list[Span]:
    """Return the sentences of a text in order, without the white space around them.

    They end by the marks of the script that a paragraph is written in, whatever language is said.
    No sentence crosses a blank line. Every character that is not white space belongs to one sentence.
    """
    return [
        span
        for start, end in _paragraphs(text)
        for first, last in _sentences_of(text[start:end], language_of(text[start:end], language) or "en")
        if (span := _trimmed(text, start + first, start + last))
    ]


def passages(text: str, language: str | None, room: int, token_starts: TokenStarts) -> list[Span]:
    """Return runs of whole sentences of at most ``room`` tokens, in order, that cover every sentence once.

    A new passage prefers to begin at a paragraph: one that is half full ends with its paragraph when the
    next would not fit. A sentence longer than ``room`` is cut between words.
    """
    pieces = _fitting(text, sentences(text, language), room, token_starts)
    spans: list[Span] = []
    used = 0
    for (start, end), size in pieces:
        if spans and used + size <= room and not _turns(text, spans[-1], start, used, room):
            spans[-1] = (spans[-1][0], end)
            used += size
        else:
            spans.append((start, end))
            used = size
    return spans


def _turns(text: str, passage: Span, start: int, used: int, room: int) -> bool:
    """Whether a paragraph that begins at ``start`` should begin a passage too."""
    return used > room * 0.6 and _PARAGRAPH.search(text, passage[1], start) is not None


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _sentences_of(paragraph: str, language: str) -> Iterator[Span]:
    start = 0
    for end in _ends(paragraph, language):
        if end - start <= LONG_SENTENCE:
            yield start, end
        else:
            yield from _inner_sentences(paragraph, start, end, language)
        start = end


def _inner_sentences(paragraph: str, start: int, end: int, language: str) -> Iterator[Span]:
    """Cut at sentences inside quotation marks, which keep a sentence whole, by hiding them."""
    at = start
    for last in _ends(paragraph[start:end].translate(_QUOTES), language):
        opening = _OPENING.search(paragraph, at, start + last)
        cut = opening.start() if opening and start + last < end else start + last
        yield at, cut
        at = cut
    yield at, end


def _ends(text: str, language: str) -> list[int]:
    """Return where sentences end, the white space behind them included; the last is the end of the text."""
    ends: list[int] = []
    start = 0
    for end in _boundaries(text, language) if text.isascii() else _own_stops(text, language):
        if ends and not any(map(str.isalnum, text[start:end])):
            ends.pop()  # marks without a word belong to the sentence before
        if text[end : end + 1].islower() and _ORDINAL.search(text, max(start, end - 12), end):
            continue
        ends.append(end)
        start = end
    return ends


def _own_stops(text: str, language: str) -> list[int]:
    """Return where sentences end, also at a full stop that means nothing else and has no space behind it."""
    ends = {*_boundaries(text, language), *(stop.end() for stop in _FULL_STOP.finditer(text))}
    return sorted(ends - {quote.end() for quote in _GOES_ON.finditer(text)})


def _boundaries(text: str, language: str) -> Iterator[int]:
    """Yield where the splitter ends sentences, a stretch of text at a time.

    Its time grows with the square of what follows a mark that is never closed.
    """
    import sentencex

    at = 0
    while at < len(text):
        stretch = text[at : at + STRETCH]
        found = [each["end_index"] for each in sentencex.get_sentence_boundaries(language, stretch)]
        last = at + len(stretch) == len(text)
        whole = found if last or len(found) < 2 else found[:-1]  # the last may go on behind the stretch
        yield from (at + end for end in whole)
        at += whole[-1] if whole else len(stretch)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + len(piece.rstrip())) if piece.strip() else None


def _fitting(
    text: str, spans: list[Span], room: int, token_starts: TokenStarts
) -> Iterator[tuple[Span, int]]:
    """Yield the sentences with their number of tokens, those over ``room`` cut between words."""
    for (start, end), starts in zip(spans, token_starts([text[s:e] for s, e in spans]), strict=True):
        if len(starts) <= room:
            yield (start, end), len(starts)
            continue
        yield from _cut(text, (start, end), starts.tolist(), room)


def _cut(text: str, span: Span, starts: list[int], room: int) -> Iterator[tuple[Span, int]]:
    start, end = span
    words = [word.start() for word in _WORD.finditer(text[start:end])]
    first = at = 0  # token and character at which the piece begins
    while len(starts) - first > room:
        limit = max(starts[first + room], at + 1)  # one character may be many tokens
        word = bisect_right(words, limit) - 1
        cut = words[word] if words[word] > at else limit  # a word longer than the room is cut itself
        last = bisect_left(starts, cut)
        piece = _trimmed(text, start + at, start + cut)
        if piece:
            yield piece, last - first
        first, at = last, cut
    piece = _trimmed(text, start + at, end)
    if piece:
        yield piece, len(starts) - first
