"""Words in an order -> whether a text has them: an exact phrase, folded as a search folds.

Case, accents, width and what stands between two words (a comma, a line break) make no difference; the words
themselves do: "levies" is not "levy". Signs of scripts without spaces stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from .fold import fold
from .scripts import HANGUL, UNSPACED, by_properties
from .words import analysed, undotted

_SPACED: Final = rf"[[\p{{L}}\p{{N}}\p{{M}}]--[{UNSPACED}]]"  # a letter of a script that writes spaces
_WORD: Final = rf"(?V1)[{UNSPACED}]|{_SPACED}+"
_BETWEEN: Final = r"[^\p{L}\p{N}\p{M}]"
_RUNS_ON: Final = re.compile(f"[{UNSPACED}]")
_TO_FOLD: Final = re.compile(r"[^\W\x00-\x7f]|[\u00ad\u0300-\u036f\u200b-\u206f]")  # letters that are folded
_TAKES_PARTICLES: Final = re.compile(f"[{HANGUL}]$")  # which are written behind it, without a space


class Phrase:
    """Words in an order, folded."""

    def __init__(self, text: str) -> None:
        self.words: Sequence[str] = _words(text)
        self._pattern = _pattern(tuple(self.words))

    def __bool__(self) -> bool:
        """Whether it has a word at all."""
        return bool(self.words)

    @property
    def terms(self) -> list[str]:
        """The terms, in order, that every text with the phrase is indexed by; signs one by one."""
        return analysed(" ".join(self.words))

    def stands_in(self, text: str) -> bool:
        """Tell whether a text has the words in this order, with nothing but marks and spaces between."""
        if not self.words:
            return False
        quick = undotted(text.lower().replace("’", "'"))  # all that folding does to most English text
        if self._pattern.search(quick) is not None:
            return True
        return _TO_FOLD.search(quick) is not None and self._pattern.search(_plain(text)) is not None

    def is_all_of(self, text: str) -> bool:
        """Tell whether a text is these words and no others."""
        return bool(self.words) and self.words == _words(text)


def _plain(text: str) -> str:
    return undotted(fold(text))


def _words(text: str) -> list[str]:
    return list(by_properties(_WORD).findall(_plain(text)))


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> Any:
    made = "".join(map(re.escape, words[:1]))
    for one, other in pairwise(words):
        made += _between(one, other) + re.escape(other)
    first = "" if not words or _RUNS_ON.match(words[0]) else rf"(?<!{_SPACED})"
    open_end = not words or _RUNS_ON.match(words[-1]) or _TAKES_PARTICLES.search(words[-1])
    return by_properties(rf"(?V1){first}{made}" + ("" if open_end else rf"(?!{_SPACED})"))


def _between(one: str, other: str) -> str:
    run_on = [bool(_RUNS_ON.match(each)) for each in (one, other)]
    if all(run_on):
        return r"\s*"
    return f"{_BETWEEN}*" if any(run_on) else f"{_BETWEEN}+"
