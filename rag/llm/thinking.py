"""A model's reply as it streams -> what it says, without what it thinks aloud at the start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LONGEST_TAG: Final = len("<reasoning>")
_OPENING = re.compile(r"\s*<(think|thinking|thought|reasoning)>", re.IGNORECASE)
_MAY_OPEN = re.compile(r"\s*(<[a-z]*)?\Z", re.IGNORECASE)


def spoken(pieces: Iterator[str]) -> Iterator[str]:
    """Yield the pieces behind ``<think>…</think>`` at the very start; all of them where there is none.

    Of a thought that never ends nothing is yielded. The tags may be cut anywhere by the pieces.
    """
    begun = ""
    for piece in pieces:
        begun += piece
        opening = _OPENING.match(begun)
        if opening:
            yield from _behind(f"</{opening[1]}>", begun[opening.end() :], pieces)
            return
        if not (_MAY_OPEN.match(begun) and len(begun.lstrip()) < LONGEST_TAG):
            break
    yield begun
    yield from pieces


def _behind(closing: str, thought: str, pieces: Iterator[str]) -> Iterator[str]:
    """Yield what comes behind a closing tag."""
    while True:
        at = thought.lower().find(closing.lower())
        if at >= 0:
            yield thought[at + len(closing) :]
            yield from pieces
            return
        piece = next(pieces, None)
        if piece is None:
            return
        thought = thought[-len(closing) :] + piece
