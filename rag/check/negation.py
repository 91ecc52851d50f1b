"""What only one of a sentence and the words it rests on denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.language.negations import TRACES, denials
from index.search.stems import stem

from .sources import Cited


def opposed(claim: Cited, evidence: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for what only one of sentence and evidence denies."""
    claimed = denials(claim.words, claim.text)
    held = [denial for text in evidence for denial in denials(text.words, text.text)]
    claim_denied = {each for denial in claimed for each in (*denial.stems, *denial.subject)}
    held_denied = {each for denial in held for each in (*denial.stems, *denial.subject)}
    held_stems = {each for text in evidence for each in text.stems}
    for denial in claimed:
        known = [each for each in denial.stems if each in held_stems]
        if known and not held_denied.intersection(denial.stems):
            yield f"“{denial.text}”: denied here, not in the quoted words"
    for denial in held:
        head = next((each for each in denial.stems if each not in _traces()), None)
        if head in claim.stems and not claim_denied.intersection(denial.stems):
            yield f"the article says “{denial.text}”"


@lru_cache(maxsize=1)
def _traces() -> frozenset[str]:
    """Return the stems of what is denied for another thing: "no sign of a crime"."""
    return frozenset(map(stem, TRACES))
