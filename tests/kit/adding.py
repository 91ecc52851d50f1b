"""A program that adds articles to a library, one by one, and says of each when the library has it.

A library that cannot be written to just now is waited for: the same article is added again.
"""

import sys
import time
from pathlib import Path

from index import Article, Library
from index.errors import LibraryError
from index.store.postgres.address import is_address

from .figures import tell
from .word_encoder import WordEncoder

AGAIN = 0.05  # seconds


def article(writer: str, number: int) -> Article:
    """Return the article that a writer adds at a time; its text tells which it is, from end to end."""
    words = " ".join(f"Ship {writer} {number} lies at berth {berth}." for berth in range(20))
    return Article(
        id=f"{writer}-{number}", title=f"{writer} {number}", text=f"{words} End of {writer} {number}."
    )


def main(place: str, writer: str) -> None:
    """Add until it is ended; each line is ``kept``, its number and when, or ``waits`` and why."""
    library = Library.open(place if is_address(place) else Path(place), encoder=WordEncoder())
    number = 0
    while True:
        try:
            library.add(article(writer, number))
        except LibraryError as problem:
            tell(f"waits {problem}")
            time.sleep(AGAIN)
            continue
        tell(f"kept {number} {time.time()}")
        number += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
