"""A model's reply as it streams -> whole sentences, each with the numbers of the passages it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.split import sentences

_MARK = re.compile(r"\s*[\[【]\s*(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\s*[\]】]")
_MARKS_BEHIND_END = re.compile(
    r"([.!?…。！？][\"”’»)]*)((?:\s*[\[【]\s*\d{1,4}(?:\s*[,;]\s*\d{1,4})*\s*[\]】])+)"
)
_NUMBER = re.compile(r"\d+")
_BEGUN = re.compile(r"(?:[^\w\[【]*[\[【][^\]】]*[\]】])*[^\w\[【]*\w+\W")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a reply without its marks; ``gap`` is the white space before it."""

    gap: str
    text: str
    passages: tuple[int, ...]


def written(pieces: Iterable[str], known: int) -> Iterator[Written]:
    """Yield the sentences of a reply as soon as the next one has begun.

    Marks are ``[1]``, ``[1, 2]``, ``[1][2]`` or ``【1】``, before or behind the full stop, and may be cut
    anywhere by the pieces. Numbers outside 1 to ``known`` are dropped.
    """
    text = ""
    for piece in pieces:
        text += piece
        done, text = _complete(text)
        yield from _read_all(done, known)
    yield from _read_all(_split(text), known)


def _read_all(found: list[tuple[str, str]], known: int) -> Iterator[Written]:
    """Yield sentences that say something; marks alone do not."""
    read = (_read(gap, sentence, known) for gap, sentence in found)
    yield from (each for each in read if any(map(str.isalnum, each.text)))


def _complete(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the sentences that are over, and the rest: the last one, which more marks may follow.

    A sentence is over when a whole word of the next is there; before that it may be half a mark, or the
    rest of an abbreviation.
    """
    found = _split(text)
    if len(found) < 2 or not _BEGUN.match(found[-1][1]):
        return [], text
    gap, last = found[-1]
    return found[:-1], gap + last


def _split(text: str) -> list[tuple[str, str]]:
    """Return (white space before, sentence) of each sentence, marks moved inside their sentence."""
    inside = _MARKS_BEHIND_END.sub(lambda found: found[2] + found[1], text)
    found, at = [], 0
    for start, end in sentences(inside):
        found.append((inside[at:start], inside[start:end]))
        at = end
    if found and inside[at:]:
        gap, last = found[-1]
        found[-1] = (gap, last + inside[at:])
    return found


def _read(gap: str, sentence: str, known: int) -> Written:
    numbers = [int(n) for mark in _MARK.findall(sentence) for n in _NUMBER.findall(mark)]
    passages = tuple(dict.fromkeys(n for n in numbers if 1 <= n <= known))
    return Written(gap, _MARK.sub("", sentence).strip(), passages)
