"""Printed lines of a PDF and its pages, as values, and what a line's words say by themselves."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from ....errors import SourceError
from ...decode import clean
from .drawn import NOTHING, Drawn

MAX_PAGES: Final = 2_000
FACTS: Final = ("Title", "Author", "CreationDate", "Creator")
LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"} | {"\ufffe": "-"}
)
NO_LETTERS: Final = re.compile("[\ue000-\uf8ff\ufdd0-\ufdef\uffff\U000f0000-\U0010ffff]")
BULLET: Final = re.compile("^(?:[•‣◦▪▫■□●○◆➢➤✓\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8]|[·](?= ))[ ]*(?=\\S)")
LEADERS: Final = re.compile(r" ?(?:\. ?){5,}| ?…{2,} ?")
MARKER: Final = re.compile(r"[-•‣◦▪■●○]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[a-z])[.)]?", re.I)

PROSE_WORDS: Final = 3.5  # in a line
LONGEST: Final = 60  # characters of a word
OTHER_SIZE: Final = 1.12  # of the size of type
ENDS: Final = re.compile(r"(?:[.!?:;…][\"'”’»)\]]{0,4}|[^\W\d_][.!?][\"'”’»)\]]{0,4}\d{1,3})$")
ITEM: Final = re.compile(r"-\s|[–*]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)]\s(?=\S)|\[\d{1,3}\]\s")
CAPTION: Final = re.compile(r"(?:figure|fig\.|table|tab\.|abbildung|abb\.|tabelle)\s*\d", re.I)
WORD: Final = re.compile(r"[^\W_]+(?:[-'’\u2010][^\W_]+)*")
PARTED: Final = re.compile(r"([^\W_]+(?:[-'’\u2010][^\W_]+)*)[-\u2010\xad]$")
SENTENCE_END: Final = re.compile(r"[.!?][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words printed side by side; places are points from the page's top left corner as it is read.

    Attributes:
        y: where the line stands, not where its letters reach to.
        size: of its type.
        page: counted from 0.
        cells: whether it is a row of a table or of contents, which no other line goes on with.
        told: whether it is a row of a table that says by itself what its cells are.
        row: the words of each cell, of a row of a table.
        names: the heading of each of its columns; none where the table has none on the page.
        boxed: whether it is a whole cell of a row that rules part from the others.
        apart: whether a gap and no space parts it from what stands before it, as cells are parted.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    page: int
    cells: bool = False
    told: bool = False
    row: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    apart: bool = False
    boxed: bool = False

    @property
    def width(self) -> float:
        """Return how far the line reaches, in points."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in the order they are read, how many points it is high, and what else it shows."""

    lines: list[Line]
    height: float
    drawn: Drawn = NOTHING


@dataclass(frozen=True, slots=True)
class Pdf:
    """What a PDF says.

    Attributes:
        facts: those named in ``FACTS``, as its maker left them, each perhaps empty.
        language: ISO 639.
        drawn: whether anything at all is on its pages.
        labels: what its maker left as the name of each page; may be none.
    """

    pages: list[Page]
    facts: dict[str, str]
    language: str | None = None
    drawn: bool = False
    labels: tuple[str, ...] = ()


Row = list[Line]  # pieces side by side, from the left
Paragraph = list[Line]


def check_length(pages: int, name: str) -> None:
    """Raise ``SourceError`` for more pages than are read."""
    if pages > MAX_PAGES:
        raise SourceError(name, f"has {pages:,} pages; at most {MAX_PAGES:,} are read")


def body_size(pages: list[Page]) -> float:
    """Return the size that most letters have."""
    letters = Counter[float]()
    for page in pages:
        for line in page.lines:
            letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 1.0


def clean_words(text: str) -> str:
    """Return the words of a line: ligatures parted, leaders of dots and letters of no script taken out.

    A bullet becomes ``- ``; a soft hyphen stays where it ends the line.
    """
    text = " ".join(text.translate(LIGATURES).split())
    soft = "\xad" if text.endswith("\xad") else ""
    text = LEADERS.sub(" … ", BULLET.sub("- ", text))
    return " ".join(NO_LETTERS.sub("", clean(text)).split()) + soft


def begins_inside(text: str) -> bool:
    """Tell whether a line begins in the middle of a sentence: with a small letter, or with a comma."""
    first = text.lstrip("\"'“”‘’([")[:1]
    return first.islower() or text[:1] in {",", ";", ")"}


def parted_word(text: str) -> re.Match[str] | None:
    """Return the first half of the word that a line's end parts."""
    return PARTED.search(text[-LONGEST:])
