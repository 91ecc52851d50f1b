"""How often reports that disagree are told, and how often others are taken for such.

python -m tests.bench.disagree [--half held-back] [--show]
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence

from rag.disagree import disagreements

from .disagree_cases import Case, cases

HALVES = ("seen", "held-back")
SEED = 9


def found(case: Case) -> bool:
    return bool(disagreements(case.question, case.citations))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args(arguments)
    for half in [given.half] if given.half else HALVES:
        every = cases(HALVES.index(half), SEED)
        tally: dict[tuple[bool, str], list[bool]] = defaultdict(list)
        for case in every:
            tally[not case.differ, case.kind].append(found(case))
            if given.show and found(case) != case.differ:
                print(
                    case.differ,
                    case.kind,
                    "|",
                    case.question,
                    "|",
                    *case.quotes,
                    [d.text for d in disagreements(case.question, case.citations)],
                )
        for (alike, kind), values in sorted(tally.items()):
            print(f"  {'alarm' if alike else 'told':6}{kind:26}{sum(values):4} of {len(values)}")
        for differ in (True, False):
            values = [v for (alike, _), vs in tally.items() if alike is not differ for v in vs]
            print(f"{half}: {'told' if differ else 'false alarms'} {sum(values)} of {len(values)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
