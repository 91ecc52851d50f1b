"""The lines above a text that have no label -> the title, the outlet and the author, by where they stand."""

from typing import Final

from ..facts.byline import is_author_line, is_name
from .head import Head, Loose
from .values import BY, EDITION

MAX_NAME: Final = 6  # words of a name and what its bearer is


def title_and_outlet(head: Head, order: str) -> tuple[str, str, str, int]:
    """Return the title, outlet and author that lines without a label are, and the last line of them."""
    own = [one for one in head.loose if one[0] < head.start]  # what is behind all fields is the text
    above = [one for one in own if one[0] < head.when]
    below = [one for one in head.loose if one[0] > head.when >= 0]
    if order == "counted" and head.counted >= 0:
        return _counted(head)
    if order == "outlet first" and head.when >= 0:
        below = [one for one in below if one in own] or below
        title, end = ("", -1) if "title" in head.fields else _title_below(below, head)
        return title, _last_block(above), "", end
    if order == "outlet and day" and head.when >= 0:
        title, end = _title_below(below, head)
        rest = [one for one in below if one[0] > end]
        author = rest[0][2] if rest and (is_author_line(rest[0][2]) or BY.match(rest[0][2])) else ""
        return title, head.outlet or _last_block(above), author, rest[0][0] if author else end
    return _title_first(head, above if head.when >= 0 else own)


def _title_first(head: Head, above: list[Loose]) -> tuple[str, str, str, int]:
    """Return what stands above the day: the outlet next to it, unless a field or the day's line names it."""
    if not above:
        return "", head.outlet, "", -1
    outlet, end = head.outlet, above[-1][0]
    if head.when >= 0 and not outlet and "source" not in head.fields and len(above) > 1:
        outlet, above = above[-1][2], above[:-1]
    return _last_block(above), outlet, "", end


def _last_block(lines: list[Loose]) -> str:
    return " ".join(text for _, block, text in lines if block == lines[-1][1]) if lines else ""


def _title_below(below: list[Loose], head: Head) -> tuple[str, int]:
    """Return the first lines below the day that are no edition, and the number of the last of them."""
    others = [one for one in below if one[1] != head.when_block]
    goes_on = [text.endswith(";") for _, block, text in below if block == head.when_block][-1:] == [True]
    editions = {block for _, block, text in others if EDITION.search(text[:60])}
    own = [one for one in others[goes_on:] if one[1] not in editions] or others
    title = [one for one in own if one[1] == own[0][1]]
    return " ".join(text for _, _, text in title), title[-1][0] if title else -1


def _counted(head: Head) -> tuple[str, str, str, int]:
    """Return what stands above the count of words: title and author; the outlet is below the day."""
    above = [one for one in head.loose if one[0] < head.counted]
    below = [text for place, _, text in head.loose if place > max(head.counted, head.when)]
    named = [text for text in below if text[0].isalpha()]  # the hour may stand above the outlet
    author = above.pop()[2] if len(above) > 1 and _is_author(above[-1][2], above[-2][2]) else ""
    together = above and above[-1][1] == head.counted_block  # as lines, so that each says its own
    title = above[-1][2] if together else _last_block(above)
    end = head.loose[-1][0] if head.loose else -1
    return title, named[0] if named else "", author, end


def _is_author(line: str, above: str) -> bool:
    """Tell whether the line below a title names who wrote: it is a name, and the title longer than it."""
    if is_author_line(line) or BY.match(line):
        return True
    words = line.split()
    return len(words) <= MAX_NAME and len(words) < len(above.split()) and is_name(line)
