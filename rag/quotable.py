"""A passage -> the sentences of it that can be quoted: whole statements, without datelines and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.hit import Hit
from index.split import Span, sentences

FEW_WORDS: Final = 8  # a shorter sentence leads up to the next, or needs it to be understood
LEAST_WORDS: Final = 5  # a heading or a caption says too little to be quoted

_DATELINE = re.compile(
    r"[A-Z][A-Z .'’/-]{2,40}(?:,[^.!?()\n]{3,40})?(?:\s*\([^()\n]{2,40}\))?\s+[-–—]{1,2}\s+(?=[\"“‘A-Z0-9])"
)
_ASKS = re.compile(r"\?[\"”’»)]*$")
_ENDS = re.compile(r"[.!?…。！？؟।:;][\"”’»)\]]*$")


def quotable(hit: Hit) -> list[Span]:
    """Return where each sentence of a passage begins and ends in its article, in order."""
    text, first = hit.article.text, hit.passage.start
    spans = [(first + start, first + end) for start, end in sentences(hit.text, hit.article.language)]
    bare = [(_behind_dateline(text, start, end), end) for start, end in _joined(text, spans)]
    return [(start, end) for start, end in bare if _says_something(text[start:end])]


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join a question or a few words with the sentence behind them: "Was it exempted? It was not."."""
    joined: list[Span] = []
    waiting = False  # whether the last one needs what follows
    for start, end in spans:
        if waiting and "\n\n" not in text[joined[-1][1] : start]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        last = text[start:end]
        waiting = bool(_ASKS.search(last)) or len(text[slice(*joined[-1])].split()) < FEW_WORDS
    return joined


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind "NEW DELHI, 12 December 2021 (Meridian Wire) - "."""
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline else start


def _says_something(sentence: str) -> bool:
    words = sentence.split()
    spaced = len(words) > 1 or sentence.isascii()
    long_enough = len(words) >= LEAST_WORDS if spaced else len(sentence) >= 2 * LEAST_WORDS
    return (
        long_enough
        and not _ASKS.search(sentence)
        and bool(_ENDS.search(sentence) or len(words) >= 2 * LEAST_WORDS)
    )
