"""Whether a sentence is surer than the article, which only says "may" or "plans to", or less sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import Final

from index.language.stems import past

from .cited import Cited
from .hedges import Hedge, Strength, hedges, strengths
from .negations import reach
from .overlap import share

APART: Final = 6  # words between two that a sentence states together
ALIKE: Final = 0.6  # of the words around, those that another sentence has which says the same
EXCERPT: Final = 4  # words of a deed that are quoted
_UNSURE: Final = strengths(  # enough in a sentence that is checked
    planned="plan plans planning seek seeks seeking want wants threaten threatens threatening hope hopes bid"
    " push propose proposes proposal",
    maybe="fear fears feared worry worries concern concerns suggest suggests suggested possible possibly"
    " possibility risk risks chance danger unclear doubt doubts question",
)
_TO_COME: Final = frozenset("may might will shall".split())
_NOW: Final = frozenset(
    "is are expects plans plan intends intend aims aim hopes hope wants want seeks seek threatens threaten"
    " promises promise pledges pledge vows vow".split()
)
_SAYS: Final = frozenset(
    "according say says said claim claims claimed allege alleges accuse accuses accused report"
    " reports reported suspect suspects believe believes believed think thinks thought".split()
)


def made_certain(claim: Cited, evidence: Sequence[Cited], passages: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each thing that the evidence hedges, no passage states and the sentence does."""
    own = _strengths(claim)
    for text in evidence:
        for hedge in hedges(text.words):
            over = [text.words[number] for number in hedge.over]
            head = [word.stem for word in over if word.text[0].isalnum()][:2]
            around = _around(head, claim)
            if not around or _kept(head, hedge, own, claim.lowers):
                continue
            if not any(_stated(head, around, passage) for passage in passages):
                at = text.words[hedge.at]
                words = text.text[min(at.start, over[0].start) : max(at.end, over[-1].end)]
                yield f"stated as a fact; the article says “{words}”"


def made_open(claim: Cited, evidence: Sequence[Cited], passages: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each deed that the sentence tells as to come and the evidence as done."""
    for hedge in hedges(claim.words):
        if not _to_come(claim, hedge):
            continue
        head = claim.words[hedge.over[0]].stem
        around = _around([head], claim)
        if not any(head == passage.words[at].stem for passage in passages for at in _hedged(passage)):
            done = (_done(head, around, text) for text in evidence)
            yield from (f"told as still to come; the article says “{words}”" for words in done if words)


def _to_come(claim: Cited, hedge: Hedge) -> bool:
    """Whether a hedge is of what has not happened yet: "will sell", "plans to sell"."""
    words, at = claim.words, hedge.at
    if words[at].lower in _TO_COME:
        behind = words[at + 1].lower if at + 1 < len(words) else ""
        return behind != "have"
    return hedge.strength == "planned" and bool({words[at].lower, words[max(at - 1, 0)].lower} & _NOW)


def _done(head: str, around: Sequence[str], text: Cited) -> str:
    """Return the words around a deed in a sentence that tells the same as done, empty where it does not."""
    words = text.words
    deeds = [at for at, word in enumerate(words) if word.stem == head and past(word.lower)]
    if not deeds or share(around, text.stems) < ALIKE:
        return ""
    first, last = max(deeds[0] - 1, 0), min(deeds[0] + EXCERPT, len(words)) - 1
    return text.text[words[first].start : words[last].end]


@lru_cache(maxsize=64)
def _hedged(text: Cited) -> frozenset[int]:
    """Return the numbers of the words that are hedged."""
    return frozenset(number for hedge in hedges(text.words) for number in hedge.over)


def _strengths(claim: Cited) -> dict[str, set[Strength]]:
    """Return how a sentence hedges each stem that it hedges, or speaks of as unsure."""
    found: dict[str, set[Strength]] = {}
    for hedge in hedges(claim.words):
        for number in hedge.over:
            found.setdefault(claim.words[number].stem, set()).add(hedge.strength)
    for at, word in enumerate(claim.words):
        if strength := _UNSURE.get(word.lower):
            for number in reach(claim.words, at):
                found.setdefault(claim.words[number].stem, set()).add(strength)
    return found


def _kept(head: Sequence[str], hedge: Hedge, own: dict[str, set[Strength]], lowers: Set[str]) -> bool:
    """Whether the sentence hedges a thing at least as much: "will" for "plans to", not for "may".

    What others are said to say is hedged, too, where the sentence tells who says so.
    """
    if hedge.strength == "told" and not lowers.isdisjoint(_SAYS):
        return True
    kept = set().union(*(own.get(stem, set()) for stem in (head if hedge.clause else head[:1])))
    return bool(kept if hedge.strength == "planned" else kept - {"planned"})


def _around(head: Sequence[str], claim: Cited) -> list[str]:
    """Return the stems around these in a sentence, none where it has them not near each other."""
    words = claim.words
    firsts = [at for at, word in enumerate(words) if head and word.stem == head[0]]
    for at in firsts:
        near = words[max(at - APART, 0) : at + APART + 1]
        if any(word.stem == head[-1] for word in near):
            return list(dict.fromkeys(w.stem for w in near if w.content and w.text[0].isalnum()))
    return []


def _stated(head: Sequence[str], around: Sequence[str], passage: Cited) -> bool:
    """Whether a sentence of a passage says the same without a hedge."""
    words, hedged = passage.words, _hedged(passage)
    plain = [at for at in range(len(words)) if at not in hedged]
    firsts = [at for at in plain if words[at].stem == head[0]]
    lasts = [at for at in plain if words[at].stem == head[-1]]
    told = {words[one].sentence for one in firsts if any(abs(one - other) <= APART for other in lasts)}
    return any(
        share(around, {word.stem for word in words if word.sentence == sentence}) >= ALIKE
        for sentence in told
    )
