"""Claims with the text that bears them out or not, as people labelled them, parted so that no text is in two
parts. Of a long text the sentences are read that are read when a question is answered.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from ..check.learned import LENGTH
from ..check.overlap import nearest
from ..check.sources import cited
from .data import read_lines
from .passages import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .data import Part

Label = Literal["supported", "refuted", "not said", "not supported"]  # the last: one of the two before it

SETS: Final = ("fever", "snli_dev", "mnli_dev", "scitail", "rte", "summedits", "factcheck_gpt")
_NEAR: Final = 2  # of these many claims of FEVER one gets evidence that is not about it


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement, the text it is held against, and what that says of it."""

    dataset: str
    claim: str
    evidence: str
    label: Label


def part_of(name: str, group: str) -> Part:
    """Return the part that a group of a set is in: claims of one group share a text."""
    place = int(hashlib.sha256(f"quoth claims:{name}:{group}".encode()).hexdigest(), 16) % 100
    return "validation" if place < 10 else "test" if place < 30 else "train"


def read_claims(data: Path, part: Part) -> list[Claim]:
    """Return the claims of one part, all sets; claims that are borne out only in part are left out."""
    found: list[Claim] = []
    for name in SETS:
        rows = [row for row in read_lines(data / name / "rows.jsonl.gz") if _is_clear(row)]
        found += [_claim(name, row) for row in rows if part_of(name, _group(row)) == part]
    return [*found, *_unrelated([each for each in found if each.dataset == "fever"])]


def _is_clear(row: dict[str, Any]) -> bool:
    return bool(row["label"] != "partially_supported")


def _group(row: dict[str, Any]) -> str:
    return str(row.get("group") or row.get("doc") or row["evidence"])


def _claim(name: str, row: dict[str, Any]) -> Claim:
    invented = name == "summedits" and row["label"] == "refuted"  # changed or made up: it does not say which
    label: Label = "not supported" if invented else row["label"]
    read = nearest(cited(row["claim"]), cited(row["evidence"]), LENGTH)
    return Claim(name, row["claim"], read, label)


def _unrelated(claims: Sequence[Claim]) -> Iterable[Claim]:
    """Yield claims of FEVER with evidence for another claim, near in words: nothing is said of them."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(claims):
        for word in set(words(each.evidence)):
            holding[word].append(number)
    for each in claims[::_NEAR]:
        asked = set(words(each.claim))
        counts: defaultdict[int, float] = defaultdict(float)
        for word in asked:
            for number in holding[word]:
                counts[number] += 1.0 / len(holding[word])
        others = [n for n in sorted(counts, key=lambda n: -counts[n]) if _is_apart(each, claims[n])]
        if others:
            yield Claim("fever", each.claim, claims[others[0]].evidence, "not said")


def _is_apart(one: Claim, other: Claim) -> bool:
    """Say whether two claims are surely of different things: neither shares most words with the other."""
    mine, its = set(words(one.claim)), set(words(other.claim))
    return one.evidence != other.evidence and len(mine & its) * 2 <= min(len(mine), len(its))
