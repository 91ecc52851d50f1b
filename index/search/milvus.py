"""Rows of passages and of terms in Milvus, an engine that outgrows one machine: the home of pymilvus.

Two collections: of one each row is a passage, of the other a term with the number of passages that hold it.
The passages' row 0 is none: it holds a text that says what the rows were made of. It goes where they go, so
an engine that was emptied is known by it. Nothing here knows a store.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..errors import LibraryError, LibraryMismatch, LibraryUnavailable
from ..passage import bare
from .address import Address
from .conditions import LISTED, among, joined, key, pairs_of, read, spelt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

TIMEOUT: Final = 20.0  # seconds for one call
WRITTEN_IN: Final = 300.0  # for one that writes: it waits for files to be written while others are
WRITING: Final = ("upsert", "delete", "flush", "create_collection", "drop_collection")
MOST: Final = 16_384  # rows that Milvus gives a search
PAGE: Final = 5_000  # rows that are listed at once
SENT: Final = 1_000  # rows that are written at once
NEAR: Final = 500  # terms that share most pairs of letters with another, of which the near ones are taken
K1: Final = 1.2
B: Final = 0.75
STRONG: Final = "Strong"  # what was written before is seen, whoever wrote it
UNREACHED: Final = frozenset(  # codes of Milvus for what passes: not ready, busy, or a part of it is away
    {1, 2, 4, 8, 14, 103, *range(400, 504), *range(600, 604), *range(901, 906)}
)
GONE: Final = 100  # of a collection that is not there
UNLOADED: Final = 101
FIELDS: Final = (
    frozenset({"id", "article", "day", "source", "stamp", "vector", "terms", "weights"}),
    frozenset({"term", "passages", "pairs"}),
)


class Unreached(LibraryUnavailable):
    """The engine does not answer."""


class Gone(LibraryError):
    """The engine has no such collection, or no longer."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A passage as it is searched; the vector has the shape (dimensions,)."""

    id: int
    article: str
    day: str | None
    source: str | None
    vector: NDArray[np.float32]
    terms: Sequence[str]


class Milvus:
    """The rows of one library, usable from any thread; a call waits for nothing but its answer.

    Raises, each method:
        Unreached: the engine does not answer.
        Gone: the collections are not there.
        LibraryError: it refused what it was asked.
    """

    def __init__(self, address: Address) -> None:
        """Use the collections of an address; nothing is connected before it is needed."""
        self.address = address
        self._passages, self._terms = address.name, f"{address.name}_terms"
        self._connecting = threading.Lock()
        self._connected: Any = None

    # -- what it is made of

    def stamp(self) -> str | None:
        """Return the text of row 0, ``None`` where there are no rows."""
        try:
            rows = self._call(
                "get", self._passages, ids=[0], output_fields=["stamp"], consistency_level=STRONG
            )
        except Gone:
            return None
        return str(rows[0]["stamp"]) if rows else None

    def set_stamp(self, text: str, dimensions: int) -> None:
        """Write the text of row 0."""
        none = np.zeros(dimensions, np.float32)
        row = {"id": 0, "article": "", "day": "", "source": "", "stamp": text, "vector": none, "terms": ""}
        self._call("upsert", self._passages, data=[row])

    def check(self) -> list[str]:
        """Return the names of the collections that are there.

        Raises:
            LibraryMismatch: one holds something else.
        """
        both = (self._passages, self._terms)
        return [name for name, fields in zip(both, FIELDS, strict=True) if self._is_own(name, fields)]

    def begin(self, dimensions: int) -> None:
        """Make both collections anew, for vectors of so many dimensions.

        Raises:
            LibraryMismatch: there is a collection of that name that holds something else.
        """
        self.clear()
        client = self._client()
        from pymilvus import DataType, Function, FunctionType

        schema, indexes = client.create_schema(auto_id=False), client.prepare_index_params()
        schema.add_field("id", DataType.INT64, is_primary=True)
        for name, length in (("article", 32), ("day", 10), ("source", 32), ("stamp", 8192)):
            schema.add_field(name, DataType.VARCHAR, max_length=length)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
        how = {"enable_analyzer": True, "enable_match": True, "analyzer_params": {"tokenizer": "standard"}}
        schema.add_field("terms", DataType.VARCHAR, max_length=65_535, **how)
        schema.add_field("weights", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(Function("bm25", FunctionType.BM25, ["terms"], ["weights"]))
        indexes.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
        ranking = {"bm25_k1": K1, "bm25_b": B}
        indexes.add_index("weights", "SPARSE_INVERTED_INDEX", metric_type="BM25", params=ranking)
        for name in ("article", "day", "source"):
            indexes.add_index(name, index_type="INVERTED")
        self._create(self._passages, schema, indexes)
        schema, indexes = client.create_schema(auto_id=False), client.prepare_index_params()
        schema.add_field("term", DataType.VARCHAR, max_length=256, is_primary=True)
        schema.add_field("passages", DataType.INT64)
        schema.add_field("pairs", DataType.SPARSE_FLOAT_VECTOR)
        indexes.add_index("pairs", "SPARSE_INVERTED_INDEX", metric_type="IP")
        self._create(self._terms, schema, indexes)

    def clear(self) -> None:
        """Take both collections away; raises as ``check``."""
        for name in self.check():
            self._call("drop_collection", name)

    def seal(self) -> None:
        """Have what was written put into files that are searched quickly."""
        for name in (self._passages, self._terms):
            self._call("flush", name)

    def count(self) -> int:
        """Return how many passages there are."""
        found = self._call(
            "query",
            self._passages,
            filter="id > 0",
            output_fields=["count(*)"],
            consistency_level=STRONG,
        )
        return int(found[0]["count(*)"])

    # -- passages

    def put(self, rows: Iterable[Row]) -> None:
        """Write passages, in place of those of the same ids."""
        made = (
            {
                "id": row.id,
                "article": key(row.article),
                "day": row.day or "",
                "source": key(bare(row.source)) if row.source else "",
                "stamp": "",
                "vector": row.vector,
                "terms": joined(row.terms),
            }
            for row in rows
        )
        while part := list(islice(made, SENT)):
            self._call("upsert", self._passages, data=part)

    def drop(self, ids: Sequence[int]) -> None:
        """Delete passages."""
        for first in range(0, len(ids), SENT):
            self._call("delete", self._passages, ids=list(ids[first : first + SENT]))

    def of_articles(self, articles: Iterable[str]) -> dict[int, list[str]]:
        """Return the terms of every passage of some articles, by their ids."""
        keys = map(key, articles)
        found = {}
        while part := list(islice(keys, LISTED)):
            for row in self._every(among("article", part), ["id", "terms"]):
                found[row["id"]] = [read(each) for each in row["terms"].split()]
        return found

    def nearest(self, vector: NDArray[np.float32], most: int, condition: str) -> list[int]:
        """Return the ids of the passages of the greatest inner product, best first."""
        return self._searched("vector", vector, most, condition)

    def best(self, terms: Sequence[str], most: int, condition: str) -> list[int]:
        """Return the ids of the passages that have any of some terms, the best by BM25 first."""
        return self._searched("weights", joined(terms), most, condition) if terms else []

    def having(self, condition: str, most: int | None = None) -> Ids:
        """Return the ids of passages, all of them or some, in no order."""
        if most is None:
            return np.array([row["id"] for row in self._every(condition, ["id"])], np.int64)
        rows = self._call(
            "query",
            self._passages,
            filter=condition,
            output_fields=["id"],
            limit=min(most, MOST),
            consistency_level=STRONG,
        )
        return np.array([row["id"] for row in rows], np.int64)

    # -- terms

    def put_terms(self, counts: Mapping[str, int]) -> None:
        """Write of some terms how many passages hold them."""
        made = (
            {"term": spelt(term), "passages": number, "pairs": pairs_of(term)}
            for term, number in counts.items()
        )
        while part := list(islice(made, SENT)):
            self._call("upsert", self._terms, data=part)

    def holding(self, terms: Iterable[str]) -> dict[str, int]:
        """Return how many passages hold each of some terms; one that none ever held is left out."""
        names, found = [spelt(term) for term in dict.fromkeys(terms)], {}
        for first in range(0, len(names), SENT):
            rows = self._call(
                "get",
                self._terms,
                ids=names[first : first + SENT],
                output_fields=["passages"],
                consistency_level=STRONG,
            )
            found.update({read(row["term"]): int(row["passages"]) for row in rows})
        return found

    def alike(self, term: str) -> dict[str, int]:
        """Return terms that share most pairs of letters with one, with how many passages hold them."""
        hits = self._call(
            "search",
            self._terms,
            data=[pairs_of(term)],
            anns_field="pairs",
            limit=NEAR,
            output_fields=["term", "passages"],
            search_params={"metric_type": "IP"},
            consistency_level=STRONG,
        )[0]
        return {read(hit["entity"]["term"]): int(hit["entity"]["passages"]) for hit in hits}

    # -- steps

    def _searched(self, field: str, what: Any, most: int, condition: str) -> list[int]:
        found = self._call(
            "search",
            self._passages,
            data=[what],
            anns_field=field,
            limit=min(most, MOST),
            filter=condition,
            output_fields=["id"],
            search_params={"metric_type": "IP" if field == "vector" else "BM25"},
            consistency_level=STRONG,
        )
        return [hit["id"] for hit in found[0]]

    def _every(self, condition: str, fields: list[str]) -> Iterator[dict[str, Any]]:
        pages = self._call(
            "query_iterator",
            self._passages,
            batch_size=PAGE,
            filter=condition,
            output_fields=fields,
            consistency_level=STRONG,
        )
        while rows := self._guarded(pages.next):
            yield from rows
        pages.close()

    def _is_own(self, name: str, fields: frozenset[str]) -> bool:
        """Tell whether there is a collection, made here."""
        try:
            found = {field["name"] for field in self._call("describe_collection", name)["fields"]}
        except Gone:
            return False
        if found != fields:
            raise LibraryMismatch(
                f"{self.address}: the collection {name} there holds something else; write another name"
            )
        return True

    def _create(self, name: str, schema: Any, indexes: Any) -> None:
        """Make a collection, which is loaded then."""
        self._call("create_collection", name, schema=schema, index_params=indexes, consistency_level=STRONG)

    def _call(self, method: str, name: str, **arguments: Any) -> Any:
        client = self._client()

        timeout = WRITTEN_IN if method in WRITING else TIMEOUT

        def call() -> Any:
            return getattr(client, method)(name, timeout=timeout, **arguments)

        try:
            return self._guarded(call)
        except _Unloaded:
            self._guarded(lambda: client.load_collection(name, timeout=WRITTEN_IN))
            return self._guarded(call)

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
            raise LibraryError(f"{self.address}: refused what it was asked ({text})") from None


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
