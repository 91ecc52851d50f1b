"""The process that runs a model: ``serve`` loads a file and answers at a socket in a folder of ours.

The home of xllamacpp. llama.cpp's own server speaks the protocol of all model servers; here it listens at a
Unix socket that only this user can reach, at no port. It ends with the process that began it.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

SOCKET: Final = "model.sock"  # by its ending llama.cpp knows that it is no host name
LOG: Final = "log"  # what llama.cpp says of failures
BATCH: Final = (
    64  # tokens read at once; a reply that nobody waits for ends between two batches (256 are no faster)
)
IDLE_SECONDS: Final = 600  # then the model is given back, and loaded again for the next question
WATCH_SECONDS: Final = 1.0
_ERRORS: Final = 1  # of llama.cpp's levels: nothing of a question is written to the log
_WITHOUT: Final = 0  # thinking aloud


def serve() -> None:
    """Load the model that the first line of stdin names, say so on stdout, and answer until stdin ends."""
    asked, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb", buffering=0)
    given = json.loads(asked.readline())
    folder = Path(given["folder"])
    _own_output(folder)
    watch = threading.Thread(target=_end_with_parent, args=(asked, int(given["parent"]), folder), daemon=True)
    watch.start()
    server = _server(given)  # it answers as long as it is held
    answers.write(b"ready\n")
    watch.join()
    del server


def _server(given: dict[str, Any]) -> Any:
    """Return llama.cpp's server for one model; a question that comes meanwhile waits for its turn.

    Raises:
        RuntimeError: it cannot be loaded; the log says why.
    """
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(given["file"])
    params.model_alias = {str(given["name"])}
    params.n_ctx = int(given["window"])
    params.n_parallel = 1  # two at once would share the context, or take it twice
    params.n_batch = params.n_ubatch = BATCH
    for threads in (params.cpuparams, params.cpuparams_batch):
        threads.n_threads = int(given["threads"])
    params.hostnames = [str(Path(given["folder"]) / SOCKET)]
    params.sleep_idle_seconds = IDLE_SECONDS
    params.cache_ram_mib = 0  # by itself it would keep 8 GB of earlier prompts
    params.enable_reasoning = _WITHOUT
    params.verbosity = _ERRORS
    params.offline = True
    params.ui = params.endpoint_slots = params.warmup = False
    return xllamacpp.Server(params)


def _own_output(folder: Path) -> None:
    """Let llama.cpp write its failures into the folder, and nothing that a library prints to our parent."""
    nothing = os.open(os.devnull, os.O_RDWR)
    log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for standard, place in ((0, nothing), (1, nothing), (2, log)):
        os.dup2(place, standard)
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it would hold what was asked


def _end_with_parent(asked: BinaryIO, parent: int, folder: Path) -> None:
    """End this process when its parent has: the pipe closes, unless a fork of the parent holds it open."""
    while os.getppid() == parent:
        readable, _, _ = select.select([asked], [], [], WATCH_SECONDS)
        if readable and not asked.read(1):
            break
    shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.flush()
    os._exit(0)
