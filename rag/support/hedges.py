"""What a text does not state as a fact: "may fail", "plans to leave", "allegedly took", "if it rains"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .cited import Cited
from .negations import reach
from .words import Word

APART: Final = 6  # words between two that a sentence states together
_MAYBE: Final = frozenset(
    "may might could should ought if unless whether perhaps maybe possibly probably presumably potentially"
    " supposedly apparently likely hypothetically allegedly alleged reportedly purportedly purported"
    " suspected rumoured rumored".split()
)
_PLANNED: Final = frozenset(
    "will would shall planned proposed proposes propose proposal considering considers weighing".split()
)
_MAYBE_BEFORE: Final = {
    "to": frozenset(
        "believed thought said reported stated rumoured rumored alleged claimed estimated"
        " supposed suspected seems seem seemed appears appear appeared".split()
    ),
    "of": frozenset("accused suspected accuses accusing".split()),
    "with": frozenset("charged".split()),
}
_PLANNED_TO: Final = frozenset(
    "is are was were be going about expect expects expected plan plans planned planning intend intends"
    " intended aim aims aimed hope hopes hoped want wants wanted wish wishes wished seek seeks sought"
    " threaten threatens threatened scheduled set poised promise promises promised pledge pledges pledged"
    " vow vows vowed offer offers offered agree agrees agreed decide decides decided try tries tried"
    " attempt attempts attempted ready willing bid".split()
)
_BE: Final = frozenset("is are was were be been".split())
_NEEDS_BE: Final = frozenset("said reported thought believed claimed stated supposed estimated".split())
_NOT: Final = frozenset("not never".split())  # what is denied has a rule of its own
_OVER: Final = frozenset("later eventually soon become go subsequently".split())  # "would go on": it did


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge at word ``at`` and the numbers of the content words it holds for.

    ``planned`` is whether the text expects it to happen; else it may not be so at all.
    """

    at: int
    over: tuple[int, ...]
    planned: bool


def made_certain(claim: Cited, evidence: Sequence[Cited], passages: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each thing that the evidence hedges, no passage states and the sentence does."""
    own: dict[str, bool] = {}  # stem -> whether the sentence hedges it as planned and no more
    for hedge in hedges(claim.words):
        for number in hedge.over:
            stem = claim.words[number].stem
            own[stem] = own.get(stem, True) and hedge.planned
    held = [(passage, hedges(passage.words)) for passage in passages]
    for text in evidence:
        for hedge in hedges(text.words):
            head = [text.words[number].stem for number in hedge.over[:2]]
            if any(_kept(stem, hedge, own) for stem in head) or not _together(head, claim):
                continue
            if not any(_stated(head, *each) for each in held):
                start, end = text.words[hedge.at].start, text.words[hedge.over[-1]].end
                yield f"stated as a fact; the article says “{text.text[start:end]}”"


def hedges(words: Sequence[Word]) -> list[Hedge]:
    """Return what is hedged, in order."""
    found = []
    for at in range(len(words)):
        planned = _hedges(words, at)
        over = () if planned is None else tuple(reach(words, at))
        if planned is not None and over:
            found.append(Hedge(at, over, planned))
    return found


def _kept(stem: str, hedge: Hedge, own: dict[str, bool]) -> bool:
    """Whether the sentence hedges a word at least as much: "will" for "plans to", not for "may"."""
    return stem in own and (hedge.planned or not own[stem])


def _together(head: Sequence[str], claim: Cited) -> bool:
    """Whether a sentence has all these stems, near each other."""
    places = [{at for at, word in enumerate(claim.words) if word.stem == stem} for stem in head]
    return any(places[-1].intersection(range(at - APART, at + APART + 1)) for at in places[0])


def _stated(head: Sequence[str], passage: Cited, found: Sequence[Hedge]) -> bool:
    """Whether a passage with these hedges says the same without one."""
    words = passage.words
    hedged = {number for hedge in found for number in hedge.over}
    plain = {word.sentence for at, word in enumerate(words) if word.stem == head[0] and at not in hedged}
    return any(word.stem == head[-1] for word in words if word.sentence in plain)


def _hedges(words: Sequence[Word], at: int) -> bool | None:
    """Return whether a word hedges as a plan does; ``None`` where it does not hedge."""
    word = words[at]
    before = words[at - 1].lower if at else ""
    following = words[at + 1].lower if at + 1 < len(words) else ""
    if following in _NOT or word.text in ("May", "Will"):
        return None
    if word.lower in _MAYBE:
        return False
    if word.lower in _MAYBE_BEFORE.get(following, ()):
        return None if word.lower in _NEEDS_BE and before not in _BE else False
    if word.lower in _PLANNED_TO and following == "to":
        return True
    return True if word.lower in _PLANNED and following not in _OVER else None
