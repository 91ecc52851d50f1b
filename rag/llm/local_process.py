"""A model file in a process of ours, seen from outside: it is started, waited for, and ended.

A crash of the native code, or a kill, costs the reply that was being written; the next one starts another.
Each process that asks has one of its own for a model, forks too.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from index.errors import ModelError

from .local_child import LOG, SOCKET
from .model_file import ModelFile

LOAD_SECONDS: Final = 600.0  # a large file on a slow disk
LIBRARY: Final = "xllamacpp"
INSTALL: Final = "pip install 'quoth[local]'"
MOST_SAID: Final = 300  # characters of llama.cpp's own words that are shown
LONGEST_FOLDER: Final = 90  # bytes; the path of a socket may have 107, on macOS 103
PACKAGE_ROOT: Final = str(Path(__file__).resolve().parents[2])
# Isolated (-I): no environment variable and no file of the current folder says what runs.
PROGRAM: Final = "import sys; sys.path[:] = sys.argv[1:]; from rag.llm.local_child import serve; serve()"
_ERROR: Final = re.compile(r"^[\d.]+ E +(?:cmn|srv|que|slot)? *\S+ (.+)$", re.MULTILINE)
_NO_MEMORY: Final = ("allocate", "out of memory", "bad_alloc")


class LocalProcess:
    """At most one child that runs a model; it starts when told to, and again when it is gone."""

    def __init__(self, file: ModelFile, window: int, threads: int) -> None:
        """Say what is to run: ``window`` is the context in tokens."""
        self._file = file
        self._window = window
        self._threads = threads
        self._folder = ""
        self._is_ready = False
        self._begin()

    def start(self) -> None:
        """Begin to load the model, and wait for nothing."""
        with self._lock:
            self._started()

    def socket(self) -> str:
        """Return the path of the socket at which the model answers, once it is loaded.

        Raises:
            ModelError: it cannot be loaded; one line.
        """
        if self._owner != os.getpid():  # forked off: that child is a sibling, and ends with our parent
            self._forget()
        with self._lock:
            child = self._started()
            if not self._is_ready:
                self._wait(child)
                self._is_ready = True
            return str(Path(self._folder) / SOCKET)

    def end(self) -> None:
        """End the child; the next question starts another."""
        with self._lock:
            self._ending()

    @property
    def pid(self) -> int | None:
        """The id of the child; ``None`` while there is none."""
        child = self._child
        return child.pid if child and child.poll() is None else None

    def _begin(self) -> None:
        """Be without a child."""
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._child: subprocess.Popen[bytes] | None = None
        self._ending: Any = lambda: None

    def _forget(self) -> None:
        if self._child:
            self._child.returncode = 0  # there is nothing to wait for
        self._begin()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child and self._child.poll() is None:
            return self._child
        self._ending()  # what is left of the one before
        self._is_ready = False
        self._folder = _folder()
        path = [place for place in sys.path if Path(place).is_absolute()]
        child = self._child = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", PROGRAM, *path, PACKAGE_ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=self._folder,
            start_new_session=True,  # Ctrl-C is for this process, which then ends the child
        )
        self._ending = weakref.finalize(self, _end, child, self._folder, os.getpid())
        _tell(child, self._given())
        return child

    def _given(self) -> dict[str, Any]:
        return {
            "file": str(self._file.path),
            "name": self._file.name,
            "window": self._window,
            "threads": self._threads,
            "folder": self._folder,
            "parent": os.getpid(),
        }

    def _wait(self, child: subprocess.Popen[bytes]) -> None:
        """Wait until the child has loaded the model."""
        said = b""
        if child.stdout and select.select([child.stdout], [], [], LOAD_SECONDS)[0]:
            said = child.stdout.readline()
        if said:
            return
        late = child.poll() is None and not _ends(child)
        why = f"it took longer than {LOAD_SECONDS:.0f} seconds" if late else self._why(child.wait())
        self._ending()
        raise ModelError(f"{self._file.path}: the model cannot be loaded: {why}")

    def _why(self, status: int) -> str:
        """Return why a child has ended before it had loaded the model."""
        kept = Path(self._folder) / LOG
        log = kept.read_text(encoding="utf-8", errors="replace").strip() if kept.exists() else ""
        if status == -signal.SIGKILL or any(sign in log for sign in _NO_MEMORY):
            killed = ", or its process was killed" if status < 0 else ""
            context = (
                f"a context of {self._window:,} tokens; take a smaller file, or set QUOTH_LLM_CONTEXT lower"
            )
            return f"there is too little memory for it with {context}{killed}"
        if said := _ERROR.search(log):
            return f"llama.cpp says: {said[1][:MOST_SAID]}"
        if log and status > 0:
            return log.splitlines()[-1][:MOST_SAID]  # of a traceback, as where the library cannot be imported
        return f"its process ended ({signal.Signals(-status).name if status < 0 else f'status {status}'})"


_RUNNING: Final[weakref.WeakValueDictionary[tuple[object, ...], LocalProcess]] = weakref.WeakValueDictionary()
_RUNNING_LOCK: Final = threading.Lock()


def local_process(file: ModelFile, window: int, threads: int) -> LocalProcess:
    """Return the process for a model, which begins to load it; the same one as long as it is in use.

    Raises:
        ModelError: what runs it is not installed, or the file is larger than this machine's memory.
    """
    if importlib.util.find_spec(LIBRARY) is None:
        raise ModelError(f"a model file is run by llama.cpp, which is not installed: {INSTALL}")
    most = memory()
    if most and file.size > most:
        size = f"{file.size / 1e9:.1f} GB, more than the {most / 1e9:.1f} GB of memory here"
        raise ModelError(f"{file.path}: takes {size}; take a smaller file, of fewer bits")
    key = (file, window, threads)
    with _RUNNING_LOCK:
        running = _RUNNING.get(key)
        if running is None:
            running = _RUNNING[key] = LocalProcess(file, window, threads)
    running.start()
    return running


def memory() -> int:
    """Return the bytes of memory that a process may have here; 0 where the system does not say."""
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return 0
    try:
        told = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()  # of a container
    except OSError:
        return whole
    return min(whole, int(told)) if told.isdecimal() else whole


def _folder() -> str:
    """Return a new folder that only this user may enter, with a path short enough for a socket."""
    folder = tempfile.mkdtemp(prefix="quoth-")
    if len(os.fsencode(folder)) > LONGEST_FOLDER:
        Path(folder).rmdir()
        folder = tempfile.mkdtemp(prefix="quoth-", dir="/tmp")
    return folder


def _tell(child: subprocess.Popen[bytes], given: dict[str, Any]) -> None:
    with suppress(OSError):  # it is gone already: that it is not ready is told
        if child.stdin:
            child.stdin.write(json.dumps(given).encode() + b"\n")


def _ends(child: subprocess.Popen[bytes]) -> bool:
    """Whether a child that has closed its pipe is about to end."""
    try:
        child.wait(1.0)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(child: subprocess.Popen[bytes], folder: str, owner: int) -> None:
    """End a child, unless this process was forked off the one that started it."""
    if os.getpid() != owner:
        return
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            pipe.close()
    shutil.rmtree(folder, ignore_errors=True)
