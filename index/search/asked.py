"""A query -> the words that are looked up, each with its terms."""

from __future__ import annotations

from ..language.joined import content_parts
from ..language.words import without_particle
from ..text.words import sought, undotted


def asked(query: str) -> dict[tuple[str, ...], str]:
    """Return the words of a query by their terms, each once, in order, function words left out.

    The terms of the parts of a word stay apart, for elsewhere it may be cut otherwise.
    """
    text = undotted(query).replace("’", "'")
    found: dict[tuple[str, ...], str] = {}
    for parts in content_parts(text):
        words = [without_particle(text[start:end]) for start, end in parts]
        terms = tuple(term for word in words for term in sought(word))
        if terms:
            found.setdefault(terms, "".join(words))
    return found
