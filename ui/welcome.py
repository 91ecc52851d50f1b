"""What the page says before anything is asked."""

from typing import Final

from index.report import Summary

from .annotate import escaped
from .byline import counted, written_span

# Gradio puts the value in as it is; written as {{value}}, an article's text could bring code along
READER_TEMPLATE: Final = (
    '<button type="button" class="close" aria-label="Close the article">✕</button>'
    '<div class="page">${value}</div>'
)
EMPTY_READER: Final = (
    '<div class="no-article"><p>Click a number in an answer,<br>and the article opens here '
    "at the words it rests on.</p></div>"
)


def header_html(summary: Summary) -> str:
    """Return the name and what is answered from: ``18 articles · 14 October 2016 – … · 5 sources``."""
    sources = counted(len(summary.sources), "source") if summary.sources else ""
    parts = (counted(summary.articles, "article"), written_span(summary.first, summary.last), sources)
    shown = ' <span aria-hidden="true">·</span> '.join(
        f"<span>{escaped(part)}</span>" for part in parts if part
    )
    return f'<h1>Quoth</h1><p class="library">{shown}</p>'


def welcome_html(articles: int) -> str:
    """Return the line above the example questions."""
    if not articles:
        return (
            "<h2>No articles yet</h2><p>This library is empty. Add some with "
            "<code>quoth add FOLDER</code>, then reload this page.</p>"
        )
    return (
        "<h2>Ask your articles</h2><p>Every answer is quoted from them. "
        "Click a number to read the words in their place.</p>"
    )
