"""The pins of constraints.txt beside what is installed and what the code imports.

As a program it prints where the two differ: ``python -m tests.house.pins``.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from inspect import getmodulename
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[2]
OURS: Final = ("index", "rag", "ui", "tests")
NAMED_OTHERWISE: Final = {"grpc": "grpcio"}  # than they are imported: known also where they are not installed
COME_WITH_PYTHON: Final = {"pip", "setuptools", "wheel"}  # a virtual environment has them of whatever release


def pins() -> dict[str, Requirement]:
    """Return what constraints.txt asks of each package under this Python, by its canonical name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    read = [Requirement(line) for line in lines if line and not line.startswith("#")]
    here = [pin for pin in read if pin.marker is None or pin.marker.evaluate()]
    return {canonicalize_name(pin.name): pin for pin in here}


def installed() -> dict[str, Distribution]:
    """Return what is installed beside this Python but Quoth itself, by its canonical name."""
    places = [place for place in sys.path if Path(place).name == "site-packages"]
    found = {canonicalize_name(each.metadata["Name"]): each for each in distributions(path=places)}
    return {name: each for name, each in found.items() if name != "quoth"}


def differing() -> list[str]:
    """Return a line for each installed package that is not the one that is pinned."""
    pinned = pins()
    lines = []
    for name, each in sorted(installed().items()):
        if name in COME_WITH_PYTHON:
            continue
        if name not in pinned:
            lines.append(f"{name} {each.version}: not pinned")
        elif not pinned[name].specifier.contains(each.version, prereleases=True):
            lines.append(f"{name} {each.version}: pinned is {pinned[name].specifier}")
    return lines


def imported() -> dict[str, str]:
    """Return the packages of others that our code imports, each with a file that does."""
    known = {*OURS, *sys.stdlib_module_names}
    return {
        name: str(path.relative_to(ROOT))
        for folder in OURS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for name in _names(path)
        if name not in known
    }


def owners() -> dict[str, set[str]]:
    """Return which installed packages hold each module or folder at the top, by canonical names."""
    held = defaultdict(set)
    for name, each in installed().items():
        for file in each.files or ():
            top = file.parts[0]
            held[top if len(file.parts) > 1 else getmodulename(top) or top].add(name)
    return dict(held)


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


if __name__ == "__main__":
    print(*differing() or ["everything installed is what is pinned"], sep="\n")
