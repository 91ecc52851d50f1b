"""What is known of a language, read from ``data/LANGUAGE/*.json``: another is added by adding a folder.

A list of words is written as words between spaces, on one line or several; one of phrases as a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"
ENGLISH: Final = "en"


@lru_cache(maxsize=64)
def lexicon(part: str, language: str = ENGLISH, folder: Path = DATA) -> Mapping[str, Any]:
    """Return one part of what is known of a language; nothing of a part that it lacks."""
    path = folder / language / f"{part}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def languages(folder: Path = DATA) -> list[str]:
    """Return the languages that are known, English first."""
    found = sorted(path.name for path in folder.iterdir() if path.is_dir())
    return sorted(found, key=lambda language: language != ENGLISH)


def words(part: str, key: str, language: str = ENGLISH, folder: Path = DATA) -> list[str]:
    """Return the words of a list; none where the language has no such list."""
    found = lexicon(part, language, folder).get(key, "")
    return (found if isinstance(found, str) else " ".join(found)).split()


def words_of_all(part: str, key: str, folder: Path = DATA) -> list[str]:
    """Return the words of a list of every language, each once."""
    return list(dict.fromkeys(word for each in languages(folder) for word in words(part, key, each, folder)))


def phrases_of_all(part: str, key: str) -> list[str]:
    """Return the phrases of a list of every language, each once."""
    return list(dict.fromkeys(each for name in languages() for each in lexicon(part, name).get(key, ())))


def any_of(texts: Iterable[str]) -> str:
    """Return the pattern of any of some texts, with any white space between their words."""
    escaped = (r"\s+".join(map(re.escape, text.split())) for text in sorted(texts, key=len, reverse=True))
    return f"(?:{'|'.join(escaped)})"
