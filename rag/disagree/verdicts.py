"""A quotation -> its verdict: what was approved or rejected, confirmed or denied; whether two are opposed.

Rather none than a false one: they are opposed only if both speak of nearly the same words and neither names
what the other does not, neither is of what is denied or expected, and what was approved by somebody was
rejected by the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.language.content_words import content_words
from index.language.spans_of_days import WEEKDAYS
from index.text.words import analysed

ALIKE: Final = 0.75  # of the longer object's words that the shorter has
FEWEST: Final = 2  # such words

_PAIRS: Final = (
    (
        r"approved|adopted|accepted|authori[sz]ed|ratified|endorsed"
        r"|backed(?! (?:away|off|out|down|up|into|onto)\b)",
        r"rejected|vetoed|blocked|refused(?! to\b)|voted down|turned down|(?:thrown|threw) out(?! of\b)",
    ),
    (
        r"confirmed|acknowledged"
        r"|admitted(?= (?:that|to|having|being|\w+ing|guilt|wrongdoing|responsibility|h?is|s?he|they|it)\b)"
        r"(?! to (?:an? |the )?(?:hospital|clinic|ward|school|university|intensive|care)\b)",
        r"denied(?! (?:him|her|them|entry|access|bail|asylum|treatment|permission|care|visas?)\b)|disputed",
    ),
    (r"convicted|found guilty", r"acquitted|cleared(?= (?:(?:him|her|them) )?of\b)|found not guilty"),
)
_ASKED: Final = (  # the words with which a question asks for each
    r"approv|adopt|accept|authori[sz]|ratif|endors|reject|veto|block|refus|(?:vot|turn)\w* down"
    r"|th(?:row|rew)\w* out",
    r"confirm|acknowledg|admit|den(?:y|ied|ies)|disput",
    r"convict|guilty|acquit|clear(?:ed)?\b.* of\b|innocent|verdict",
)
_SAID: Final = 1  # the pair whose actors need not be the same: one may confirm what another denies
_VERB: Final = re.compile(
    "|".join(
        rf"(?P<yes{place}>\b(?:{yes})\b)|(?P<no{place}>\b(?:{no})\b)"
        for place, (yes, no) in enumerate(_PAIRS)
    ),
    re.IGNORECASE,
)
_DENIED: Final = re.compile(  # what stands before a verb that tells of nothing done, or is no verb
    r"(?:\b(?:would|will|may|might|could|should|shall|must|if|expected|likely|due|set)\b(?: \w+){0,3}"
    r"|\b(?:not|never|no|nor|neither|without|nearly|almost|yet|who|which|that|of|the|an?|and|or|to)\b"
    r"|n't)(?: \w+ly)?\s*$",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(r"\b(?:was|were|been|is|are)(?: \w+ly| also| finally)?\s*$", re.IGNORECASE)
_CLAUSE: Final = re.compile(
    r"[.,;:()]|\b(?:but|while|after|before|because|when|although|and then)\b", re.IGNORECASE
)
_DECIDED: Final = re.compile(  # what may be blocked by a decision, as a road can't
    r"\b(?:takeover|merger|acquisition|deal|bid|plan|bill|law|legislation|sale|motion|proposal|resolution"
    r"|nomination|appointment|appeal|extradition|vote|visa|request|reform|measure|amendment|decision|ban|project"
    r"|budget|treaty|agreement|application|order|licen[cs]e|permit)s?\b",
    re.IGNORECASE,
)
_BEYOND: Final = re.compile(  # where what is decided on ends, or another thing is told
    r"\b(?:of|for|by|in|on|near|over|with|from|to|at|outside)\b"
)
_GOES_ON: Final = re.compile(r"\band (?:\w+ed|sent|told|gave|set|put|fined|jailed)\b", re.IGNORECASE)
_NO_STEMS: Final = frozenset((*WEEKDAYS, "former", "ex", "yesterday", "today"))
_NUMBER: Final = re.compile(r"\b\d[\d,.-]*\b")
_BY: Final = re.compile(r"\bby\b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """An act of a kind, on an object, with its outcome.

    Attributes:
        kind: which pair of outcomes it is of.
        said: the word that says the outcome.
        actor: the stems of who acted; none where it is not said.
        about: the stems of what it was on.
    """

    kind: int
    yes: bool
    said: str
    actor: frozenset[str]
    about: frozenset[str]


def verdict(quote: str) -> Verdict | None:
    """Return the verdict of a quotation; ``None`` where it has none, or several."""
    found = [*_VERB.finditer(quote)]
    if len(found) != 1 or _DENIED.search(quote[: found[0].start()]):
        return None
    match = found[0]
    name = match.lastgroup or ""
    before = _CLAUSE.split(quote[: match.start()])[-1]
    behind = _GOES_ON.split(_CLAUSE.split(quote[match.end() :])[0])[0]
    if _PASSIVE.search(before):
        rest, *by = _BY.split(behind, maxsplit=1)
        actor, about, thing = " ".join(by), f"{before} {rest}", before
    else:
        actor, about, thing = before, behind, behind
    if match[0].lower() == "blocked" and not _DECIDED.search(_BEYOND.split(thing)[0]):
        return None
    return Verdict(int(name[-1]), name.startswith("yes"), match[0], _stems(actor), _stems(about))


def kinds_asked(question: str) -> frozenset[int]:
    """Return the kinds of verdict that a question names: "why was it rejected?"."""
    return frozenset(
        kind for kind, words in enumerate(_ASKED) if re.search(rf"\b(?:{words})", question, re.IGNORECASE)
    )


def opposed(one: Verdict | None, other: Verdict | None) -> bool:
    """Tell whether two verdicts are of opposite outcomes on the same object."""
    if one is None or other is None or one.kind != other.kind or one.yes == other.yes:
        return False
    if one.kind != _SAID and one.actor and other.actor and not _alike(one.actor, other.actor):
        return False
    return len(one.about & other.about) >= FEWEST and _alike(one.about, other.about)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one says most of what the other says, and nothing else: no other name, number or word."""
    return (one <= other or other <= one) and len(one & other) >= ALIKE * max(len(one), len(other))


def _stems(text: str) -> frozenset[str]:
    words = (word for word in content_words(text) if word.lower() not in _NO_STEMS)
    return frozenset((*analysed(" ".join(words)), *_NUMBER.findall(text)))
