"""The short part of the fault matrix: a few of every kind of fault."""

import os
import subprocess
import sys

import pytest

from tests.kit.children import ROOT

PARTS = ("upgrade", "kill", "power", "error", "clock", "together")
SHORT = ("--part", *PARTS, "--act", "tag", "backup", "--seconds", "1", "--most", "80")


@pytest.mark.slow
def test_a_few_faults_of_every_kind_lose_nothing_and_end_in_right_answers_or_one_line() -> None:
    command = [sys.executable, "-m", "tests.bench.faults", *SHORT]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, check=False, env=dict(os.environ), timeout=600
    )
    assert done.stderr == ""
    assert done.returncode == 0
    assert "upgrade" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("all")
