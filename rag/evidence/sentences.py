"""A passage -> the sentences of it that can be quoted: whole statements, without datelines and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.article import Article
from index.passage import Hit
from index.sources.facts.clutter import MAX_LINE, is_call, is_clutter, is_credit, label_end
from index.text.scripts import ASKS, is_latin
from index.text.split import Span, sentences
from index.text.words import count_words

from .beginnings import beginning, is_byline
from .lines import ITEM_MARK, STOPPED, is_item, is_led_to, is_row, with_lead_ins

REPEATED: Final = (40, 400)  # characters of a sentence that may be a pull quote
FEW_WORDS: Final = 6  # a shorter sentence leads up to the next, or needs it to be understood
LEAST_WORDS: Final = 4  # a heading or a caption says too little to be quoted
WITHOUT_STOP: Final = 10  # words from which a line is no heading, whatever it ends with

_LINE = re.compile(r"[^\n]+")


def quotable(hit: Hit) -> list[Span]:
    """Return where each sentence of a passage begins and ends in its article, in order."""
    return quotable_in(hit.article, hit.passage.start, hit.passage.end)


def quotable_in(article: Article, first: int, last: int) -> list[Span]:
    """Return where each sentence of ``article.text[first:last]`` begins and ends in the article, in order."""
    text = article.text
    spans = [(first + start, first + end) for start, end in sentences(text[first:last], article.language)]
    pieces = [piece for span in spans for piece in _pieces(text, *span)]
    bare = [(beginning(text, start, end), end) for start, end in with_lead_ins(text, _joined(text, pieces))]
    return [(start, end) for start, end in bare if _says_something(text, start, end)]


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Return what of a sentence can be quoted: items of a list apart and without their marks, no clutter.

    A sentence that no full stop ends goes on in the lines below it, which may be of another kind.
    """
    found: list[Span] = []
    goes_on = False
    for line in _LINE.finditer(text, start, end):
        at_start = text[line.start() - 1 : line.start()] in ("", "\n")
        mark = ITEM_MARK.match(line[0]) if at_start else None
        if _is_none(line[0][mark.end() if mark else 0 :], _line_around(text, line.start())):
            goes_on = False
            continue
        if goes_on and not mark:
            found[-1] = (found[-1][0], line.end())
        else:
            found.append((line.start() + (mark.end() if mark else 0), line.end()))
        goes_on = True
    return [(first, last) for first, last in found if first < last]


def _is_none(piece: str, line: str) -> bool:
    """Tell whether a piece of a line, or the line, is no sentence of the article."""
    said = piece[label_end(piece[:MAX_LINE]) :]
    return (
        is_call(said) or is_credit(said) or is_clutter(line[label_end(line[:MAX_LINE]) :]) or is_byline(line)
    )


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
        waiting = bool(ASKS.search(last)) or _is_short(text[slice(*joined[-1])])
    return joined


def _is_short(sentence: str) -> bool:
    """Whether a sentence needs what follows; most other letters than Latin write no articles, so say more."""
    words = count_words(sentence)
    return words < LEAST_WORDS or (words < FEW_WORDS and is_latin(sentence))


def _says_something(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence is no question, heading or caption; rows and items need no full stop."""
    sentence = text[start:end]
    if ASKS.search(sentence) or _is_said_again(text, start, end):
        return False
    if is_row(text, start, end):
        return True
    words, item = count_words(sentence), is_item(text, start)
    if words < LEAST_WORDS:
        return bool(words) and (_is_figure(text, start, end) or (item and is_led_to(text, start)))
    listed = item or ITEM_MARK.match(text, text.rfind("\n", start, end) + 1, end)
    return bool(listed or STOPPED.search(sentence) or words >= WITHOUT_STOP)


def _is_figure(text: str, start: int, end: int) -> bool:
    """Tell whether a few words behind a sentence have a figure: "She was 84." A heading stands alone."""
    few = text[start:end]
    return text[start - 1 : start] == " " and any(map(str.isdigit, few)) and bool(STOPPED.search(few))


def _is_said_again(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence stands in the article alone and within a paragraph: a pull quote."""
    alone = text[start - 2 : start] in ("", "\n", "\n\n") and text[end : end + 2] in ("", "\n\n")
    words = text[start:end].strip('"“”„«»‘’ ')
    if not alone or not REPEATED[0] <= len(words) <= REPEATED[1]:
        return False
    first = text.find(words)
    again = first if first != text.find(words, start, end) else text.find(words, end)
    return again >= 0 and not _is_whole_paragraph(text, again, again + len(words))


def _is_whole_paragraph(text: str, start: int, end: int) -> bool:
    last = text.find("\n", end)
    around = text[text.rfind("\n", 0, start) + 1 : start] + text[end : last if last >= 0 else len(text)]
    return not any(map(str.isalnum, around))
