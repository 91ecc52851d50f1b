"""Which pages of a PDF say nothing that can be read though something stands on them, and how that is told."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, Literal

from ...pictures import advice
from .heads import without_heads
from .text import Page

Why = Literal["picture", "drawing", "letters"]
"""A page is a picture, draws what may be words, or does not say which letters it shows."""

STAMP: Final = 20  # letters and digits; fewer may be a stamp or a number
CAPTION: Final = 60  # letters and digits; a page that is mostly picture may bear so many
MOSTLY: Final = 0.5  # of a page is covered
SOME: Final = 0.1
OUTLINES: Final = 200  # segments of paths; more than rules and frames have: some ten letters
READABLE: Final = 0.35  # of the characters of a page are letters or digits
FEW_CHARACTERS: Final = 50  # of which that says nothing
_SIGNS: Final = re.compile(r"[\s.…|_-]")
_TOLD: Final[Mapping[Why, tuple[str, str]]] = {
    "picture": ("is a picture and was not read", "are pictures and were not read"),
    "drawing": ("has no text and was not read", "have no text and were not read"),
    "letters": (
        "does not say which letters it shows and was not read",
        "do not say which letters they show and were not read",
    ),
}


def unread_pages(pages: Sequence[Page]) -> dict[int, Why]:
    """Return the pages, counted from 0, that show what the file does not say, and why they do not."""
    bare, _ = without_heads(list(pages))
    found = ((number, _why(page, own)) for number, (page, own) in enumerate(zip(pages, bare, strict=True)))
    return {number: why for number, why in found if why}


def without_signs(pages: Sequence[Page], unread: Mapping[int, Why]) -> list[Page]:
    """Return the pages, those without lines whose letters the file does not say."""
    return [
        replace(page, lines=[]) if unread.get(number) == "letters" else page
        for number, page in enumerate(pages)
    ]


def told_unread(unread: Mapping[int, Why], pages: int) -> str | None:
    """Return ``2 of 3 pages are pictures and were not read: 2, 3`` with what to do; ``None`` for none."""
    parts = []
    for why, (one, several) in _TOLD.items():
        numbers = [number + 1 for number, told in unread.items() if told == why]
        if numbers:
            what = one if len(numbers) == 1 else several
            parts.append(
                f"{len(numbers):,} of {pages:,} page{'s' * (pages > 1)} {what}: {page_ranges(numbers)}"
            )
    return f"{' – '.join(parts)}; {advice()}" if parts else None


def page_ranges(numbers: Iterable[int]) -> str:
    """Return ascending numbers as ``1, 3–7, 9``."""
    return ", ".join(_ranges(numbers))


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        if len(members) > 2:
            yield f"{members[0]}–{members[-1]}"
        else:
            yield from map(str, members)


def _why(page: Page, own: Page) -> Why | None:
    """Return why a page is not read; ``own`` is it without its running heads and feet."""
    said = "".join(line.text for line in page.lines)
    shown, letters = len(_SIGNS.sub("", said)), _letters(said)
    if page.drawn.unmapped > 0.5 or (shown >= FEW_CHARACTERS and letters < READABLE * shown):
        return "letters"
    letters = _letters("".join(line.text for line in own.lines))
    if page.drawn.pictures >= (SOME if letters < STAMP else MOSTLY) and letters < CAPTION:
        return "picture"
    return "drawing" if letters < STAMP and page.drawn.strokes >= OUTLINES else None


def _letters(text: str) -> int:
    return len(re.findall(r"[^\W_]", text))
