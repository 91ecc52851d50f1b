"""Who does what behind "by": "owned by A, operated by B" does not say that B owns it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from index.language.claim_names import Name

from .cited import Cited
from .directions import says_otherwise
from .order import participle
from .values import same_name

REACH: Final = 4  # words between "by" and the name: "by the Japanese company Shoei Kisen"

_Deed = tuple[str, Name, str]
"""The stem of a participle, who did it, and both as they are written."""


def by_another(claim: Cited, passages: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each deed that the passages have by another, and another deed by its doer."""
    held = [deed for passage in passages for deed in _deeds(passage)]
    for verb, name, words in _deeds(claim):
        own = [its for its, other, _ in held if same_name(name, other)]
        others = [told for its, other, told in held if its == verb and not same_name(name, other)]
        if own and others and verb not in own:
            yield says_otherwise(words, others[0])


def _deeds(text: Cited) -> Iterator[_Deed]:
    words = text.words
    for at in range(1, len(words) - 1):
        if words[at].lower != "by" or not participle(words[at - 1]):
            continue
        name = next((name for name in text.names if at < name.first <= at + REACH), None)
        if name and not any(word.ends_clause for word in words[at - 1 : name.first]):
            told = text.text[words[at - 1].start : words[name.last - 1].end]
            yield words[at - 1].stem, name, told
