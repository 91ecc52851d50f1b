"""What a text denies: "was not exempted", "no agreement", "denied", "without", "failed to"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .cited import Cited
from .words import Word

REACH: Final = 3  # content words behind a negation that it denies
_NOT: Final = frozenset(
    "not no never none neither nor nobody nothing without cannot hardly barely unable cant dont wont".split()
)
_FAIL: Final = frozenset("fail fails failed failing".split())  # "failed to pay"; not "the bank failed"
_VERBS: Final = frozenset(
    "deny denies denied denying refuse refuses refused lack lacks lacked lacking"
    " decline declines declined dispute disputes disputed".split()
)
_OPENS: Final = frozenset("but although though while whereas because".split())


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation and the stems of what it denies, in order."""

    text: str
    stems: tuple[str, ...]


def denials(words: Sequence[Word], text: str) -> list[Denial]:
    """Return what is denied, in order."""
    found = []
    for at, word in enumerate(words):
        if negates(words, at):
            over = list(reach(words, at))
            if over:
                stems = tuple(words[number].stem for number in over)
                found.append(Denial(text[word.start : words[over[-1]].end], stems))
    return found


def opposed(claim: Cited, evidence: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for what only one of sentence and evidence denies."""
    claimed = denials(claim.words, claim.text)
    held = [denial for text in evidence for denial in denials(text.words, text.text)]
    claim_denied = {stem for denial in claimed for stem in denial.stems}
    held_denied = {stem for denial in held for stem in denial.stems}
    held_stems = {stem for text in evidence for stem in text.stems}
    for denial in claimed:
        known = [stem for stem in denial.stems if stem in held_stems]
        if known and not held_denied.intersection(denial.stems):
            yield f"“{denial.text}”: the article does not deny it"
    for denial in held:
        head = denial.stems[:2]
        if claim.stems.issuperset(head) and not claim_denied.intersection(denial.stems):
            yield f"the article says “{denial.text}”"


def reach(words: Sequence[Word], at: int) -> Iterator[int]:
    """Yield the numbers of the content words that a negation or a hedge at a word holds for."""
    count = 0
    for number in range(at + 1, len(words)):
        if words[number - 1].ends_clause and (count or number - 1 == at):
            return
        if words[number].lower in _OPENS or words[number].sentence != words[at].sentence or count == REACH:
            return
        if words[number].content:
            count += 1
            yield number


def negates(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word denies what follows it, or what was asked before it."""
    word = words[at]
    following = words[at + 1].lower if at + 1 < len(words) else ""
    if word.lower == "not" and following in ("only", "just", "merely", "least"):
        return False
    if word.lower == "no" and (following.isdigit() or following in ("doubt", "matter")):
        return False
    if word.lower in _FAIL:
        return following == "to"
    return word.lower in _NOT or word.lower.endswith("n't") or word.lower in _VERBS
