"""Where given words stand in a text, however white space, case, quotation marks and dashes are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from index.text.split import Span

_ALIKE: Final = str.maketrans("‘’‚‛“”„‟‐‑‒–—", "''''\"\"\"\"-----")
_LETTER: Final = "[0-9A-Za-zÀ-ɏ]"  # of a script that parts its words, so that "10" is not found in "2010"
_EDGE: Final = re.compile(_LETTER)


def places(text: str, words: str) -> list[Span]:
    """Return every place where the words stand in the text as whole words, in order; none for no words."""
    parts = words.translate(_ALIKE).split()
    if not parts:
        return []
    before = f"(?<!{_LETTER})" if _EDGE.match(parts[0][0]) else ""
    behind = f"(?!{_LETTER})" if _EDGE.match(parts[-1][-1]) else ""
    pattern = before + r"\s+".join(map(re.escape, parts)) + behind
    return [found.span() for found in re.finditer(pattern, text.translate(_ALIKE), re.IGNORECASE)]


def holds(text: str, accepted: Iterable[str]) -> bool:
    """Tell whether any of the accepted words stand in the text."""
    return any(places(text, words) for words in accepted)
