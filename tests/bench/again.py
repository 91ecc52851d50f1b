"""A folder added once more: nothing is encoded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from .measure import Comparison
from .report import Part, Row
from .texts import SAMPLES
from .worker import once


def measured(quick: bool) -> Part:
    """Add the sample articles to a new library and, in a process of its own, once more; several times."""
    rounds = [_first_and_again() for _ in range(1 if quick else 5)]
    first = tuple(one["seconds"] for one, _ in rounds)
    second = tuple(two["seconds"] for _, two in rounds)
    pair = Comparison(second, first)
    whole = Row(
        "adding the samples again, s", f"{median(second):.3f}", f"{median(first):.2f} first time", str(pair)
    )
    raw = {"first": [one for one, _ in rounds], "again": [two for _, two in rounds]}
    return Part("adding again", (nothing_encoded([two for _, two in rounds]), whole), (), raw)


def nothing_encoded(runs: list[dict[str, Any]]) -> Row:
    """Return the row that says whether adding again found all unchanged and loaded no encoder."""
    new = sum(run["new"] for run in runs)
    loaded = sorted({name for run in runs for name in run["imported"]})
    nothing = not new and not loaded and all(run["unchanged"] and not run["failed"] for run in runs)
    found = f"{new} files, {'no encoder loaded' if not loaded else ' and '.join(loaded) + ' loaded'}"
    return Row(
        "encoded when a folder is added again", found, goal="0 files", result="met" if nothing else "MISSED"
    )


def _first_and_again() -> tuple[Mapping[str, Any], dict[str, Any]]:
    with TemporaryDirectory() as place:
        library = str(Path(place) / "library")
        return once("ours", "add", library, str(SAMPLES)), once("ours", "add", library, str(SAMPLES))
