"""What a terminal shows while one waits."""

import io
import sys

import pytest

from index.encode.convert import STEPS
from ui.command.bar import SILENT, progress_bar


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


def test_a_pipe_is_told_of_long_steps_and_now_and_then_how_far_the_reading_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    now = iter([0.0, 1.0, SILENT, SILENT, SILENT + 1.0, 3 * SILENT])
    with progress_bar(lambda: next(now)) as progress:
        STEPS.info("converting")
        for number, name in enumerate(("moon.txt", "suez.txt", "nato.txt"), 3):
            progress(number, 18, name)
        progress(18, 18, "")
    assert capsys.readouterr() == ("", "quoth: converting\nquoth: 4 of 18 done, now suez.txt\n")
    assert not STEPS.handlers


def test_a_pipe_is_told_nothing_of_what_is_soon_over(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar(lambda: 0.0) as progress:
        progress(3, 18, "suez.txt")
    assert capsys.readouterr() == ("", "")
