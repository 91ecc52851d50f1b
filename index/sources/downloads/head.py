"""The lines above an article's text -> its title, outlet, day and fields, and where the text begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .labels import (
    BELOW,
    LANGUAGES,
    LISTED,
    NOISE,
    RIGHTS,
    Field,
    field_of,
    fields_of,
    is_back,
    is_count,
    is_cover,
)
from .values import outlet_and_day, when_of

SENTENCE: Final = re.compile(r"[.!?…][\"'”’»)]*(?:\s|$)")
UNKNOWN: Final = re.compile(r"[A-Z][\w /-]{2,30}: \S.{0,80}$")  # a field among others that we do not know
SAID: Final = re.compile(r"[.!?…][\"'”’»)]*$")
VALUE_WORDS: Final = 8  # of a field and its label; a sentence has more
PROSE: Final = 160  # code points of a paragraph with a sentence in it
LONG: Final = 400  # of one without
LOOSE: Final = 3  # short paragraphs behind all fields: the text has begun
MAX_HEAD: Final = 200  # lines without blank ones
MAX_COUNTED: Final = 60  # those down to the copyright
VALUE_LINES: Final = 8  # of one field that goes on
WHOLE: Final = frozenset({"length", "published", "words"})  # fields that end with their line
KEPT: Final = frozenset({"deck", "abstract"})  # fields whose words may be the article's
FIRST: Final = frozenset({"title", "author", "published", "length", "section", "id", "body"})


Cut = tuple[int, int]
"""A line of the text, and where in it the text begins."""


Loose = tuple[int, int, str]
"""A line that says nothing by its form: its number, that of its block, and its words."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without a blank one between them: the numbers of the first and of the one behind the last."""

    start: int
    end: int


@dataclass(slots=True)
class Head:
    """What the lines above a text say.

    Attributes:
        fields: values by kind, each the first that was there.
        signs: what was seen that only downloads have, by kind; ``words`` is a count of words, ``when`` a day.
        loose: the lines that say nothing by their form, with the number of their block.
        when: the line of the day, -1 without; ``day`` and ``outlet`` are what it says.
        counted: the line that counts the words, -1 without.
        own: the lines of what a standfirst or summary says, by kind.
        start: the first line of the text, ``cut`` where in it the text begins.
    """

    fields: dict[str, str] = field(default_factory=dict)
    signs: set[str] = field(default_factory=set)
    loose: list[Loose] = field(default_factory=list)
    when: int = -1
    when_block: int = -1
    day: str | None = None
    outlet: str = ""
    counted: int = -1
    counted_block: int = -1
    own: dict[str, list[Cut]] = field(default_factory=dict)
    start: int = 0
    cut: int = 0


def blocks_of(lines: Sequence[str], start: int = 0) -> list[Block]:
    """Return the blocks of lines from one on, in order."""
    found: list[Block] = []
    first = -1
    for number in range(start, len(lines)):
        if lines[number].strip():
            first = number if first < 0 else first
        elif first >= 0:
            found.append(Block(first, number))
            first = -1
    return [*found, Block(first, len(lines))] if first >= 0 else found


def read_head(lines: Sequence[str], order: str) -> Head:
    """Return what stands above the text of one article, whose lines these are."""
    head = Head()
    top = _below_cover(lines)
    body = _below_rights(lines, top) if order == "counted" else _labelled_body(lines, top)
    last, loose = top, 0  # where the head ends as far as is known, and the loose blocks behind it
    for number, block in enumerate(blocks_of(lines[: body[0]] if body else lines, top)):
        if not body and (block.start > top + MAX_HEAD or _is_text(lines, block, head, loose)):
            break
        known = _read_block(head, lines, block, number, order)
        last, loose = (block.end, 0) if known else (last, loose + 1)
    head.start, head.cut = body or (last, 0)
    head.signs |= {"body"} if body and order != "counted" else set()
    return head


def _below_cover(lines: Sequence[str]) -> int:
    """Return the line behind the page that says what was asked for and lists the titles; 0 without one."""
    below = 0
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if is_cover(text) or (below and LISTED.match(text) and not when_of(text)):
            below = number + 1
        elif (number > MAX_HEAD and not below) or _begins(text):
            break
    return below


def _begins(text: str) -> bool:
    """Tell whether a line belongs to an article: a day or a field, not of the page before it."""
    found = field_of(text)
    return found.kind in FIRST if found else bool(when_of(text))


def _labelled_body(lines: Sequence[str], top: int) -> tuple[int, int] | None:
    """Return the line behind ``Body``, or that of ``Full text:`` and where its words begin."""
    for number in range(top, min(len(lines), top + MAX_HEAD)):
        text = lines[number].strip()
        found = field_of(text) if text else None
        if found and found.kind == "body":
            indent = len(lines[number]) - len(lines[number].lstrip())
            return (number, indent + found.cut) if found.value else (number + 1, 0)
    return None


def _below_rights(lines: Sequence[str], top: int) -> tuple[int, int] | None:
    """Return the line behind the copyright, with which the lines above a counted text end."""
    for number in range(top, min(len(lines), top + MAX_COUNTED)):
        if RIGHTS.match(lines[number].strip()):
            return number + 1, 0
    return None


def _is_text(lines: Sequence[str], block: Block, head: Head, loose: int) -> bool:
    """Tell whether the text has begun: prose, a field of what stands below it, or many short paragraphs."""
    first = lines[block.start].strip()
    found = field_of(first)
    passed = loose and FIRST.intersection(head.fields)  # what stood behind all fields is the text
    if found:
        return found.kind in BELOW and bool(passed or head.signs & {"length", "words"})
    behind = sum(place > head.when >= 0 for place, _, _ in head.loose)  # the day: title and text
    if is_back(first) or ((passed or behind > 1) and RIGHTS.match(first)):
        return True
    length = sum(len(line.strip()) + 1 for line in lines[block.start : block.end])
    anchored = head.when >= 0 or len(head.signs) > 1
    prose = length > LONG or (length > PROSE and any(map(SENTENCE.search, lines[block.start : block.end])))
    return anchored and not RIGHTS.match(first) and (prose or loose >= LOOSE)


def _read_block(head: Head, lines: Sequence[str], block: Block, number: int, order: str) -> bool:
    """Take a block's lines, and return whether they show that the text has not begun."""
    known, went_on = False, 0
    open_field: Field | None = None
    for place in range(block.start, block.end):
        text = lines[place].strip()
        if found := fields_of(text):
            known, open_field, went_on = True, found[-1], 0
            _take_fields(head, found, place, len(lines[place]) - len(lines[place].lstrip()))
        elif NOISE.fullmatch(text):
            continue
        elif open_field and open_field.kind not in WHOLE and went_on < VALUE_LINES:
            went_on += 1
            _go_on(head, open_field, place, text)
        elif len(FIRST.intersection(head.fields)) > 1 and _is_unknown_field(text):
            known = True
        else:
            known = _read_line(head, text, place, number, order) or known
    return known


def _is_unknown_field(text: str) -> bool:
    """Tell whether a line is a field that we do not know, and not a sentence with a colon in it."""
    return bool(UNKNOWN.match(text)) and not (SAID.search(text) and len(text.split()) > VALUE_WORDS)


def _take_fields(head: Head, found: Sequence[Field], place: int, indent: int) -> None:
    for one in found:
        head.signs.add(one.kind)
        head.fields.setdefault(one.kind, one.value)
        if one.kind in KEPT and one.value:
            head.own.setdefault(one.kind, []).append((place, indent + one.cut))


def _go_on(head: Head, one: Field, place: int, text: str) -> None:
    """Take a line that a field's value goes on in, where it is the first of its kind."""
    if head.fields.get(one.kind, "").startswith(one.value):
        head.fields[one.kind] += " " + text
    if one.kind in KEPT:
        head.own.setdefault(one.kind, []).append((place, 0))


def _read_line(head: Head, text: str, place: int, block: int, order: str) -> bool:
    if RIGHTS.match(text):
        head.signs.add("rights")
    elif is_count(text):
        head.signs.add("words")
        if head.counted < 0:
            head.counted, head.counted_block = place, block
    elif head.when < 0 and (found := when_of(text)):
        head.when, head.when_block, (head.day, head.outlet) = place, block, found
        head.signs.add("when")
    elif order == "outlet and day" and head.when < 0 and (both := outlet_and_day(text)):
        head.when, head.when_block, (head.outlet, head.day) = place, block, both
        head.signs |= {"when", "words"}
    elif not NOISE.fullmatch(text):
        head.loose.append((place, block, text))
        return order == "counted" and text.casefold() in LANGUAGES
    return True
