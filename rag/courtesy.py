"""Thanks, greetings and praise, which ask for nothing."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = (
    *("hi", "hey", "hello", "bye", "goodbye", "good (?:morning|evening|afternoon|night|day)"),
    *("thanks", "thx", "cheers", "thank you", "many thanks", "for (?:the|your) (?:answer|help|information)"),
    *("great", "cool", "nice", "perfect", "good", "awesome", "excellent", "interesting", "wow"),
    *("no", "nope", "i see", "got it", "understood", "that's (?:great|helpful|interesting|all)"),
)
_BESIDE: Final = (
    "ok",
    "okay",
    "oh",
    "ah",
    "no",
    "very",
    "so much",
    "a lot",
    "much",
    "again",
    "there",
    "really",
)
_COURTESY: Final = re.compile(
    rf"^(?:(?:{'|'.join(_BESIDE)})\b[\s,.!]*)*(?:{'|'.join(_WORDS)})\b[\s,.!]*"
    rf"(?:(?:{'|'.join((*_WORDS, *_BESIDE))})\b[\s,.!]*)*$",
    re.IGNORECASE,
)


def is_courtesy(said: str) -> bool:
    """Tell whether what was typed is but thanks, a greeting or praise."""
    return bool(_COURTESY.match(said.strip().replace("’", "'")))
