"""What pip-audit says is told as it is: a pin that it skipped is not one without weaknesses."""

from pathlib import Path

import pytest

from tests.house import audit


def test_a_weak_pin_fails_and_one_that_was_not_looked_at_is_named() -> None:
    weak = {"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
    sound = {"name": "b", "version": "3", "vulns": []}
    skipped = {"name": "c", "skip_reason": "not found on PyPI"}
    lines, fails = audit.findings({"dependencies": [weak, sound, skipped]})
    assert fails
    assert lines[:2] == ["a 1: CVE-1, mended in 2", "2 of 3 pins were looked at, 1 weaknesses are known"]
    assert lines[2].endswith(": c")
    lines, fails = audit.findings({"dependencies": [skipped]})
    assert (lines[0], fails) == ("0 of 1 pins were looked at, 0 weaknesses are known", False)


def test_without_pip_audit_one_line_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([str(tmp_path / "none")]) == 0
    assert capsys.readouterr().out.startswith("the pins were not looked at")
