"""The page of a quotation, from the article to what is shown."""

from index.article import Article
from rag.answer import Answer, Citation
from ui.command.terminal import answer_lines
from ui.render.reader import Span, article_html
from ui.render.templates import rendered
from ui.render.told import as_json, told

TEXT = "The first page ends here. The second page says more. The third page is the last."
REPORT = Article(
    title="Report", source="Ledger", text=TEXT, pages=(0, TEXT.index("The second"), TEXT.index("The third"))
)
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
