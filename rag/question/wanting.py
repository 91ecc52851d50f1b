"""Words that say little without what they belong to: "responsible", for what? "the verdict", in what?"""

from __future__ import annotations

import re
from typing import Final

from index.language.content_words import content_words
from index.text.words import words_of

_WANTED: Final = {
    "for": """responsible responsibility blame blamed paid pay payed apologise apologised apologize apologized
        convicted sentenced punished evidence reason reasons motive""",
    "in": """killed kill die died dead dies injured hurt wounded arrested detained charged missing involved
        saved rescued survived survive lost displaced damaged destroyed victims victim survivors casualties
        suspects suspect injuries deaths losses happened role verdict""",
    "of": """cost costs price cause causes damage outcome result results effect effects impact purpose aim
        aims goal consequences consequence background size value scale extent founder owner leader winner
        start end date toll""",
    "to": "reaction reactions response responses alternative alternatives reacted react responded respond",
    "about": "decided say said known know",
    "against": "charges charge allegations accusations protested",
    "on": "update updates news latest vote",
}
_PREPOSITION: Final = {word: each for each, words in _WANTED.items() for word in words.split()}
_EVENT: Final = re.compile(
    r"\b(?:kill|dead|die[ds]?|dying|death|injur|hurt\b|wound|casualt|victim|surviv|rescue|missing|displaced"
    r"|explo|blast|fires?\b|wildfire|crash|accident|collapse|earthquake|quake|flood|storm|hurricane|typhoon|wars?\b"
    r"|attack|shooting|bomb|sinking|sank|capsiz|disaster|derail|outbreak|pandemic|riot|erupt|avalanche|landslide"
    r"|implo|invasion|massacre|murder|coup\b|blackout|strike|protest|elect|referendum|vote|trial|scandal|match|race\b)",
    re.IGNORECASE,
)
_HARMED: Final = re.compile(
    r"\b(?:kill(?:ed)?|died?|dead|dies|deaths?|injur\w+|hurt|wounded|missing|rescued|survive\w*|survivors?"
    r"|casualties|victims?|displaced)\b",
    re.IGNORECASE,
)
_COUNTED: Final = {
    *("people", "person", "persons", "men", "women", "children", "civilians", "soldiers", "police"),
    *("money", "dollars", "euros", "total", "death"),
    *("exactly", "finally", "officially", "first", "actually", "main"),
}
_ARTICLE: Final = re.compile(r"\b(?:the|any|an?|what|which|its) ", re.IGNORECASE)
_LINKS: Final = frozenset(("for", "in", "of", "to", "about", "against", "on", "by", "at", "from", "with"))


def preposition(question: str) -> str | None:
    """Return what brings what a question lacks, "for" in "who was responsible?", else ``None``.

    Nothing is lacking where a word says more, or a preposition brings something already.
    """
    words = [word.lower() for word in content_words(question)]
    wanting = [word for word in words if word in _PREPOSITION]
    if not wanting or not {*words} <= _COUNTED | _PREPOSITION.keys():
        return None
    if _PREPOSITION[wanting[-1]] == "of" and not _ARTICLE.search(question):
        return None  # "did it cost", "when will they start"
    behind = [word.lower() for word in words_of(question)]
    behind = behind[behind.index(wanting[-1]) + 1 :]
    return None if _LINKS & {*behind} else _PREPOSITION[wanting[-1]]


def is_of_harmed(question: str) -> bool:
    """Tell whether a question is about people who came to harm: "how many were injured?"."""
    return bool(_HARMED.search(question))


def is_event(said: str) -> bool:
    """Tell whether something that was said is of what people take part in or come to harm in, as a fire."""
    return bool(_EVENT.search(said))


def brings(fragment: str) -> str | None:
    """Return what joins "the damage" or "any reaction" to what it is of; ``None`` for no thing."""
    words = content_words(fragment)
    if not words or words_of(fragment)[-1] != words[-1]:
        return None
    return _PREPOSITION.get(words[-1].lower(), "of")
