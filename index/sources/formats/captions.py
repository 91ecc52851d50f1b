"""Which elements of mark-up stand beside an article's sentences: captions of pictures, and who made them."""

import re
from collections.abc import Callable
from typing import Final

MAX_CAPTION: Final = 600  # characters; longer is prose, or an element that was never closed

_CAPTION: Final = re.compile(
    r"\S*caption\S*"
    r"|(?:\S*[_-])?(?:photo|image|img|picture|media|foto|figure)?[_-]{0,2}credits?(?:[_-](?:text|line|by))?",
    re.I,
)
_PULLED: Final = re.compile(r"\S*pull-?_?quote\S*", re.I)


def is_caption(tag: str, attribute: Callable[[str], str | None]) -> bool:
    """Tell whether an element says what a picture shows, or who made it; that of a table does not."""
    classes = (attribute("class") or "")[:500]
    return tag == "figcaption" or (tag != "caption" and any(map(_CAPTION.fullmatch, classes.split())))


def is_pull_quote(classes: str) -> bool:
    """Tell whether a class says that words of the article are set large beside it."""
    return any(map(_PULLED.fullmatch, classes[:500].split()))
