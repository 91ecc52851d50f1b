"""What is printed on a PDF's pages as their numbers: the file's own labels, else what heads and feet say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ...decode import clean_line
from .heads import ROMAN
from .text import Line

LONGEST: Final = 24  # characters of a label
FEWEST: Final = 2  # pages that bear numbers which go on from one to the next
MOST_OF: Final = 0.9  # of the pages that bear numbers
EDGE: Final = re.compile(r"^\W*(?:[^\W\d_]{1,8}\W{1,3})?(\d{1,4})(?=\s|\W*$)|(?<!\S)(\d{1,4})\W*$")
VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50}

Numbers = list[set[int]]  # that a page bears


def page_labels(own: Sequence[str], heads: Sequence[Line], pages: int) -> tuple[str, ...]:
    """Return the printed number of each page, empty where there is none; nothing where they are not known.

    Args:
        own: the labels that the file gives its pages.
        heads: the lines that were found to be running heads and feet.
        pages: how many there are.
    """
    labels = tuple(clean_line(label)[:LONGEST] for label in own)
    if len(labels) == pages and any(label not in ("", str(number)) for number, label in enumerate(labels, 1)):
        return labels
    return _printed(heads, pages)


def _printed(heads: Sequence[Line], pages: int) -> tuple[str, ...]:
    """Return the numbers that heads and feet bear, if they rise by one from page to page."""
    plain: Numbers = [set() for _ in range(pages)]
    roman: Numbers = [set() for _ in range(pages)]
    for line in heads:
        if ROMAN.fullmatch(line.text) and (value := _value(line.text)):
            roman[line.page].add(value)
        else:
            plain[line.page].update(_edge_numbers(line.text))
    step = _step(plain)
    if step is None:
        return ()
    first = next(page for page, numbers in enumerate(plain) if page + step in numbers)
    front = _step(roman[:first])
    known = first if front is not None else max(0, 1 - step)
    names = [str(page + step) if page >= known else "" for page in range(pages)]
    if front is not None:
        names[:first] = [_roman(page + front) for page in range(first)]
    return tuple(names)


def _edge_numbers(text: str) -> Iterator[int]:
    """Yield the numbers that a head begins and ends with."""
    for match in EDGE.finditer(text):
        yield int(match[1] or match[2])


def _step(numbers: Numbers) -> int | None:
    """Return by how much the numbers of pages differ from their place from 0, if nearly all agree."""
    bearing = sum(map(bool, numbers))
    steps = Counter(number - page for page, borne in enumerate(numbers) for number in borne)
    step, count = next(iter(steps.most_common(1)), (0, 0))
    agreed = count >= FEWEST and count >= MOST_OF * bearing and 2 * count >= len(numbers)
    return step if agreed else None


def _value(text: str) -> int:
    """Return the value of a small Roman number."""
    letters = [VALUES[letter] for letter in text.casefold() if letter in VALUES]
    following = [*letters[1:], 0]
    return sum(-one if one < then else one for one, then in zip(letters, following, strict=True))


def _roman(number: int) -> str:
    tens, ones = divmod(max(0, min(number, 89)), 10)
    unit = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    return ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")[tens] + unit
