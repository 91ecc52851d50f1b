"""Signs by which a model tells who speaks, in an article: nobody writes them for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_SIGN: Final = re.compile(
    r"<\s?\|[^|<>\n]{1,40}\|\s?>"  # <|im_start|>, <|end_of_turn|>
    r"|</?(?:passage|system|assistant|instructions?|start_of_turn|end_of_turn)\b[^<>\n]{0,40}>?"
    r"|\[/?(?:INST|SYS|SYSTEM_PROMPT|AVAILABLE_TOOLS)\]"
    r"|<</?SYS>>",
    re.IGNORECASE,
)


def forged(passages: Sequence[str]) -> Iterator[str]:
    """Yield a line for the first sign of each passage that has any."""
    for text in passages:
        found = _SIGN.search(text)
        if found:
            yield f"the cited passage holds text written for machines: “{found[0]}”"
