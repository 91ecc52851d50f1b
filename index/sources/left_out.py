"""What was left out of a folder or archive, by its kind -> a line that names it."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from ..errors import SourceError

NAMED: Final = 6  # files in a line


def left_out_line(left_out: Sequence[SourceError]) -> str:
    """Return how many files were left out, which, and why; empty for none.

    ``3 files were left out: a.csv (holds no articles); b.mp4, c.mp4 (kind .mp4 is not read)``
    """
    if not left_out:
        return ""
    reasons: dict[str, list[str]] = {}
    for problem in left_out[:NAMED]:
        reasons.setdefault(problem.reason, []).append(PurePath(problem.source).name)
    said = "; ".join(f"{', '.join(names)} ({reason})" for reason, names in reasons.items())
    more = len(left_out) - NAMED
    return f"{left_out_count(left_out)}: {said}" + (f"; and {more:,} more" if more > 0 else "")


def left_out_count(left_out: Sequence[SourceError]) -> str:
    """Return how many files were left out: ``3 files were left out``."""
    number = len(left_out)
    return "1 file was left out" if number == 1 else f"{number:,} files were left out"
