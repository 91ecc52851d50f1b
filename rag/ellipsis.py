"""A follow-up that leaves words out -> the question before it with its own words put in.

"What about Turkey?" takes the place of "India" in "why was India exempted from CAATSA?"; "why?" that of the
question word; "yes" asks the same again. Where the place is not clear there is nothing to return.
"""

from __future__ import annotations

import re
from typing import Final

from .names import names_in

_INSTEAD: Final = re.compile(
    r"^(?:(?:and|but|so|or|then)\b[\s,]*)?(?:(?:what|how) about\s+)?"
    r"(?:(?P<before>in|for|of|on|with|from|to|by|at|during)\s+)?"
    r"(?:the\s+)?(?P<new>[\w.&' -]+?)\s*[?.!]*$",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(r"^(?:and|but|so|or|then|what about|how about)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_BARE: Final = re.compile(
    r"^(?:(?:and|but|so)\s+)?(?P<word>why|when|where|how)(?: so| exactly| come| (?:is|was) that)?"
    r"\s*[?.!]*$",
    re.IGNORECASE,
)
_AUXILIARY: Final = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b"
)
_YES_OR_NO: Final = re.compile(_AUXILIARY, re.IGNORECASE)
_OPEN: Final = re.compile(rf"(?:why|when|where|how)\s+(?={_AUXILIARY})", re.IGNORECASE)
_AGAIN: Final = re.compile(
    r"^(?:yes|yeah|yep|ok|okay|sure|please|yes please|please do|do|go on|go ahead|continue|really|and|so"
    r"|is that so|are you sure)[\s,]*[?.!]*$",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r"^(?:(?:please|and|can you|could you)\s+)*"
    r"(?:(?:tell|give) me (?:some )?more|more|some more|say more|explain|elaborate|expand)"
    r"(?: details?| information| please| (?:about |on )?(?:it|this|that))*[\s?.!]*$",
    re.IGNORECASE,
)


def completed(question: str, previous: str) -> str | None:
    """Return a follow-up as a whole question; ``previous`` is the one before it, which stands alone."""
    asked = question.strip().replace("’", "'")
    if _AGAIN.match(asked):
        return previous
    if _MORE.match(asked):
        return f"{asked.rstrip(' ?.!')}: {previous}"
    if bare := _BARE.match(asked):
        return _asked_with(bare["word"], previous)
    return _replaced(asked, previous)


def _asked_with(word: str, previous: str) -> str | None:
    """Return the previous question with another question word; ``None`` where it can take none."""
    if _YES_OR_NO.match(previous):
        return f"{word} {previous[:1].lower()}{previous[1:]}"
    return f"{word} {previous[found.end() :]}" if (found := _OPEN.match(previous)) else None


def _replaced(asked: str, previous: str) -> str | None:
    """Return the previous question about another name or year; ``None`` where it has none of that kind."""
    found = _INSTEAD.match(asked)
    if not (found and _OPENS.match(asked)):
        return None
    new = found["new"]
    if _YEAR.fullmatch(new):
        return _YEAR.sub(new, previous, count=1) if _YEAR.search(previous) else None
    if names_in(new) != [new] or new.lower() in previous.lower():
        return None
    alike = [name for name in names_in(previous) if _shape(name) == _shape(new)]
    if not alike:
        return None
    before = found["before"]
    placed = [
        name
        for name in alike
        if before and re.search(rf"\b{before} (?:the )?{re.escape(name)}", previous, re.I)
    ]
    old = (placed or alike)[0]
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, previous)


def _shape(name: str) -> str:
    """Return what a name looks like: of letters and digits, all capitals, or neither."""
    if any(map(str.isdigit, name)):
        return "digits"
    return "capitals" if name.isupper() else "name"
