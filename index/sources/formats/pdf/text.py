"""Printed lines of a PDF, and paragraphs of them -> one text, and where in it each page begins."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
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

LONGEST: Final = 60  # characters of a word
ENDS: Final = re.compile(r"(?:[.!?:;…][\"'”’»)\]]{0,4}|[^\W\d_][.!?][\"'”’»)\]]{0,4}\d{1,3})$")
ITEM: Final = re.compile(r"-\s|[–*]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)]\s(?=\S)|\[\d{1,3}\]\s")
WORD: Final = re.compile(r"[^\W_]+(?:[-'’\u2010][^\W_]+)*")
PARTED: Final = re.compile(r"([^\W_]+(?:[-'’\u2010][^\W_]+)*)[-\u2010\xad]$")
ASIAN: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
# Words that begin others so often ("out-side", "some-thing") that both halves being words says nothing.
_OPENING: Final = """
    a after all any back be by can counter down every fore for here how in inter may no not off on
    other out over some super there through to under up when where who with
"""
OPENING: Final = frozenset(_OPENING.split())
COMPOUND: Final = frozenset({"half", "quasi", "self", "well"})

SENTENCE_END: Final = re.compile(r"[.!?][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words printed side by side; places are points from the page's top left corner as it is read.

    Attributes:
        y: where the line stands, not where its letters reach to.
        size: of its type.
        page: counted from 0.
        cells: whether it is a row of a table or of contents, which no other line goes on with.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    page: int
    cells: bool = False

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
    """

    pages: list[Page]
    facts: dict[str, str]
    language: str | None = None
    drawn: bool = False


Paragraph = list[Line]


class Speller:
    """Joins lines; a text's own words tell whether a hyphen at a line's end belongs to its word."""

    def __init__(self, lines: Iterable[Line]) -> None:
        texts = [line.text for line in lines]
        self._words = Counter[str]()
        for before, text in pairwise(["", *texts]):
            words = WORD.findall(text.casefold())
            halves = bool(parted_word(before)), bool(parted_word(text))
            self._words.update(words[halves[0] : len(words) - halves[1]])

    def glue(self, text: str, following: str) -> tuple[str, str]:
        """Return the text to which the following line is added, and what goes between."""
        if not text or not following:
            return text, ""
        parted, second = parted_word(text), WORD.match(following[:LONGEST])
        if not parted or not second:
            both_asian = ASIAN.match(text[-1]) and ASIAN.match(following[0])
            return text.removesuffix("\xad"), "" if both_asian else " "
        whole = text[-1] == "\xad" or not self._keeps_hyphen(parted[1], second[0])
        return (text[:-1] if whole else text), ""

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        capitals = first.isupper() and second.isupper() and second.isalpha() and len(first) > 1
        if not (second[0].islower() or capitals) or first[-1].isdigit():
            return True
        first, second = first.casefold(), second.casefold()
        whole, compound = self._words[first + second], self._words[f"{first}-{second}"]
        if whole or compound:
            return compound > whole
        half = first.rsplit("-", 1)[-1]
        if half in COMPOUND:
            return True
        words = self._words[half] and self._words[second] and len(second) > 2 and len(half) > 2
        return bool(words) and half not in OPENING


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


def text_of(paragraphs: list[Paragraph], pages: int) -> tuple[str, tuple[int, ...]]:
    """Return the text, its paragraphs parted by blank lines, and where each of so many pages begins.

    The items of a list and the rows of a table are one paragraph of several lines. A page without
    text begins where the next one does.
    """
    speller = Speller(line for paragraph in paragraphs for line in paragraph)
    text = ""
    starts: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    above: Paragraph | None = None
    for paragraph in paragraphs:
        text, found = _text(paragraph, speller)
        gap = "" if above is None else "\n" if _in_one(above, paragraph) else "\n\n"
        length += len(gap)
        for page, offset in found:
            starts.setdefault(page, length + offset)
        parts += [gap, text]
        length += len(text)
        above = paragraph
    return "".join(parts), _filled(starts, pages, length)


def _text(lines: list[Line], speller: Speller) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of some lines, and for each page of theirs where its first line begins."""
    done: list[str] = []
    tail, length = "", 0  # the last line may still lose its hyphen
    starts: list[tuple[int, int]] = []
    for line in lines:
        before = tail
        tail, glue = speller.glue(tail, line.text)
        length += len(tail) - len(before)
        done += [tail, glue]
        length += len(glue)
        if not starts or starts[-1][0] != line.page:
            starts.append((line.page, length))
        tail = line.text
        length += len(tail)
    return "".join([*done, tail]).rstrip("\xad"), starts


def _in_one(above: Paragraph, below: Paragraph) -> bool:
    """Tell whether two paragraphs are rows of one table, items of one list or lines of one address."""
    last, first = above[-1], below[0]
    if last.page != first.page or abs(last.size - first.size) > 0.1 * first.size:
        return False
    if not 0 < first.y - last.y < 2 * first.size:
        return False
    if ITEM.match(above[0].text) and ITEM.match(first.text):
        return True
    return last.cells or first.cells or (len(above) == len(below) == 1 and not SENTENCE_END.search(last.text))


def _filled(starts: dict[int, int], pages: int, length: int) -> tuple[int, ...]:
    found: list[int] = []
    following = length
    for page in reversed(range(pages)):
        following = starts.get(page, following)
        found.append(following)
    return (0, *found[::-1][1:])
