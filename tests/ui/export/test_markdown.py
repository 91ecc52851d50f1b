"""Whatever people and articles wrote, a parser of Markdown shows exactly that and makes nothing of it."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from tests.kit.exports import ALONE, EXPORT, EXPORTS, HOSTILE, TEXTS
from ui.export import Export, Exported, markdown
from ui.export.exported import address
from ui.render.told import Told

OURS = {"heading", "paragraph", "inline", "text", "hardbreak", "softbreak", "link", "strong", "blockquote"}


def tokens(written: str, preset: str = "commonmark") -> Iterator[Token]:
    parser = MarkdownIt(preset)
    if preset != "commonmark":
        parser.disable("linkify")
    for token in parser.parse(written):
        yield token
        yield from token.children or ()


def squeezed(text: str) -> str:
    return "".join(text.split())


def shown(written: str) -> str:
    return squeezed("".join(token.content for token in tokens(written) if token.type == "text"))


def cited_addresses(export: Export) -> set[str]:
    answers = [exchange.told for exchange in export.exchanges if exchange.told]
    urls = [each.url for answer in answers for each in answer.citations]
    urls += [each.url for answer in answers for each in answer.closest]
    return {web for url in urls if (web := address(url))}


@given(EXPORTS)
@pytest.mark.parametrize("preset", ["commonmark", "gfm-like"])
def test_texts_become_no_markup_and_only_cited_addresses_are_links(preset: str, export: Export) -> None:
    found = list(tokens(markdown(export), preset))
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in found} <= OURS
    targets = {unquote(str(token.attrs["href"])) for token in found if token.type == "link_open"}
    assert targets <= {unquote(normalizeLink(web)) for web in cited_addresses(export)}


@given(EXPORTS)
def test_every_text_is_shown_as_it_stands(export: Export) -> None:
    everything = shown(markdown(export))
    for exchange in export.exchanges:
        texts = [export.title, exchange.question] if len(export.exchanges) > 1 else [export.title]
        if exchange.told is None:
            texts.append(exchange.note)
        elif exchange.told.answered:
            first, second = exchange.told.sentences
            texts += [first.text, second.text, *second.missing, exchange.told.notice]
            texts += [text for each in exchange.told.citations for text in (each.title, each.quote)]
        else:
            texts += [exchange.told.text, exchange.told.closest[0].quote, exchange.told.closest[0].title]
        for text in texts:
            assert squeezed(text) in everything


@given(TEXTS)
@example(HOSTILE)
@example("won![1]")
@example("\na\n\n\nb\n")
def test_a_text_is_shown_whole_and_alone(text: str) -> None:
    refusal = Exported("q", Told("q", "q", text, False), "")
    written = markdown(Export("q", (refusal,), ""))
    assert shown(written) == "q1question" + squeezed(text)


def test_marks_are_footnotes_of_their_answer() -> None:
    written = markdown(EXPORT)
    assert "given the decline.[^1-1]" in written.replace(" [^", "[^")
    assert "\n\n[^1-1]: “An exception was made for India, given the decline.” — Why India was" in written
    assert "· Meridian Wire · 5 October 2018 · p. 3 · <https://meridianwire.example/india?a=1&b=2>" in written
    assert "\n\n[^2]: “Delhi paid 5.4 billion.” — The price · Lantern Post · 2 January 2019\n" in markdown(
        ALONE
    )


def test_lines_and_paragraphs_of_an_answer_stay() -> None:
    assert "[^1]\\\nDelhi paid" in markdown(ALONE)
