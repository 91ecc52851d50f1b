"""What may be asked of a library."""

from __future__ import annotations

from typing import Final

MAX_QUERY: Final = 4000  # characters; a question is a few lines


def checked_query(query: str) -> str:
    """Return a query without the white space around it.

    Raises:
        ValueError: it is blank, too long, or no text.
    """
    if not isinstance(query, str):
        raise ValueError(f"the question is {query!r}; it must be a text")
    if not query.strip():
        raise ValueError("the question is blank; ask something")
    if any("\ud800" <= letter <= "\udfff" for letter in query):
        raise ValueError("the question is no valid Unicode; its bytes are not UTF-8")
    if len(query) > MAX_QUERY:
        raise ValueError(f"the question has {len(query):,} characters; {MAX_QUERY:,} are the most")
    return query.strip()


def checked_k(k: int) -> int:
    """Return a number of passages to ask for.

    Raises:
        ValueError: it is less than 1.
    """
    if not isinstance(k, int) or k < 1:
        raise ValueError(f"k={k!r}: ask for at least 1 passage")
    return k
