import subprocess
import sys
from collections.abc import Iterator

import pytest
from llama_index.core.instrumentation.span_handlers import SimpleSpanHandler
from llama_index_instrumentation import get_dispatcher

from index import Library
from rag import Assistant
from tests.kit.model_server import Script, model_server

QUESTION = "Why was India exempted from CAATSA?"


@pytest.fixture
def spans() -> Iterator[SimpleSpanHandler]:
    handler = SimpleSpanHandler()
    root = get_dispatcher("root")
    before = list(root.span_handlers)
    root.add_span_handler(handler)
    yield handler
    root.span_handlers = before


def named(spans: SimpleSpanHandler) -> dict[str, str]:
    """Return the name of each span's parent by the span's own."""
    names = {span.id_: span.id_.partition("-")[0] for span in spans.completed_spans}
    return {names[span.id_]: names.get(span.parent_id or "", "") for span in spans.completed_spans}


def test_the_steps_of_an_answer_are_spans_of_llamaindex(
    sample_library: Library, spans: SimpleSpanHandler
) -> None:
    with model_server(Script(pieces=["It was spared. [1] ", "So it was. [2]"])) as spec:
        stream = Assistant(sample_library, llm=spec).stream(QUESTION)
        for _ in stream:
            Assistant(sample_library).library.search("in between")  # no child of what streams
    found = named(spans)
    assert {name: found[f"quoth.{name}"] for name in ("answer", "read", "generate", "check")} == {
        "answer": "",
        "read": "quoth.answer",
        "generate": "quoth.answer",
        "check": "quoth.generate",
    }
    assert found["OpenAILike.stream_chat"] == "quoth.generate"
    retrieved = [span for span in spans.completed_spans if span.id_.startswith("quoth.retrieve")]
    assert sorted(bool(span.parent_id) for span in retrieved) == [False, False, True]
    assert not spans.open_spans


def test_a_stream_that_is_closed_leaves_no_span_open(
    sample_library: Library, spans: SimpleSpanHandler
) -> None:
    with model_server(Script(pieces=["It was spared. [1] ", "So it was. "], silent_after=2)) as spec:
        stream = Assistant(sample_library, llm=spec).stream(QUESTION)
        next(stream)
        stream.close()
    assert {span.id_.partition("-")[0] for span in spans.dropped_spans} >= {"quoth.answer", "quoth.generate"}
    assert not any(name.startswith("quoth") for name in spans.open_spans)


def test_an_answer_without_a_model_imports_neither_llamaindex_nor_httpx(sample_library: Library) -> None:
    code = (
        "import sys; from index import Library; from rag import Assistant;"
        f"answer = Assistant(Library.open({str(sample_library.folder)!r})).ask({QUESTION!r});"
        "heavy = {'llama_index', 'llama_index_instrumentation', 'httpx'};"
        "print(answer.answered, *sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "True"
