"""Two things that a text relates, the first of which comes before or brings about the second.

"B after A", "After A, B" and "A before B" relate the same; the words of A and of B tell which is which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.text.split import Span

from .cited import Cited

SAME: Final = 0.5  # share of what tells one thing from the other
READINGS: Final = 4  # places at which the clause behind a link may end before its sentence does
FAR: Final = 60  # words from a link that are read
EXCERPT: Final = 4  # words on each side of a link that are quoted
_GOES_ON: Final = frozenset(("and", word) for word in "then after afterwards later".split())
_SUBJECTS: Final = frozenset("he she it they we i you".split())  # begin a clause of their own

Kind = Literal["then", "from", "then clause", "from clause", "none"]
"""Whether the second or the first stands behind a link; a clause may stand in front, or within the other.

"Named after" is none, though it holds a link.
"""

Links = Mapping[tuple[str, ...], Kind]
"""The words of links, in small letters."""


@dataclass(frozen=True, slots=True)
class Relation:
    """The stems of what comes first and of what comes second, and the words around the link."""

    text: str
    first: frozenset[str]
    second: frozenset[str]

    def agrees(self, other: Relation) -> bool:
        """Whether both relate the same two things in the same order."""
        firsts = _is_of(self.first, other.first, other.second)
        return firsts and _is_of(self.second, other.second, other.first)

    def turned(self) -> Relation:
        """Return it the other way round."""
        return Relation(self.text, self.second, self.first)


def links_of(words: str, kind: Kind) -> dict[tuple[str, ...], Kind]:
    """Return links of one kind, which are parted by bars."""
    return {tuple(link.split()): kind for link in words.split("|")}


def relations(text: Cited, links: Links) -> Iterator[list[Relation]]:
    """Yield for each link of a text, in order, what it may relate; a comma need not end a clause."""
    spans = list(_spans(text, links))
    opened = {first for first, _ in spans}
    for first, last in spans:
        kind = links[_lowers(text, first, last)]
        if kind == "none":
            continue
        start, end = _sentence(text, first)
        if kind.endswith("clause"):
            start, end = _main_clause(text, first, (start, end))
        ends = [
            at
            for at in range(last + 1, end)
            if at in opened or _clause_ends(text, at) or (first == start and _is_subject(text, at))
        ]
        found = [_relation(text, (first, last), (start, each, end), kind) for each in [*ends[:READINGS], end]]
        yield [each for each in found if each.first and each.second]


def turned_round(claim: Cited, passages: Sequence[Cited], links: Links) -> Iterator[str]:
    """Yield the words of each relation that only the sentence has the other way round."""
    mine = list(relations(claim, links))
    its = [one for passage in passages for each in relations(passage, links) for one in each] if mine else []
    for readings in mine:
        if not _among(readings, its):
            yield from _among([one.turned() for one in readings], its)[:1]


def _among(readings: Iterable[Relation], its: Iterable[Relation]) -> list[str]:
    return [other.text for one in readings for other in its if one.agrees(other)]


def _is_of(stems: frozenset[str], one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether stems are of one thing and not of the other; those of both tell nothing.

    It is enough that they are most of that thing: a sentence may join another matter to it.
    """
    telling = stems - (one & other)
    mine, its = len(telling & one), len(telling & other)
    return mine > its and mine >= SAME * min(len(telling), len(one - other))


def _relation(text: Cited, link: Span, bounds: tuple[int, int, int], kind: Kind) -> Relation:
    """Return what a link relates that introduces the words up to the second of the bounds."""
    start, until, end = bounds
    introduced = _stems(text, range(link[1], until))
    other = _stems(text, range(start, link[0]))
    if kind.endswith("clause"):
        other |= _stems(text, range(until, end))
    words = text.words
    first, last = max(start, link[0] - EXCERPT), min(end, link[1] + EXCERPT)
    excerpt = text.text[words[first].start : words[last - 1].end]
    return Relation(excerpt, *((introduced, other) if kind.startswith("from") else (other, introduced)))


def _spans(text: Cited, links: Links) -> Iterator[Span]:
    """Yield the words of each link, the longest first; "two years before." introduces nothing."""
    openings = {link[0] for link in links}
    longest = max(map(len, links))
    count = len(text.words)
    ended = 0
    for at, word in enumerate(text.words):
        if at < ended or word.lower not in openings:
            continue
        lasts = range(min(at + longest, count), at, -1)
        ended = next((last for last in lasts if _lowers(text, at, last) in links), 0)
        if ended and not _adverb(text, at, ended, links):
            yield at, ended


def _adverb(text: Cited, first: int, last: int, links: Links) -> bool:
    return text.words[last - 1].ends_clause and links[_lowers(text, first, last)].endswith("clause")


def _lowers(text: Cited, first: int, last: int) -> tuple[str, ...]:
    """Return words in small letters; none where a mark stands between them."""
    words = text.words[first:last]
    return () if any(word.ends_clause for word in words[:-1]) else tuple(word.lower for word in words)


def _sentence(text: Cited, at: int) -> Span:
    """Return the words of the sentence of a word, those far from it left out."""
    first = end = at
    while first and at - first < FAR and text.words[first - 1].sentence == text.words[at].sentence:
        first -= 1
    count = len(text.words)
    while end < count and end - at < FAR and text.words[end].sentence == text.words[at].sentence:
        end += 1
    return first, end


def _main_clause(text: Cited, at: int, sentence: Span) -> Span:
    """Return the words to which a clause that begins at one may belong.

    What stands beyond a semicolon is told beside it, and so is what "and then" or the like goes on with
    behind it.
    """
    start, end = sentence
    parted = [each for each in range(start + 1, end) if ";" in _between(text, each)]
    start = max((each for each in parted if each <= at), default=start)
    if at > start:
        parted += [each for each in range(at + 1, end - 1) if _lowers(text, each, each + 2) in _GOES_ON]
    return start, min((each for each in parted if each > at), default=end)


def _clause_ends(text: Cited, at: int) -> bool:
    """Whether a mark stands before a word, other than the dot of "W. Smith"."""
    return text.words[at - 1].ends_clause and bool(_between(text, at).strip(" ."))


def _is_subject(text: Cited, at: int) -> bool:
    """Whether what a clause in front belongs to may begin at a word: "Until 2019 he led the party"."""
    return text.words[at].lower in _SUBJECTS


def _between(text: Cited, at: int) -> str:
    """Return what stands between a word and the one before it."""
    return text.text[text.words[at - 1].end : text.words[at].start]


def _stems(text: Cited, numbers: range) -> frozenset[str]:
    return frozenset(text.words[number].stem for number in numbers if text.words[number].content)
