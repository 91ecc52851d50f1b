"""One call from a claim and a text to whether the text bears the claim out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .check.verifier import Judgement, Verifier


def supports(claim: str, evidence: str) -> Judgement:
    """Return whether a text bears a claim out.

    It is *refuted* where the text speaks of the same thing and denies it, or has another number, date or name
    there; *not said* where the text does not say enough.
    """
    return _verifier().verify([claim], [evidence])[0]


@lru_cache(maxsize=1)
def _verifier() -> Verifier:
    from index.encode.encoder import SentenceEncoder

    from .check.verifier import default_verifier

    return default_verifier(SentenceEncoder())
