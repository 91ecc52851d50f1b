"""An answer as HTML. Everything that an article or a person wrote is escaped here, and nothing is fetched."""

import re
from collections.abc import Mapping, Sequence

from ..render import texts
from ..render.annotate import Layer, annotate, escaped
from ..render.byline import (
    counted,
    dotted,
    in_lines,
    independent,
    link,
    origin,
    outlet,
    searched_line,
    title,
    written_day,
)
from ..render.place import answer_addresses, closest_addresses
from ..render.sentences import mark, text_html
from ..render.standing import Standing
from ..render.told import Passage, Quotation, Told
from .welcome import starters_html


def trouble_html(line: str) -> str:
    """Return one line that says what went wrong."""
    return f'<p class="trouble" role="alert">{escaped(line)}</p>'


def answer_html(answer: Told, standing: Mapping[str, Standing] | None = None) -> str:
    """Return the answer with its marks and sources, or why there is none and what comes closest.

    ``standing`` says of an article, by its id, that it is not in the library as it was when it was quoted.
    """
    before = _line("notice", escaped(answer.notice)) + _query(answer) + _preferred(answer)
    if not answer.answered:
        return before + _no_answer(answer)
    addresses = answer_addresses(answer)
    text = f'<div class="answer-text" dir="auto">{text_html(answer, addresses)}</div>'
    text += "".join(_differs(each.text, answer.citations, addresses) for each in answer.disagreements)
    text += _missing(answer)
    return before + text + _sources(answer.citations, addresses, standing or {})


def _differs(line: str, citations: Sequence[Quotation], addresses: dict[int, str]) -> str:
    """A line that says where the quotations differ, with its marks to click."""
    buttons = {f"[{each.number}]": mark(each, addresses[each.number]) for each in citations}
    shown = re.sub(r"\[\d+\]", lambda found: buttons.get(found[0], found[0]), escaped(line))
    return _line("differs", shown)


def _query(answer: Told) -> str:
    """What was searched, where that is not the question, and a way back to the question's own words."""
    if answer.query.strip() == answer.question.strip():
        return ""
    said = escaped(texts.SEARCHED_FOR).format(query=f"<bdi>{escaped(answer.query)}</bdi>")
    button = f'<button type="button" class="link" data-does="as-typed">{escaped(texts.AS_TYPED)}</button>'
    return _line("query", f"{said} {button}")


def _preferred(answer: Told) -> str:
    return _line("preferred", f"<bdi>{escaped(answer.preferred)}</bdi>" if answer.preferred else "")


def _line(name: str, content: str) -> str:
    return f'<p class="{name}">{content}</p>' if content else ""


def _sources(
    citations: Sequence[Quotation], addresses: dict[int, str], standing: Mapping[str, Standing]
) -> str:
    """The quotations below the answer, those of one article together."""
    by_article: dict[str, list[Quotation]] = {}
    for citation in citations:
        by_article.setdefault(citation.article_id, []).append(citation)
    if not by_article:
        return ""
    items = "".join(_source(same, addresses, standing.get(name)) for name, same in by_article.items())
    quoted = texts.QUOTED_FROM.format(articles=counted(len(by_article), "article"))
    heading = dotted(quoted, independent(citations))
    return (
        f'<section class="sources" aria-label="{escaped(texts.SOURCES)}"><h3>{heading}</h3>'
        f"<ol>{items}</ol></section>"
    )


def _source(citations: list[Quotation], addresses: dict[int, str], standing: Standing | None) -> str:
    first = citations[0]
    address = link(first.url)
    where = origin(first) + (f' <span class="address">{address}</span>' if address else "")
    note = {None: "", "changed": texts.CHANGED, "gone": texts.GONE}[standing]
    quotes = "".join(_quote(citation, addresses[citation.number]) for citation in citations)
    return (
        f'<li class="source"><p class="source-title" dir="auto">{title(first)}</p>'
        f'<p class="origin">{where}</p>{_line("standing", escaped(note))}<ul>{quotes}</ul></li>'
    )


def _quote(citation: Quotation, address: str) -> str:
    at = citation.start
    bold = [Layer(start - at, end - at, "strong") for start, end in citation.answer_words]
    words = annotate(citation.quote, bold)
    return f'<li class="quote">{mark(citation, address)}<blockquote dir="auto">{words}</blockquote></li>'


def _no_answer(answer: Told) -> str:
    text = f'<div class="answer-text none" dir="auto">{escaped(answer.text)}</div>'
    if answer.reason == "no question":
        return text + starters_html(answer.suggested)
    return text + _missing(answer) + _line("searched", searched_line(answer.searched)) + _closest(answer)


def _missing(answer: Told) -> str:
    """The names that no quoted article has, or, where there is no answer, the words that no article has."""
    lacking = answer.unmentioned if answer.answered else answer.missing_words
    words = ", ".join(f"“{escaped(word)}”" for word in lacking)
    line = texts.NOT_USED if answer.answered else texts.NOT_IN_ANY
    return _line("missing", escaped(line).format(words=words) if words else "")


def _closest(answer: Told) -> str:
    if not answer.closest:
        return ""
    opened = zip(answer.closest, closest_addresses(answer), strict=True)
    items = "".join(_passage(number, each, address) for number, (each, address) in enumerate(opened, 1))
    return (
        f'<section class="sources closest" aria-label="{escaped(texts.CLOSEST)}">'
        f'<h3>{escaped(texts.CLOSEST)} <span class="caution">{escaped(texts.CLOSEST_CAUTION)}</span></h3>'
        f"<ol>{items}</ol></section>"
    )


def _passage(number: int, found: Passage, address: str) -> str:
    about = (outlet(found), written_day(found.published), texts.OPENS)
    label = ", ".join(part for part in (f"Related passage {number}", title(found), *about) if part)
    return (
        '<li class="source"><p class="source-title" dir="auto"><button type="button" class="open" '
        f'data-citation="{number}" data-open="{escaped(address)}" aria-label="{label}">'
        f'{title(found)}</button></p><p class="origin">{origin(found)}</p>'
        f'<div class="quote"><blockquote dir="auto">{escaped(in_lines(found.quote))}</blockquote></div></li>'
    )
