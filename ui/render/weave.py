"""An answer's text with its marks and doubts put in, in whatever way a page or a file writes them."""

from __future__ import annotations

from collections.abc import Callable

from .doubts import doubts, marks_of
from .told import Quotation, Told


def woven(
    answer: Told,
    *,
    words: Callable[[int, int], str],
    mark: Callable[[Quotation], str],
    doubt: Callable[[str], str],
) -> str:
    """Return the answer's text as a format writes it: ``words(start, end)`` of it, marks, and doubts."""
    put = [(*place, mark(citation)) for place, citation in marks_of(answer)]
    put += [(end, end, doubt(says)) for end, says in doubts(answer)]
    parts, here = [], 0
    for start, end, piece in sorted(put, key=lambda each: each[:2]):
        parts += [words(here, max(here, start)), piece]
        here = max(here, end)
    return "".join([*parts, words(here, len(answer.text))])
