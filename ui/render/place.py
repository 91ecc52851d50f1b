"""The address under which the page asks for an article: which words are quoted, which are bold.

The address says everything, so a mark works for as long as the article is there: in older answers,
after a reload of the server, in two windows at once.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote, urlencode

from .reader import Span
from .told import Passage, Quotation, Told

ROUTE: Final = "api/article"
MOST_SPANS: Final = 200


def reading_address(
    of: Quotation | Passage, quotes: Iterable[Span], words: Iterable[tuple[int, int]] = ()
) -> str:
    """Return the relative address of the article of a quotation, with these words marked and bold."""
    asked = {
        "text": of.sha256[:16],
        "quotes": ".".join(f"{span.number}-{span.start}-{span.end}" for span in quotes),
        "words": ".".join(f"{start}-{end}" for start, end in words),
    }
    return f"{ROUTE}/{quote(of.article_id, safe='')}?{urlencode({k: v for k, v in asked.items() if v})}"


def answer_addresses(answer: Told) -> dict[int, str]:
    """Return for each citation's number the address of its article with all quotes of this answer."""
    addresses = {}
    for citation in answer.citations:
        same = [c for c in answer.citations if c.article_id == citation.article_id]
        quotes = [Span(c.number, c.start, c.end) for c in same]
        words = [span for c in same for span in c.answer_words]
        addresses[citation.number] = reading_address(citation, quotes, words)
    return addresses


def closest_addresses(answer: Told) -> list[str]:
    """Return for each of the closest passages the address of its article; they are numbered from 1."""
    spans = [Span(n, each.start, each.end) for n, each in enumerate(answer.closest, 1)]
    return [reading_address(each, [span]) for each, span in zip(answer.closest, spans, strict=True)]


def asked_quotes(text: str) -> list[Span]:
    """Read ``1-120-340.2-400-500``.

    Raises:
        ValueError: it is written otherwise.
    """
    return [Span(number, start, end) for number, start, end in _numbers(text, 3)]


def asked_words(text: str) -> list[tuple[int, int]]:
    """Read ``130-140.405-410``.

    Raises:
        ValueError: it is written otherwise.
    """
    return [(start, end) for start, end in _numbers(text, 2)]


def _numbers(text: str, count: int) -> list[Sequence[int]]:
    parts = [part for part in text.split(".") if part]
    pattern = "-".join([r"\d{1,9}"] * count)
    if len(parts) > MOST_SPANS or not all(re.fullmatch(pattern, part, re.ASCII) for part in parts):
        raise ValueError(f"{text[:60]!r} are no offsets; write them as {'-'.join('123'[:count])}")
    return [[int(number) for number in part.split("-")] for part in parts]
