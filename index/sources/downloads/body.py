"""The lines of an article -> those that are its text: no fields below it, no copyright, no page numbers."""

import re
from collections.abc import Sequence
from typing import Final

from ..facts.byline import authors_of
from ..facts.titles import plain
from .head import SENTENCE, Block, Cut, blocks_of
from .labels import NOISE, RIGHTS, SHORT, field_of, is_back, is_count, is_cover

INDEXED: Final = re.compile(r"(?:[^()%]{2,80}\(\d{1,3}%\)[;,.]?\s*)+")  # "FERRIES (90%); CRANES (78%)"
FIELD: Final = re.compile(r"[A-Z][\w /()-]{2,30}: ?\S.{0,80}")
RIGHTS_LINES: Final = 4  # about who holds the rights, and whom to ask
MAX_INDEXED: Final = 2_000  # code points
ABOVE: Final = frozenset({"author", "section", "source", "published", "length"})
PUBLISHER: Final = 100  # code points of the line that names it, the last one


def body_of(lines: Sequence[str], start: int, cut: int, title: str, *, publisher: bool = False) -> list[Cut]:
    """Return the lines of the text that begins at a place; ``publisher`` tells that the last one names it."""
    blocks = blocks_of(lines[: _back_matter(lines, start)], start)
    while blocks and _is_below(lines, blocks[-1], blocks[-2:-1]):
        blocks.pop()
    if publisher and len(blocks) > 1 and _is_name(lines, blocks[-1]):
        blocks.pop()
    while blocks and _is_field_above(lines, blocks[0]) and not cut:
        del blocks[0]
    same = plain(title)
    places = [place for block in blocks for place in range(block.start, block.end)]
    kept = [
        place for place in places if not _is_beside(lines[place].strip(), same) or (place == start and cut)
    ]
    return [(place, cut if place == start else 0) for place in kept]


def fields_below(lines: Sequence[str], start: int) -> dict[str, str]:
    """Return the values of the fields from a line on, by kind; of several the last counts."""
    found: dict[str, str] = {}
    alone = ""  # the kind of a label that has its value on the next line
    for line in lines[start:]:
        text = line.strip()
        said = field_of(text) if ":" in line[:41] else None
        if said and said.kind != "body":
            alone = said.kind if not said.value else ""
            found[said.kind] = said.value or found.get(said.kind, "")
        elif alone and text and not said:
            found[alone], alone = text, ""
        elif RIGHTS.match(text[:SHORT]):
            found["rights"] = text
    return {kind: value for kind, value in found.items() if value}


def _back_matter(lines: Sequence[str], start: int) -> int:
    """Return where what is below the text begins with a label of its own, such as ``Classification``."""
    for place in range(start, len(lines)):
        if is_back(lines[place]) and any(map(_is_field, lines[place + 1 : place + 60])):
            return place
    return len(lines)


def _is_field(line: str) -> bool:
    found = field_of(line.strip())
    return bool(found and found.kind in ("loaded", "language", "about", "id"))


def _is_below(lines: Sequence[str], block: Block, above: Sequence[Block] = ()) -> bool:
    """Tell whether all of a block says something of the article and is none of its words.

    A field whose name is not known is one below another that is.
    """
    first = lines[block.start].strip()
    if FIELD.fullmatch(first) and above and field_of(lines[above[0].start].strip()):
        return True
    found = field_of(first)
    if found or RIGHTS.match(first) or is_cover(first):
        return not found or found.kind != "body"
    own = [lines[place].strip() for place in range(block.start, block.end)]
    if len(own) == 1 and authors_of(own[0]):
        return True  # "By Ann Lee"
    if len(own) <= RIGHTS_LINES and any(map(RIGHTS.match, own)):
        return True
    if INDEXED.fullmatch(" ".join(own)[:MAX_INDEXED]):
        return True  # a field that goes on over the end of a page
    return all(NOISE.fullmatch(text) or not any(map(str.isalpha, text)) for text in own)


def _is_field_above(lines: Sequence[str], block: Block) -> bool:
    """Tell whether a block is fields, as ``Byline: Ann Lee`` behind ``Full text:``."""
    own = [field_of(lines[place].strip()) for place in range(block.start, block.end)]
    return all(one is not None and one.kind in ABOVE and len(one.value) < PUBLISHER for one in own)


def _is_name(lines: Sequence[str], block: Block) -> bool:
    text = lines[block.start].strip()
    return block.end - block.start == 1 and len(text) < PUBLISHER and not SENTENCE.search(text)


def _is_beside(text: str, same: str) -> bool:
    """Tell whether a line stands at a page's edge: its number, or the title again."""
    if len(text) > SHORT:
        return False
    repeated = bool(same) and plain(text) == same
    return repeated or is_count(text) or bool(NOISE.fullmatch(text))
