"""What the turns of a conversation speak of, each with the words that a person would write for it.

"Beirut" in "what caused the Beirut port explosion?" is written as "the Beirut port explosion", so that
"how many died?" can be asked of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, Literal

from index.language.same_names import land
from index.language.words import AUXILIARY, STOP_WORDS
from index.text.words import words_of

from ..answer import Turn
from .topic import names_of

Kind = Literal["person", "place", "event", "other"]

NAMELESS: Final = 0.5  # weight of what is spoken of without a name
MOST_WORDS: Final = 2  # small ones in a phrase
_MOST_READ: Final = 3  # of them, the last of which may be a verb

_OFFICE: Final = "(?:president|minister|government|parliament|capital|people|king|queen|mayor)"
_WORD: Final = r"[a-z][\w'-]*"
_LONE: Final = re.compile(  # "the peace talks", at the end of a question
    rf"\bthe (?P<noun>(?:\d{{4}} )?{_WORD}(?: {_WORD}){{0,2}}?)(?=\s*[?.!,]|$)"
)
_HEADED: Final = re.compile(  # "the earthquake in", "the 2020 peace talks in"
    rf"\bthe (?:\d{{4}} )?(?:(?P<one>{_WORD})|{_WORD} {_WORD}) (?:of|in|at) $"
)
_VERB_BEHIND: Final = re.compile(r" (?:go|get|do|have|be|take|make|come|give|become)\b")
_VERBS: Final = frozenset(
    ("cost", "take", "mean", "work", "start", "begin", "end", "happen", "last", "open", "close")
)
_DO: Final = re.compile(r"\b(?:do|does|did|will|can|could|would|should)\b", re.IGNORECASE)
_BE: Final = re.compile(r"\b(?:is|are|was|were)\s*$", re.IGNORECASE)
_COMPLEMENT: Final = re.compile(r" (?:an?|the)\b")  # "was the explosion an accident?"
_ORGANISATION: Final = re.compile(
    r"\b(?:Museum|University|Company|Bank|Council|Commission|Court|Party|Group|Union|Ministry|Institute|Agency"
    r"|Airlines?|Airways|City|County|Club|Police|Party|Times|Post|Energy|Motors|Island|River|Street|Canal)$"
)
_COMPANY: Final = (
    r"(?:company|firm|maker|producer|group|manufacturer|airline|bank|club|team|ship|vessel|ferry|boat|tanker)"
)
_SUBJECT_NEXT: Final = re.compile(  # "what was the port explosion?" has no further verb
    rf"(?<!\bwhat )(?<!\bwho )\b{AUXILIARY}\s*$|\b(?:do|does|did|has|have|had|can|could|will|would)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """What may be meant by "it".

    Attributes:
        phrase: how it is written within a question.
        event: what happened with it, as a title writes it: "the Morandi bridge collapse"; else the phrase.
    """

    name: str
    phrase: str
    weight: float
    kind: Kind
    event: str

    @property
    def plural(self) -> bool:
        """Whether it is more than one, as "the Maui wildfires" are."""
        last = self.phrase.split()[-1]
        return last.islower() and last.endswith("s") and not last.endswith("ss")


def bearers(chain: Sequence[Turn]) -> list[Bearer]:
    """Return what the turns speak of, the heaviest first; what has no name only where nothing has one."""
    weights = names_of(chain)
    if not weights:
        nameless = _nameless(chain[0].question)
        return [Bearer(phrase, phrase, NAMELESS, "event", phrase) for phrase in nameless]
    told = "\n".join(line for turn in chain for line in (turn.answer, *turn.titles))
    questions = " ".join(turn.question for turn in chain)
    return [_bearer(name, weight, questions, told) for name, weight in weights.items()]


def key(phrase: str) -> str:
    """Return a phrase without its article, small."""
    return phrase.lower().removeprefix("the ")


def _bearer(name: str, weight: float, question: str, told: str) -> Bearer:
    phrase = _phrase(name, question, told)
    kind: Kind = "event"
    if key(phrase) == name.lower():
        said = f"{question}\n{told}"
        phrase = f"the {name}" if re.search(rf"\bthe {re.escape(name)}(?!\w)", said) else name
        kind = _kind(name, said)
    return Bearer(name, phrase, weight, kind, _event(name, phrase, question, told))


def _event(name: str, phrase: str, question: str, told: str) -> str:
    """Return the words of the question that a title writes behind a name in one go, if that says more."""
    asked = {*words_of(question.lower())}
    for title in re.finditer(rf"\b{re.escape(name)}(?P<behind>(?: {_WORD})+)", told):
        nouns = list(
            takewhile(lambda word: word in asked and not word.endswith("ed"), _nouns(title["behind"]))
        )
        if len(nouns) > 1 and f"{name} {' '.join(nouns)}".lower().startswith(f"{key(phrase)} "):
            return f"the {name} {' '.join(nouns)}"
    return phrase


def _phrase(name: str, question: str, told: str) -> str:
    """Return the words that a question writes for a name: with the nouns around it, else the name."""
    at = re.search(rf"(?<![\w'-])(?:the )?{re.escape(name)}(?![\w-])(?!')", question, re.IGNORECASE)
    if at is None:
        return name
    before = question[: at.start()]
    headed = _HEADED.search(before)
    if headed and (headed["one"] or not _asked_of(before[: headed.start()])):
        return headed.group() + at.group()
    nouns = nouns_behind(before, question[at.end() :])
    is_told = "\\b" + re.escape(name) + " {}\\b"
    if not at.group().lower().startswith("the ") or _asked_of(before):
        while nouns and not re.search(is_told.format(" ".join(nouns)), told, re.IGNORECASE):
            nouns.pop()
    return " ".join([at.group(), *nouns])


def nouns_behind(before: str, behind: str) -> list[str]:
    """Return the small words of a question that follow a noun as a part of it, without its verb."""
    nouns = _nouns(behind, _MOST_READ)
    rest = behind[len(" ".join(["", *nouns])) :]
    verb_behind = _COMPLEMENT if _BE.search(before) else _VERB_BEHIND
    is_verb = _asked_of(before) and not verb_behind.match(rest)
    if nouns and (is_verb or (nouns[-1] in _VERBS and _DO.search(before))):
        nouns.pop()
    while nouns and nouns[-1].endswith(("ed", "ly")):
        nouns.pop()
    return nouns[:MOST_WORDS]


def _asked_of(before: str) -> bool:
    """Tell whether what follows is the subject, behind which a verb comes: "when did ..."."""
    return bool(_SUBJECT_NEXT.search(before))


def _nouns(behind: str, most: int = MOST_WORDS) -> list[str]:
    """Return the small words that follow a name up to a function word."""
    run = re.match(rf"(?: {_WORD})*", behind)
    words: list[str] = []
    for word in (run.group() if run else "").split():
        if word in STOP_WORDS or len(words) == most:
            break
        words.append(word)
    return words


def _kind(name: str, said: str) -> Kind:
    if land(name.lower()):
        return "place"
    if not re.fullmatch(r"(?:[A-Z]\.|[A-Z][a-z'-]+)(?: [A-Z][A-Za-z.'-]*)+", name):
        return "other"
    if re.search(rf"\b(?:in|{_OFFICE} of) {re.escape(name)}", said, re.IGNORECASE):
        return "place"
    is_thing = _ORGANISATION.search(name) or re.search(
        rf"\b(?:the|at|{_COMPANY},?) {re.escape(name)}", said, re.IGNORECASE
    )
    return "other" if is_thing else "person"


def _nameless(question: str) -> Iterator[str]:
    for found in _LONE.finditer(question):
        if not {*words_of(found["noun"])} & STOP_WORDS:
            first, *rest = found["noun"].split()
            nouns = nouns_behind(question[: found.start()], " ".join(["", *rest]))
            yield " ".join(["the", first, *nouns])
