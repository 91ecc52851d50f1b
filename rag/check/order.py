"""Who does what to whom: words in the order doer, deed, object, also where the sentence has another.

"X was bought by Y" is read as "Y bought X", "..., said X" as "X said", "according to X" as "X said".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.language.stemmed import Word

MOST: Final = 6  # words of what is moved
_BE: Final = frozenset("was were is are been being be".split())
_ENDS: Final = frozenset(
    "in on at for to from with as that which who and or but after before during under over since"
    " until because while when where by of".split()
)
_IRREGULAR_PARTICIPLES: Final = frozenset(
    "won built held led sold bought given taken made written drawn driven beaten broken chosen done"
    " found fought known left lost met paid seen sent set shot shown spoken struck taught told thrown"
    " cut put hit".split()
)
_SPEECH: Final = frozenset(
    "say says said told added adds wrote writes argued argues claimed claims announced reported"
    " reports warned warns noted notes insisted declared explained".split()
)


def active(words: Sequence[Word]) -> list[int]:
    """Return the numbers of words in active order, less the "was" and "by" of what was passive."""
    order = list(range(len(words)))
    dropped: set[int] = set()
    for at in range(1, len(words) - 1):
        if words[at].lower == "by" and participle(words[at - 1]):
            dropped.update(_turn(words, order, at))
        elif words[at].lower in _SPEECH and words[at - 1].ends_clause:
            _move_before(words, order, at, at)
        elif words[at].lower == "according" and words[at + 1].lower == "to":
            _move_before(words, order, at + 1, at)
    return [number for number in order if number not in dropped]


def participle(word: Word) -> bool:
    """Whether a word may be the participle of a passive."""
    return word.lower.endswith("ed") or word.lower in _IRREGULAR_PARTICIPLES


def _turn(words: Sequence[Word], order: list[int], by: int) -> Sequence[int]:
    """Put the doer behind "by" in the place of what the deed is done to, and that in the doer's place.

    Return the numbers of "was" and "by", or none where nothing was turned.
    """
    verb = by - 1
    first = verb
    while first and words[first - 1].lower in _BE and _same_clause(words, first - 1, verb):
        first -= 1
    start = first
    while (
        start
        and first - start < MOST
        and _same_clause(words, start - 1, first)
        and not _stops(words[start - 1])
    ):
        start -= 1
    end = _end(words, by + 1)
    if start == first or end == by + 1:
        return ()
    turned = [*range(by + 1, end), *range(first, by + 1), *range(start, first)]
    if sorted(turned) != order[start:end]:
        return ()
    order[start:end] = turned
    return (*range(first, verb), by)


def _move_before(words: Sequence[Word], order: list[int], verb: int, place: int) -> None:
    """Put the name behind a verb of speech before it."""
    end = verb + 1
    while end < len(words) and end - verb <= MOST and words[end].capital and not words[end - 1].ends_clause:
        end += 1
    moved = [*range(verb + 1, end), *range(place, verb + 1)]
    if end > verb + 1 and sorted(moved) == order[place:end]:
        order[place:end] = moved


def _end(words: Sequence[Word], first: int) -> int:
    end = first
    while end < len(words) and end - first < MOST and (end == first or _same_clause(words, end - 1, end)):
        if words[end].lower in _ENDS and not _goes_on(words, first, end):
            break
        end += 1
    return end


def _goes_on(words: Sequence[Word], first: int, at: int) -> bool:
    """Whether what begins at ``first`` goes on behind "of", or behind an "and" between two names."""
    if words[at].lower == "and":
        return words[at - 1].capital and at + 1 < len(words) and words[at + 1].capital
    return words[at].lower == "of" and at > first


def _same_clause(words: Sequence[Word], one: int, other: int) -> bool:
    return not any(word.ends_clause for word in words[one:other])


def _stops(word: Word) -> bool:
    return word.lower in ("that", "which", "who", "and", "or", "but", "when", "while", "because")
