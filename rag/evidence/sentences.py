"""A passage -> the sentences of it that can be quoted: whole statements, without datelines and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.article import Article
from index.passage import Hit
from index.sources.facts.clutter import is_call, is_clutter
from index.text.scripts import CLOSING, ENDING, is_latin
from index.text.split import Span, sentences
from index.text.words import count_words

FEW_WORDS: Final = 6  # a shorter sentence leads up to the next, or needs it to be understood
LEAST_WORDS: Final = 4  # a heading or a caption says too little to be quoted
WITHOUT_STOP: Final = 10  # words from which a line is no heading, whatever it ends with

_DATELINE = re.compile(
    r"[A-Z][A-Z .'’/-]{2,40}(?:,[^.!?()\n]{3,40})?(?:\s*\([^()\n]{2,40}\))?\s+[-–—]{1,2}\s+(?=[\"“‘A-Z0-9])"
)
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"[ \t]*(?:[-–*•·▪◦‣●○■]|\d{1,2}\))[ \t]+")
_ASKS = re.compile(
    rf"(?:[?？؟፧⸮]|(?<=[\u0370-\u03ff\u1f00-\u1fff]);|՞[^\W_]*[։:]?)[{CLOSING}]*$"
)  # Armenian's is in the word
_ENDS = re.compile(rf"[{ENDING}:;][{CLOSING}]*$")


def quotable(hit: Hit) -> list[Span]:
    """Return where each sentence of a passage begins and ends in its article, in order."""
    return quotable_in(hit.article, hit.passage.start, hit.passage.end)


def quotable_in(article: Article, first: int, last: int) -> list[Span]:
    """Return where each sentence of ``article.text[first:last]`` begins and ends in the article, in order."""
    text = article.text
    spans = [(first + start, first + end) for start, end in sentences(text[first:last], article.language)]
    pieces = [piece for span in spans for piece in _pieces(text, *span)]
    bare = [(_behind_dateline(text, start, end), end) for start, end in _joined(text, pieces)]
    return [
        (start, end) for start, end in bare if _says_something(text[start:end], item=_is_item(text, start))
    ]


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Return what of a sentence can be quoted: items of a list apart and without their marks, no clutter.

    A sentence that no full stop ends goes on in the lines below it, which may be of another kind.
    """
    found: list[Span] = []
    goes_on = False
    for line in _LINE.finditer(text, start, end):
        at_start = text[line.start() - 1 : line.start()] in ("", "\n")
        mark = _MARK.match(line[0]) if at_start else None
        if is_call(line[0][mark.end() if mark else 0 :]) or is_clutter(_line_around(text, line.start())):
            goes_on = False
            continue
        if goes_on and not mark:
            found[-1] = (found[-1][0], line.end())
        else:
            found.append((line.start() + (mark.end() if mark else 0), line.end()))
        goes_on = True
    return [(first, last) for first, last in found if first < last]


def _line_around(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join a question or a few words with the sentence behind them: "Was it exempted? It was not."."""
    joined: list[Span] = []
    waiting = False  # whether the last one needs what follows
    for start, end in spans:
        gap = text[joined[-1][1] : start] if joined else ""
        if waiting and not gap.strip() and "\n\n" not in gap:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        last = text[start:end]
        waiting = bool(_ASKS.search(last)) or _is_short(text[slice(*joined[-1])])
    return joined


def _is_short(sentence: str) -> bool:
    """Whether a sentence needs what follows; most other letters than Latin write no articles, so say more."""
    words = count_words(sentence)
    return words < LEAST_WORDS or (words < FEW_WORDS and is_latin(sentence))


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind "NEW DELHI, 12 December 2021 (Meridian Wire) - "."""
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline else start


def _is_item(text: str, start: int) -> bool:
    return bool(_MARK.fullmatch(text, text.rfind("\n", 0, start) + 1, start))


def _says_something(sentence: str, *, item: bool) -> bool:
    """Tell whether a sentence is no question, heading or caption; an item of a list needs no full stop."""
    words = count_words(sentence)
    return (
        words >= LEAST_WORDS
        and not _ASKS.search(sentence)
        and bool(item or _ENDS.search(sentence) or words >= WITHOUT_STOP)
    )
