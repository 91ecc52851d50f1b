"""A follow-up that lacks a subject -> one that says what it is about: "how many died in the explosion?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.language.names import names_in
from index.language.words import AUXILIARY, STOP_WORDS
from index.text.words import words_of

from .bearers import Bearer
from .pointing import EXPLETIVE, HE
from .wanting import brings, is_event, is_of_harmed, preposition

MOST_NAMES: Final = 2  # joined to a follow-up
NEAR: Final = 0.5  # of the weight of the first: what weighs less is left out
MOST_WORDS: Final = 4  # of a follow-up without a verb

_AND: Final = re.compile(r"^(?:(?:and|but|so|or|then)\b(?! far\b)[\s,]*)+", re.IGNORECASE)
_ABOUT: Final = re.compile(r"^(?:what|how) about\s+", re.IGNORECASE)
_NEWS: Final = re.compile(
    r"^(?:what(?:'s| is) )?(?:(?:the )?latest(?: news)?|any (?:news|updates?|developments?))\s*[?.!]*$",
    re.IGNORECASE,
)
_ANYTHING: Final = re.compile(
    r"^(?:(?:is there )?any ?thing (?:else|more)|what else)\s*[?.!]*$", re.IGNORECASE
)
_WHEN: Final = re.compile(r"^(?:when|where)\s*[?.!]*$", re.IGNORECASE)
_VERB: Final = re.compile(rf"\b{AUXILIARY}|^any\b", re.IGNORECASE)
_LOOSE: Final = re.compile(  # what can follow "and" behind the question before
    r"^(?:who|what|where|how|why|when|which)(?: (?:else|ones?|exactly|not|come|many|much|long))*\s*[?.!]*$"
    r"|^(?:who|what) (?:took over|came next|is next|was next|followed)\s*[?.!]*$",
    re.IGNORECASE,
)
_PER: Final = re.compile(r"^(?:per|by|with|within|without|since|until|in|on|at|for|from|to)\b", re.IGNORECASE)
_POINTS: Final = re.compile(rf"\b(?:it|its|they|them|their|this|that)\b{EXPLETIVE}", re.IGNORECASE)
_HAS_SUBJECT: Final = re.compile(  # a noun of its own
    rf"\b(?:the|an?|these|those|both) [a-z]"
    rf"|\b(?:many|much|which|whose|what) (?!{AUXILIARY})\w+ (?:\w+ )?{AUXILIARY}",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(r"^(?:who|what|which|whose|how|when|where|why)\b", re.IGNORECASE)


def joined(question: str, found: Sequence[Bearer], previous: str, told: str = "") -> str:
    """Return a follow-up with what the conversation is about; as typed where that is not known, or not sure.

    ``previous`` is the question before it, which stands alone, or empty; ``told`` is all that was said.
    """
    asked = _within(without_and(question))
    said = {*_small(question)}
    others = [each for each in found if not {*_small(each.name)} <= said]
    is_of_stranger = bool(HE.search(asked))  # a person who is not known
    if others and not is_of_stranger and (whole := _of(asked, others, told)) is not None:
        return whole
    if previous and (_AND.match(question) or _LOOSE.match(asked)):
        return f"{_open(previous)}, and {asked}"
    meant = _meant(asked, others, previous)
    return f"As for {meant.phrase}, {asked}" if meant else question


def _meant(asked: str, others: Sequence[Bearer], previous: str) -> Bearer | None:
    """Return what is put in front of a question: the heaviest that its pronoun can stand for.

    Without a pronoun only where the question has neither a noun nor a name of its own.
    """
    if names_in(asked):
        return None
    if HE.search(asked):
        return next((each for each in others if _is_somebody(each, previous)), None)
    things = [each for each in others if each.kind != "person"]
    whole = is_of_harmed(asked) or _HAS_SUBJECT.search(asked)
    return things[0] if things and (_POINTS.search(asked) or not whole) else None


def _is_somebody(bearer: Bearer, previous: str) -> bool:
    """Tell whether "he" may be meant: a person's name, or one word that was asked about."""
    return bearer.kind == "person" or (bearer.kind == "other" and bearer.phrase in previous.split())


def _of(asked: str, others: Sequence[Bearer], told: str) -> str | None:
    """Return a follow-up with a preposition and what it is about behind it; ``None`` where none fits."""
    first = others[0]
    if not words_of(asked):
        return f"what happened next with {_topic(others)}?"
    if _WHEN.match(asked) and first.kind == "event":
        return f"{_open(asked)} {'were' if first.plural else 'was'} {first.event}?"
    for form, bringing in ((_NEWS, "on"), (_ANYTHING, "about")):
        if form.match(asked):
            return f"{_open(asked)} {bringing} {_topic(others)}?"
    if (fragment := _fragment(asked)) is not None:
        return f"what about {fragment} {brings(fragment)} {first.phrase}?"
    bringing = preposition(asked) or ""
    is_fitting = bool(bringing) and not (bringing == "in" and first.kind == "person")
    is_fitting = is_fitting and (not is_of_harmed(asked) or is_event(told))
    is_fitting = is_fitting and (bringing != "in" or first.kind != "event" or is_event(told))
    return f"{_open(asked)} {bringing} {first.event}?" if is_fitting else None


def without_and(question: str) -> str:
    """Return a question without the "and" that tied it to the one before."""
    return _AND.sub("", question.strip()).replace("’", "'")


def _topic(others: Sequence[Bearer]) -> str:
    """Return the one or two that weigh most, as a person writes them."""
    near = [each.phrase for each in others if each.weight >= NEAR * others[0].weight]
    return " and ".join(near[:MOST_NAMES])


def _fragment(asked: str) -> str | None:
    """Return "the cost" of "what about the cost?"; ``None`` for what is a question or names something."""
    bare = _open(_ABOUT.sub("", asked))
    words = words_of(bare)
    is_short = 0 < len(words) <= MOST_WORDS and not names_in(bare[:1].lower() + bare[1:])
    if not is_short or _PER.match(bare) or _ASKS.match(bare) or _VERB.search(bare) or not brings(bare):
        return None
    return bare


def _within(question: str) -> str:
    """Return a question as it stands behind a comma, without a capital that only opened it."""
    is_word = next(iter(words_of(question)), "").lower() in STOP_WORDS
    return question[:1].lower() + question[1:] if is_word and question[:2] != "I " else question


def _open(question: str) -> str:
    return question.rstrip(" ?.!")


def _small(text: str) -> list[str]:
    return [word.lower().removesuffix("'s") for word in words_of(text)]
