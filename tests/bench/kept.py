"""The figures of speed that are kept in the repository, and the tables in the READMEs that are made of them.

``python -m tests.bench --keep`` writes both; a test sees that they agree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from .report import Part, Row
from .worker import ROOT

SPEED: Final = Path(__file__).parent / "speed.json"
START: Final = "<!-- speed: made by python -m tests.bench --keep -->"
END: Final = "<!-- end of speed -->"
CHIEF: Final = (
    *(
        "passages of 200 tokens encoded a second, default",
        "quoth ask, cold process, s",
        "Assistant.ask, warm",
    ),
    *("Library.search", "memory of the process, its own"),
)
"""How the rows begin that the first page of the project shows."""
READMES: Final[Mapping[Path, Sequence[str]]] = {
    ROOT / "README.md": CHIEF,
    ROOT / "tests" / "bench" / "README.md": ("",),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What one run measured, as it is shown; ``beside`` is what another checkout was measured with it."""

    commit: str
    date: str
    machine: str
    rows: tuple[Row, ...]
    other: str = ""
    beside: tuple[Row, ...] = ()


def kept(parts: Sequence[Part], known: Mapping[str, Any]) -> Kept:
    """Return what is kept of a run."""
    machine = f"{known['processor']}, {known['cores']} cores, {'bf16' if known['bf16'] else 'no bf16'}"
    machine += f", load {known['load_before']}"
    rows, beside = (
        tuple(
            replace(row, goal="", result="")
            for part in parts
            if bool(part.other) is other
            for row in part.rows
        )
        for other in (False, True)
    )
    others = [part.other for part in parts if part.other]
    return Kept(str(known["commit"]), known["date"][:10], machine, rows, "".join(others), beside)


def write(figures: Kept, file: Path = SPEED, readmes: Mapping[Path, Sequence[str]] = READMES) -> None:
    """Write the file, and the table into each README."""
    file.write_text(json.dumps(asdict(figures), indent=1) + "\n", encoding="utf-8")
    for readme, starts in readmes.items():
        text = readme.read_text(encoding="utf-8")
        readme.write_text(shown(text, figures, starts), encoding="utf-8")


def read(file: Path = SPEED) -> Kept:
    """Return what is kept."""
    known = json.loads(file.read_text(encoding="utf-8"))
    rows = {name: tuple(Row(**row) for row in known[name]) for name in ("rows", "beside")}
    return Kept(**known | rows)


def shown(text: str, figures: Kept, starts: Sequence[str]) -> str:
    """Return a README with the figures between its marks; of rows those that begin with one of ``starts``.

    Raises:
        ValueError: the marks are not there.
    """
    if not (START in text and END in text):
        raise ValueError(f"the README lacks the lines {START} and {END}, between which the figures go")
    block = "\n".join([START, *_lines(figures, tuple(starts)), END])
    return re.sub(f"{re.escape(START)}.*?{re.escape(END)}", lambda _: block, text, flags=re.DOTALL)


def _lines(figures: Kept, starts: tuple[str, ...]) -> Iterator[str]:
    command = "python -m tests.bench" + (" --beside DIR" if figures.other else "")
    yield f"`{command}` at {figures.commit}, {figures.date}, {figures.machine}; each pair in turn in one run:"
    yield from _table("beside it", figures.rows, starts)
    if figures.other and starts == ("",):
        yield f"The same questions and articles, given in turn to it and to {figures.other}:"
        yield from _table(figures.other, figures.beside, starts)


def _table(other: str, rows: Sequence[Row], starts: tuple[str, ...]) -> Iterator[str]:
    yield from ("", f"| | Quoth | {other} | ratio |", "|---|---|---|---|")
    for row in rows:
        if row.what.startswith(starts):
            yield f"| {row.what} | {row.ours} | {row.theirs} | {row.ratio} |"
    yield ""
