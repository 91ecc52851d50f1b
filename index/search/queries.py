"""What is asked of tantivy: its schema, and queries of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

SPELLABLE: Final = 5  # letters; shorter words have too many neighbours to be misspellings of one
LONG_WORD: Final = 9


@lru_cache(maxsize=1)
def schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("body", tokenizer_name="words", index_option="position")
    return builder.build()


def any_of(queries: Sequence[Any]) -> Any:
    from tantivy import Occur, Query

    return Query.boolean_query([(Occur.Should, query) for query in queries])


def all_of(*queries: Any) -> Any:
    from tantivy import Occur, Query

    return Query.boolean_query([(Occur.Must, query) for query in queries])


def those(ids: Ids) -> Any:
    from tantivy import Query

    return Query.term_set_query(schema(), "id", ids.tolist())


def weighed(query: Any, factor: float) -> Any:
    """Return a query whose score counts so many times."""
    from tantivy import Query

    return Query.boost_query(query, factor)


def exactly(term: str) -> Any:
    from tantivy import Query

    return Query.term_query(schema(), "body", term, "freq")


def but_not(query: Any, others: Sequence[Any]) -> Any:
    """Return a query for what matches one and none of the others."""
    from tantivy import Occur, Query

    return Query.boolean_query([(Occur.Must, query), *((Occur.MustNot, other) for other in others)])


def nearly(term: str, most: int | None = None) -> Any:
    """Match terms at most so many edits away, or ``edits``; a short word or a number is only itself."""
    from tantivy import Query

    most = edits(term) if most is None else most
    return Query.fuzzy_term_query(schema(), "body", term, distance=most) if most else exactly(term)


def edits(term: str) -> int:
    """Return how many letters of a term may be wrong."""
    if len(term) < SPELLABLE or any(map(str.isdigit, term)):
        return 0
    return 1 if len(term) < LONG_WORD else 2


def side_by_side(terms: Sequence[str]) -> Any:
    """Match terms one behind the other."""
    from tantivy import Query

    return Query.phrase_query(schema(), "body", list(terms))


def idf(total: float, n: float) -> float:
    return math.log(1 + (max(total - n, 0) + 0.5) / (n + 0.5))
