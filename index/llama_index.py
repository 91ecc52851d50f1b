"""What LlamaIndex sees of us: a library as its retriever, passages as its nodes, steps as its spans.

Spans are what OpenTelemetry, Phoenix or Langfuse show. Whoever traces has imported LlamaIndex; where it is
not imported, which takes a second, a span is nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from inspect import BoundArguments, Parameter, Signature
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from .article import Article
from .passage import Filter, Hit

if TYPE_CHECKING:
    from .library import Library

NAME: Final = "quoth"  # of the dispatcher
_TIMED: Final[ContextVar[Callable[[str, float], None] | None]] = ContextVar("timed", default=None)


def retriever_of(library: Library, k: int) -> Any:
    """Return a ``BaseRetriever`` that gives the ``k`` passages of a library that best match a query."""
    return _retriever_class()(library, k)


def node_of(hit: Hit) -> Any:
    """Return a passage as a ``NodeWithScore``.

    Its id is that of the passage within the library, its source node that of the article; its offsets are
    those in the article's text, and its metadata name the article. Metadata is not put before the text that
    a model reads, except title, source and day.
    """
    from llama_index.core.schema import NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

    article, passage = hit.article, hit.passage
    known = metadata_of(article, passage.start) | {"cosine": hit.cosine, "bm25": hit.bm25}
    told = ("title", "source", "published")
    node = TextNode(
        id_=f"{article.id}:{passage.id}",
        text=hit.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=known,
        excluded_llm_metadata_keys=[name for name in known if name not in told],
        excluded_embed_metadata_keys=list(known),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article.id)},
    )
    return NodeWithScore(node=node, score=hit.score)


def metadata_of(article: Article, start: int) -> dict[str, Any]:
    """Return what is known of an article, and the page of an offset in it, for a node's metadata."""
    known = {
        name: getattr(article, name) for name in ("title", "source", "published", "url", "author", "unread")
    }
    known |= {"article_id": article.id, "page": article.page(start)}
    return {name: value for name, value in known.items() if value is not None}


@contextmanager
def timing(took: Callable[[str, float], None]) -> Iterator[None]:
    """Have each step that ends in this context told with its kind and its seconds."""
    token = _TIMED.set(took)
    try:
        yield
    finally:
        _TIMED.reset(token)


@contextmanager
def step(kind: str, **given: Any) -> Iterator[None]:
    """Report the block as a step, with what it was given; steps within it are its children."""
    began = time.perf_counter()
    try:
        with _span(kind, given):
            yield
    finally:
        if took := _TIMED.get():
            took(kind, time.perf_counter() - began)


@contextmanager
def _span(kind: str, given: dict[str, Any]) -> Iterator[None]:
    if "llama_index_instrumentation" not in sys.modules:
        yield
        return
    from llama_index_instrumentation import get_dispatcher
    from llama_index_instrumentation.span import active_span_id

    dispatcher = get_dispatcher(NAME)
    name, arguments = f"{NAME}.{kind}-{uuid4()}", _bound(given)
    token = active_span_id.set(name)
    before = None if token.old_value is token.MISSING else token.old_value
    dispatcher.span_enter(id_=name, bound_args=arguments, parent_id=before, tags={})
    try:
        yield
    except BaseException as problem:
        dispatcher.span_drop(id_=name, bound_args=arguments, err=problem)
        raise
    else:
        dispatcher.span_exit(id_=name, bound_args=arguments)
    finally:
        with suppress(ValueError):  # a stream that is thrown away may be closed in another context
            active_span_id.reset(token)


@cache
def _retriever_class() -> Any:
    """Return the class, made when it is first asked for: importing LlamaIndex takes a second."""
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.schema import NodeWithScore, QueryBundle

    class LibraryRetriever(BaseRetriever):
        """Passages of a library for a query, best first; scores are fused, in [0, 1]."""

        def __init__(self, library: Library, k: int) -> None:
            super().__init__()
            self._library = library
            self._k = k

        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            return [
                node_of(hit) for hit in self._library.search(query_bundle.query_str, k=self._k, only=Filter())
            ]

    return LibraryRetriever


def _bound(given: dict[str, Any]) -> BoundArguments:
    parameters = [Parameter(name, Parameter.KEYWORD_ONLY) for name in given]
    return Signature(parameters).bind(**given)
