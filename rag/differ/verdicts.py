"""A quotation -> its verdict: what was approved or rejected, confirmed or denied; whether two are opposed.

Rather none than a false one: they are opposed only if both speak of nearly the same words and neither names
what the other does not, neither is of what is denied or expected, and what was approved by somebody was
rejected by the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.lexical import analysed
from index.words import content_words

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
    behind = _CLAUSE.split(quote[match.end() :])[0]
    if _PASSIVE.search(before):
        rest, *by = _BY.split(behind, maxsplit=1)
        actor, about = " ".join(by), f"{before} {rest}"
    else:
        actor, about = before, behind
    return Verdict(int(name[-1]), name.startswith("yes"), match[0], _stems(actor), _stems(about))


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
    return frozenset((*analysed(" ".join(content_words(text))), *_NUMBER.findall(text)))
