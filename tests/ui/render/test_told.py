"""What is told of an answer stays the same through JSON, and needs no article."""

import json

import pytest

from index import Library
from rag.assistant import Assistant
from ui.page.exchange import answer_html
from ui.render.told import as_json, told, told_from


@pytest.mark.parametrize(
    "question", ["Why was India exempted from CAATSA?", "Who won the 1998 football world cup?"]
)
def test_an_answer_is_shown_alike_after_it_was_kept(sample_library: Library, question: str) -> None:
    first = told(Assistant(sample_library).ask(question))
    kept = told_from(json.loads(json.dumps(as_json(first))))
    assert kept == first
    assert answer_html(kept) == answer_html(first)


def test_an_answer_of_a_later_version_is_read_without_what_is_new() -> None:
    values = {"question": "why?", "query": "why?", "text": "So.", "answered": True, "mood": "grave"}
    assert told_from(values).text == "So."


@pytest.mark.parametrize("values", [None, [], {}, {"question": "why?", "citations": [{}]}])
def test_what_is_no_answer_is_refused(values: object) -> None:
    with pytest.raises(ValueError, match="Told"):
        told_from(values)
