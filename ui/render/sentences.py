"""The text of an answer as HTML: marks to click, answering words bold, unsupported sentences labelled."""

import re
from collections.abc import Iterator, Mapping

from . import texts
from .annotate import Layer, annotate, escaped
from .byline import outlet, written_day
from .marks import Place, doubtful, places, woven
from .told import Quotation, Told

_PENDING = re.compile(r"\[(\d{1,4})\]")


def text_html(answer: Told, addresses: Mapping[int, str]) -> str:
    """Return the answer's text; each ``[n]`` of a citation is a button that opens ``addresses[n]``."""
    layers = [*_doubted(answer), *_bold(answer)]
    return woven(
        answer,
        words=lambda start, end: annotate(answer.text, layers, start=start, end=end),
        mark=lambda cited: mark(cited, addresses[cited.number]),
        doubt=lambda says: f' <span class="support">{escaped(says)}</span>',
    )


def pending_html(text: str) -> str:
    """Return a text that is still being written; its marks cannot be clicked yet."""
    return _PENDING.sub(r'<span class="mark pending">\1</span>', escaped(text))


def mark(citation: Quotation, address: str) -> str:
    """Return the button of a citation."""
    about = (outlet(citation), written_day(citation.published), texts.OPENS)
    label = ", ".join(part for part in (texts.SOURCE.format(name=citation.number), *about) if part)
    return (
        f'<button type="button" class="mark" data-citation="{citation.number}" '
        f'data-open="{escaped(address)}" '
        f'aria-label="{label}" title="{escaped(_shortened(citation.quote))}">{citation.number}</button>'
    )


def _doubted(answer: Told) -> Iterator[Layer]:
    for place, sentence in doubtful(answer):
        tag = "s" if sentence.struck else "span"
        yield Layer(*place, tag, f'class="doubted" data-support="{sentence.support}"')


def _bold(answer: Told) -> Iterator[Layer]:
    """The answering words of a sentence's citations, where the sentence repeats them."""
    for sentence, place in zip(answer.sentences, places(answer), strict=True):
        for citation in answer.citations:
            if place and citation.number in sentence.citations:
                yield from _repeated(answer.text, place, citation)


def _repeated(text: str, place: Place, citation: Quotation) -> Iterator[Layer]:
    for start, end in citation.answer_words:
        words = citation.quote[start - citation.start : end - citation.start].split()
        found = re.compile(r"\s+".join(map(re.escape, words))).search(text, *place) if words else None
        if found:
            yield Layer(*found.span(), "strong")


def _shortened(quote: str) -> str:
    return quote if len(quote) <= 300 else quote[:300].rsplit(" ", 1)[0] + " …"
