"""``quoth watch``, and what a chat watches: what is said of it on the terminal and on the page."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library
from tests.kit.children import ROOT, heeds_ctrl_c
from tests.kit.serving import until
from tests.kit.watched import Host, host, titles
from ui.command.command import main

LONGEST = 90.0  # seconds that a program may take to start on a crowded machine


@pytest.fixture
def here() -> Iterator[Host]:
    with host() as served:
        yield served


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "library"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_what_is_watched_is_looked_at_told_and_left(
    library: Path, folder: Path, here: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--library", str(library))
    gone = f"{here.top}/gone"
    feed = here.feed("/feed", "one", tag="v1")
    code, out, err = run(
        capsys, "watch", str(folder), feed, gone, *where, "--once", "--every", "1h", "--allow-private"
    )
    assert code == 0
    assert re.fullmatch(rf"\d\d:\d\d  {folder}: 3 added\n\d\d:\d\d  {feed}: 1 added\n", out)
    assert err == f"quoth: {gone}: answers 404 Not Found\n"
    code, out, err = run(capsys, "watch", *where, "--once")  # what failed before is not told again
    assert (code, out, err) == (0, "", "")
    code, out, _ = run(capsys, "watch", *where, "--status")
    told = dict(zip(out.splitlines()[::2], out.splitlines()[1::2], strict=True))
    time = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    assert set(told) == {str(folder), feed, gone}
    assert re.fullmatch(
        rf"    looked at {time}: nothing new; next at {time}; last change at {time}", told[feed]
    )
    failed = rf"    failed 2 times, last at {time}: answers 404 Not Found; again at {time}"
    assert re.fullmatch(failed, told[gone])
    assert "watched:\n" in run(capsys, "info", *where)[1]
    code, out, _ = run(capsys, "watch", *where, "--forget", gone, "--forget", feed)
    assert (code, out.splitlines()[::2]) == (0, [str(folder)])
    assert len(titles(Library.open(library))) == 4


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nowhere"], "quoth: nowhere: does not exist; name a folder or a link\n"),
        (["--every", "5s", "."], "quoth: every='5s' is no time from 1m to 30d; write it as 15m, 2h or 1d\n"),
        (["file:///etc"], "quoth: file:///etc: is not http or https\n"),
    ],
)
def test_a_wrong_place_is_one_line(
    library: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
) -> None:
    code, out, err = run(capsys, "watch", *arguments, "--library", str(library))
    assert (code in (1, 2), out, err) == (True, "", line)


def test_a_look_at_everything_fails_where_the_library_may_not_be_written(
    library: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Library.open(library)
    (library / "writer.lock").unlink(missing_ok=True)
    (library / "writer.lock").mkdir()
    code, out, err = run(capsys, "watch", str(folder), "--library", str(library), "--once")
    assert (code, out) == (1, "")
    assert re.fullmatch(rf"quoth: {folder}: {library}: may not be written .*\n", err)
    code, out, err = run(capsys, "watch", "--library", str(library), "--once")
    assert (code, out, err) == (1, "", "")  # the line was told before
    (library / "writer.lock").rmdir()
    code, out, _ = run(capsys, "watch", "--library", str(library), "--once")
    assert (code, out[5:]) == (0, f"  {folder}: 3 added\n")


def test_a_library_that_watches_nothing_says_so(
    library: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "add", str(folder), "--library", str(library))
    code, _, err = run(capsys, "watch", "--library", str(library))
    assert (code, err) == (2, "quoth: nothing is watched; name a folder, a feed or a page\n")
    assert run(capsys, "watch", "--status", "--library", str(library))[1] == (
        "nothing is watched; name a folder, a feed or a page\n"
    )


def test_it_watches_until_it_is_stopped_and_another_only_adds_to_its_list(
    library: Path, folder: Path, here: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-m", "ui.command.command", "watch", "--library", str(library)]
    said = tmp_path / "said"
    with said.open("w") as out:
        first = subprocess.Popen(
            [*command, str(folder)],
            cwd=ROOT,
            stdout=out,
            env=dict(os.environ),
            preexec_fn=heeds_ctrl_c,  # noqa: PLW1509 - it takes no lock
        )
    try:
        until(lambda: said.read_text().endswith(": 3 added\n"))
        url = here.feed("/feed", "one")
        code, _, err = run(capsys, "watch", url, "--allow-private", "--library", str(library))
        assert code == 0
        assert err.endswith("watches for this library already; it looks at what is named here from now on\n")
        until(lambda: said.read_text().endswith(f"{url}: 1 added\n"))
        assert run(capsys, "watch", "--library", str(library))[0] == 1
    finally:
        first.send_signal(signal.SIGINT)
        first.wait(timeout=LONGEST)
    assert first.returncode == 130
    until(lambda: titles(Library.open(library)) == ["Crane one", "Moon news", "Nato news", "Suez news"])


def test_the_page_shows_what_is_watched_and_a_chat_watches_on_after_a_restart(
    library: Path, folder: Path, here: Host
) -> None:
    import httpx

    from tests.kit.live import server
    from tests.kit.watched import watching

    held = Library.open(library)
    held.add([folder])
    watching(held).add([folder, f"{here.top}/gone"], allow_private=True)
    with server(library) as site:
        panel = f"{site.address}api/library/panel"
        until(lambda: "answers 404 Not Found" in httpx.get(panel).text)
        assert "Watched" in httpx.get(panel).text
        site.kill()
        (folder / "pier.txt").write_text("On the pier\n\nThe pier was looked at on Monday, said the harbour.")
        site.start()
        until(lambda: "On the pier" in titles(Library.open(library)))
