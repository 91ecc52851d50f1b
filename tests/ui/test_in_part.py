"""A quotation of an article that was read only in part says so wherever it is shown; so does a refusal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index import Article, Library
from index.encode import Encoder
from rag.answer import Answer
from rag.assistant import Assistant
from rag.evidence.unread import DOUBTFUL
from ui.command.libraries import listing_lines, summary_lines
from ui.command.terminal import answer_lines
from ui.export.bibtex import bibtex
from ui.export.exported import Export, Exported
from ui.export.html import html_page
from ui.export.markdown import markdown
from ui.export.plain import plain_text
from ui.page.exchange import answer_html
from ui.render.reader import article_html
from ui.render.told import as_json, told, told_from

LETTER = (
    "Dear council, please find enclosed the report on the tower of Sellby. It was climbed in March 2022 by"
    " the surveyors of the county. Its repair will be talked of in June."
)
WHAT = "2 of 3 pages are pictures and were not read: 2, 3"
SAID = f"Read only in part: {WHAT}"
REPORT = Article(
    title="The tower of Sellby",
    text=LETTER,
    pages=(0, len(LETTER), len(LETTER)),
    unread=f"{WHAT}; run it through OCR",
    recognised=((0, len(LETTER)),),
)
ANSWERED = "When was the tower of Sellby climbed?"
REFUSED = "How many bells did the surveyors of the tower find cracked?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Assistant:
    library = Library.open(tmp_path_factory.mktemp("partly"), encoder=encoder)
    library.add(REPORT)
    return Assistant(library)


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    found = assistant.ask(ANSWERED)
    assert found.answered
    return found


@pytest.fixture(scope="module")
def refusal(assistant: Assistant) -> Answer:
    found = assistant.ask(REFUSED)
    assert not found.answered
    return found


def exports(answer: Answer) -> dict[str, str]:
    export = Export("Tower", (Exported(answer.question, told(answer), ""),), "")
    return {make.__name__: make(export) for make in (html_page, markdown, plain_text)}


def test_an_answer_says_it_everywhere(answer: Answer) -> None:
    shown = {"page": answer_html(told(answer)), "terminal": answer_lines(answer)} | exports(answer)
    for place, text in shown.items():
        words = " ".join(text.split())
        assert SAID in words, place
        assert "ecognised from a picture" in words, place
        assert "run it through" not in words, place
    kept = bibtex(Export("Tower", (Exported(answer.question, told(answer), ""),), ""))
    assert "(recognised from a picture)" in kept
    assert "Read only in part" in kept


def test_programs_are_told_of_each_quotation(answer: Answer) -> None:
    quotation = as_json(told(answer))["citations"][0]
    assert (quotation["unread"], quotation["recognised"]) == (REPORT.unread, True)
    assert told_from(as_json(told(answer))) == told(answer)
    older = as_json(told(answer)) | {"searched": {"articles": 1, "first": None, "last": None}}
    assert told_from(older).searched.in_part == 0


def test_a_refusal_names_what_was_not_read(refusal: Answer) -> None:
    line = f"1 article was read only in part: The tower of Sellby: {WHAT}."
    shown = {"page": answer_html(told(refusal)), "terminal": answer_lines(refusal)} | exports(refusal)
    for place, text in shown.items():
        assert line in " ".join(text.split()).replace("\\", ""), place
    assert refusal.searched.in_part == 1


def test_what_most_pages_do_not_say_is_not_answered_from_the_letter_that_came_with_them(
    tmp_path: Path, encoder: Encoder, refusal: Answer
) -> None:
    assert refusal.missing_words
    whole = Library.open(tmp_path, encoder=encoder)
    whole.add(replace(REPORT, pages=(), unread=None, recognised=(), sha256=""))
    assert refusal.probability == min(Assistant(whole).ask(REFUSED).probability, DOUBTFUL)


def test_the_reader_and_the_lists_say_it(assistant: Assistant) -> None:
    assert SAID in article_html(REPORT)
    assert "Read only in part" not in article_html(replace(REPORT, unread=None))
    assert next(iter(listing_lines([REPORT]))).endswith(f"The tower of Sellby  ({SAID})")
    assert f"read only in part:\n  The tower of Sellby: {REPORT.unread}" in summary_lines(assistant.library)
