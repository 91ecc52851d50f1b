"""Markdown of a model's reply -> plain text: no link, no image, no tag, readable as it stands.

A page or a terminal that renders what a model wrote can be made to call on an address with what the model
knows. So nothing that could be a link or an image is passed on. Code keeps its signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

LEFT_OUT: Final = "(link left out)"

_CODE = re.compile(r"(```[\s\S]*?```|`[^`\n]+`)")
_CODE_TO_THE_END = re.compile(r"(```[\s\S]*?(?:```|\Z)|`[^`\n]+`)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_ADDRESS = re.compile(
    r"(?:\b(?:https?|ftps?|file|data|javascript|mailto|tel):|\bwww\.|(?<![\w:/])//(?=\w[\w-]*\.))"
    r"[^\s\[\]<>`\"“”‘’]*[^\s\[\]<>`\"“”‘’.,;:!?)]",
    re.IGNORECASE,
)
_OPEN_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_QUOTED_LINE = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[*+•][ \t]+", re.MULTILINE)
_STRONG = re.compile(r"\*\*|~~|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]*\S)\1(?![\w*_])")
_SPACES = re.compile(r"[ \t]{2,}")


def defused(text: str, *, at_end: bool = False) -> str:
    """Return a text without links, images and tags; what stands in one as text is kept.

    ``at_end`` is whether no more text comes: what is still open then stays open.
    """
    return outside_code(text, _without_links, inside=_without_addresses, at_end=at_end)


def plain(text: str) -> str:
    """Return a sentence without the signs of headings, emphasis and quotations; bullets become dashes."""
    return outside_code(text, _without_signs, at_end=True)


def outside_code(
    text: str, change: Callable[[str], str], *, inside: Callable[[str], str] = str, at_end: bool = False
) -> str:
    """Return a text with its prose changed, and its code too if so wished."""
    parts = (_CODE_TO_THE_END if at_end else _CODE).split(text)
    return "".join(inside(part) if at % 2 else change(part) for at, part in enumerate(parts))


def _without_links(text: str) -> str:
    text = _LINK.sub(_kept_of_link, text)
    return _without_addresses(_TAG.sub("", text)).replace("](", "] (")


def _kept_of_link(link: re.Match[str]) -> str:
    """Return the text of a link; a bare number is a mark and stays one."""
    words = link[1].strip()
    return f"[{words}]" if re.fullmatch(r"\^?\d{1,4}", words) else words


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(LEFT_OUT, text)


def _without_signs(text: str) -> str:
    for sign in (_HEADING, _QUOTED_LINE):
        text = sign.sub("", text)
    text = _STRONG.sub("", _BULLET.sub(r"\1- ", _OPEN_TAG.sub("< ", text)))
    return _SPACES.sub(" ", _EMPHASIS.sub(r"\2", text))
