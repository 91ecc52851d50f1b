"""A library as a retriever of LlamaIndex."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from .article import Article
from .hit import Hit

if TYPE_CHECKING:
    from .library import Library


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
    known = {name: getattr(article, name) for name in ("title", "source", "published", "url", "author")}
    known |= {"article_id": article.id, "page": article.page(start)}
    return {name: value for name, value in known.items() if value is not None}


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
            return [node_of(hit) for hit in self._library.search(query_bundle.query_str, k=self._k)]

    return LibraryRetriever
