"""How often reports that disagree are told to, and how often others are taken for such.

    python -m tests.bench.disagree [--half seen | held-back] [--answers] [--show]

Pairs of reports are made by rule and seed from two halves of wordings, places and questions: rules were
written on the one half, the other was held back meanwhile. With ``--answers`` each pair is a library that
is asked, else the two quotations are compared. Exit code 1: less is told, or more alarms are false, than
``LEAST_TOLD`` and ``MOST_FALSE`` allow.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from index import Library
from index.encode import Encoder
from index.encode.encoder import SentenceEncoder
from rag import Assistant
from rag.answer import Disagreement
from rag.disagree.disagreements import disagreements

from .disagree_cases import Case, cases

HALVES: Final = ("seen", "held-back")
DRAWS: Final = 20  # seeds, where quotations are compared; one where libraries are asked
LEAST_TOLD: Final = 0.85  # of the pairs of a half that disagree
MOST_FALSE: Final = 0.005  # of those that do not

Found = dict[tuple[bool, str], list[bool]]
"""Whether pairs of a kind disagree, and the kind -> whether each was said to."""
Told = Callable[[Case], Sequence[Disagreement]]


def compared(case: Case) -> Sequence[Disagreement]:
    """Return where the two quotations of a pair are found to differ."""
    return disagreements(case.question, case.citations)


def answered(encoder: Encoder) -> Told:
    """Return what asks a library of the two reports, and gives where its answer says that they differ."""

    def told(case: Case) -> Sequence[Disagreement]:
        with TemporaryDirectory() as folder:
            library = Library.open(Path(folder) / "library", encoder=encoder)
            library.add(list(case.reports))
            return Assistant(library).ask(case.question).disagreements

    return told


def measured(every: Sequence[Case], told: Told, *, show: bool = False) -> Found:
    """Return what was said of each kind of pair; misjudged ones are shown."""
    found: Found = defaultdict(list)
    for case in every:
        said = told(case)
        found[case.differ, case.kind].append(bool(said))
        if show and bool(said) != case.differ:
            lines = (case.question, *case.quotes, *(each.text for each in said))
            print(f"\n{'missed' if case.differ else 'false alarm'}: {case.kind}", *lines, sep="\n   ")
    return found


def lines(half: str, found: Found) -> Iterator[str]:
    """Yield the table of a half."""
    for differ, what in ((True, "told"), (False, "false alarms")):
        kinds = {kind: said for (each, kind), said in found.items() if each is differ}
        yield f"{half}, {what}: {sum(map(sum, kinds.values()))} of {sum(map(len, kinds.values()))}"
        yield from (f"   {kind:28}{sum(said):4} of {len(said)}" for kind, said in kinds.items())


def held(found: Found) -> bool:
    """Tell whether a half keeps its bounds."""
    true = [said for (differ, _), every in found.items() if differ for said in every]
    false = [said for (differ, _), every in found.items() if not differ for said in every]
    return sum(true) >= LEAST_TOLD * len(true) and sum(false) <= MOST_FALSE * len(false)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; hold both halves against their bounds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--answers", action="store_true")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args(arguments)
    told = answered(SentenceEncoder()) if given.answers else compared
    well = True
    for half in [given.half] if given.half else HALVES:
        draws = range(1 if given.answers else DRAWS)
        every = [case for seed in draws for case in cases(HALVES.index(half), seed)]
        found = measured(every, told, show=given.show)
        print("\n".join(lines(half, found)), flush=True)
        well = well and held(found)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
