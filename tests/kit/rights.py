"""A function run in a child process that is refused what the modes of files refuse, as root is not.

A process that drops its rights never gets them back whole: what it could not import meanwhile stays missing.
So the tests' own process never does. The child stays who it is, since another user might not be able to
read Python itself; it only loses root's power to go past the modes.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
POWERS: Final = "-dac_override,-dac_read_search,-fowner"


def held_to_modes(act: Callable[..., None], *paths: Path) -> None:
    """Call a function at the top of a test file with paths; fail with its traceback where it raises."""
    code = f"from {act.__module__} import {act.__name__} as act; act(*{[*map(str, paths)]})"
    powerless = ("setpriv", "--bounding-set", POWERS, "--inh-caps", POWERS) if os.geteuid() == 0 else ()
    child = subprocess.run(
        [*powerless, sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stderr


def forbid_writing(folder: Path) -> None:
    """Take the right to write from a folder and all in it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
