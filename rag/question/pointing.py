"""Pronouns, and things that were spoken of ("the ship"), with what they stand for put in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.language.names import first_name
from index.language.same_names import land
from index.language.words import AUXILIARY
from index.text.words import words_of

from ..answer import Turn
from .bearers import Bearer, Kind, key
from .things import first_of, things_in
from .topic import answering, said_in

CLEAR: Final = 1.5  # times the weight of the next that it could be, from which one is surely meant

EXPLETIVE: Final = (
    r"(?!\s+(?:true|possible|legal|illegal|costs? (?!in\b)\w|take|takes|took|mean|means|rain|snow|like to)\b)"
)
HE: Final = re.compile(
    r"\b(?:he|she|him|himself|herself|hers|(?P<whose>his|her(?=\s+\w))|her)\b", re.IGNORECASE
)
_THEY: Final = re.compile(rf"\b(?:(?P<whose>their)|they|them)\b{EXPLETIVE}", re.IGNORECASE)
_IT: Final = re.compile(rf"\b(?:(?P<whose>its)|it)\b{EXPLETIVE}", re.IGNORECASE)
_THAT: Final = re.compile(
    r"(?<!\bbefore )(?<!\bafter )(?<!\bsince )(?<!\buntil )(?<!\blike )\b(?:this|that)(?=\s*(?:[?.!,]|$))",
    re.IGNORECASE,
)
_THERE: Final = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere(?=\s*(?:[?.!,]|$))", re.IGNORECASE
)
_TITLE: Final = r"Mr|Mrs|Ms|Dr|Sir|[Pp]resident|[Mm]inister|[Cc]hancellor|[Gg]eneral|[Mm]ayor|Pope|King|Queen"
_AFTER_HER: Final = frozenset(  # words that follow "her" and "his" where nothing of theirs is named
    (*("in", "on", "at", "to", "for", "from", "with"), *("and", "or", "when", "after", "before", "do", "go"))
)
_DEFINITE: Final = re.compile(
    r"\b(?:the|that|this) (?P<noun>[a-z][\w-]*)"
    r"(?=\s*(?:[?.!,]|$)| (?!of\b|that\b|who\b|which\b|for\b|to\b)[a-z])",
    re.IGNORECASE,
)
_OF_KIND: Final[dict[str, Kind]] = {
    **dict.fromkeys(
        ("company", "firm", "group", "corporation", "bank", "airline", "business", "party"), "other"
    ),
    **dict.fromkeys(("country", "nation", "state"), "place"),
    **dict.fromkeys(("man", "woman", "politician"), "person"),
}  # by which the one bearer of a kind may be called
_ONE: Final = {"do": "does", "are": "is", "were": "was", "have": "has"}
_MANY: Final = {one: many for many, one in _ONE.items()}


def pointed_out(
    question: str, found: Sequence[Bearer], chain: Sequence[Turn], previous: str = ""
) -> str | None:
    """Return a question with what its pronouns and "the" things stand for; ``None`` where none is clear.

    ``previous`` is the question before it: what that is about is meant by "it".
    """
    own = question[first_name(question) :]  # what stands behind a name may point at that
    query = _definite(question.removesuffix(own), found, chain)
    named = _pronoun(query, own, HE, _people(found, chain))
    things = [
        each
        for each in first_of(found, previous)
        if each.kind != "person" and (named == query or each.name not in named)
    ]
    is_one = bool(things) and things[0].kind == "event" and not things[0].plural
    query = _pronoun(named, own, _THEY, [] if is_one else things)
    query = _pronoun(query, own, _IT, things)
    query = _pronoun(query, own, _THAT, things)
    query = _there(query, found) + own
    return None if query == question else query


def _people(found: Sequence[Bearer], chain: Sequence[Turn]) -> list[Bearer]:
    """Return who "he" can be, the likeliest first; none where the conversation is about something else.

    The name that answers a question for who is meant before any other.
    """
    said = said_in(chain)
    people = [each for each in found if each.kind == "person" or _is_surname(each, said)]
    answer = answering(chain[-1])
    if answered := [each for each in people if each.name == answer]:
        return answered
    return people if found and found[0] in people else []


def _is_surname(bearer: Bearer, said: str) -> bool:
    """Tell whether one word is a person's name: it looks like one, and "he" or "Mr" was said already."""
    is_word = bearer.kind == "other" and bool(re.fullmatch(r"[A-Z][a-z]+", bearer.phrase))
    return is_word and bool(HE.search(said) or re.search(rf"\b(?:{_TITLE}) {bearer.phrase}\b", said))


def _definite(question: str, found: Sequence[Bearer], chain: Sequence[Turn]) -> str:
    """Return a question with the one thing that a noun behind "the" or "that" can mean in its place."""
    match = _DEFINITE.search(question)
    if match is None:
        return question
    noun = match["noun"].lower()
    phrases = {each.name: each.phrase for each in found}
    phrases |= {phrase: phrase for phrase in things_in(turn.question for turn in chain)}
    meant = {
        name: _up_to(noun, phrase)
        for name, phrase in phrases.items()
        if noun in key(phrase).split() and noun != key(phrase)
    }
    if not meant and found and (written := _called(found[0], noun, said_in(chain))):
        meant = {found[0].name: written}
    if not meant:
        meant = {each.name: each.phrase for each in found if each.kind == _OF_KIND.get(noun)}
    if len(meant) != 1:
        return question
    return question[: match.start()] + next(iter(meant.values())) + question[match.end() :]


def _up_to(noun: str, phrase: str) -> str:
    """Return "the Dorn mill" of "the Dorn mill fire", where "the mill" is meant."""
    words = phrase.split()
    at = max(at for at, word in enumerate(words) if word.lower() == noun)
    return phrase if at <= 1 or any(not word.islower() for word in words[at:]) else " ".join(words[: at + 1])


def _called(bearer: Bearer, noun: str, said: str) -> str | None:
    """Return how to write what a noun was said of: "the ship", behind "container ship Ever Given"."""
    name = re.escape(bearer.name)
    if re.search(
        rf"\b{noun},? {name}\b|\b{name},? (?:was |is )?(?:an?|the) (?:[\w-]+ ){{0,3}}{noun}\b", said
    ):
        return bearer.phrase
    written = re.search(rf"(?<=\w ){name} (?:[a-z][\w-]* ){{0,2}}{noun}\b", said)
    return f"the {written.group()}" if written else None


def _pronoun(question: str, own: str, pronoun: re.Pattern[str], candidates: Sequence[Bearer]) -> str:
    """Return a question with the clearest candidate in place of its first pronoun; ``own`` follows it."""
    match = pronoun.search(question)
    if match is None or not candidates:
        return question
    first, others = candidates[0], candidates[1:2]
    if match.group().lower() in ("it", "its") and first.plural:
        return question
    if first.weight < CLEAR * max((each.weight for each in others), default=0.0):
        return question
    if {*words_of(first.name.lower())} & {*words_of(f"{question}{own}".lower())}:
        return question
    written = first.phrase + _possessive(first, match, question)
    before, behind = question[: match.start()], question[match.end() :]
    if pronoun is not HE:
        before, behind = _agreeing(before, behind, first)
    return f"{before}{written if before else written[:1].upper() + written[1:]}{behind}"


def _possessive(bearer: Bearer, pronoun: re.Match[str], question: str) -> str:
    follows = next(iter(words_of(question[pronoun.end() :])), "").lower()
    if not pronoun.groupdict().get("whose") or follows in _AFTER_HER:
        return ""
    return "'" if bearer.plural else "'s"


def _agreeing(before: str, behind: str, bearer: Bearer) -> tuple[str, str]:
    """Return what stands around a pronoun with the verb that its bearer asks for: "were they", "was it"."""
    table = _MANY if bearer.plural else _ONE

    def changed(match: re.Match[str]) -> str:
        word = match.group()
        other = table.get(word.lower(), word)
        return other.capitalize() if word[0].isupper() else other

    if not re.search(rf"{AUXILIARY}\s*$", before, re.IGNORECASE):  # "when did they do that?"
        behind = re.sub(r"(?<=^\s)\w+", changed, behind)
    return re.sub(r"\w+(?=\s*$)", changed, before), behind


def _there(question: str, found: Sequence[Bearer]) -> str:
    """Return a question with the place that was spoken of in place of "there"."""
    place = next((each for each in found[:1] if land(each.name.lower())), None)
    if place is None or place.name in question:
        return question
    return _THERE.sub(f"in {place.name}", question, count=1)
