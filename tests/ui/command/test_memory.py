"""Memory that runs out ends a command in one line, and leaves the library as it was."""

import subprocess
import sys
from pathlib import Path

import pytest

from index import Library
from index.errors import LibraryFull
from index.memory import out_of_memory

SMALL, TIGHT = 500, 850  # MB


def limited(megabytes: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command with so much address space."""
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({megabytes} * 10**6,) * 2)\n"
        "import sys; from ui.command.command import main; sys.exit(main(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems know no such limit")
@pytest.mark.parametrize(
    ("megabytes", "line"),
    [
        (SMALL, "this process may have 500 MB of memory"),
        (TIGHT, "the memory ran out: this process may have 850 MB"),
    ],
)
def test_a_command_with_too_little_memory_says_so_in_one_line(
    library: Library, folder: Path, megabytes: int, line: str
) -> None:
    library.add(folder)
    place = str(library.folder)
    for command in (["ask", "Who joined NATO?"], ["rebuild"]):
        run = limited(megabytes, *command, "--library", place)
        (said,) = [each for each in run.stderr.splitlines() if "done, now" not in each]
        assert (run.returncode, said.partition(line)[1]) == (1, line), run.stderr
    assert library.verify().articles == 3


@pytest.mark.parametrize(
    ("problem", "ran_out"),
    [
        (MemoryError(), True),
        (ImportError("libfaiss.so: failed to map segment from shared object"), True),
        (RuntimeError("can't start new thread"), True),
        (OSError(12, "Cannot allocate memory"), True),
        (RuntimeError("the network is down"), False),
    ],
)
def test_memory_that_ran_out_is_known_by_what_libraries_say_of_it(problem: Exception, ran_out: bool) -> None:
    told = LibraryFull("it could not be written")
    told.__cause__ = problem  # a library's own words, under ours
    assert [out_of_memory(each) is not None for each in (problem, told)] == [ran_out, ran_out]
