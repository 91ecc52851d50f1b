"""Who does it and to whom it is done: "who beat Okafor?" is not answered by whom Okafor beat. English only.

Told only where a sentence has the verb of the question, what is marked stands beside it, and it is clear
whether the verb is active or passive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from index.language.names import names_in
from index.language.words import AUXILIARY, PAST, STOP_WORDS
from index.search.stems import stem
from index.text.split import Span
from index.text.words import words_of

Role = Literal["doer", "object"]
"""What a verb says of a thing: that it does, or that it is done to it."""

MOST_BETWEEN: Final = 5  # words between a verb and its object

_HAVE: Final = r"(?:has|have|had|will|would|also|later|first|then|already)"
_WHICH: Final = rf"(?:which|what) (?!{AUXILIARY})(?:[\w-]+ ){{1,2}}?"
_WHO: Final = rf"^(?:and |but )?(?:whom? |{_WHICH})"
_DONE_WORD: Final = rf"(?:{PAST}|[a-z]+en\b)"
_DOES: Final = re.compile(
    rf"^(?:and |but )?(?:who |{_WHICH}(?=(?:{_HAVE} )*{_DONE_WORD}))(?:{_HAVE} )*(?P<verb>[a-z]+)\b"
    r"(?P<rest>.+)$",
    re.IGNORECASE,
)
_IS_DONE: Final = re.compile(
    rf"{_WHO}(?:is|are|was|were|(?:has|have|had) been) (?P<verb>{_DONE_WORD})(?P<rest>.*)$", re.IGNORECASE
)
_DONE_BY: Final = re.compile(
    rf"{_WHO}(?:did|does|do|will|would|has|have|had) (?P<rest>.+?) (?P<verb>[a-z]+)\s*"
    r"(?:(?:in|on|at|during) .*)?\?*$",
    re.IGNORECASE,
)
_FORMS: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = (
    ("object", _IS_DONE),
    ("object", _DONE_BY),
    ("doer", _DOES),
)
_TURNED: Final = ("say", "add", "ask", "tell", "reply", "write", "warn", "note", "argue", "become", "remain")
_CONVERSE: Final = (  # who does the one is who the other is done to, or with
    *(("buy", "sell"), ("acquire", "sell"), ("purchase", "sell"), ("lend", "borrow")),
    *(("win", "lose"), ("beat", "lose"), ("defeat", "lose")),
)
_WORD: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NOUN: Final = re.compile(r"(?:\b(?:the|an?|this|that|his|her|its|their|of|in|no|one)|['’]s) $")
_BE: Final = r"(?:is|are|was|were|be|been|being)(?: \w+ly)? "
_IS_PASSIVE: Final = re.compile(rf"\b{_BE}$")
_DOING: Final = re.compile(rf"(?:,[^,]{{1,60}},)? (?:{_HAVE} |\w+ly )*")  # between a doer and its verb
_DONE: Final = re.compile(rf"(?:,[^,]{{1,60}},)? (?:{_HAVE} )*{_BE}")  # between an object and its verb
_CLOSED: Final = re.compile(r"[,.;:)]|$")  # behind "the champion, Lena Brandt"; else another clause has begun
_BY: Final = re.compile(r" by (?:the |an? )?")
_PREPOSITION: Final = re.compile(
    r" (?:of|in|by|at|on|with|for|to|from|as|after|before|during|since|against)\b"
)
_CLAUSE: Final = re.compile(rf"[;:–—]|\b(?:and|while|whereas|but|who|which|when|that|after|before|{PAST})\b")
_FOR: Final = re.compile(r" (?:for|in favou?r)\b", re.IGNORECASE)
_AGAINST: Final = re.compile(r" against\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The role that a question asks for, the stem of its verb, and what follows or does that."""

    role: Role
    verb: str
    rest: str


def in_other_role(question: str, text: str, marked: Span) -> bool:
    """Tell whether what is marked in a sentence has another role than the one a question asks for.

    The nearest to it of the verbs that are the question's counts, and also whether that is for or against.
    """
    asked = _asked(question.strip().replace("’", "'"))
    if asked is None:
        return False
    verbs = [each for each in _verbs(text, asked.verb) if _gap(each[0], marked) >= 0]
    if not verbs:
        return False
    verb, is_converse = min(verbs, key=lambda each: _gap(each[0], marked))
    behind = text[verb[1] :]
    for one, other in ((_FOR, _AGAINST), (_AGAINST, _FOR)):
        if one.match(asked.rest) and other.match(behind):
            return True
    role = _role(asked, text, verb, marked)
    return role is not None and (role == asked.role) == is_converse


def _asked(question: str) -> _Asked | None:
    for role, form in _FORMS:
        found = form.match(question)
        if found and found["verb"].lower() not in STOP_WORDS:
            verb, rest = _verb(found["verb"].lower()), found["rest"]
            told = verb not in map(_verb, _TURNED) and (form is _IS_DONE or words_of(rest))
            return _Asked(role, verb, rest) if told else None
    return None


def _verbs(text: str, verb: str) -> list[tuple[Span, bool]]:
    """Return where a verb or its converse stands in a text, and which; nouns that are written so are none."""
    found = ((each, _verb(each[0])) for each in _WORD.finditer(text))
    pairs = ({*map(_verb, pair)} for pair in _CONVERSE)
    converse = {word for pair in pairs if verb in pair for word in pair} - {verb}
    return [
        (each.span(), word != verb)
        for each, word in found
        if (word == verb or word in converse)
        and (each[0].endswith("ing") or not _NOUN.search(text[: each.start()]))
    ]


def _role(asked: _Asked, text: str, verb: Span, marked: Span) -> Role | None:
    """Return the role of what is marked by the verb, ``None`` where it is not clear."""
    if marked < verb:
        between = text[marked[1] : verb[0]]
        if _DONE.fullmatch(between):
            return "object"
        is_active = _DOING.fullmatch(between) and not _PREPOSITION.match(text, verb[1])
        return "doer" if is_active else None
    between = text[verb[1] : marked[0]]
    if _BY.fullmatch(between):
        return "doer"
    is_object = not (
        _IS_PASSIVE.search(text[: verb[0]])
        or _PREPOSITION.match(between)
        or _CLAUSE.search(between)
        or len(between.split()) > MOST_BETWEEN
        or ("," in between and not _CLOSED.match(text, marked[1]))
        or {*names_in(between)} & {*names_in(asked.rest)}
    )
    return "object" if is_object else None


def _verb(word: str) -> str:
    return stem(word).rstrip("e")


def _gap(one: Span, other: Span) -> int:
    """Return the characters between two spans, less than 0 where they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])
