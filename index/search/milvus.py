"""Rows of passages and of terms in Milvus, an engine that outgrows one machine.

Two collections: of one each row is a passage, of the other a term with the number of passages that hold it.
The passages' row 0 is none: it holds a text that says what the rows were made of. It goes where they go, so
an engine that was emptied is known by it. Nothing here knows a store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..errors import LibraryMismatch
from ..passage import bare
from .address import Address
from .conditions import LISTED, among, joined, key, pairs_of, read, spelt
from .milvus_connection import STRONG, Gone, MilvusConnection

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

MOST: Final = 16_384  # rows that Milvus gives a search
PAGE: Final = 5_000  # rows that are listed at once
SENT: Final = 1_000  # rows that are written at once
NEAR: Final = 500  # terms that share most pairs of letters with another, of which the near ones are taken
FIELDS: Final = (
    frozenset({"id", "article", "day", "source", "stamp", "vector", "terms", "weights"}),
    frozenset({"term", "passages", "pairs"}),
)


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
        Refused: it will not do what it was asked.
    """

    def __init__(self, address: Address) -> None:
        """Use the collections of an address; nothing is connected before it is needed."""
        self.address = address
        self._passages, self._terms = address.name, f"{address.name}_terms"
        self._connection = MilvusConnection(address)

    # -- what it is made of

    def stamp(self) -> str | None:
        """Return the text of row 0, ``None`` where there are no rows."""
        try:
            rows = self._connection.call(
                "get", self._passages, ids=[0], output_fields=["stamp"], consistency_level=STRONG
            )
        except Gone:
            return None
        return str(rows[0]["stamp"]) if rows else None

    def set_stamp(self, text: str, dimensions: int) -> None:
        """Write the text of row 0."""
        none = np.zeros(dimensions, np.float32)
        row = {"id": 0, "article": "", "day": "", "source": "", "stamp": text, "vector": none, "terms": ""}
        self._connection.call("upsert", self._passages, data=[row])

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
        self._connection.make_passages(self._passages, dimensions)
        self._connection.make_terms(self._terms)

    def clear(self) -> None:
        """Take both collections away; raises as ``check``."""
        for name in self.check():
            self._connection.call("drop_collection", name)

    def seal(self) -> None:
        """Have what was written put into files that are searched quickly."""
        for name in (self._passages, self._terms):
            self._connection.call("flush", name)

    def count(self) -> int:
        """Return how many passages there are."""
        found = self._connection.call(
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
            self._connection.call("upsert", self._passages, data=part)

    def drop(self, ids: Sequence[int]) -> None:
        """Delete passages."""
        for first in range(0, len(ids), SENT):
            self._connection.call("delete", self._passages, ids=list(ids[first : first + SENT]))

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
        rows = self._connection.call(
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
            self._connection.call("upsert", self._terms, data=part)

    def holding(self, terms: Iterable[str]) -> dict[str, int]:
        """Return how many passages hold each of some terms; one that none ever held is left out."""
        names, found = [spelt(term) for term in dict.fromkeys(terms)], {}
        for first in range(0, len(names), SENT):
            rows = self._connection.call(
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
        hits = self._connection.call(
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
        found = self._connection.call(
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
        return self._connection.pages(
            self._passages,
            batch_size=PAGE,
            filter=condition,
            output_fields=fields,
            consistency_level=STRONG,
        )

    def _is_own(self, name: str, fields: frozenset[str]) -> bool:
        """Tell whether there is a collection, made here."""
        try:
            found = {field["name"] for field in self._connection.call("describe_collection", name)["fields"]}
        except Gone:
            return False
        if found != fields:
            raise LibraryMismatch(
                f"{self.address}: the collection {name} there holds something else; write another name"
            )
        return True
