"""What is left of an act that did not run to its end -> how that ends, and how it goes on from there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .acts import Act
from .holding import Held, Judge, is_damaged
from .trial import BAD, Outcome, told


def judged(
    act: Act, place: Path, allowed: Sequence[Held], judge: Judge, *, end: Held | None = None
) -> tuple[Outcome, str]:
    """Return what becomes of a folder in which an act was broken off.

    The library holds one of what is ``allowed``; one that was harmed before may still say so. If the ``end``
    is given, the act is done again, and has to come to that.
    """
    library = place / "library"
    outcome: tuple[Outcome, str] = ("one line", "damaged, as before")
    if not (act.harm and is_damaged(library)):
        outcome = judge(library, allowed, in_parts=act.in_parts)
    if end is None or outcome[0] in BAD:
        return outcome
    try:
        for step in act.steps:
            step(place)
    except Exception as problem:  # noqa: BLE001 - that is what is looked for
        how, line = told(problem)
        return ("WRONG" if how == "one line" else how), f"when done again: {line}"
    how, line = judge(library, [end])
    return (how, f"when done again: {line}") if how in BAD else outcome
