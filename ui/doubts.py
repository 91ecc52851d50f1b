"""Where the sentences of an answer stand in its text, and what is doubtful about them, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.answer import SUPPORTED, Sentence

from . import texts
from .told import Quotation, Told

Place = tuple[int, int]
_MARK = re.compile(r"\[(\d{1,4})\]")


def marks_of(answer: Told) -> list[tuple[Place, Quotation]]:
    """Return the marks of an answer's text: where each stands and the citation of that number."""
    cited = {citation.number: citation for citation in answer.citations}
    found = _MARK.finditer(answer.text)
    return [(mark.span(), cited[int(mark[1])]) for mark in found if int(mark[1]) in cited]


def places(answer: Told) -> list[Place | None]:
    """Find each sentence in the text, where marks and other line breaks may stand between its words."""
    text = answer.text
    skipped = {i for (start, end), _ in marks_of(answer) for i in range(start, end)}
    kept = [i for i, character in enumerate(text) if i not in skipped and not character.isspace()]
    squeezed = "".join(text[i] for i in kept)
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
    marks = [place for place, _ in marks_of(answer)]
    for (_, end), sentence in doubtful(answer):
        yield _behind(answer.text, end, marks), _doubt(sentence)


def _behind(text: str, end: int, marks: Sequence[Place]) -> int:
    for start, after in marks:
        end = after if start >= end and not text[end:start].strip() else end
    return end


def _doubt(sentence: Sentence) -> str:
    says = texts.PARTLY if sentence.support == "partly" else texts.NOT_FOUND
    lacking = ", ".join(f"“{word}”" for word in sentence.missing)
    says += texts.MISSING.format(words=lacking) if lacking else ""
    return "; ".join([says, *sentence.doubts])
