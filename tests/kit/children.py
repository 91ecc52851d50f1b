"""Programs run in a process of their own, and the child processes that a test began."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import psutil  # type: ignore[import-untyped]

ROOT: Final = Path(__file__).parents[2]
Born: TypeAlias = Callable[[], list[psutil.Process]]

# 0.7 MB of one element's attributes: lxml compares each with each, for some ten seconds.
SLOW_PAGE: Final = (
    b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(90_000)) + b">x</p></body></html>"
)


def printed(program: str) -> list[str]:
    """Return the lines that a program prints in a process of its own; it must say nothing else."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def heeds_ctrl_c() -> None:
    """Have a child end at Ctrl-C, which is ignored by what a shell runs in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
