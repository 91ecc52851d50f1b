"""Whether a question needs what was said before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.language.content_words import content_words
from index.language.names import first_name, names_in

from ..answer import Turn
from .pointing import EXPLETIVE
from .small_talk import is_courtesy
from .wanting import preposition

FEW_WORDS: Final = 2  # content words under which a question cannot stand alone
WHOLE: Final = 3  # content words with which a question behind "and" needs no other subject
SUBJECT: Final = 3  # content words before a pronoun that may be what it points at

_CONTINUING: Final = re.compile(
    r"^(?:and|but|so|or|then|also|what about|how about|what else|who else|where else|when else"
    r"|any ?(?:thing|one|body)? (?:other|else|more)|the latest|any news|any updates?)\b(?! far\b)",
    re.IGNORECASE,
)
_DEFINING: Final = re.compile(
    r"^(?:who|what)(?:'s| is| are| was| were) (?:(?:an?|the(?= [A-Z])) )?(?!the\b)[\w'-]+\s*\??$",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(r"^(?:who|what|which|whose|how|when|where|why)\b", re.IGNORECASE)
_NEWS_ABOUT: Final = re.compile(
    r"^(?:the latest|any news|any updates?)\b.*\b(?:about|on|of|from)\b", re.IGNORECASE
)
_PERSON: Final = r"he|him|his|she|her|hers|they|them|their|theirs|himself|herself|themselves"
_TIMES: Final = (
    r"(?:year|years|week|month|morning|afternoon|evening|summer|winter|spring|autumn|century|decade|time of"
    r"|season|days)"
)
_POINTING: Final = re.compile(
    rf"\b(?:{_PERSON}|itself|it\b{EXPLETIVE}|its"
    rf"|(?:this|these)(?!\s+{_TIMES}\b)|those(?!\s+(?:who|that|of)\b)"
    r"|(?:^|(?<=\b(?:is|as|do|to|of|in|on|at|by)\s)|(?<=\b(?:was|did|for|has|why|how|are)\s)"
    r"|(?<=\b(?:does|were|from|with|like|than|when)\s)|(?<=\b(?:about|after|since|until|where)\s)"
    r"|(?<=\bbefore\s))that"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bhas )(?<!\bhad )there"
    r"|the (?:same|former|latter|other|others|first one|second one)|such (?:a|an)|that (?:one|time))\b",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r"\b(?<!since )(?<!until )(?:then|at the time|so far|back then|by now)\s*[?.!]*$", re.IGNORECASE
)
_BESIDES: Final = re.compile(r"\b(?:else|others?|another|besides|too)\b", re.IGNORECASE)
_DEFINITE: Final = re.compile(
    r"\b(?:the|both) (\w+)(?: (\w+))?(?! (?:of|that|who|which|for|to)\b)", re.IGNORECASE
)
RECENT: Final = 2  # turns in which something must be spoken of to be "the" thing now


def leans(question: str, history: Sequence[Turn] = ()) -> bool:
    """Tell whether a question continues, points back, or says too little.

    A pronoun behind a name points at that. "The album" points back where the turns before spoke of one.
    """
    asked = question.strip().replace("’", "'")
    for at, turn in enumerate(history):
        if turn.question.strip() == question.strip():  # asked again, it means what it meant
            return leans(question, history[:at])
    if is_courtesy(asked, history):
        return False
    if continuing := _CONTINUING.match(asked):
        return not _is_whole(asked, continuing)
    return _says_little(asked) or _points_back(asked, history)


def _says_little(asked: str) -> bool:
    """Tell whether a question has too few words of its own, or lacks what its words belong to."""
    words = key_words(asked)
    if preposition(asked):
        return True
    return len(words) < FEW_WORDS and not (words and _DEFINING.match(asked))


def _points_back(asked: str, history: Sequence[Turn]) -> bool:
    """Tell whether a question points at what was spoken of before it."""
    named = first_name(asked)
    before = (asked[: match.start()] for match in _POINTING.finditer(asked) if match.start() < named)
    if any(len(content_words(words)) < SUBJECT for words in before):
        return True
    is_nameless = named == len(asked)
    return is_nameless and bool(_BESIDES.search(asked) or _THEN.search(asked) or _spoken_of(asked, history))


def _is_whole(asked: str, continuing: re.Match[str]) -> bool:
    """Tell whether what begins as a follow-up names its own subject: "any news about Tesla?"."""
    if _NEWS_ABOUT.match(asked):
        return first_name(asked) < len(asked)
    rest = asked[continuing.end() :].lstrip(" ,")
    return bool(_QUESTION.match(rest)) and _is_named(rest) and not _POINTING.search(rest)


def _is_named(question: str) -> bool:
    """Tell whether a question has names, and enough besides if it is but one."""
    names = names_in(question)
    return len(names) > 1 or (bool(names) and len(content_words(question)) >= WHOLE)


def key_words(question: str) -> list[str]:
    """Return the words of a question that say what it is about, in order, each once."""
    return list(dict.fromkeys(content_words(question)))


def _spoken_of(question: str, history: Sequence[Turn]) -> bool:
    """Tell whether "the" thing of a question was spoken of in the last turns."""
    said = " ".join(f"{turn.question} {turn.answer}" for turn in history[-RECENT:]).lower()
    words = {word.removesuffix("s") for word in content_words(said)}
    found = (each for match in _DEFINITE.finditer(question.lower()) for each in match.groups() if each)
    return any(word.removesuffix("s") in words for word in found)
