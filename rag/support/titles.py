"""What a person is called: "President Lee" where the article has "the minister Lee"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .cited import Cited
from .directions import directions, exclude, says_otherwise
from .names import TITLES, Name
from .same_names import country
from .source import Source
from .values import same_name
from .words import Word

REACH: Final = 3  # words behind "Lee," that may hold the title: "Lee, the Norwegian minister"


def retitled(claim: Cited, sources: Sequence[Source]) -> Iterator[str]:
    """Yield a line for each title beside a name that has another there in the articles, and this nowhere."""
    written = {word.lower for source in sources for word in source.passage.words}
    for name in claim.names:
        mine = titles(claim, name)
        its = [
            title
            for source in sources
            for other in source.passage.names
            if same_name(name, other)
            for title in titles(source.passage, other)
        ]
        for title in mine:
            apart = [other for other in its if exclude(title, other)]
            if apart and len(apart) == len(its) and title.lower not in written:
                yield says_otherwise(title.text, apart[0].text)


def titles(text: Cited, name: Name) -> list[Word]:
    """Return the titles in a name, right before it, and behind it after a comma."""
    words = text.words
    first = name.first
    while first and not words[first - 1].ends_clause and _titular(words[first - 1]):
        first -= 1
    beside = words[first : name.last]
    if name.last < len(words) and words[name.last - 1].ends_clause:
        behind = words[name.last : name.last + REACH]
        ends = next((n for n, word in enumerate(behind, start=1) if word.ends_clause), REACH)
        beside = [*beside, *behind[:ends]]
    return [word for word in beside if directions(word)]


def _titular(word: Word) -> bool:
    return word.lower in TITLES or country(word.lower) is not None or bool(directions(word))
