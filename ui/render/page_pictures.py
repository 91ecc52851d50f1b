"""What is shown of pictures that words were recognised in: the page, with the quoted lines marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from index.article import Article

PICTURES: Final = "api/picture"

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page that is a picture.

    Attributes:
        page: its number, from 1.
        after: an offset in the text, of the quoted words that it is shown behind.
        address: where the picture is.
        boxes: the lines to mark, as left, top, right and bottom in thousandths of the page.
    """

    page: int
    after: int
    address: str
    boxes: tuple[Box, ...]


def page_pictures(article: Article, spans: Iterable[tuple[int, int]]) -> list[PagePicture]:
    """Return for each page that some quoted words were recognised on its picture, each page once."""
    found: dict[int, tuple[int, list[Box]]] = {}
    boxes = article.boxes or [None] * len(article.recognised)
    for start, end in spans:
        for (first, last), box in zip(article.recognised, boxes, strict=True):
            page = article.page(first)
            if page and first < end and start < last:
                _, lines = found.setdefault(page, (start, []))
                lines.extend([box] if box and box not in lines else [])
    name = quote(article.id, safe="")
    return [
        PagePicture(page, after, f"{PICTURES}/{name}?page={page}", tuple(lines))
        for page, (after, lines) in sorted(found.items())
    ]
