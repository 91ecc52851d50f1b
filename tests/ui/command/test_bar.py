"""What a terminal shows while one waits."""

import io
import sys

import pytest

from index.encode.convert import STEPS
from ui.command.bar import progress_bar


class Terminal(io.StringIO):
    """Says that it is one, and keeps what it is told."""

    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    return made


def test_a_terminal_is_told_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    with progress_bar():
        STEPS.info("converting")
    assert "converting" in terminal.getvalue()
    assert not STEPS.handlers


def test_a_terminal_is_told_how_far_the_reading_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    with progress_bar() as progress:
        progress(3, 18, "suez.txt")
    assert "3/18" in terminal.getvalue()
    assert "suez.txt" in terminal.getvalue()


def test_what_is_no_terminal_is_told_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as progress:
        STEPS.info("converting")
        progress(3, 18, "suez.txt")
    assert capsys.readouterr() == ("", "")
