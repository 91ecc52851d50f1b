"""An export as one HTML file to read, send and print: no script, nothing fetched, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rag.answer import Sentence

from ..render import texts
from ..render.annotate import Layer, annotate, escaped
from ..render.byline import counted, dotted, independent, link, on_pages, origin, title
from ..render.marks import doubtful, woven
from ..render.told import Passage, Quotation, Told
from .exported import RELATED, Export, Exported, before, one_line, why_none

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html_page(export: Export) -> str:
    """Return the whole file; a mark leads to its source on the same page, and from there back."""
    style = (Path(__file__).parents[1] / "page" / "assets" / "export.css").read_text(encoding="utf-8")
    heading = escaped(export.heading)
    exchanges = "".join(
        _exchange(exchange, prefix, export.asks(exchange)) for prefix, exchange in export.numbered()
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escaped(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">'
        f"<title>{heading}</title>\n<style>\n{style}</style></head>\n<body><main>"
        f'<header><h1 dir="auto">{heading}</h1><p class="about">{escaped(export.about)}</p></header>'
        f"{exchanges}</main></body></html>\n"
    )


def _exchange(exchange: Exported, prefix: str, question: str) -> str:
    heading = f'<h2 dir="auto">{escaped(question)}</h2>' if question else ""
    lines = "".join(f'<p class="before"><bdi>{escaped(line)}</bdi></p>' for line in before(exchange))
    if exchange.told is None:
        reply = f'<p class="none" dir="auto">{escaped(exchange.note.strip() or texts.UNANSWERED)}</p>'
    else:
        reply = _answer(exchange.told, prefix)
    return f"<article>{heading}{lines}{reply}</article>"


def _answer(answer: Told, prefix: str) -> str:
    if not answer.answered:
        lines = "".join(f'<p class="before"><bdi>{escaped(line)}</bdi></p>' for line in why_none(answer))
        return f'<p class="none" dir="auto">{escaped(answer.text)}</p>{lines}{_closest(answer.closest)}'
    layers = [_doubted(*each) for each in doubtful(answer)]
    met: set[int] = set()
    text = woven(
        answer,
        words=lambda start, end: annotate(answer.text, layers, start=start, end=end),
        mark=lambda citation: _mark(f"{prefix}{citation.number}", citation.number, met),
        doubt=lambda says: f' <span class="support">{escaped(says)}</span>',
    )
    return f'<div class="answer-text" dir="auto">{text}</div>{_sources(answer.citations, prefix)}'


def _doubted(place: tuple[int, int], sentence: Sentence) -> Layer:
    return Layer(*place, "span", f'class="doubted" data-support="{sentence.support}"')


def _mark(name: str, number: int, met: set[int]) -> str:
    """Return a mark; the first of its number is where its source leads back to."""
    anchor = "" if number in met else f' id="mark-{name}"'
    met.add(number)
    label = escaped(texts.SOURCE.format(name=name))
    return f'<a class="mark" href="#source-{name}"{anchor} aria-label="{label}">{name}</a>'


def _sources(citations: Iterable[Quotation], prefix: str) -> str:
    """Return the quotations below the answer, those of one article together."""
    by_article: dict[str, list[Quotation]] = {}
    for citation in citations:
        by_article.setdefault(citation.article_id, []).append(citation)
    if not by_article:
        return ""
    count = texts.QUOTED_FROM.format(articles=counted(len(by_article), "article"))
    every = [each for same in by_article.values() for each in same]
    items = "".join(f"<li>{_head(same[0])}{_quotes(same, prefix)}</li>" for same in by_article.values())
    return f'<section class="sources"><h3>{dotted(count, independent(every))}</h3><ul>{items}</ul></section>'


def _head(source: Quotation | Passage) -> str:
    author = source.author if isinstance(source, Quotation) else None
    by = texts.BY.format(author=f"<bdi>{escaped(one_line(author))}</bdi>") if author else ""
    where = dotted(origin(source), by)
    web = f'<p class="address">{link(source.url)}</p>' if source.url else ""
    return f'<p class="title" dir="auto">{title(source)}</p><p class="origin">{where}</p>{web}'


def _quotes(citations: Iterable[Quotation], prefix: str) -> str:
    return "".join(_quote(each, f"{prefix}{each.number}") for each in citations)


def _quote(citation: Quotation, name: str) -> str:
    at = citation.start
    bold = [Layer(start - at, end - at, "strong") for start, end in citation.answer_words]
    page = on_pages([citation.page]) if citation.page else ""
    back = f'<a class="mark" href="#mark-{name}" aria-label="{texts.BACK.format(name=name)}">{name}</a>'
    return (
        f'<div class="quote" id="source-{name}">{back}'
        f'<blockquote dir="auto">{annotate(citation.quote, bold)}</blockquote>{page}</div>'
    )


def _closest(passages: Iterable[Passage]) -> str:
    items = "".join(
        f'<li>{_head(each)}<div class="quote"><blockquote dir="auto">{escaped(each.quote)}</blockquote>'
        "</div></li>"
        for each in passages
    )
    return f'<section class="sources closest"><h3>{RELATED}</h3><ul>{items}</ul></section>' if items else ""
