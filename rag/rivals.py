"""A statement about another subject than the question's: "Finland joined …" does not say when Sweden did."""

from __future__ import annotations

import re
from typing import Final

from index.lexical import analysed

_NAME: Final = r"[^\W\d_a-z](?:[\w.-]|['’](?!s\b))*"
_NAMES: Final = rf"{_NAME}(?:\s+(?:(?:of|the|and|de|von|van)\s+)*{_NAME})*"
_ASKED: Final = re.compile(
    r"\b(?i:is|are|was|were|do|does|did|has|have|had|can|could|will|would)(?:n['’]t)?\s+(?i:the\s+)?"
    rf"({_NAMES})\b(?!['’]s\b)"
)
_TOLD: Final = re.compile(
    rf"(?:[Tt]he\s+)?({_NAMES})\s+(?:(?:has|have|had|will|also|then|later|first)\s+)*"
    r"(?:[a-z]+ed|is|are|was|were|has|had|won|lost|left|made|took|became|began|met|held|went|built|bought|sold"
    r"|fell|rose|gave|got|came|led|beat|chose|drew|paid|put|sent|set|shot|spent|struck|cut|hit|ran)\b"
)
_SAYS: Final = re.compile(r"\b(?:said|says|told|claimed|reported|announced|argued|added|according)\b")
_NO_NAMES: Final = (
    "It",
    "He",
    "She",
    "They",
    "We",
    "I",
    "You",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "Here",
)


def about_another(question: str, sentence: str) -> bool:
    """Tell whether a question asks what one named subject did, and a sentence tells it of another.

    Only where the question has its subject behind its verb ("did Sweden join") and the sentence begins with
    its own, and nowhere names the other.
    """
    asked, told = subject(question), _TOLD.match(sentence)
    if not asked or not told or told[1].split()[0] in _NO_NAMES or _SAYS.search(sentence):
        return False
    return not {*analysed(asked)} & {*analysed(sentence)}


def subject(question: str) -> str:
    """Return the name behind a question's verb, "Sweden" of "when did Sweden join?", empty without one."""
    asked = _ASKED.search(question)
    return asked[1] if asked else ""
