"""Real clients against the real server: openai, LlamaIndex, MCP, Gradio's."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from index import Library
from tests.kit.live import served

pytestmark = pytest.mark.slow  # the clients are large to import
QUESTION = "Why was India exempted from CAATSA?"
UNANSWERED = "Who won the 1998 football world cup?"
SAID: list[Any] = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def address(sample_library: Library) -> Iterator[str]:
    with served(sample_library.folder, QUESTION) as address:
        yield address


@pytest.fixture(scope="module")
def openai(address: str) -> Iterator[Any]:
    from openai import OpenAI

    with OpenAI(base_url=f"{address}v1", api_key="none", max_retries=0) as client:
        yield client


def rests_on(library: Library, citations: list[dict[str, Any]]) -> bool:
    """Whether there are citations and each is word for word in its article."""
    texts = [library.article(each["article_id"]).text[each["start"] : each["end"]] for each in citations]
    return bool(citations) and texts == [each["quote"] for each in citations]


def test_openais_package_gets_an_answer_with_citations(openai: Any, sample_library: Library) -> None:
    assert [model.id for model in openai.models.list()] == ["quoth"]
    reply = openai.chat.completions.create(model="quoth", messages=SAID)
    message = reply.choices[0].message
    assert reply.choices[0].finish_reason == "stop"
    assert rests_on(sample_library, message.citations)
    assert {note.url_citation.url for note in message.annotations} == {
        citation["url"] for citation in message.citations if citation["url"]
    }
    usage = reply.usage
    assert usage.prompt_tokens + usage.completion_tokens == usage.total_tokens > usage.prompt_tokens > 0


def test_openais_package_gets_the_same_piece_by_piece(openai: Any, sample_library: Library) -> None:
    whole = openai.chat.completions.create(model="quoth", messages=SAID)
    options = {"include_usage": True}
    chunks = list(
        openai.chat.completions.create(model="quoth", messages=SAID, stream=True, stream_options=options)
    )
    *said, last, counted = chunks
    assert "".join(chunk.choices[0].delta.content or "" for chunk in said) == whole.choices[0].message.content
    assert last.choices[0].finish_reason == "stop"
    assert last.choices[0].delta.citations == whole.choices[0].message.citations
    assert rests_on(sample_library, last.choices[0].delta.citations)
    assert (counted.choices, counted.usage) == ([], whole.usage)
    assert len({chunk.id for chunk in chunks}) == 1


def test_openais_package_raises_its_own_errors(openai: Any) -> None:
    from openai import BadRequestError, NotFoundError

    with pytest.raises(NotFoundError, match="there is no model 'gpt-4o'"):
        openai.chat.completions.create(model="gpt-4o", messages=SAID)
    with pytest.raises(BadRequestError, match="the question is blank"):
        openai.chat.completions.create(model="quoth", messages=[{"role": "user", "content": " "}])


def test_what_the_articles_do_not_say_is_no_error(openai: Any) -> None:
    reply = openai.chat.completions.create(model="quoth", messages=[{"role": "user", "content": UNANSWERED}])
    message = reply.choices[0].message
    assert (message.content, message.answered, message.citations) == ("The articles do not say.", False, [])


def test_llamaindex_takes_the_server_for_a_model(address: str, sample_library: Library) -> None:
    from llama_index.core.llms import ChatMessage
    from llama_index.llms.openai_like import OpenAILike

    model = OpenAILike(model="quoth", api_base=f"{address}v1", api_key="none", is_chat_model=True)
    said = [ChatMessage(role="system", content="Be brief."), ChatMessage(role="user", content=QUESTION)]
    whole = model.chat(said)
    raw: Any = whole.raw
    assert rests_on(sample_library, raw.choices[0].message.citations)
    *_, last = model.stream_chat(said)
    assert last.message.content == whole.message.content
    assert str(model.complete(QUESTION)) == whole.message.content


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_mcp_client_asks_searches_and_reads(address: str, sample_library: Library, mode: Any) -> None:
    from mcp import Client

    async def conversation() -> None:
        async with Client(f"{address}mcp", mode=mode) as client:
            tools = (await client.list_tools()).tools
            assert [tool.name for tool in tools] == ["ask", "check", "search", "read_article"]
            offered = client.server_capabilities
            assert (offered.resources, offered.prompts) == (None, None)
            asked = await client.call_tool("ask", {"question": QUESTION})
            assert rests_on(sample_library, asked.structured_content["citations"])
            found = await client.call_tool("search", {"question": QUESTION, "k": 2})
            first, _ = found.structured_content["passages"]
            read = await client.call_tool("read_article", {"article_id": first["article_id"]})
            assert read.structured_content["text"][first["start"] : first["end"]] == first["quote"]
            wrong = await client.call_tool("ask", {"question": " "})
            assert wrong.is_error
            assert getattr(wrong.content[0], "text", "") == "the question is blank; ask something"

    asyncio.run(conversation())


def test_gradios_client_asks_and_searches(address: str, sample_library: Library) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    client = Client(address, verbose=False, analytics_enabled=False)
    try:
        assert rests_on(sample_library, client.predict(QUESTION, api_name="/ask")["citations"])
        checked = client.predict("Finland joined NATO on 4 April 2023.", api_name="/check")
        assert [each["support"] for each in checked["citations"]] == ["supported"]
        found = client.predict(QUESTION, 2, since="2018-01-01", api_name="/search")
        assert len(found) == 2
        with pytest.raises(AppError, match="the question is blank"):
            client.predict(" ", api_name="/ask")
    finally:
        client.close()
