"""The text of an answer as HTML: marks to click, answering words bold, unsupported sentences labelled."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rag.answer import SUPPORTED, Sentence

from . import texts
from .annotate import Layer, annotate, escaped
from .byline import outlet, written_day
from .told import Quotation, Told

MARK = re.compile(r"\[(\d{1,4})\]")
Place = tuple[int, int]


def text_html(answer: Told, addresses: Mapping[int, str]) -> str:
    """Return the answer's text; each ``[n]`` of a citation is a button that opens ``addresses[n]``."""
    cited = {citation.number: citation for citation in answer.citations}
    marks = [found for found in MARK.finditer(answer.text) if int(found[1]) in cited]
    places = _places(answer.text, answer.sentences, [found.span() for found in marks])
    put = [(*m.span(), mark(cited[int(m[1])], addresses[int(m[1])])) for m in marks]
    put += [(end, end, label) for (_, end), label in _labels(answer, places, put)]
    layers = [*_doubted(answer.sentences, places), *_bold(answer, places)]
    return _woven(answer.text, layers, sorted(put))


def pending_html(text: str) -> str:
    """Return a text that is still being written; its marks cannot be clicked yet."""
    return MARK.sub(r'<span class="mark pending">\1</span>', escaped(text))


def mark(citation: Quotation, address: str) -> str:
    """Return the button of a citation."""
    about = (outlet(citation), written_day(citation.published), texts.OPENS)
    label = ", ".join(part for part in (f"Source {citation.number}", *about) if part)
    return (
        f'<button type="button" class="mark" data-citation="{citation.number}" '
        f'data-open="{escaped(address)}" '
        f'aria-label="{label}" title="{escaped(_shortened(citation.quote))}">{citation.number}</button>'
    )


def _woven(text: str, layers: Sequence[Layer], put: Sequence[tuple[int, int, str]]) -> str:
    """Weave buttons and labels in; each stands for ``text[start:end]``, which may be empty."""
    parts, here = [], 0
    for start, end, piece in put:
        parts += [annotate(text, layers, start=here, end=max(here, start)), piece]
        here = max(here, end)
    return "".join([*parts, annotate(text, layers, start=here)])


def _places(text: str, sentences: Sequence[Sentence], marks: Sequence[Place]) -> list[Place | None]:
    """Find each sentence in the text, where marks and other line breaks may stand between its words."""
    skipped = {i for start, end in marks for i in range(start, end)}
    kept = [i for i, character in enumerate(text) if i not in skipped and not character.isspace()]
    squeezed = "".join(text[i] for i in kept)
    places: list[Place | None] = []
    cursor = 0
    for sentence in sentences:
        wanted = "".join(sentence.text.split())
        at = squeezed.find(wanted, cursor) if wanted else -1
        places.append((kept[at], kept[at + len(wanted) - 1] + 1) if at >= 0 else None)
        cursor = at + len(wanted) if at >= 0 else cursor
    return places


def _doubted(sentences: Sequence[Sentence], places: Sequence[Place | None]) -> Iterator[Layer]:
    for sentence, place in zip(sentences, places, strict=True):
        if place and sentence.support != SUPPORTED:
            yield Layer(*place, "span", f'class="doubted" data-support="{sentence.support}"')


def _labels(
    answer: Told, places: Sequence[Place | None], marks: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong with a sentence, to stand behind the sentence and its marks."""
    for sentence, place in zip(answer.sentences, places, strict=True):
        if place and sentence.support != SUPPORTED:
            end = place[1]
            for start, after, _ in marks:
                end = after if not answer.text[end:start].strip() and start >= end else end
            yield (place[0], end), _label(sentence)


def _label(sentence: Sentence) -> str:
    says = texts.PARTLY if sentence.support == "partly" else texts.NOT_FOUND
    lacking = ", ".join(f"“{escaped(word)}”" for word in sentence.missing)
    missing = escaped(texts.MISSING).format(words=lacking) if lacking else ""
    return f' <span class="support">{escaped(says)}{missing}</span>'


def _bold(answer: Told, places: Sequence[Place | None]) -> Iterator[Layer]:
    """The answering words of a sentence's citations, where the sentence repeats them."""
    for sentence, place in zip(answer.sentences, places, strict=True):
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
