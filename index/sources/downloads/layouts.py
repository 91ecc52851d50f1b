"""The ways in which downloads part their articles, and where each cuts the lines."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ...language.lexicon import any_of, phrases_of_all
from .labels import BELOW, RIGHTS, SHORT, field_of

Span = tuple[int, int]
"""The lines of one article: the first, and the one behind the last."""

_DOCUMENTS: Final = any_of(phrases_of_all("labels", "documents"))
_OF: Final = any_of(phrases_of_all("labels", "of"))
NUMBERED: Final = re.compile(
    rf"(\d{{1,5}}) {_OF} (\d{{1,5}}) {_DOCUMENTS}|{_DOCUMENTS} (\d{{1,5}}) {_OF} (\d{{1,5}})", re.I
)
ENDS: Final = frozenset(phrases_of_all("labels", "end"))
_NAMED: Final = f"(?:{_DOCUMENTS}|文件|文档|ドキュメント|Документ)"
CODED: Final = re.compile(rf"(?:AN\b[\t |:]*)?{_NAMED}\s+[A-Z][A-Z0-9]{{3,11}}\d{{8}}[a-z0-9]{{6,11}}", re.I)
FILED: Final = re.compile(r"(?:[^\d:]{3,40}\s?:\s?)?(?:news|web)[·•]\d{8}[·•]\S{2,80}(?:\s.{0,40})?")
RULE: Final = re.compile(r"([_=*~-])\1{39,}")
PROSE: Final = 200  # code points of a paragraph, with which the text has begun


_MARKS: Final = (
    *(phrases_of_all("labels", "end") + phrases_of_all("labels", "id")),
    *("news·2", "news&middot;2", "文件 ", "文档 ", "ドキュメント ", "документ "),
)
_WORD: Final = re.compile("do[ck]ument")
_SPACE: Final = r"(?:\s|&nbsp;)+"
_NEAR: Final = re.compile(
    rf"\d{_SPACE}{_OF}{_SPACE}\d+{_SPACE}{_DOCUMENTS}|{_DOCUMENTS}{_SPACE}(?:\d+{_SPACE}{_OF}{_SPACE}\d"
    r"|[a-z][a-z0-9]{3,11}\d{8}[a-z0-9]{6})"
)
AROUND: Final = 40  # characters of a mark


def may_be_download(text: str) -> bool:
    """Tell fast whether a mark of a layout stands anywhere in a text or mark-up."""
    low = text.lower()
    if any(mark in low for mark in _MARKS):
        return True
    places = (match.start() for match in _WORD.finditer(low))
    return any(_NEAR.search(low, max(0, place - AROUND), place + AROUND) for place in places)


@dataclass(frozen=True, slots=True)
class Layout:
    """One way: its name, and what its lines without a label say, from the top.

    Attributes:
        order: ``outlet first``, ``title first``, ``counted`` (the words are counted below the title) or
            ``outlet and day`` on one line.
        cut: finds the articles' lines; two or more, or one where its mark alone tells.
    """

    name: str
    order: str
    cut: Callable[[Sequence[str]], list[Span]]


def _numbered(lines: Sequence[str]) -> list[Span]:
    """Part lines before each ``2 of 10 DOCUMENTS``, where the numbers go up and the whole stays the same."""
    starts: list[int] = []
    number, whole = 0, ""
    for place, line in enumerate(lines):
        match = NUMBERED.fullmatch(line.strip()) if len(line) < SHORT else None
        if not match:
            continue
        this, total = match[1] or match[3], match[2] or match[4]
        if int(this) > number and (not whole or total == whole) and int(this) <= int(total):
            starts.append(place)
            number, whole = int(this), total
    return [(start + 1, end) for start, end in pairwise([*starts, len(lines)])]


def _behind(pattern: Callable[[str], object]) -> Callable[[Sequence[str]], list[Span]]:
    def cut(lines: Sequence[str]) -> list[Span]:
        ends = [place for place, line in enumerate(lines) if len(line) < SHORT and pattern(line.strip())]
        return [(start + 1, end) for start, end in pairwise([-1, *ends])]

    return cut


def _ruled(lines: Sequence[str]) -> list[Span]:
    """Part lines at the rule that is drawn most often."""
    rules = [(place, line.strip()) for place, line in enumerate(lines) if RULE.fullmatch(line.strip())]
    if not rules:
        return []
    drawn = Counter(rule for _, rule in rules).most_common(1)[0][0]
    places = [place for place, rule in rules if rule == drawn]
    return [(start + 1, end) for start, end in pairwise([-1, *places, len(lines)]) if end > start + 1]


def _labels(lines: Sequence[str]) -> list[tuple[int, str, str]]:
    fields = ((place, field_of(line.strip())) for place, line in enumerate(lines) if ":" in line[:41])
    return [(place, field.kind, field.label) for place, field in fields if field]


def _opened(lines: Sequence[str]) -> list[Span]:
    """Part lines before each ``Title:``, or what label else stands first of all and behind each article."""
    found = _labels(lines)
    if not found or found[0][0] > _first_prose(lines, {place for place, _, _ in found}):
        return []
    _, kind, label = found[0]
    starts = [place for place, _, other in found if other == label]
    opens = kind in ("title", "source") or label == "record"
    known = opens and all(_ends_above(lines, place) for place in starts[1:])
    return list(pairwise([*starts, len(lines)])) if known and len(starts) > 1 else []


def _ends_above(lines: Sequence[str], place: int) -> bool:
    """Tell whether an article ends above a line: with prose, a copyright, or a field that stands below it."""
    above = next((lines[n].strip() for n in range(place - 1, -1, -1) if lines[n].strip()), "")
    found = field_of(above)
    return found.kind in BELOW if found else bool(RIGHTS.match(above) or above[-1:] in '.!?"”’»_')


def _closed(lines: Sequence[str]) -> list[Span]:
    """Part lines behind each ``Database:``, or what label else is the last one of all."""
    found = _labels(lines)
    if not found or found[-1][1] not in BELOW:
        return []
    ends = [place for place, _, label in found if label == found[-1][2]]
    ends = [_end_of_block(lines, place) for place in ends]
    return [(start, end) for start, end in pairwise([0, *ends])] if len(ends) > 1 else []


def _first_prose(lines: Sequence[str], fields: set[int]) -> int:
    """Return a line of the first paragraph that is no field, the number of lines where there is none."""
    length = 0
    for place, line in enumerate(lines):
        length = length + len(line) if line.strip() and place not in fields else 0
        if length > PROSE:
            return place
    return len(lines)


def _end_of_block(lines: Sequence[str], place: int) -> int:
    while place + 1 < len(lines) and lines[place + 1].strip() and not field_of(lines[place + 1].strip()):
        place += 1
    return place + 1


def _alone(lines: Sequence[str]) -> list[Span]:
    """Take all lines for one article where a database's number is among them."""
    return [(0, len(lines))] if any(kind == "id" for _, kind, _ in _labels(lines)) else []


LAYOUTS: Final = (
    Layout("numbered", "outlet first", _numbered),
    Layout("ended", "title first", _behind(lambda line: line.casefold().rstrip(".") in ENDS)),
    Layout("coded", "counted", _behind(CODED.fullmatch)),
    Layout("filed", "outlet and day", _behind(FILED.fullmatch)),
    Layout("ruled", "title first", _ruled),
    Layout("opened", "title first", _opened),
    Layout("closed", "title first", _closed),
    Layout("alone", "title first", _alone),
)
MARKED: Final = frozenset({"numbered", "ended", "coded", "filed"})
"""Layouts whose mark is so telling that one article alone may have it."""
