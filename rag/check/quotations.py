"""Words that have to stand in the article letter for letter, and words that nobody writes for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_QUOTED: Final = re.compile(r"[“„]([^“”„]+)[”“]|«([^«»]+)»|(?<!\w)\"([^\"]+)\"(?!\w)|(?<!\w)‘([^‘]+?)’(?!\w)")
_GAP: Final = re.compile(r"\s*(?:\.\s?\.\s?\.|…|\[[^\]]*\])\s*")  # an ellipsis, or an insertion in brackets
_ENDS: Final = " .,;:!?"
_SIGN: Final = re.compile(
    r"<\s?\|[^|<>\n]{1,40}\|\s?>"  # <|im_start|>, <|end_of_turn|>
    r"|</?(?:passage|system|assistant|instructions?|start_of_turn|end_of_turn)\b[^<>\n]{0,40}>?"
    r"|\[/?(?:INST|SYS|SYSTEM_PROMPT|AVAILABLE_TOOLS)\]"
    r"|<</?SYS>>",
    re.IGNORECASE,
)  # by which a model tells who speaks


def altered(sentence: str, articles: Sequence[str]) -> Iterator[str]:
    """Yield a line for each quotation that no article has so, quote style, white space and gaps aside."""
    quoted = ["".join(part or "" for part in found.groups()) for found in _QUOTED.finditer(sentence)]
    texts = [_plain(text) for text in articles] if quoted else []
    for each in quoted:
        if any(map(str.isalnum, each)) and not any(_stands(each, text) for text in texts):
            yield f"“{each}” is no verbatim quotation"


def forged(passages: Sequence[str]) -> Iterator[str]:
    """Yield a line for the first sign of each passage that has any."""
    for text in passages:
        found = _SIGN.search(text)
        if found:
            yield f"the cited passage holds text written for machines: “{found[0]}”"


def verbatim(sentence: str, others: Sequence[str]) -> bool:
    """Whether a sentence is one of others word for word, quote style, white space and its full stop aside."""
    words = _plain(sentence).strip(_ENDS)
    return bool(words) and any(_plain(each).strip(_ENDS) == words for each in others)


def _stands(quotation: str, text: str) -> bool:
    """Whether the parts of a quotation stand in a text in their order."""
    at = 0
    for part in _GAP.split(_plain(quotation)):
        bare = part.strip(_ENDS)
        found = text.find(bare, at)
        if found < 0:
            return False
        at = found + len(bare)
    return True


def _plain(text: str) -> str:
    """Return a text in small letters with one kind of quotation mark, dash and space."""
    text = re.sub(r"[“”„«»\"]|''|``", '"', text)
    text = re.sub(r"[‘’‚]", "'", text)
    text = re.sub(r"[‐‑–—]", "-", text)
    return " ".join(text.split()).lower()
