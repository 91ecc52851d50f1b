"""Words -> their stems; irregular verbs and words that mean the same have one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from ..language.lexicon import DATA, ENGLISH, lexicon
from ..language.words import Word, read
from ..text.split import Span, sentences
from ..text.words import sought

KEPT: Final = 50_000  # words whose stems are


def words_of(text: str, language: str | None = None) -> tuple[list[Word], list[Span]]:
    """Return the words of a text in order, and where its sentences stand."""
    spans = sentences(text, language)
    return read(text, spans, stem), spans


def content_stems(words: Sequence[Word]) -> list[str]:
    """Return the stems of the words that say something, each once, in order."""
    return list(dict.fromkeys(word.stem for word in words if word.content))


@lru_cache(maxsize=KEPT)
def stem(word: str) -> str:
    """Return the stem of one word in small letters; ``word`` itself where it has none."""
    own = _own(word)
    return _synonyms().get(own, own)


def _own(word: str) -> str:
    plain = word.replace("’", "'").removesuffix("'s").rstrip("'")
    found = sought(_bases().get(plain, plain))
    first = "".join(found) or plain
    same: dict[str, str] = lexicon("words")["same stems"]
    return same.get(first, first)


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    """Return the base of each irregular form."""
    lines = (line.split() for line in lexicon("words")["irregular"])
    return {form: base for base, *forms in lines for form in forms}


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    lines = (DATA / ENGLISH / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    return {_own(word): _own(line.split()[0]) for line in lines for word in line.split()[1:]}
