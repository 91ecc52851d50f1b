"""A program that replaces one article of a library again and again, until it is told to end."""

import os
import sys
import threading
import time
from pathlib import Path

from index import Article, Library
from index.store.postgres.address import is_address

from .figures import tell
from .word_encoder import WordEncoder

VERSIONS = tuple(
    Article(
        id="one",
        title=word,
        text=" ".join(f"The harbour is {word}, {n} ships say." for n in range(most)),
        source="Quay Post",
    )
    for word, most in (("open", 12), ("closed", 31))
)

PAUSE = float(os.environ.get("QUOTH_TEST_PAUSE", "0.1"))
"""Seconds between two changes beside an engine; Milvus Lite takes longer for each row that was ever there."""


def main(place: str, search: str | None = None) -> None:
    """Say when it begins, and at the end how often the article was replaced."""
    library = Library.open(place if is_address(place) else Path(place), encoder=WordEncoder(), search=search)
    waiting = threading.Thread(target=sys.stdin.read, daemon=True)
    waiting.start()
    replaced = 0
    tell("begun")
    while waiting.is_alive():
        library.add(VERSIONS[replaced % 2])
        replaced += 1
        if search:
            time.sleep(PAUSE)
    tell(str(replaced))


if __name__ == "__main__":
    main(*sys.argv[1:])
