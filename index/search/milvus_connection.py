"""A connection to Milvus, and how a library's two collections are made there: the home of pymilvus."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, Final

from ..errors import LibraryError, LibraryUnavailable
from .address import Address

TIMEOUT: Final = 20.0  # seconds for one call
WRITTEN_IN: Final = 300.0  # for one that writes: it waits for files to be written while others are
WRITING: Final = ("upsert", "delete", "flush", "create_collection", "drop_collection")
K1: Final = 1.2
B: Final = 0.75
STRONG: Final = "Strong"  # what was written before is seen, whoever wrote it
UNREACHED: Final = frozenset(  # codes of Milvus for what passes: not ready, busy, or a part of it is away
    {1, 2, 4, 8, 14, 103, *range(400, 504), *range(600, 604), *range(901, 906)}
)
GONE: Final = 100  # of a collection that is not there
UNLOADED: Final = 101


class Unreached(LibraryUnavailable):
    """The engine does not answer."""


class Gone(LibraryError):
    """The engine has no such collection, or no longer."""


class Refused(LibraryError):
    """The engine will not do what it was asked."""


class MilvusConnection:
    """Calls to one engine, from any thread; each waits for nothing but its answer.

    Raises, each method:
        Unreached: the engine does not answer.
        Gone: there is no such collection.
        Refused: it will not do what it was asked.
    """

    def __init__(self, address: Address) -> None:
        """Connect when that is needed."""
        self.address = address
        self._connecting = threading.Lock()
        self._connected: Any = None

    def call(self, method: str, name: str, **arguments: Any) -> Any:
        """Return what a method of pymilvus's client gives for a collection, which is loaded if need be."""
        client = self._client()

        timeout = WRITTEN_IN if method in WRITING else TIMEOUT

        def call() -> Any:
            return getattr(client, method)(name, timeout=timeout, **arguments)

        try:
            return self._guarded(call)
        except _Unloaded:
            self._guarded(lambda: client.load_collection(name, timeout=WRITTEN_IN))
            return self._guarded(call)

    def pages(self, name: str, **arguments: Any) -> Iterator[dict[str, Any]]:
        """Yield every row that a query gives, some at a time."""
        pages = self.call("query_iterator", name, **arguments)
        while rows := self._guarded(pages.next):
            yield from rows
        pages.close()

    def make_passages(self, name: str, dimensions: int) -> None:
        """Make the collection of passages, for vectors of so many dimensions."""
        client = self._client()
        from pymilvus import DataType, Function, FunctionType

        schema, indexes = client.create_schema(auto_id=False), client.prepare_index_params()
        schema.add_field("id", DataType.INT64, is_primary=True)
        for field, length in (("article", 32), ("day", 10), ("source", 32), ("stamp", 8192)):
            schema.add_field(field, DataType.VARCHAR, max_length=length)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
        how = {"enable_analyzer": True, "enable_match": True, "analyzer_params": {"tokenizer": "standard"}}
        schema.add_field("terms", DataType.VARCHAR, max_length=65_535, **how)
        schema.add_field("weights", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(Function("bm25", FunctionType.BM25, ["terms"], ["weights"]))
        indexes.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
        ranking = {"bm25_k1": K1, "bm25_b": B}
        indexes.add_index("weights", "SPARSE_INVERTED_INDEX", metric_type="BM25", params=ranking)
        for field in ("article", "day", "source"):
            indexes.add_index(field, index_type="INVERTED")
        self._create(name, schema, indexes)

    def make_terms(self, name: str) -> None:
        """Make the collection of terms."""
        client = self._client()
        from pymilvus import DataType

        schema, indexes = client.create_schema(auto_id=False), client.prepare_index_params()
        schema.add_field("term", DataType.VARCHAR, max_length=256, is_primary=True)
        schema.add_field("passages", DataType.INT64)
        schema.add_field("pairs", DataType.SPARSE_FLOAT_VECTOR)
        indexes.add_index("pairs", "SPARSE_INVERTED_INDEX", metric_type="IP")
        self._create(name, schema, indexes)

    # -- steps

    def _create(self, name: str, schema: Any, indexes: Any) -> None:
        """Make a collection, which is loaded then."""
        self.call("create_collection", name, schema=schema, index_params=indexes, consistency_level=STRONG)

    def _client(self) -> Any:
        with self._connecting:
            if self._connected is None:
                os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # what it would print is raised too
                if not _is_installed():
                    advice = "pip install 'quoth[cluster]'"
                    raise LibraryError(f"{self.address}: needs what is installed with: {advice}")
                self._connected = self._guarded(self._connect)
            return self._connected

    def _connect(self) -> Any:
        from pymilvus import MilvusClient

        for name in list(logging.root.manager.loggerDict):  # it logs what it raises, with the traceback
            if name.split(".")[0] == "pymilvus":
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        where = self.address
        return MilvusClient(uri=f"http://{where.host}:{where.port}", token=where.token, timeout=TIMEOUT)

    def _guarded(self, call: Callable[[], Any]) -> Any:
        """Return what a call gives; what pymilvus raises is told in one line."""
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException

        try:
            return call()
        except RpcError as problem:
            self._connected = None
            raise Unreached(f"{self.address}: does not answer ({_line(problem)})") from None
        except MilvusException as problem:
            text = _line(problem)
            if problem.code == UNLOADED:
                raise _Unloaded(f"{self.address}: {text}") from None
            if problem.code == GONE:
                raise Gone(f"{self.address}: {text}") from None
            if problem.code in UNREACHED or "DEADLINE" in text or "UNAVAILABLE" in text:
                self._connected = None  # a new connection is tried at once, an old one ever more seldom
                raise Unreached(f"{self.address}: does not answer") from None
            raise Refused(f"{self.address}: refused what it was asked ({text})") from None


class _Unloaded(Unreached):
    """A collection is not loaded, as after a restart of an engine that runs alone."""


def _line(problem: Exception) -> str:
    text = getattr(problem, "message", None) or (
        problem.details() if hasattr(problem, "details") else str(problem)
    )
    return " ".join(str(text).split())[:300]


def _is_installed() -> bool:
    try:
        return find_spec("pymilvus") is not None
    except ImportError:
        return False
