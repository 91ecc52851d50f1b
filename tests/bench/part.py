"""One part of the bench in a process of its own: ``python -m tests.bench.part NAME [--quick]``."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from . import again, asking, cold, encoding
from .report import Part, part_from_json
from .worker import ROOT, command, environment

PARTS: Final[dict[str, Callable[[bool], Part]]] = {
    "encoding": encoding.measured,
    "cold": cold.measured,
    "asking": asking.measured,
    "again": again.measured,
}


def run(name: str, quick: bool) -> Part:
    """Return what a part found in its own process; one that crashed says why."""
    done = subprocess.run(
        command("part", name, *(["--quick"] if quick else [])),
        cwd=ROOT,
        env=environment(),
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        return Part(name, error=lines[-1] if lines else f"exit code {done.returncode}")
    return part_from_json(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    print(json.dumps(asdict(PARTS[sys.argv[1]]("--quick" in sys.argv))))
