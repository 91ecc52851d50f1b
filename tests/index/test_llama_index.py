import asyncio
from datetime import date
from statistics import fmean
from typing import Any

import pytest
from llama_index.core import Settings
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.chat_engine import CondenseQuestionChatEngine, ContextChatEngine
from llama_index.core.evaluation import RetrieverEvaluator
from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata, MockLLM
from llama_index.core.memory import ChatMemoryBuffer
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import NodeRelationship
from llama_index.core.tools import QueryEngineTool

from index import Library
from rag import Answer, Assistant
from rag.evaluation import evaluate, read_questions
from rag.evaluation.metrics import holds
from rag.question.wishes import wishes
from ui.command.evaluation import SAMPLE_QUESTIONS

from ..kit.rows import passages_of

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


def test_the_evaluator_of_llamaindex_finds_what_quoth_eval_finds(sample_library: Library) -> None:
    """Made comparable: a passage is right if it holds an accepted answer, as ``quoth eval`` counts, ten are
    looked at, and questions that name days or outlets are left out, as ``quoth eval`` prefers what they name.
    """
    sources = [name for name, _ in sample_library.summary().sources]
    golds = [
        gold
        for gold in read_questions(SAMPLE_QUESTIONS)
        if gold.answerable and gold.words and not wishes(gold.question, sources, date(2026, 1, 1))
    ]
    assert len(golds) > 10
    ours = {total.name: total.value for total in evaluate(sample_library, golds).totals}
    evaluator = RetrieverEvaluator.from_metric_names(
        ["hit_rate", "mrr"], retriever=sample_library.as_retriever(k=10)
    )
    theirs = [
        evaluator.evaluate(gold.question, expected_ids=passages_holding(sample_library, gold.words))
        for gold in golds
    ]
    assert fmean(each.metric_vals_dict["hit_rate"] for each in theirs) == ours["passage_recall_at_10"]
    assert fmean(each.metric_vals_dict["mrr"] for each in theirs) == pytest.approx(ours["passage_mrr_at_10"])


def passages_holding(library: Library, words: tuple[str, ...]) -> list[str]:
    """Return the ids, as nodes have them, of all passages that hold an accepted answer."""
    return [
        f"{article.id}:{passage.id}"
        for article in library.articles()
        for passage in passages_of(library, article.id)
        if holds(article.text[passage.start : passage.end], words)
    ]


class Scripted(CustomLLM):
    """A model of LlamaIndex that says one thing and keeps what it was asked."""

    says: str
    asked: list[str] = []  # noqa: RUF012 - a field of pydantic, copied for each

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata()

    def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:  # noqa: ARG002
        self.asked.append(prompt)
        return CompletionResponse(text=self.says)

    def stream_complete(self, prompt: str, formatted: bool = False, **_: Any) -> Any:  # noqa: ARG002
        yield self.complete(prompt)


def memory() -> ChatMemoryBuffer:
    return ChatMemoryBuffer.from_defaults(token_limit=3000)  # the default one leaves a database open


def test_a_condensing_chat_engine_asks_what_its_model_made_of_a_follow_up(sample_library: Library) -> None:
    model = Scripted(says="Why was Turkey removed from the F-35 programme?")
    engine = Assistant(sample_library).as_query_engine()
    chat = CondenseQuestionChatEngine.from_defaults(query_engine=engine, llm=model, memory=memory())
    chat.chat("Why was India exempted from CAATSA?")
    reply = chat.chat("What about Turkey and the fighter?")
    assert "Why was India exempted from CAATSA?" in model.asked[-1]
    assert "Turkey removed from F-35 programme" in " ".join(
        node.metadata["title"] for node in reply.source_nodes
    )


def test_a_context_chat_engine_gives_its_model_the_passages_of_a_retriever(sample_library: Library) -> None:
    model = Scripted(says="They began in 2021.")
    chat = ContextChatEngine.from_defaults(
        retriever=sample_library.as_retriever(k=2), llm=model, memory=memory()
    )
    reply = chat.chat(QUESTION)
    assert str(reply) == "They began in 2021."
    hits = sample_library.search(QUESTION, k=2)
    assert [node.text for node in reply.source_nodes] == [hit.text for hit in hits]
    assert all(" ".join(hit.text.split())[:80] in " ".join(model.asked[-1].split()) for hit in hits)


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
    chat = CondenseQuestionChatEngine.from_defaults(query_engine=engine, llm=MockLLM(), memory=memory())
    assert "[1]" in str(chat.chat(QUESTION))


def test_the_settings_of_llamaindex_are_left_alone(sample_library: Library) -> None:
    Assistant(sample_library).as_query_engine().query(QUESTION)
    sample_library.as_retriever().retrieve(QUESTION)
    assert Settings._llm is None
    assert Settings._embed_model is None
