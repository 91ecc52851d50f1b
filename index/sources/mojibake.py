"""Text that was UTF-8, was read in an old character set and written down so: “SÃ£o” for “São”.

A line is mended when its characters, as bytes of the old set, are UTF-8 without a remainder, and only in a
text where this is so of most lines. Words of no language look so: of 22,000 articles and 800,000 messages in
150 languages 47 were changed, all of which were misread. The sets of DOS and of the Macintosh are left out:
in them “l’é” and a few short Russian words do look so.
"""

import re
from typing import Final

MISREAD_AS: Final = ("cp1252", "cp1251", "cp1250", "cp1254", "cp1253", "cp1257")
BEYOND: Final = re.compile(r"[^\x00-\x7f]+")
LEAST: Final = 2  # characters that are mended; one may be chance
MOST_LINES: Final = 0.5  # of those beyond ASCII; templates around a text may be right
LOOKED_AT: Final = 400  # lines


def untangled(text: str) -> str:
    """Return a text with what was misread mended, else as it is."""
    if text.isascii():
        return text
    lines = text.split("\n")
    seen = [line for line in lines if not line.isascii()][:LOOKED_AT]
    charset = next((one for one in MISREAD_AS if _was_misread(seen, one)), None)
    return "\n".join(_mended(line, charset) for line in lines) if charset else text


def _was_misread(lines: list[str], charset: str) -> bool:
    found = [(line, _mended(line, charset)) for line in lines]
    changed = [(line, mended) for line, mended in found if mended != line]
    gained = sum(len(line) - len(mended) for line, mended in changed)
    return gained >= LEAST and len(changed) >= MOST_LINES * len(lines)


def _mended(line: str, charset: str) -> str:
    """Return a line whose every run beyond ASCII is UTF-8; most lines end at the first, a lone “é”."""
    try:
        return BEYOND.sub(lambda run: _bytes(run[0], charset).decode(), line)
    except UnicodeError:
        return line


def _bytes(line: str, charset: str) -> bytes:
    """Return some characters in a set, a control where it has none there: so browsers read Windows-1252.

    Raises:
        UnicodeEncodeError: there is a character that the set has not.
    """
    try:
        return line.encode(charset)
    except UnicodeEncodeError:
        return b"".join(
            bytes([ord(each)]) if "\x80" <= each <= "\x9f" else each.encode(charset) for each in line
        )
