"""What was typed -> the claims in it, one a sentence."""

from __future__ import annotations

from typing import Final

from index.passage import checked_query
from index.text.split import sentences

from ..question.statement import asks, is_statement

MOST_CLAIMS: Final = 5  # sentences; each takes a search and a reading of its own


def claims_in(text: str) -> list[str]:
    """Return the claims of a text: its sentences, less what has no letter.

    Raises:
        ValueError: there is none, one asks something, there are more than ``MOST_CLAIMS``, or the text is
            too long or no text.
    """
    if isinstance(text, str) and not any(map(str.isalpha, text)):
        raise ValueError("the claim has no words; state something that articles can support or contradict")
    whole = checked_query(text, what="claim")
    claims = [whole[start:end] for start, end in sentences(whole)]
    claims = [claim for claim in claims if any(map(str.isalpha, claim))]
    if question := next((claim for claim in claims if asks(claim)), None):
        raise ValueError(f"{_short(question)} is a question; ask it (quoth ask), or state what you hold true")
    if len(claims) > MOST_CLAIMS:
        raise ValueError(f"the claim has {len(claims)} sentences; check at most {MOST_CLAIMS} at once")
    return claims


def is_claim(text: str) -> bool:
    """Tell whether a text states something, and can be checked."""
    try:
        return is_statement(text) and bool(claims_in(text))
    except ValueError:
        return False


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= 60 else f'{line[:60]} …'}”"
