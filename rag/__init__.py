"""A question in, a cited answer out."""

from .answer import Answer, Citation, Turn
from .ask import ask
from .assistant import Assistant
from .supports import supports

__all__ = ["Answer", "Assistant", "Citation", "Turn", "ask", "supports"]
