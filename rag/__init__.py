"""A question in, a cited answer out."""

from .answer import Answer, Citation, Turn
from .ask import ask, check_claim
from .assistant import Assistant
from .supports import supports

__all__ = ["Answer", "Assistant", "Citation", "Turn", "ask", "check_claim", "supports"]
