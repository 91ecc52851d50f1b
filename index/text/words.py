"""The words of a text: as people write them, as names are compared, and as a search looks them up."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

_WORD: Final = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")
_DOTTED: Final = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_IDEOGRAPH: Final = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")


def words_of(text: str) -> list[str]:
    """Return the words in order, "S-400" and "didn't" as one; a curly apostrophe is made straight."""
    return [word[0] for word in word_matches(text)]


def word_matches(text: str) -> list[re.Match[str]]:
    """Return where those words stand."""
    return list(_WORD.finditer(text.replace("’", "'")))


def folded(name: str | None) -> str | None:
    """Return a name as it is compared: without regard to case and to white space around it."""
    return name.strip().casefold() if isinstance(name, str) else None


def analysed(text: str) -> list[str]:
    """Return the terms of a text as they are indexed, in order, repeats kept.

    Words are lower-cased, folded to ASCII and stemmed (Snowball, English); an ideograph is a word.
    """
    return list(analyser().analyze(searchable(text)))


def searchable(text: str) -> str:
    """Return a text as ``analyser`` takes it: ideographs apart, "U.S." as "US"."""
    return _IDEOGRAPH.sub(r" \1 ", undotted(text))


def undotted(text: str) -> str:
    """Write "U.S." as "US", so that both are found by either."""
    return _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", text)


@lru_cache(maxsize=1)
def analyser() -> Any:
    """Return tantivy's analyser, which an index has to know too."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    filters = (Filter.remove_long(60), Filter.lowercase(), Filter.ascii_fold(), Filter.stemmer("english"))
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for each in filters:
        builder = builder.filter(each)
    return builder.build()
