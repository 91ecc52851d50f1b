"""Whether cited words bear a sentence out, told by rules; no language model is asked.

    passages, sentence -> numbers and what they count, dates, names, titles, denials, opposites, quantifiers,
                          hedges, quotations, shared words -> verdict

Each room holds one rule and says in words what it doubts; ``check`` asks them in turn, and the encoder
and the reader where words leave it open.
"""

from .check import Nearness, Verdict, check
from .claims import claims, likeliest
from .reading import Answers

__all__ = ["Answers", "Nearness", "Verdict", "check", "claims", "likeliest"]
