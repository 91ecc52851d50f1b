"""An answer's text: where its sentences and marks stand, what is doubtful, which words answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from index.search.stems import content_stems, words_of
from rag.answer import SIDES, SUPPORTED, Sentence

from . import texts
from .annotate import Layer, Run, annotate
from .byline import in_lines
from .told import Passage, Quotation, Told

Place = tuple[int, int]
Piece = TypeVar("Piece")
_MARK = re.compile(r"\s*(\[(\d{1,4})\])")


def marks_of(answer: Told) -> list[tuple[Place, Quotation]]:
    """Return the marks of an answer's text: where each stands and the citation of that number.

    A mark stands behind its sentence; a "[2]" within one is the article's own.
    """
    cited = {citation.number: citation for citation in answer.citations}
    return [
        ((at, at + len(shown)), cited[number])
        for sentence, place in zip(answer.sentences, places(answer), strict=True)
        if place
        for number, at, shown in _behind(answer.text, place[1])
        if number in sentence.citations and number in cited
    ]


def places(answer: Told) -> list[Place | None]:
    """Find each sentence in the text, where other line breaks may stand between its words."""
    text = answer.text
    kept = [at for at, character in enumerate(text) if not character.isspace()]
    squeezed = "".join(text[at] for at in kept)
    found: list[Place | None] = []
    cursor = 0
    for sentence in answer.sentences:
        wanted = "".join(sentence.text.split())
        at = squeezed.find(wanted, cursor) if wanted else -1
        found.append((kept[at], kept[at + len(wanted) - 1] + 1) if at >= 0 else None)
        cursor = at + len(wanted) if at >= 0 else cursor
    return found


def doubtful(answer: Told) -> Iterator[tuple[Place, Sentence]]:
    """Yield the sentences that what they cite does not bear out, and where each stands."""
    for sentence, place in zip(answer.sentences, places(answer), strict=True):
        if place and sentence.support != SUPPORTED:
            yield place, sentence


def doubts(answer: Told) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with each doubtful sentence, and the offset behind the sentence and its marks."""
    for (_, end), sentence in doubtful(answer):
        marks = [at + len(shown) for _, at, shown in _behind(answer.text, end)]
        yield (marks[-1] if marks else end), _doubt(sentence)


def woven(
    answer: Told,
    *,
    words: Callable[[int, int], Piece],
    mark: Callable[[Quotation], Piece],
    doubt: Callable[[str], Piece],
) -> list[Piece]:
    """Return the answer's text in pieces, in order: ``words(start, end)`` of it, its marks, its doubts."""
    put = [(*place, mark(citation)) for place, citation in marks_of(answer)]
    put += [(end, end, doubt(says)) for end, says in doubts(answer)]
    pieces, here = [], 0
    for start, end, piece in sorted(put, key=lambda each: each[:2]):
        pieces += [words(here, max(here, start)), piece]
        here = max(here, end)
    return [*pieces, words(here, len(answer.text))]


def plain_text(answer: Told, prefix: str = "") -> str:
    """Return the answer's text with its marks, each number behind a prefix, and its doubts in brackets."""
    return "".join(
        woven(
            answer,
            words=lambda start, end: answer.text[start:end],
            mark=lambda citation: f"[{prefix}{citation.number}]",
            doubt=lambda says: f" [{says}]",
        )
    )


def text_pieces(answer: Told, *, bold: bool = False) -> list[tuple[str, Any]]:
    """Return the same for a template: ``words`` as runs, each ``mark`` as its citation, ``doubt`` as it says.

    Doubtful sentences are marked; ``bold``: so are the answering words, and what is struck is struck out.
    """
    layers = [_doubted(place, sentence, bold) for place, sentence in doubtful(answer)]
    layers += _bold(answer) if bold else ()
    layers += _headed(answer)
    return woven(
        answer,
        words=lambda start, end: ("words", annotate(answer.text, layers, start=start, end=end)),
        mark=lambda citation: ("mark", citation),
        doubt=lambda says: ("doubt", says),
    )


def quoted_runs(citation: Quotation) -> list[Run]:
    """Return the words of a quotation with those that answer bold."""
    at = citation.start
    return annotate(
        citation.quote, [Layer(start - at, end - at, "strong") for start, end in citation.answer_words]
    )


def says(answer: Told, citation: Quotation) -> bool:
    """Tell whether the answer's text has all words of a quotation, as they stand."""
    return " ".join(citation.quote.split()) in " ".join(answer.text.split())


def asked_places(query: str, text: str) -> list[Place]:
    """Return where a text has the words of a query that say something, in any of their forms."""
    wanted = set(content_stems(words_of(query)[0]))
    return [(word.start, word.end) for word in words_of(text)[0] if word.stem in wanted]


def asked_runs(query: str, passage: Passage) -> list[Run]:
    """Return the words of a passage, a line for each paragraph, with those that were asked for bold."""
    shown = in_lines(passage.quote)
    return annotate(shown, [Layer(*place, "strong") for place in asked_places(query, shown)])


def lacking_line(answer: Told) -> str:
    """Return a line that names what no quoted article has, or, without an answer, what no article has."""
    lacking = answer.unmentioned if answer.answered else answer.missing_words
    words = ", ".join(f"“{word}”" for word in lacking)
    line = texts.NOT_USED if answer.answered else texts.NOT_IN_ANY
    return line.format(words=words) if words else ""


def _behind(text: str, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the number, the place and the text of each mark that follows a place, one upon the other."""
    while found := _MARK.match(text, end):
        yield int(found[2]), found.start(1), found[1]
        end = found.end()


def _doubt(sentence: Sentence) -> str:
    says = texts.PARTLY if sentence.support == "partly" else texts.NOT_FOUND
    lacking = ", ".join(f"“{word}”" for word in sentence.missing)
    says += texts.MISSING.format(words=lacking) if lacking else ""
    return "; ".join([says, *sentence.doubts])


def _doubted(place: Place, sentence: Sentence, struck: bool) -> Layer:
    tag = "s" if struck and sentence.struck else "span"
    return Layer(*place, tag, {"class": "doubted", "data-support": sentence.support})


def _headed(answer: Told) -> Iterator[Layer]:
    """The lines above what supports a claim and what contradicts it."""
    for side, line in SIDES.items() if answer.kind == "check" else ():
        for found in re.finditer(rf"^{re.escape(line)}$", answer.text, re.M):
            yield Layer(*found.span(), "strong", {"class": "stance", "data-support": side})


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
