"""What a person is called: "President Lee" where the article has "the minister Lee"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from index.language.claim_names import TITLES, Name
from index.language.same_names import country
from index.language.stemmed import Word

from .cited import Cited
from .directions import directions, exclude, says_otherwise
from .source import Source
from .values import same_name

REACH: Final = 3  # words behind "Lee," that may hold the title: "Lee, the Norwegian minister"
APART: Final = 2  # words before a title of which one may be "former": "former US president"
_ONCE: Final = frozenset("former ex vice deputy acting interim outgoing onetime".split())
_TO_BE: Final = frozenset("elect designate".split())


def retitled(claim: Cited, sources: Sequence[Source]) -> Iterator[str]:
    """Yield a line for each title beside a name that has another there in the articles, and this nowhere.

    Another is also "former president", or "president-elect", where the sentence has "president", or the other
    way round.
    """
    written = {word.lower for source in sources for word in source.passage.words}
    for name in claim.names:
        its = [
            (source.passage, at)
            for source in sources
            for other in source.passage.names
            if same_name(name, other)
            for at in titles(source.passage, other)
        ]
        for at in titles(claim, name):
            mine = claim.words[at]
            apart = [text.words[at] for text, at in its if exclude(mine, text.words[at])]
            if apart and len(apart) == len(its) and mine.lower not in written:
                yield says_otherwise(mine.text, apart[0].text)
            told = [_qualified(text, each) for text, each in its if text.words[each].stem == mine.stem]
            own = _qualified(claim, at)
            if told and all(told) and not own:
                yield says_otherwise(mine.text, told[0])
            elif told and own and not any(told):
                yield says_otherwise(own, mine.text)


def titles(text: Cited, name: Name) -> list[int]:
    """Return the words that are titles in a name, right before it, and behind it after a comma."""
    words = text.words
    first = name.first
    while first and not words[first - 1].ends_clause and _titular(words[first - 1]):
        first -= 1
    ends = name.last
    if ends < len(words) and words[ends - 1].ends_clause:
        behind = range(ends, min(ends + REACH, len(words)))
        ends = next((at + 1 for at in behind if words[at].ends_clause), behind.stop)
    return [at for at in range(first, ends) if directions(words[at])]


def _qualified(text: Cited, at: int) -> str:
    """Return "former president" or "president-elect" for a title that is one of these, else nothing."""
    words = text.words
    before, behind = words[max(at - APART, 0) : at], words[at + 1 : at + 2]
    if behind and behind[0].lower in _TO_BE and behind[0].start - words[at].end <= 1:
        return text.text[words[at].start : behind[0].end]
    first = next((word for word in before if word.lower in _ONCE), None)
    return text.text[first.start : words[at].end] if first else ""


def _titular(word: Word) -> bool:
    return word.lower in TITLES or country(word.lower) is not None or bool(directions(word))
