"""Whether cited words bear a sentence out: a model judges, exact rules veto; no language model is asked.

    passages, sentence -> what the model says, numbers, dates, names, denials, quotations -> verdict

Each file of rules holds one and says in words what it doubts; ``vetoes`` asks them in turn. ``verifier`` is
the seam for what judges a claim by a text.
"""

from .check import Verdict, check
from .overlap import claims, likeliest
from .verifier import Judgement, Verifier
from .vetoes import FAMILIES

__all__ = [
    "FAMILIES",
    "Judgement",
    "Verdict",
    "Verifier",
    "check",
    "claims",
    "likeliest",
]
