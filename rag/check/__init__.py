"""Whether cited words bear a sentence out, told by rules; no language model is asked.

    passages, sentence -> shared words, numbers, dates, names, denials, quotations -> verdict

Each file holds one rule and says in words what it doubts; ``check`` asks them in turn, and the encoder where
words leave it open. ``verifier`` is the seam for what judges a claim by another text.
"""

from .check import Nearness, Verdict, check
from .overlap import claims, likeliest
from .verifier import Rules, Verifier, nearness

__all__ = ["Nearness", "Rules", "Verdict", "Verifier", "check", "claims", "likeliest", "nearness"]
