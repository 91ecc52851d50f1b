"""Which in a row: the second round is not the third; "2nd" and "second" are one, "at first" is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from index.language.numbers import ORDINALS, SPELT, ends_ordinal

from .cited import Cited
from .directions import says_otherwise
from .places import Spot, instead, spot

REACH: Final = 3  # words behind an ordinal that may be what is counted: "third consecutive league title"
_TENS: Final = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_COUNTS: Final = frozenset("per a an one each every".split())  # "a second", of time, or "a third", a share
_ADVERB: Final = frozenset("at from when".split())  # "at first"
_WHOSE: Final = frozenset("the his her its their our my your".split())
_JOINED: Final = frozenset("and or to".split()) | _WHOSE
MOST_BARE: Final = 8  # ordinals of a passage that number what another one does


@dataclass(frozen=True, slots=True)
class Ordinal:
    """An ordinal in words ``first`` up to ``last`` of a text.

    ``of`` has the stems of what it numbers; ``named`` is whether it is part of a name: "the Second Gulf War".
    """

    text: str
    first: int
    last: int
    value: int
    of: frozenset[str]
    named: bool


def numbered_otherwise(claim: Cited, passages: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each ordinal where the passages have another, of the same thing or in that place."""
    mine = _spots([claim])
    its = _spots([each for passage in passages for each in (passage, *_spelt_out(passage))]) if mine else []
    moved = [(there.text, other.text) for there, other in instead(mine, its, _same, absent=True)]
    yield from dict.fromkeys(says_otherwise(*pair) for pair in [*moved, *_renumbered(mine, its)])


def ordinals(text: Cited) -> list[Ordinal]:
    """Return the ordinals of a text in order, days of dates and shares such as "a third of" aside."""
    found = []
    for at in range(len(text.words)):
        read = _read(text, at)
        if read and not _dated(text, at) and not _is_share(text, at, read[1]):
            value, last = read
            whole = text.text[text.words[at].start : text.words[last - 1].end]
            found.append(Ordinal(whole, at, last, value, _of(text, last), _named(text, at)))
    return found


def _renumbered(
    mine: Sequence[tuple[Ordinal, Spot]], its: Sequence[tuple[Ordinal, Spot]]
) -> Iterator[tuple[str, str]]:
    """Yield the ordinals of things that the passages number, but nowhere so, each with the one they have."""
    for ordinal, _ in mine:
        same_thing = [other for other, _ in its if ordinal.of & other.of and ordinal.named == other.named]
        if same_thing and all(other.value != ordinal.value for other in same_thing):
            closest = max(same_thing, key=lambda other: len(ordinal.of & other.of))
            yield ordinal.text, closest.text


def _spelt_out(text: Cited) -> list[Cited]:
    """Return the sentences of bare ordinals as if each had its noun.

    Of "Lee won the third race in May and the second in June" it is "Lee won the second race in June", and of
    "the first and second races" it is "the first races".
    """
    found = ordinals(text)
    spelt = (_with_noun(text, found, nth) for nth, each in enumerate(found) if not each.of)
    return [Cited(each, text.language) for each in islice(filter(None, spelt), MOST_BARE)]


def _with_noun(text: Cited, found: Sequence[Ordinal], nth: int) -> str:
    """Return the sentence of a bare ordinal with the noun of the one joined behind it, or before it."""
    bare, words = found[nth], text.words
    begin, end = text.sentences[words[bare.first].sentence]
    bare_ends = words[bare.last - 1].end
    behind = found[nth + 1] if nth + 1 < len(found) else None
    if behind and behind.of and all(each.lower in _JOINED for each in words[bare.last : behind.first]):
        return text.text[begin:bare_ends] + text.text[words[behind.last - 1].end : end]
    before = next((each for each in reversed(found[:nth]) if each.of), None)
    if before is None or words[bare.first - 1].lower not in _WHOSE:
        return ""
    noun = words[before.last : before.last + len(before.of)]
    apart = words[bare.first].sentence - words[before.first].sentence
    front = text.text[begin : words[bare.first if apart else before.first].start]
    named = text.text[noun[0].start : noun[-1].end]
    return f"{front}{bare.text} {named}{text.text[bare_ends:end]}" if apart <= 1 else ""


def _read(text: Cited, at: int) -> tuple[int, int] | None:
    """Return the value of an ordinal that begins at a word, and where it ends."""
    words = text.words
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) and not word.ends_clause else None
    if word.text.isdecimal() and ends_ordinal(words, at + 1):
        return int(word.text[:9]), at + 2
    if word.lower in ORDINALS:
        tens = words[at - 1] if at else None
        within = tens is not None and tens.lower in _TENS and not tens.ends_clause
        return None if within else (ORDINALS[word.lower], at + 1)
    if word.lower in _TENS and following and 0 < ORDINALS.get(following.lower, 0) < 10:
        return int(SPELT[word.lower]) + ORDINALS[following.lower], at + 2
    return None


def _of(text: Cited, last: int) -> frozenset[str]:
    """Return the stems of the words behind an ordinal, up to the first small word other than "most"."""
    found = []
    for at in range(last, min(last + REACH, len(text.words))):
        word = text.words[at]
        if text.words[at - 1].ends_clause or not (word.content or word.lower == "most"):
            break
        found.append(word.stem)
    return frozenset(found)


def _is_share(text: Cited, at: int, last: int) -> bool:
    """Whether "third" is a share or "second" a time, "first" an adverb."""
    before = text.words[at - 1].lower if at else ""
    numbered = bool(_of(text, last))
    return (before in _COUNTS or before.isdecimal() or before in SPELT or before in _ADVERB) and not numbered


def _dated(text: Cited, at: int) -> bool:
    start = text.words[at].start
    return any(each.start <= start < each.end for each in text.dates)


def _named(text: Cited, at: int) -> bool:
    word = text.words[at]
    return word.capital and at > 0 and text.words[at - 1].sentence == word.sentence


def _same(mine: Ordinal, its: Ordinal) -> bool | None:
    """Whether two ordinals are one; ``None`` where only one is part of a name."""
    return mine.value == its.value if mine.named == its.named else None


def _spots(texts: Sequence[Cited]) -> list[tuple[Ordinal, Spot]]:
    return [(each, spot(text, each.first, each.last)) for text in texts for each in ordinals(text)]
