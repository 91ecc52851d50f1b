"""Characters as they stand on paper -> the order they are read in.

What runs from left to right in a line that is written from the right, as numbers and Latin words do, is told
as the Unicode Bidirectional Algorithm (UAX #9) would have set it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

RIGHT: Final = re.compile("[\u0590-\u05ff\u0600-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
LEFT: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]")
FORMS: Final = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")  # shapes of letters in a word
PAIRS: Final = {
    a: b for one, other in ("()", "[]", "{}", "«»", "‹›") for a, b in ((one, other), (other, one))
}
OPENERS: Final = frozenset("([{«‹")
BEFORE_OPENER: Final = frozenset(" ([{«‹\"'“‘-–—")
AFTER_CLOSER: Final = frozenset(" )]}»›.,;:!?،؛؟…\"'”’-–—")


def is_from_right(text: str) -> bool:
    """Tell whether more of a text's letters are written from the right than from the left."""
    return len(RIGHT.findall(text)) > len(LEFT.findall(text))


def in_reading_order(texts: Sequence[str], *, from_right: bool | None, number_follows: bool = False) -> str:
    """Return a line's words, of its characters from the left; a letter's marks are one with it.

    Shapes of letters become the letters. ``from_right`` is whether the text is set from the right, ``None``
    if most of its letters tell; ``number_follows`` whether a number stands to the right, which takes a full
    stop before it for its own.
    """
    kinds = [_kind(text) for text in texts]
    if "R" not in kinds:
        ordered = list(texts)
    elif from_right or (from_right is None and kinds.count("R") > kinds.count("L")):
        ordered = _turned(texts, kinds, number_follows=number_follows)
    else:
        ordered = []
        goes_on = from_right is False and texts[0] not in BEFORE_OPENER
        for start, end, turns in _runs_from_right(kinds, goes_on=goes_on):
            ordered += _turned(texts[start:end], kinds[start:end]) if turns else texts[start:end]
    return FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), "".join(ordered))


def _kind(text: str) -> str:
    """Return what a character is to the algorithm, in a letter.

    ``R`` and ``L`` are letters, ``N`` a digit, ``E`` a sign as % or $, ``S`` and ``-`` what may part the
    digits of one number, and a space is all else.
    """
    kind = unicodedata.bidirectional(text[0])
    return {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "N", "ET": "E", "CS": "S", "ES": "-"}.get(
        kind, " "
    )


def _turned(texts: Sequence[str], kinds: Sequence[str], *, number_follows: bool = False) -> list[str]:
    """Return what stands from left to right as it is read from the right."""
    arabic = any(unicodedata.bidirectional(text[0]) == "AL" for text in texts)
    line = "".join(kinds)
    left = r"N*L(?:[^R]*[LN])?"  # Latin words, and the numbers behind them
    number = r"N+(?:SN+)*E?" if arabic else r"[-E]?N+(?:[S-]N+)*E?"
    number += "S?$" * number_follows + f"|{number}" * number_follows
    found: list[str] = []
    end = len(line)
    for match in reversed(list(re.finditer(f"{left}|{number}", line))):
        close = _with_closing(texts, *match.span())
        found += reversed(texts[close:end])
        found.append("".join(_with_brackets(texts[match.start() : close])))
        end = match.start()
    found += reversed(texts[:end])
    return _with_brackets(found)


def _with_closing(texts: Sequence[str], start: int, end: int) -> int:
    """Return where Latin words end, with the bracket that closes one within."""
    inside = sum(text in PAIRS for text in texts[start:end])
    return end + (inside % 2 == 1 and end < len(texts) and texts[end] in PAIRS)


def _runs_from_right(kinds: Sequence[str], *, goes_on: bool) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of a line that is set from the left, and whether each is written from the right.

    What a part ends with that is no letter stands before it, where the part goes on in the next line.
    """
    place = 0
    for match in re.finditer(
        "^[^LR]*R(?:[^L]*R)?|R(?:[^L]*R)?" if goes_on else "R(?:[^L]*R)?", "".join(kinds)
    ):
        yield place, match.start(), False
        yield *match.span(), True
        place = match.end()
    yield place, len(kinds), False


def _with_brackets(texts: Sequence[str]) -> list[str]:
    """Return brackets as they are meant: which way they are drawn depends on the maker of the file."""
    found = list(texts)
    depth = 0
    for number, text in enumerate(texts):
        if text in PAIRS:
            opens = number == 0 or texts[number - 1][-1] in BEFORE_OPENER
            closes = number + 1 == len(texts) or texts[number + 1][0] in AFTER_CLOSER
            opener = opens if opens != closes else depth < 1
            depth += 1 if opener else -1
            found[number] = text if opener == (text in OPENERS) else PAIRS[text]
    return found
