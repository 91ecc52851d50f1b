"""Text for LaTeX and BibTeX."""

from __future__ import annotations

import re
from typing import Final

from .exported import one_line

# BibTeX counts braces and does not know a backslash before one, so braces are written by their names. So is
# what an old font encoding prints as another character, and what would join into a dash or a quotation mark.
_NAMES: Final = {
    **{each: f"\\{each}" for each in "&%$#_"},
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "-": "-{}",
    "'": "'{}",
}
_MEANT: Final = re.compile(r"[&%$#_{}\\~^`<>|]|-(?=-)|'(?=')")


def latex(text: str) -> str:
    """Return a text on one line for LaTeX and BibTeX; other than ASCII stays as it is, in UTF-8."""
    return _MEANT.sub(lambda found: _NAMES[found[0]], one_line(text))
