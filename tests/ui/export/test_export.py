"""In every format each mark keeps its source, a refusal stays one, and texts stay texts."""

import json
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from hypothesis import given

from tests.kit.exports import ALONE, EXPORT, EXPORTS, FIRST, TEXTS
from tests.ui.render.test_show import Seen
from ui.export import (
    FORMATS,
    Export,
    bibtex,
    disposition,
    file_name,
    html_page,
    json_text,
    markdown,
    plain_text,
)
from ui.render.byline import host
from ui.render.told import told_from


def squeezed(text: str) -> str:
    return "".join(text.split())


def body(export: Export) -> Seen:
    """The page as a browser reads it, without its head."""
    return Seen("<html>" + html_page(export).partition("</head>")[2])


@pytest.mark.parametrize("write", [markdown, html_page, plain_text])
def test_each_mark_keeps_outlet_author_day_page_address_and_quote(write: Callable[[Export], str]) -> None:
    written = write(EXPORT).replace("&amp;", "&")
    if write is html_page:
        written = " ".join(data for _, data in body(EXPORT).pieces)
    for words in ("Meridian Wire", "Ann Lee and Bo Ek", "5 October 2018", "p. 3", str(FIRST.url)):
        assert words in written
    assert squeezed(FIRST.quote) in squeezed(written)
    assert "2 independent sources, newest 2 January 2019" in written


@pytest.mark.parametrize("write", [markdown, html_page, plain_text])
def test_a_refusal_has_related_passages_and_a_question_without_reply_its_note(
    write: Callable[[Export], str],
) -> None:
    written = write(EXPORT)
    for words in (
        "The articles do not say",
        "No article mentions “1998”",
        "Searched 18 articles, 24 June 2016 – 8 December 2024",
        "Closest passages: related, not an answer",
        "France won in 2018",
        "The server was stopped",
    ):
        assert words in written


@pytest.mark.parametrize("write", [markdown, html_page, plain_text])
def test_a_doubtful_sentence_keeps_its_label_and_the_query_is_told(write: Callable[[Export], str]) -> None:
    written = write(ALONE)
    assert "Only partly in the quoted words: missing “twice”" in written
    assert "Searched for: why the exemption?" in written


def test_marks_of_several_answers_are_told_apart() -> None:
    assert "given the decline. [1-1]\nDelhi paid twice. [1-2][1-1] [Only" in plain_text(EXPORT)
    assert "given the decline. [1]\nDelhi paid twice. [2][1] [Only" in plain_text(ALONE)
    twice = Export("t", (EXPORT.exchanges[0],) * 2, EXPORT.exported_at)
    ids = [attributes["id"] for _, attributes in body(twice).tags if "id" in attributes]
    assert ids == [
        *("mark-1-1", "mark-1-2", "source-1-1", "source-1-2"),
        *("mark-2-1", "mark-2-2", "source-2-1", "source-2-2"),
    ]


@given(EXPORTS)
def test_nothing_in_a_page_is_an_element_but_ours(export: Export) -> None:
    seen = body(export)
    allowed = "html body main header article section h1 h2 h3 p ul li div span bdi a"
    assert {tag for tag, _ in seen.tags} <= {*allowed.split(), "blockquote", "strong", "time"}
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in seen.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")]
        if target := attributes.get("href"):
            assert tag == "a"
            assert (target[0] == "#" and target[1:] in ids) or host(target)
    everything = squeezed("".join(data for _, data in seen.pieces))
    for exchange in export.exchanges:
        assert squeezed(exchange.question) in everything
        for citation in exchange.told.citations if exchange.told else ():
            assert squeezed(citation.quote) in everything


def test_a_page_lets_nothing_be_fetched() -> None:
    head = " ".join(html_page(EXPORT).partition("</head>")[0].split())
    assert "Content-Security-Policy\" content=\"default-src 'none'; style-src" in head
    assert "url(" not in html_page(EXPORT)


@given(EXPORTS)
def test_json_holds_every_answer_as_it_was_kept(export: Export) -> None:
    whole = json.loads(json_text(export))
    assert (whole["title"], whole["exported_at"]) == (export.title, export.exported_at)
    for values, exchange in zip(whole["exchanges"], export.exchanges, strict=True):
        assert [values["question"], values["asked_at"], values["note"]] == [
            exchange.question,
            exchange.asked_at,
            exchange.note,
        ]
        assert (values["answer"] and told_from(values["answer"])) == exchange.told


def test_every_format_writes_a_conversation_without_exchanges_too() -> None:
    for name, (write, suffix, media_type, _) in FORMATS.items():
        written = write(Export("Empty", (), ""))
        assert ("Empty" in written) == (name != "bibtex")
        assert suffix.startswith(".")
        assert "/" in media_type


@given(TEXTS)
def test_a_file_name_is_safe_on_any_system(title: str) -> None:
    name = file_name(title, ".md")
    assert name.endswith(".md")
    assert 3 < len(name) <= 90
    assert all(letter.isalnum() or letter in "-." for letter in name)
    assert name[0] not in ".-"
    header = disposition(name)
    assert header.isascii()
    assert unquote(header.partition("UTF-8''")[2]) == name


def test_file_names_by_hand() -> None:
    assert file_name("Why was India exempted from CAATSA?", ".md") == "why-was-india-exempted-from-caatsa.md"
    assert file_name("../../etc/passwd\x00", ".json") == "etc-passwd.json"
    assert file_name("Кто победил?", ".html") == "кто-победил.html"
    assert file_name("CON", ".txt") == "con-answer.txt"
    assert file_name("…", ".bib") == "answer.bib"


def test_only_what_is_cited_is_in_the_bibliography() -> None:
    assert bibtex(Export("t", EXPORT.exchanges[1:], "")) == ""
