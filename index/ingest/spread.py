"""Reading and encoding spread over the workers of a Ray cluster: the home of ray.

A task reads and encodes some items as ``records`` does it, and gives records back; this process alone writes.
A worker that ends costs its task, which is begun again elsewhere: it may be done twice, and its result is
taken once. An item that ends worker after worker gives no article, like any that cannot be read.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

from ..encode import Encoder
from ..encode.named import encoder_named
from ..errors import LibraryError, QuothError, SourceError
from ..sources import read_bytes
from ..store import Record
from .inputs import Item, Manner, Page
from .records import Batches, Left, batches
from .report import Progress, silent

FILES: Final = 16  # of a task
BYTES: Final = 2_000_000  # or so many
AHEAD: Final = 2  # tasks for each processor that are under way
RETRIES: Final = 3  # times that a task is begun again whose worker ended
LOCAL: Final = "local"  # the address of workers that are started on this machine
REACHED_IN: Final = 5.0  # seconds
LOOPBACK: Final = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker needs to know; ``known`` are the seals of what the library holds."""

    items: tuple[Item, ...]
    encoder: tuple[str, str]  # its name and its identity
    manner: Manner
    known: Mapping[str, str]


class _Unseen(QuothError):
    """A worker does not see the files."""


def batches_over(address: str) -> Batches:
    """Return what does the work of ``records.batches`` on a Ray cluster, of which one batch is one task.

    ``address`` is HOST:PORT of its head, or ``local`` for workers that are started here.
    """
    return partial(_batches, address)


def _batches(
    address: str,
    items: Sequence[Item],
    encoder: Encoder,
    *,
    manner: Manner,
    known: Mapping[str, str],
    progress: Progress,
    left: Left,
) -> Generator[list[Record], None, None]:
    """Yield what tasks made, as they are done.

    Raises:
        LibraryError: the cluster does not answer, or its workers do not see the files.
        EncoderError: a worker could not load the encoder.
    """
    waiting = deque(_parts(items))
    done = 0
    with _cluster(address) as ray:
        begin = ray.remote(max_retries=RETRIES)(_made).remote
        under_way: dict[Any, tuple[Item, ...]] = {}
        most = AHEAD * max(int(ray.cluster_resources().get("CPU", 1)), 1)
        while waiting or under_way:
            while waiting and len(under_way) < most:
                part = waiting.popleft()
                under_way[begin(_task(part, encoder, manner, known))] = part
            progress(done, len(items), next(iter(under_way.values()))[0].name)
            ready, _ = ray.wait(list(under_way), timeout=1.0)
            if not ready:
                _check_there(address)
            for each in ready:
                part = under_way.pop(each)
                made, own, again = _outcome(ray, each, part, address)
                waiting.extend(again)
                done += len(part) - sum(map(len, again))
                _add(left, own)
                if made:
                    yield made
    progress(done, len(items), "")


def _task(part: tuple[Item, ...], encoder: Encoder, manner: Manner, known: Mapping[str, str]) -> _Task:
    """Return a task of some items; of what is known it has what they may be, or a page of a feed."""
    mine = known if manner.follow else {key: known[key] for key in _origins(part) if key in known}
    return _Task(part, (encoder.name, encoder.identity), manner, mine)


def _outcome(
    ray: Any, task: Any, part: tuple[Item, ...], address: str
) -> tuple[list[Record], Left, list[tuple[Item, ...]]]:
    """Return what a task made, what of it gave no record, and what is to be done in other tasks.

    Raises:
        LibraryError: the cluster has ended, or its workers do not see the files.
        QuothError: what else kept a worker from it.
    """
    try:
        return *_result(ray, task, address), []
    except _Unseen as problem:
        own, rest = _gone(part, str(problem))
        return [], own, [rest] if rest else []
    except _Ended as problem:
        _check_there(address)
        if len(part) > 1:
            return [], Left(), [(item,) for item in part]
        return [], _refused(part[0], str(problem)), []


class _Ended(Exception):
    """Workers ended again and again as they did a task."""


def _made(task: _Task) -> tuple[list[Record], Left]:
    """Return what a worker makes of a task, and what of it gave no record."""
    paths = [item.content for item in task.items if isinstance(item.content, Path)]
    if paths and not any(path.exists() for path in paths):
        raise _Unseen(f"{paths[0]}: is not there for the worker on {socket.gethostname()}")
    name, identity = task.encoder
    encoder = _encoder(name)
    if encoder.identity != identity:
        raise LibraryError(
            f"the worker on {socket.gethostname()} has the encoder {encoder.identity}, not {identity}"
        )
    left = Left()
    made = batches(task.items, encoder, manner=task.manner, known=task.known, progress=silent, left=left)
    return [record for batch in made for record in batch], left


@lru_cache(maxsize=1)
def _encoder(name: str) -> Encoder:
    """Return a worker's encoder, loaded once."""
    return encoder_named(name)


def _result(ray: Any, task: Any, address: str) -> tuple[list[Record], Left]:
    """Return what a task made.

    Raises:
        _Unseen: its worker sees none of its files.
        _Ended: its workers ended.
        QuothError: what else kept a worker from it.
    """
    from ray.exceptions import RayError, RayTaskError

    try:
        made: tuple[list[Record], Left] = ray.get(task)
        return made
    except RayTaskError as problem:  # what a task raised
        cause = problem.cause
        if isinstance(cause, QuothError):
            raise cause from None
        lines = str(cause).split("\n")  # of what a worker lacks all it says; the last line is the reason
        reason = next((line.strip() for line in reversed(lines) if line.strip()), "")[:300]
        raise LibraryError(
            f"--ray {address}: a worker cannot do its work ({type(cause).__name__}: {reason}); it needs the"
            " same Quoth as this machine"
        ) from None
    except RayError as problem:
        raise _Ended(f"the workers at {address} ended as they read it ({type(problem).__name__})") from None


def _gone(part: Sequence[Item], unseen: str) -> tuple[Left, tuple[Item, ...]]:
    """Return what is refused of a task whose files are gone here too, and what else was to be read in it.

    Raises:
        LibraryError: one is here, so the worker does not see what it should.
    """
    left = Left()
    for item in part:
        if isinstance(item.content, Path):
            try:
                read_bytes(item.content)
            except SourceError as problem:
                _add(left, Left([problem], refused={item.origin: problem}))
            else:
                raise LibraryError(f"{unseen}; put the files where every worker has them under that name")
    return left, tuple(item for item in part if not isinstance(item.content, Path))


def _refused(item: Item, reason: str) -> Left:
    problem = SourceError(item.place, reason)
    return Left([problem], refused={item.origin: problem})


def _add(left: Left, other: Left) -> None:
    left.failed.extend(other.failed)
    left.same.extend(other.same)
    left.refused.update(other.refused)
    left.left_out.extend(other.left_out)


def _parts(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """Yield items, so many at a time as make a task."""
    part: list[Item] = []
    size = 0
    for item in items:
        part.append(item)
        size += _bytes(item)
        if len(part) == FILES or size >= BYTES:
            yield tuple(part)
            part, size = [], 0
    if part:
        yield tuple(part)


def _bytes(item: Item) -> int:
    if isinstance(item.content, Path):
        try:
            return item.content.stat().st_size
        except OSError:  # it fails again when it is read, with its reason
            return 0
    return 0 if isinstance(item.content, Page) else len(item.content.text)


def _origins(part: Sequence[Item]) -> Iterator[str]:
    return (item.origin for item in part)


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    """Give Ray, connected to a cluster.

    Raises:
        LibraryError: it does not answer, or is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers
    try:
        import ray
    except ImportError:
        raise LibraryError("--ray needs what is installed with: pip install 'quoth[cluster]'") from None
    host = LOOPBACK[0] if address == LOCAL else _answering(address)
    where: dict[str, Any] = {"_node_ip_address": host} if host in LOOPBACK else {}
    told = signal.getsignal(signal.SIGTERM)
    try:
        ray.init(address, **where, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError) as problem:
        line = " ".join(str(problem).split())[:200]
        raise LibraryError(f"--ray {address}: the cluster does not take this program ({line})") from None
    try:
        yield ray
    finally:
        ray.shutdown()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, told)  # Ray has put its own in its place


def _check_there(address: str) -> None:
    """Raise ``LibraryError`` where a cluster has ended."""
    if address != LOCAL:
        _answering(address)


def _answering(address: str) -> str:
    """Return the host of an address that something answers at; Ray itself would try for minutes.

    Raises:
        ValueError: it is no address.
        LibraryError: nothing answers there.
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise ValueError(f"--ray {address}: is no address; write HOST:PORT of the cluster's head, or {LOCAL}")
    try:
        socket.create_connection((host, int(port)), timeout=REACHED_IN).close()
    except (OSError, OverflowError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise LibraryError(f"--ray {address}: no cluster answers there ({reason})") from None
    return host
