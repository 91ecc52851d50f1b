"""Words of scripts that write no spaces, by ICU's dictionaries: the home of icu4py, whose wheel has them.

It is imported where a text has such a script, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator


def segments(run: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of Chinese, Japanese, Thai, Lao, Khmer or Burmese stand, in order, none lost."""
    from icu4py.breakers import WordBreaker

    at = 0
    for word in WordBreaker(run, "en"):  # the dictionaries are the same in every locale
        yield at, at + len(word)
        at += len(word)
