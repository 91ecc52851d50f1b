"""Many who ask at once: a wish comes in; an answer, a place in the line, or word to come back goes out.

Equal questions are one answer. It knows no server and no conversation.
"""

from .desk import Desk
from .line import MOST_ASKERS, Crowded, Places
from .making import Piece
from .wish import Wish
from .work import Asker, Place, TookTooLong
from .workers import Workers

__all__ = [
    "MOST_ASKERS",
    "Asker",
    "Crowded",
    "Desk",
    "Piece",
    "Place",
    "Places",
    "TookTooLong",
    "Wish",
    "Workers",
]
