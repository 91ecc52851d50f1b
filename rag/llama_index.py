"""An assistant as a query engine of LlamaIndex."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from index.llama_index import metadata_of, node_of

from .answer import Answer, Citation

if TYPE_CHECKING:
    from .assistant import Assistant


def query_engine_of(assistant: Assistant) -> Any:
    """Return a ``BaseQueryEngine`` that answers as an assistant does."""
    return _query_engine_class()(assistant)


def response_of(answer: Answer) -> Any:
    """Return an answer as a ``Response``.

    Its source nodes are the quotations, in the order of their marks, or the closest passages when the
    articles do not say; ``metadata["answer"]`` is the ``Answer`` itself.
    """
    from llama_index.core.base.response.schema import Response

    quoted = [_quotation(citation) for citation in answer.citations]
    sources = quoted if answer.answered else [node_of(hit) for hit in answer.closest]
    return Response(response=answer.text, source_nodes=sources, metadata={"answer": answer})


def _quotation(citation: Citation) -> Any:
    from llama_index.core.schema import NodeWithScore, TextNode

    article = citation.article
    known = metadata_of(article, citation.start) | {"number": citation.number, "support": citation.support}
    node = TextNode(
        id_=f"{article.id}:{citation.start}-{citation.end}",
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata=known,
    )
    return NodeWithScore(node=node)


@cache
def _query_engine_class() -> Any:
    """Return the class, made when it is first asked for: importing LlamaIndex takes a second."""
    import asyncio

    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.schema import QueryBundle

    class AssistantQueryEngine(BaseQueryEngine):
        """Cited answers from the articles of a library."""

        def __init__(self, assistant: Assistant) -> None:
            super().__init__(callback_manager=None)
            self._assistant = assistant

        def _query(self, query_bundle: QueryBundle) -> Any:  # a Response
            return response_of(self._assistant.ask(query_bundle.query_str))

        async def _aquery(self, query_bundle: QueryBundle) -> Any:
            return await asyncio.to_thread(self._query, query_bundle)

        def _get_prompt_modules(self) -> dict[str, Any]:
            return {}

    return AssistantQueryEngine
