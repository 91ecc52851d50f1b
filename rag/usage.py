"""How many tokens an answer took, and what they cost."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import Final

VARIABLE: Final = "QUOTH_LLM_PRICE"
_ASCII_PER_TOKEN: Final = 3.5  # English has 4.2 with the tokenizers of today; digits and names fewer
_OTHER_BYTES_PER_TOKEN: Final = 2.0  # of UTF-8: Chinese has 2.4, Hindi 2.9, Russian 3.4


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, given and written; in whatever currency."""

    prompt: float
    completion: float


@dataclass(frozen=True, slots=True)
class Usage:
    """The tokens of an answer that a model wrote.

    ``counted`` is whether they were counted here, from the letters and rather too high, since the server did
    not say. ``cost`` is in the currency of the price; ``None`` where no price is given.
    """

    prompt_tokens: int
    completion_tokens: int
    counted: bool = False
    cost: float | None = None


def priced(prompt_tokens: int, completion_tokens: int, *, counted: bool, price: Price | None) -> Usage:
    """Return a usage with what it costs."""
    if price is None:
        return Usage(prompt_tokens, completion_tokens, counted)
    cost = (prompt_tokens * price.prompt + completion_tokens * price.completion) / 1e6
    return Usage(prompt_tokens, completion_tokens, counted, cost)


def environment_price() -> Price | None:
    """Return the price that ``QUOTH_LLM_PRICE`` gives as two numbers, such as ``0.15,0.60``.

    Raises:
        ValueError: it holds something else.
    """
    told = os.environ.get(VARIABLE, "")
    if not told:
        return None
    try:
        prompt, completion = (float(each) for each in told.split(","))
        if not (0 <= prompt < math.inf and 0 <= completion < math.inf):
            raise ValueError
    except ValueError:
        raise ValueError(f"{VARIABLE}={told!r} is no price; write 0.15,0.60 for a million tokens") from None
    return Price(prompt, completion)


def tokens(text: str) -> int:
    """Return about how many tokens a text has for a model; rather too many than too few."""
    size = len(text.encode("utf-8", "replace"))
    ascii_size = sum(character < "\x80" for character in text)
    return math.ceil(ascii_size / _ASCII_PER_TOKEN + (size - ascii_size) / _OTHER_BYTES_PER_TOKEN)
