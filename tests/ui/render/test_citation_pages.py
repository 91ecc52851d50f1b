"""The page of a quotation, from the article to what is shown."""

from dataclasses import replace

import pytest

from index.article import Article
from rag.answer import Answer, Citation
from ui.command.terminal import answer_lines
from ui.page.exchange import answer_html
from ui.render.byline import page_line
from ui.render.reader import Span, article_html
from ui.render.templates import rendered
from ui.render.told import as_json, told

TEXT = "The first page ends here. The second page says more. The third page is the last."
REPORT = Article(
    title="Report", source="Ledger", text=TEXT, pages=(0, TEXT.index("The second"), TEXT.index("The third"))
)
LABELLED = replace(REPORT, page_labels=("iv", "", "1"))
PLAIN = Article(title="Report", source="Ledger", text=TEXT)


def cited(article: Article, quote: str) -> Answer:
    start = article.text.index(quote)
    citation = Citation(1, article, start, start + len(quote), quote)
    return Answer(question="q", query="q", text="More. [1]", answered=True, citations=(citation,))


def test_a_citation_knows_the_page_that_it_begins_on() -> None:
    answer = cited(REPORT, "second page")
    assert answer.citations[0].page == 2
    assert as_json(told(answer))["citations"][0]["page"] == 2
    assert "[1] Report · Ledger · p. 2" in answer_lines(answer)


def test_the_page_names_the_pages_of_an_articles_quotations_above_them() -> None:
    answer = cited(REPORT, "second page")
    first = answer.citations[0]
    start = TEXT.index("third page")
    again = replace(first, number=2, start=start, end=start + 5, quote="third")
    both = replace(answer, text="More. [1] Most. [2]", citations=(first, again))
    assert '<span class="page">p. 2, 3</span>' in answer_html(told(both))
    assert 'class="page"' not in answer_html(told(cited(PLAIN, "second page")))


def test_what_has_no_pages_shows_none() -> None:
    answer = cited(PLAIN, "second page")
    assert as_json(told(answer))["citations"][0]["page"] is None
    assert "p. " not in answer_lines(answer)
    assert "p. " not in rendered("render/parts.html", "origin", article=PLAIN)
    assert 'class="page"' not in article_html(PLAIN, [Span(1, 0, 5)])


def test_the_reader_names_the_pages_that_are_quoted() -> None:
    quotes = [Span(2, TEXT.index("third"), len(TEXT)), Span(1, 0, 9), Span(3, 4, 9)]
    assert '<span class="page">p. 1, 3</span>' in article_html(REPORT, quotes)
    assert 'class="page"' not in article_html(REPORT)


def test_the_printed_number_is_cited_with_the_files_page_beside_it() -> None:
    answer = cited(LABELLED, "The third")
    assert answer.citations[0].page_label == "1"
    said = as_json(told(answer))["citations"][0]
    assert (said["page"], said["page_label"]) == (3, "1")
    assert "[1] Report · Ledger · p. 1 (PDF page 3)" in answer_lines(answer)
    html = article_html(LABELLED, [Span(1, TEXT.index("third"), len(TEXT))])
    assert '<span class="page">p. 1 (PDF page 3)</span>' in html
    assert 'data-page="p. 1 (PDF page 3)"' in html
    assert 'data-page="PDF page 2"' in html


def test_the_day_that_a_file_was_made_is_said_to_be_that() -> None:
    made = replace(REPORT, published="2019-08-30", published_from="file")
    answer = cited(made, "second page")
    assert "[1] Report · Ledger · file made 2019-08-30 · p. 2" in answer_lines(answer)
    for html in (
        article_html(made),
        rendered("render/parts.html", "origin", article=told(answer).citations[0]),
    ):
        assert "file made 30 August 2019" in html


@pytest.mark.parametrize(
    ("pages", "line"),
    [
        ([], ""),
        ([(None, None)], ""),
        ([(3, "3"), (1, "1")], "p. 1, 3"),
        ([(3, None)], "p. 3"),
        ([(4, "iv"), (5, "1")], "p. iv, 1 (PDF pages 4, 5)"),
        ([(2, "")], "PDF page 2"),
    ],
)
def test_pages_are_written_as_they_are_printed(pages: list[tuple[int | None, str | None]], line: str) -> None:
    assert page_line(pages) == line
