"""Where the sentences of an answer stand in its text, and what is doubtful about them, as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rag.answer import SUPPORTED, Sentence

from . import texts
from .told import Quotation, Told

Place = tuple[int, int]
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
    words: Callable[[int, int], str],
    mark: Callable[[Quotation], str],
    doubt: Callable[[str], str],
) -> str:
    """Return the answer's text as a format writes it: ``words(start, end)`` of it, marks, and doubts."""
    put = [(*place, mark(citation)) for place, citation in marks_of(answer)]
    put += [(end, end, doubt(says)) for end, says in doubts(answer)]
    parts, here = [], 0
    for start, end, piece in sorted(put, key=lambda each: each[:2]):
        parts += [words(here, max(here, start)), piece]
        here = max(here, end)
    return "".join([*parts, words(here, len(answer.text))])


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
