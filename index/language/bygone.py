"""Whether a sentence tells of what is over: "former mayor Ana Brook", "who was mayor for four years"."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from ..text.words import analysed
from .lexicon import any_of, words

_FORMER: Final = any_of(words("present", "former"))
_WAS: Final = any_of(words("present", "was"))
_OVER: Final = re.compile(rf"\b(?:{_FORMER}[\s-]+|{_WAS}\s+(?:the\s+|an?\s+)?)(?P<what>\w+)", re.IGNORECASE)


def is_bygone(sentence: str, asked: Set[str]) -> bool:
    """Tell whether a sentence says of one of the stems that are asked for that it is over."""
    return any(not asked.isdisjoint(analysed(found["what"])) for found in _OVER.finditer(sentence))
