"""``python -m tests.bench.fuzz [--workers N]``: schemathesis and hostile requests against the real server.

schemathesis knows the routes for programs by their schema. Gradio's have none: each is asked with what it
once stumbled over, under each method. What failed, and what the server's log says of it, is printed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from index import Library

from .texts import SAMPLES
from .worker import ROOT

CONFIG: Final = Path(__file__).with_name("schemathesis.toml")
PROGRAMS: Final = Path(sys.executable).parent
VALUES: Final = (
    *(
        "x",
        "%00",
        "..%2f..%2fetc%2fpasswd",
        "%F0%9F%98%80",
        "%ED%A0%BD",
        "a" * 5000,
        "http:%2f%2f169.254.169.254%2f",
    ),
    *("-1", "NaN", "%0d%0aset-cookie:x=1", "{{7*7}}", "con.txt"),
)
BODIES: Final = (
    b"",
    b"{}",
    b"[]",
    b"null",
    b"NaN",
    b"\xff\xfe\x00",
    b"[" * 50_000,
    b'{"data": [NaN], "fn_index": 2, "session_hash": "v"}',
    b'{"data": [1e999, -Infinity], "fn_index": 2, "session_hash": "v"}',
    b'{"data": ["\\ud83d"], "fn_index": 2, "session_hash": "v"}',
    b'{"data": [], "fn_index": 99999999999999999999, "session_hash": "v"}',
    b'{"data": {"a": 1}, "fn_index": -1, "session_hash": "v", "event_id": "\\u0000"}',
    b'{"data": [], "fn_index": 2, "session_hash": "' + b"v" * 5000 + b'"}',
    b'{"data": [], "fn_index": 2, "session_hash": "v", "event_data": {"x": [[[[{}]]]]}, "trigger_id": "y"}',
)
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
READING: Final = ("GET", "HEAD", "OPTIONS")
SECONDS: Final = 3.0  # for one request; a stream of events has no end


@dataclass(frozen=True, slots=True)
class Asked:
    """How many requests were made, and what of them failed: method, path, body and status."""

    number: int
    failed: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 if nothing was found."""
    flags = list(sys.argv[1:] if arguments is None else arguments)
    with TemporaryDirectory() as folder:
        Library.open(folder).add(SAMPLES)
        log = Path(folder, "log.txt")
        with serving(Path(folder), log, flags) as address:
            command = [str(PROGRAMS / "schemathesis"), "--config-file", str(CONFIG)]
            run = subprocess.run([*command, "run", f"{address}api/openapi.json"], cwd=ROOT, check=False)
            asked = hostile(address)
        said = log.read_text(encoding="utf-8", errors="replace")
    tracebacks = said.count("Traceback")
    print(
        f"{asked.number} hostile requests to Gradio's routes, {len(asked.failed)} failed",
        *asked.failed,
        sep="\n",
    )
    print(f"{tracebacks} tracebacks in the server's log")
    if tracebacks:
        print(said[-5000:])
    return run.returncode or bool(asked.failed or tracebacks)


@contextmanager
def serving(library: Path, log: Path, flags: Sequence[str] = ()) -> Iterator[str]:
    """Run ``quoth chat`` while the block runs, its messages in a file; the value is its address."""
    command = [str(PROGRAMS / "quoth"), "chat", "--library", str(library), "--port", "0", *flags]
    with log.open("wb") as messages:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=messages, text=True)
        try:
            assert running.stdout is not None
            told = re.search(r"http://\S+", running.stdout.readline())
            assert told, log.read_text(encoding="utf-8", errors="replace")
            yield told[0]
        finally:
            running.terminate()
            running.wait(30)


def hostile(address: str) -> Asked:
    """Ask every route of Gradio's with every hostile value and body."""
    import httpx

    number, failed = 0, []
    with httpx.Client(base_url=address, timeout=SECONDS) as client:
        for method, path, body in _requests():
            number += 1
            try:
                with client.stream(method, path, content=body, headers=_head(method)) as reply:
                    status = reply.status_code
            except httpx.TimeoutException:
                continue  # it waits for events, of which there are none
            except httpx.HTTPError as problem:
                failed.append(f"{method} {path[:80]} {body[:40]!r}: {type(problem).__name__}: {problem}")
                continue
            if status >= 500:
                failed.append(f"{method} {path[:80]} {body[:40]!r}: {status}")
    return Asked(number, tuple(failed))


def _head(method: str) -> dict[str, str]:
    return {} if method in READING else {"content-type": "application/json"}


def _requests() -> Iterator[tuple[str, str, bytes]]:
    for path in gradio_paths():
        filled = [re.sub(r"\{[^}]*\}", value, path) for value in VALUES] if "{" in path else [path]
        queries = [] if "{" in path else [f"{path}?session_hash={value}" for value in VALUES[:7]]
        for place in (*filled, *queries):
            for method in METHODS if place == filled[0] else ("GET", "POST"):
                yield method, place, b"" if method in READING else b"{}"
        for body in BODIES:
            yield "POST", filled[0], body


def gradio_paths() -> list[str]:
    """Return the paths that this version of Gradio serves, without and with its prefix."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when it is imported
    import gradio as gr
    from gradio.routes import App

    routes = App.create_app(gr.Blocks()).routes
    own = {str(getattr(route, "path", "")) for route in routes} - {""}
    return sorted(own | {f"/gradio_api{path}" for path in own if not path.startswith("/gradio_api")})


if __name__ == "__main__":
    sys.exit(main())
