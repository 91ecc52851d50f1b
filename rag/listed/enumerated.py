"""A list within a sentence: where each of its things stands, and what goes on with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from index.language.lexicon import any_of, words_of_all
from index.language.names import names_in
from index.language.words import content_words
from index.text.split import Span

_COMMA: Final = re.compile(r"\s*(?:[;、،]|,(?!\d))\s*")  # but none within a number


def enumerated(text: str, subject: str = "") -> list[Span]:
    """Return where the things that a text lists stand; none where it is no list.

    They are parted by commas, the last two by "and" or "or" too. Without a comma only names are a list, with
    nothing else but words of a subject about them: "Alda and Berit", but not "bread and butter".
    """
    pieces = _cut(0, text, _COMMA.finditer(text))
    if len(pieces) < 2:
        return _listed_names(text, subject)
    *first, (start, end) = pieces
    last = _cut(start, text[start:end], list(_and().finditer(text[start:end]))[-1:])
    found = (_bare().fullmatch(text, *span) for span in (*first, *last))
    return [each.span("thing") for each in found if each]


def goes_on(between: str) -> bool:
    """Tell whether what stands between two things of a sentence has them in one list: ", and the"."""
    return bool(_COMMA.search(between) or _and().search(between)) and not content_words(between)


def _cut(first: int, text: str, cuts: Iterable[re.Match[str]]) -> list[Span]:
    """Return what stands between some cuts of a text that begins at ``first``, where it says anything."""
    places = [each.span() for each in cuts]
    starts, ends = [0, *(end for _, end in places)], [*(start for start, _ in places), len(text)]
    spans = zip(starts, ends, strict=True)
    return [(first + start, first + end) for start, end in spans if content_words(text[start:end])]


def _listed_names(text: str, subject: str) -> list[Span]:
    """Return where names stand, if a text has nothing else but words of a subject; else none."""
    spans = _spans(text, names_in(f"of {text}"))
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    between = " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    is_list = len(spans) > 1 and set(content_words(between)).issubset(content_words(subject))
    return spans if is_list else []


def _spans(text: str, names: Sequence[str]) -> list[Span]:
    """Return where names stand in a text, in their order, but for those that are not found as they are."""
    spans: list[Span] = []
    for name in names:
        start = text.find(name, spans[-1][1] if spans else 0)
        if start >= 0:
            spans.append((start, start + len(name)))
    return spans


@lru_cache(maxsize=1)
def _and() -> re.Pattern[str]:
    """Return the pattern of "and" and "or" between two words, in every language that has it."""
    return re.compile(rf"\s+{any_of(words_of_all('listing', 'and'))}\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _bare() -> re.Pattern[str]:
    """Return the pattern of a thing with an "and" that it may begin or end with."""
    joint = any_of(words_of_all("listing", "and"))
    return re.compile(rf"(?:{joint}\s+)?(?P<thing>.+?)(?:\s+{joint})?", re.IGNORECASE | re.DOTALL)
