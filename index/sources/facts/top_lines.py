"""The lines above a bare text: title, author, source, date and link, told from the body."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile
from typing import Final

from ..formats.decode import clean_line
from .byline import byline_of, may_be_title, outlet_of
from .dateline import read_dateline
from .labels import is_job, is_label
from .particulars import DATED, SENTENCE_END, Top, particular, says_when, with_byline

MAX_TITLE: Final = 140  # code points
MAX_LINES: Final = 20
MAX_LEAD: Final = 250  # code points of a lead between title and byline
MIN_TITLE: Final = 4  # words of a title below a label, the name of an outlet or a kicker
MAX_KICKER: Final = 1  # word
CRUMBS: Final = re.compile(r"\s(?:»|›|>|→|::)\s|^(?:Home|Start|Startseite|Accueil|Inicio)\s*/\s")
TITLE: Final = re.compile(r"(?:#{1,2}\s+|(?:title|headline)\s*:\s*)(\S.*)", re.I)
INITIALS_END: Final = re.compile(r"(?:\b\w\.){2,}$")
PROSE_END: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")


def read_top(lines: list[str], *, full: float = math.inf) -> Top:
    """Return what stands above the body of a text.

    ``full`` is the length from which a line may go on in the next, so that a first one is no title
    unless a particular follows. Lines that repeat the title belong to the top; the first line that is
    neither title nor a known particular begins the body, even if particulars follow a lead.
    """
    lines = list(map(str.strip, lines[:MAX_LINES]))
    top = _read_top(lines, full)
    first = next(filter(None, lines), "")
    if top.lines and not top.title and may_be_title(first):
        return replace(top, title=clean_line(first), source=None)
    return top


def _read_top(lines: list[str], full: float) -> Top:
    top = Top()
    for number, line in enumerate(lines):
        if not line:
            continue
        below = lines[number + 1 :]
        step = particular(top, line, below) or _title_step(top, lines, number, full=full)
        if step is None:
            return _read_on(top, lines, number, full=full)
        top = replace(step, lines=number + 1)
    return top


def _read_on(top: Top, lines: list[str], start: int, *, full: float) -> Top:
    """Return the top with what lines say that stay in the text: those below a lead, and between other lines.

    A lead is one paragraph of prose. Below it only a line that says what it names counts, and what is
    beside a name: a bare day may be that of an event.
    """
    leads = 0
    for number in range(start, len(lines)):
        line, above, below = lines[number], lines[number - 1] if number > start else "", lines[number + 1 :]
        if not line:
            continue
        byline = byline_of(line)
        named = top.author or top.source or is_job(line) or (below and says_when(below[0]))
        dated = top.author or top.source or (above and not leads) or DATED.fullmatch(line)
        if byline and (dated or byline.author or byline.source or number == start):
            top = with_byline(top, byline)
        elif (named or (dated and says_when(line))) and (step := particular(top, line, below)):
            top = step
        elif named and not top.source and (outlet := outlet_of(line)):
            top = replace(top, source=outlet)
        elif number > start and (step := _better_title(top, lines, number, full=full)):
            top = step
        elif (PROSE_END.search(line) or len(line) > MAX_TITLE) and not (above and top.author):
            leads += 1
            if leads > 1 or len(line) > MAX_LEAD or not top.title:
                break
    return top


def same_words(one: str, other: str) -> bool:
    """Tell whether two lines are the same but for case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", one).casefold() == re.sub(r"[\W_]+", "", other).casefold()


def _title_step(top: Top, lines: list[str], number: int, *, full: float) -> Top | None:
    """Return the top with this line as its title or as a repetition of it, ``None`` for the body."""
    line = lines[number]
    if top.title:
        return top if same_words(line, top.title) else _better_title(top, lines, number, full=full)
    if match := TITLE.fullmatch(line):
        return replace(top, title=clean_line(match[1]), marked=True)
    if len(line) <= 2 * MAX_TITLE and CRUMBS.search(line) and not SENTENCE_END.search(line):
        return replace(top, title=clean_line(CRUMBS.split(line)[-1]))
    if _is_title(line, lines[number + 1 :], full=full):
        return replace(top, title=clean_line(line))
    return None


def _better_title(top: Top, lines: list[str], number: int, *, full: float) -> Top | None:
    """Return the top with this line for a title that was a label, an outlet's name or a kicker."""
    line, alone = lines[number], not lines[number - 1]
    if top.marked or not top.title or len(line.split()) < MIN_TITLE or byline_of(line):
        return None
    if not _is_title(line, lines[number + 1 :], full=full):
        return None
    outlet = outlet_of(top.title)
    kicker = top.lines == number and len(top.title.split()) <= MAX_KICKER
    if (alone and (is_label(top.title) or outlet)) or (kicker and not alone):
        return replace(top, title=clean_line(line), source=top.source or outlet)
    return None


def _is_title(line: str, below: Sequence[str], *, full: float) -> bool:
    if len(line) > MAX_TITLE or (SENTENCE_END.search(line) and not INITIALS_END.search(line)):
        return False
    if not any(letter.isalpha() for letter in line) or line.startswith(("- ", "* ", "• ")):
        return False
    if any(read_dateline(line + " ")):
        return False
    following = list(takewhile(bool, below))
    prose = list(dropwhile(lambda each: _is_particular(line, each, below), following))
    next_to_it, long = prose == following, len(line) >= full
    if prose and ((next_to_it and long) or (prose[0][0].islower() and (next_to_it or long))):
        return False  # the line goes on
    return prose != following or not following or len(following[0]) > len(line)


def _is_particular(title: str, line: str, below: Sequence[str]) -> bool:
    """Tell whether a line below a title is one of its particulars, or a byline that names more."""
    return bool(particular(Top(title=title), line, below[below.index(line) + 1 :]) or byline_of(line))
