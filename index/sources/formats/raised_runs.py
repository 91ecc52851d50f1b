"""A text in which runs above and below the line are marked -> the text as it is to be read.

Readers of mark-up, of Word documents and of Markdown put ``RAISED`` (or ``LOWERED``, ``NOTE``, ``LINK``)
before such a run and ``END`` behind it; these are signs that no clean text holds. What becomes of each is
decided where the words on both sides are known. Linear in the length of the text.
"""

import re
from typing import Final

from .raised import LONGEST, is_note, lowered, raised

RAISED: Final = "\x01"
LOWERED: Final = "\x02"
NOTE: Final = "\x03"  # what the file itself calls the reference to a note
LINK: Final = "\x04"  # a link to another place of the same page, which may be one
END: Final = "\x05"
TWICE: Final = "\x06"  # within a run: the link in what is raised, or what is raised in a link
SEEN: Final = 80  # characters before a run that are looked at

_RUN: Final = re.compile("([\x01-\x04])([^\x01-\x05]*)\x05?")
_SPLIT_RUN: Final = re.compile("\x05[\x01\x02]")  # as programs part one run into several
_BACK: Final = re.compile(r"[\s^↑↩⤴⏎\ufe0e\ufe0f]+")  # from a note to where it is referred to
_CLOSING: Final = frozenset(",.;:!?)]}»”’…")
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\uffef]")


def resolved(text: str) -> str:
    """Return the text with each marked run written as it is to be read, marks of notes left out."""
    if not any(sign in text for sign in (RAISED, LOWERED, NOTE, LINK)):
        return text
    parts = _RUN.split(_SPLIT_RUN.sub("", text))  # words, kind, run, words, kind, run, …, words
    found = [parts[0]]
    before = parts[0][-SEEN:]
    for number in range(1, len(parts), 3):
        kind, run, after = parts[number : number + 3]
        words = written(kind, run, before, after)
        if not words.strip():
            found[-1], words = parted(found[-1], after) if run.strip() else (found[-1], words)
        found += [words, after]
        before = (before + words + after)[-SEEN:]
    return "".join(found)


def written(kind: str, run: str, before: str, after: str) -> str:
    """Return what is to stand for a run, the signs in it aside; empty for the mark of a note."""
    mark = run.replace(TWICE, "")
    if kind == LOWERED:
        return lowered(mark, before)
    noted = is_note(mark) or bool(_BACK.fullmatch(mark) and mark.strip())
    if kind == LINK:
        attached = before[-1:].strip() or mark.strip()[:1] == "["
        return "" if noted and (attached or TWICE in run or _BACK.fullmatch(mark)) else mark
    sure = (kind == NOTE and len(mark) <= LONGEST) or (TWICE in run and noted)
    return raised(mark, before, after, note=sure)


def parted(before: str, after: str) -> tuple[str, str]:
    """Return the words before a mark that was taken out, and what parts them from those behind it."""
    if before[-1:] == " " and after[:1] in _CLOSING:
        return before.rstrip(" "), ""
    joined = before[-1:].strip() and after[:1].isalnum()
    return before, " " if joined and not _UNSPACED.search(before[-1:] + after[:1]) else ""
