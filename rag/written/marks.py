"""A model's reply as it streams -> its sentences as plain text, each with the numbers of passages it names.

What comes out depends on the reply alone and not on how a server cuts it: however the pieces come, the text
is looked at each time that a word is whole.

A page or a terminal that renders what a model wrote can be made to call on an address with what the model
knows. So nothing that could be a link or an image is passed on. Code keeps its signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.text.scripts import CLOSING, ENDING, FULL_STOPS
from index.text.split import sentences

from .prompt import NO_ANSWER

MOST_PENDING: Final = 2000  # characters of a sentence; one that goes on is cut between words
MOST_OPEN: Final = 500  # characters behind a quotation mark or bracket that may yet be closed

_NUMBERS = r"\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*"
_ONE_MARK = rf"[\[【]\s*\^?(?:{_NUMBERS})\s*(?:†[^\[\]【】\n]*)?[\]】]"
_MARK = re.compile(rf"\s*{_ONE_MARK}")
_MARKS_BEHIND_END = re.compile(rf"([{ENDING}][{CLOSING}*_]*)((?:[ \t]*\n?[ \t]*{_ONE_MARK})+)")
_RANGE = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")
_CITED = re.compile(r"†.*")

_WORD = re.compile(rf"(?<=\s)(?=\S)|(?<=[{FULL_STOPS}])")
_MAY_END = re.compile(rf"[{ENDING}\n]")
_WHOLE = re.compile(rf"[{ENDING}][{CLOSING}]*\Z")
_BEGUN = re.compile(r"(?:[^\w\[【]*[\[【][^\]】]*[\]】])*[^\w\[【]*\w+\W")
_OPEN = re.compile(r"<[a-zA-Z/!?][^<>]*\Z|[\[【][^\[\]【】\n]*\Z|\]\([^()\n]*\Z|`[^`\n]+\Z")
_LINE = re.compile(r"\n(?=[ \t]*(?:[-*+•>]|\d{1,3}[.)]|#{1,6})[ \t])|^[ \t]*#{1,6}[ \t].*\n", re.MULTILINE)
_ITEM = re.compile(r"[(*_]*\d{1,3}[.)][*_]*")
_HIDDEN = re.compile("\ue000(\\d+)\ue001")

LEFT_OUT: Final = "(link left out)"
_CODE = re.compile(r"(```[\s\S]*?```|`[^`\n]+`)")
_CODE_TO_THE_END = re.compile(r"(```[\s\S]*?(?:```|\Z)|`[^`\n]+`)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_ADDRESS = re.compile(
    r"(?:\b(?:https?|ftps?|file|data|javascript|mailto|tel):|\bwww\.|(?<![\w:/])//(?=\w[\w-]*\.))"
    r"[^\s\[\]<>`\"“”‘’]*[^\s\[\]<>`\"“”‘’.,;:!?)]",
    re.IGNORECASE,
)
_OPEN_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_QUOTED_LINE = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[*+•][ \t]+", re.MULTILINE)
_STRONG = re.compile(r"\*\*|~~|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]*\S)\1(?![\w*_])")
_SPACES = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a reply as plain text, without its marks; ``gap`` is the white space before it."""

    gap: str
    text: str
    passages: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_WHOLE.search(self.text))


def written(pieces: Iterable[str], known: int) -> Iterator[Written]:
    """Yield the sentences of a reply as soon as the next one has begun.

    Marks are ``[1]``, ``[1, 2]``, ``[1][2]``, ``[1-3]``, ``[^1]`` or ``【1】``, before or behind the full
    stop. Numbers outside 1 to ``known`` are dropped. In code there are no marks.
    """
    text = ""
    for word in _words(pieces):
        text += word
        done, text = _complete(text)
        yield from _read_all(done, known)
        if len(text) > MOST_PENDING:
            yield from _read_all(_split(_defused(text, at_end=True)), known)
            text = ""
    yield from _read_all(_split(_defused(text, at_end=True)), known)


def declines(said: Written) -> bool:
    """Whether a sentence is the words by which a model says that the passages do not answer."""
    words = re.sub(r"[\W_]+", " ", said.text).strip()
    return words.upper() == NO_ANSWER or words.startswith(f"{NO_ANSWER} ")


def _words(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the text again, cut before each word."""
    rest = ""
    for piece in pieces:
        seen = len(rest)
        rest += piece.replace("\ue000", "").replace("\ue001", "")
        start = 0
        for place in _WORD.finditer(rest, seen):
            yield rest[start : place.start()]
            start = place.start()
        rest = rest[start:]
    yield rest


def _read_all(found: list[tuple[str, str]], known: int) -> Iterator[Written]:
    """Yield sentences that say something; marks and places of links alone do not."""
    read = (_read(gap, sentence, known) for gap, sentence in found)
    yield from (each for each in read if any(map(str.isalnum, each.text.replace(LEFT_OUT, ""))))


def _complete(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the sentences that are over, and the rest: the last one, which more marks may follow.

    A sentence is over when a whole word of the next is there; before that it may be half a mark, or the
    rest of an abbreviation.
    """
    if not _MAY_END.search(text):
        return [], text
    text = _defused(text)
    if _is_open(text):
        return [], text
    found = _split(text)
    if len(found) < 2 or not _BEGUN.match(found[-1][1]):
        return [], text
    gap, last = found[-1]
    return found[:-1], gap + last


def _is_open(text: str) -> bool:
    """Whether a quotation, a bracket, a tag or code has begun and may yet end."""
    if text.count("```") % 2:
        return True
    near = text[-MOST_OPEN:]
    if text[:-MOST_OPEN].count('"') % 2 == 0 and near.count('"') % 2:
        return "\n\n" not in near[near.rindex('"') :]
    quoting = near.rfind("“") > near.rfind("”") and "\n\n" not in near[near.rfind("“") :]
    return quoting or bool(_OPEN.search(near))


def _split(text: str) -> list[tuple[str, str]]:
    """Return (white space before, sentence) of each sentence, marks moved inside their sentence."""
    hidden: list[str] = []

    def hide(code: str) -> str:
        hidden.append(code)
        return f"\ue000{len(hidden) - 1}\ue001"

    inside = _MARKS_BEHIND_END.sub(
        lambda found: found[2] + found[1], _outside_code(text, str, inside=hide, at_end=True)
    )
    found, at = [], 0
    for start, end in _spans(inside):
        found.append((inside[at:start], inside[start:end]))
        at = end
    if found and inside[at:]:
        gap, last = found[-1]
        found[-1] = (gap, last + inside[at:])
    return [(gap, _HIDDEN.sub(lambda place: hidden[int(place[1])], said)) for gap, said in found]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences stand: headings and items of a list are some, an item with its number."""
    edges = [0, *(line.end() for line in _LINE.finditer(text)), len(text)]
    for first, last in pairwise(edges):
        begun: int | None = None
        for start, end in sentences(text[first:last]):
            begin = start if begun is None else begun
            begun = begin if _ITEM.fullmatch(text, first + begin, first + end) else None
            if begun is None:
                yield first + begin, first + end
        if begun is not None:
            yield first + begun, last


def _read(gap: str, sentence: str, known: int) -> Written:
    passages: dict[int, None] = {}

    def take(mark: re.Match[str]) -> str:
        passages.update(dict.fromkeys(_numbers(mark[0], known)))
        return ""

    text = _plain(_outside_code(sentence, lambda prose: _MARK.sub(take, prose), at_end=True))
    breaks = min(gap.count("\n"), 2)
    return Written("\n" * breaks if breaks else " " * bool(gap), text.strip(), tuple(passages))


def _numbers(mark: str, known: int) -> Iterator[int]:
    """Yield the numbers of a mark that name a passage, those of a range too."""
    for first, last in _RANGE.findall(_CITED.sub("", mark)):
        yield from range(max(int(first), 1), min(int(last or first), known) + 1)


def _defused(text: str, *, at_end: bool = False) -> str:
    """Return a text without links, images and tags; what stands in one as text is kept.

    ``at_end`` is whether no more text comes: what is still open then stays open.
    """
    return _outside_code(text, _without_links, inside=_without_addresses, at_end=at_end)


def _plain(text: str) -> str:
    """Return a sentence without the signs of headings, emphasis and quotations; bullets become dashes."""
    return _outside_code(text, _without_signs, at_end=True)


def _outside_code(
    text: str, change: Callable[[str], str], *, inside: Callable[[str], str] = str, at_end: bool = False
) -> str:
    """Return a text with its prose changed, and its code too if so wished."""
    parts = (_CODE_TO_THE_END if at_end else _CODE).split(text)
    return "".join(inside(part) if at % 2 else change(part) for at, part in enumerate(parts))


def _without_links(text: str) -> str:
    text = _LINK.sub(_kept_of_link, text)
    return _without_addresses(_TAG.sub("", text)).replace("](", "] (")


def _kept_of_link(link: re.Match[str]) -> str:
    """Return the text of a link; a bare number is a mark and stays one."""
    words = link[1].strip()
    return f"[{words}]" if re.fullmatch(r"\^?\d{1,4}", words) else words


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(LEFT_OUT, text)


def _without_signs(text: str) -> str:
    for sign in (_HEADING, _QUOTED_LINE):
        text = sign.sub("", text)
    text = _STRONG.sub("", _BULLET.sub(r"\1- ", _OPEN_TAG.sub("< ", text)))
    return _SPACES.sub(" ", _EMPHASIS.sub(r"\2", text))
