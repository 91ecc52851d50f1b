"""``python -m tests.bench.fuzz``: schemathesis against the real server, which serves the sample articles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from index import Library
from tests.kit.live import served

from .texts import SAMPLES
from .worker import ROOT

CONFIG: Final = Path(__file__).with_name("schemathesis.toml")


def main() -> int:
    """Return the exit code of schemathesis: 0 if it found nothing."""
    with TemporaryDirectory() as folder:
        Library.open(folder).add(SAMPLES)
        with served(Path(folder)) as address:
            command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(CONFIG)]
            run = subprocess.run([*command, "run", f"{address}api/openapi.json"], cwd=ROOT, check=False)
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
