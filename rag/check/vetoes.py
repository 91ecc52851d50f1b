"""What stands against a sentence by the exact rules, whatever a verifier says of it.

Each family of rules can be left out, so that what it brings is measured: ``python -m tests.bench.claims
--without``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final, Literal, get_args

from .negation import opposed
from .quotations import altered, forged
from .sources import Cited, Source
from .values import Missing, dates_missing, names_missing, numbers_missing

Family = Literal["numbers", "dates", "names", "denials", "quotations"]
FAMILIES: Final[frozenset[Family]] = frozenset(get_args(Family))


@dataclass(frozen=True, slots=True)
class Vetoes:
    """What stands against a sentence; true when anything does.

    Attributes:
        missing: its numbers, dates and names that no source has, as it writes them, each once.
        doubts: a line for each of the other things.
        refuting: whether the sources say otherwise, and not only less.
    """

    missing: tuple[str, ...]
    doubts: tuple[str, ...]
    refuting: bool

    def __bool__(self) -> bool:
        """Whether anything stands against the sentence."""
        return bool(self.missing or self.doubts)


def vetoes(
    claim: Cited, sources: Sequence[Source], rests: Sequence[Cited], families: Set[Family] = FAMILIES
) -> Vetoes:
    """Return what the exact rules have against a sentence; ``rests`` are the sentences that it rests on."""
    missing = list(_missing(claim, sources, rests, families))
    denied = list(dict.fromkeys(opposed(claim, rests))) if "denials" in families else []
    doubts = [*forged([each.text for each in sources]), *denied]
    if "quotations" in families:
        doubts += altered(claim.text, [each.whole for each in sources])
    refuting = bool(denied) or any(each.replaced for each in missing)
    return Vetoes(tuple(dict.fromkeys(each.text for each in missing)), tuple(doubts), refuting)


def _missing(
    claim: Cited, sources: Sequence[Source], rests: Sequence[Cited], families: Set[Family]
) -> Iterator[Missing]:
    if "numbers" in families:
        yield from numbers_missing(claim, sources, rests)
    if "dates" in families:
        yield from dates_missing(claim, sources, rests)
    if "names" in families:
        yield from names_missing(claim, sources, rests)
