"""How often a claim is given the side that its evidence takes, from the claim to the answer.

    python -m tests.bench.checked ../shared/data [--claims 100]

A library of evidence sentences of FEVER is asked of claims that people wrote: some that its articles support,
some that they refute, and some whose evidence it does not hold. A claim may get quotations of both sides.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from index import Article, Library
from rag import Assistant
from tests.bench.sets import rows

SEED: Final = 3
BESIDE: Final = 8  # times as many pieces of evidence as claims of a kind, for others to be found
KINDS: Final = ("supported", "refuted", "without evidence")


def drawn(data: Path, count: int) -> tuple[dict[str, list[dict[str, Any]]], list[str]]:
    """Return the claims of each kind, one of a group of those that share evidence, and the evidence held."""
    rng = random.Random(SEED)
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows(data, "fever", "rows"):
        groups.setdefault(row["group"], []).append(row)
    order = rng.sample(sorted(groups), len(groups))
    left_out = order[:count]
    one_each = [rng.choice(groups[name]) for name in order[count:]]
    claims = {kind: [row for row in one_each if row["label"] == kind][:count] for kind in KINDS[:2]}
    claims[KINDS[2]] = [rng.choice(groups[name]) for name in left_out]
    asked = [row for kind in KINDS[:2] for row in claims[kind]]
    held = [row["evidence"] for row in (*asked, *one_each[-BESIDE * count :])]
    return claims, list(dict.fromkeys(held))


def library_of(evidence: Sequence[str], folder: Path) -> Library:
    """Return a library with an article for each piece of evidence; FEVER's have no titles here."""
    library = Library.open(folder)
    library.add([Article(id=sha256(text.encode()).hexdigest()[:16], text=text) for text in evidence])
    return library


def sides(assistant: Assistant, claims: Sequence[dict[str, Any]]) -> Counter[str]:
    """Count the claims that got a quotation of each side, or of none."""
    found: Counter[str] = Counter()
    for row in claims:
        answer = assistant.check(row["claim"])
        found.update({str(citation.support) for citation in answer.citations} or {"neither"})
    return found


def main() -> None:
    """Print a line for each kind of claim."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--claims", type=int, default=100, help="of each kind")
    given = arguments.parse_args()
    claims, evidence = drawn(given.data, given.claims)
    with TemporaryDirectory() as folder:
        assistant = Assistant(library_of(evidence, Path(folder)))
        print(f"{len(evidence)} articles; claims with a quotation that supports, contradicts, or none")
        for kind, every in claims.items():
            begun = time.perf_counter()
            found = sides(assistant, every)
            each = (time.perf_counter() - begun) / len(every)
            shares = [found[side] / len(every) for side in ("supported", "refuted", "neither")]
            told = "  ".join(f"{share:.2f}" for share in shares)
            print(f"{kind:18} {len(every):4}  {told}  {each:.2f} s each")


if __name__ == "__main__":
    main()
