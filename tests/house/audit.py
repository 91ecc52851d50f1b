"""``python -m tests.house.audit PIP_AUDIT``: whether a pin of constraints.txt has a known weakness.

pip-audit asks PyPI for the advisories of each release. Where that does not answer, one line says what was not
looked at, and nothing fails; pip-audit itself would call such pins free of weaknesses.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from .pins import ROOT

SECONDS: Final = 300
HOW: Final = (
    "--no-deps",
    "--disable-pip",
    "--format",
    "json",
    "--progress-spinner",
    "off",
    "--timeout",
    "10",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was found, and return 1 if that is a weakness."""
    (program,) = sys.argv[1:] if arguments is None else arguments
    command = [program, "--requirement", str(ROOT / "constraints.txt"), *HOW]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        told = json.loads(run.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as problem:
        print(f"the pins were not looked at: PyPI's advisories do not answer ({type(problem).__name__})")
        return 0
    lines, weak = findings(told)
    print(*lines, sep="\n")
    return int(weak)


def findings(told: Mapping[str, Any]) -> tuple[list[str], bool]:
    """Return lines on what pip-audit found, and whether a pin is weak."""
    pins = told["dependencies"]
    skipped = [each["name"] for each in pins if "skip_reason" in each]
    lines = [
        f"{each['name']} {each['version']}: {found['id']}, {_mended(found['fix_versions'])}"
        for each in pins
        for found in each.get("vulns", ())
    ]
    weak, seen = len(lines), len(pins) - len(skipped)
    lines.append(f"{seen} of {len(pins)} pins were looked at, {weak} weaknesses are known")
    if skipped:
        more = f" and {len(skipped) - 3} more" if len(skipped) > 3 else ""
        lines.append(f"not looked at, as PyPI has no advisories of them here: {', '.join(skipped[:3])}{more}")
    return lines, bool(weak)


def _mended(versions: Sequence[str]) -> str:
    return f"mended in {', '.join(versions)}" if versions else "not mended yet"


if __name__ == "__main__":
    sys.exit(main())
