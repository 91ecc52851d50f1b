"""One call from a claim and a text to whether the text bears the claim out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .check.verifier import Judgement


def supports(claim: str, evidence: str) -> Judgement:
    """Return whether a text bears a claim out.

    It is *refuted* where the text speaks of the same thing and says otherwise; *not said* where the text does
    not say enough.
    """
    from .check.verifier import verifier

    return verifier().verify([claim], [evidence])[0]
