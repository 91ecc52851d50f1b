import asyncio
from typing import Any

import pytest
from llama_index.core import Settings
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.chat_engine import CondenseQuestionChatEngine
from llama_index.core.evaluation import RetrieverEvaluator
from llama_index.core.llms import MockLLM
from llama_index.core.memory import ChatMemoryBuffer
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import NodeRelationship
from llama_index.core.tools import QueryEngineTool

from index import Library
from rag import Answer, Assistant

QUESTION = "When did deliveries of the S-400 to India begin?"


def test_a_retriever_gives_the_passages_of_a_search(sample_library: Library) -> None:
    retriever = sample_library.as_retriever(k=4)
    assert isinstance(retriever, BaseRetriever)
    hits = sample_library.search(QUESTION, k=4)
    nodes = retriever.retrieve(QUESTION)
    assert [node.text for node in nodes] == [hit.text for hit in hits]
    assert [node.score for node in nodes] == [hit.score for hit in hits]
    for found in nodes:
        node: Any = found.node
        article = sample_library.article(node.metadata["article_id"])
        assert article.text[node.start_char_idx : node.end_char_idx] == node.text
        assert node.relationships[NodeRelationship.SOURCE].node_id == article.id


def test_what_a_model_reads_of_a_node_is_its_title_source_day_and_text(sample_library: Library) -> None:
    (node,) = sample_library.as_retriever(k=1).retrieve(QUESTION)
    told = node.get_content(metadata_mode="llm")
    assert node.metadata["title"] in told
    assert "article_id" not in told
    assert node.get_content(metadata_mode="embed") == node.text


def test_a_retriever_works_in_a_query_engine_of_llamaindex_and_awaited(sample_library: Library) -> None:
    retriever = sample_library.as_retriever(k=2)
    engine = RetrieverQueryEngine.from_args(retriever, llm=MockLLM())
    assert len(engine.query(QUESTION).source_nodes) == 2
    assert len(asyncio.run(retriever.aretrieve(QUESTION))) == 2


def test_less_than_one_passage_is_refused(sample_library: Library) -> None:
    with pytest.raises(ValueError, match="k=0"):
        sample_library.as_retriever(k=0)


def test_the_evaluator_of_llamaindex_counts_as_a_search_ranks(sample_library: Library) -> None:
    evaluator = RetrieverEvaluator.from_metric_names(
        ["mrr", "hit_rate"], retriever=sample_library.as_retriever(k=5)
    )
    third = sample_library.as_retriever(k=5).retrieve(QUESTION)[2].node.node_id
    found = evaluator.evaluate(QUESTION, expected_ids=[third]).metric_vals_dict
    assert found == {"mrr": pytest.approx(1 / 3), "hit_rate": 1.0}


def test_a_query_engine_gives_the_assistants_answer_with_its_quotations(sample_library: Library) -> None:
    engine = Assistant(sample_library).as_query_engine()
    assert isinstance(engine, BaseQueryEngine)
    response: Any = engine.query(QUESTION)
    answer = response.metadata["answer"]
    assert isinstance(answer, Answer)
    assert str(response) == answer.text == Assistant(sample_library).ask(QUESTION).text
    assert [node.text for node in response.source_nodes] == [cited.quote for cited in answer.citations]
    assert str(asyncio.run(engine.aquery(QUESTION))) == answer.text


def test_a_query_engine_that_declines_gives_the_closest_passages(sample_library: Library) -> None:
    response = Assistant(sample_library).as_query_engine().query("Who won the 1998 football world cup?")
    assert str(response) == "The articles do not say."
    assert response.source_nodes


def test_a_query_engine_works_as_a_tool_and_in_a_chat_engine(sample_library: Library) -> None:
    engine = Assistant(sample_library).as_query_engine()
    assert QueryEngineTool.from_defaults(engine, name="articles").call(QUESTION).content
    memory = ChatMemoryBuffer.from_defaults(token_limit=3000)  # the default one leaves a database open
    chat = CondenseQuestionChatEngine.from_defaults(query_engine=engine, llm=MockLLM(), memory=memory)
    assert "[1]" in str(chat.chat(QUESTION))


def test_the_settings_of_llamaindex_are_left_alone(sample_library: Library) -> None:
    Assistant(sample_library).as_query_engine().query(QUESTION)
    sample_library.as_retriever().retrieve(QUESTION)
    assert Settings._llm is None
    assert Settings._embed_model is None
