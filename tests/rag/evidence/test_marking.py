"""How many of the passages that are found are read."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from index import Article
from index.passage import Hit, Passage
from rag.evidence.marking import DEPTH, EVERY, Depth, marked
from rag.evidence.rank import READER, weight
from rag.models.reader import Reading, Span

QUESTION = "How many people died in the explosion in Orrin?"
SURE, UNSURE = 12.0, -9.0


class Scripted:
    """A reader that finds in each text the words and the margin that are written down for it."""

    def __init__(self, said: dict[str, tuple[str, float]]) -> None:
        self.said = said
        self.texts: list[str] = []

    def read(
        self, question: str, texts: Sequence[str], *, titles: Sequence[str] | None = None, spans: int = 3
    ) -> list[Reading]:
        assert question == QUESTION
        assert spans
        assert titles is not None
        self.texts += texts
        return [self._reading(text, *self.said[text]) for text in texts]

    def _reading(self, text: str, words: str, margin: float) -> Reading:
        start = text.index(words)
        return Reading(0.0, (Span(start, start + len(words), margin, 0.9),), margin, 0.5)


def hits(texts: Sequence[str], scores: Sequence[float]) -> list[Hit]:
    ranked = sorted(zip(texts, scores, strict=True), key=lambda pair: -pair[1])
    return [
        Hit(
            Passage(rank, text, 0, len(text)),
            Article(id=text, title="Report", text=text),
            score,
            rank,
            0.5,
            3.0,
        )
        for rank, (text, score) in enumerate(ranked, start=1)
    ]


def texts_of(count: int) -> list[str]:
    return [f"The harbour of town {chr(65 + at)} was closed." for at in range(count)]


def test_no_more_is_read_where_the_first_passages_surely_answer() -> None:
    texts = texts_of(10)
    for sure, read in ((0, DEPTH.first), (1, DEPTH.first + DEPTH.more)):
        reader = Scripted({text: ("harbour", SURE if text == texts[sure] else UNSURE) for text in texts})
        found = marked(QUESTION, hits(texts, [0.5] * 10), reader)
        assert reader.texts == texts[:read]
        assert [rank for rank, marks in found.items() if marks] == list(range(1, read + 1))
        assert list(found) == list(range(1, 11))


def test_as_many_as_are_worth_it_are_read_where_none_answers() -> None:
    texts = texts_of(10)
    reader = Scripted(dict.fromkeys(texts, ("harbour", UNSURE)))
    found = marked(QUESTION, hits(texts, [0.5] * 10), reader)
    assert reader.texts == texts[: DEPTH.most]
    assert [rank for rank, marks in found.items() if marks] == list(range(1, DEPTH.most + 1))


def test_another_storys_figure_on_the_same_matter_is_read_too() -> None:
    figures = ["In Orrin 78 people died in the explosion.", "The explosion in Orrin: 218 people died."]
    texts = [figures[0], *texts_of(8), figures[1]]
    said = dict.fromkeys(texts_of(8), ("harbour", UNSURE))
    reader = Scripted(said | {figures[0]: ("78", SURE), figures[1]: ("218", SURE)})
    found = marked(QUESTION, hits(texts, [0.5] * 10), reader)
    assert reader.texts == [*texts[: DEPTH.first], figures[1]]
    assert found[10][0].margin == SURE


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(-12, 15)), min_size=1, max_size=10), st.integers(1, 4))
def test_what_could_not_lead_is_all_that_is_left_unread(
    passages: list[tuple[float, float]], first: int
) -> None:
    texts = [f"The harbour of town {at} was closed." for at in range(len(passages))]
    found = hits(texts, [score for score, _ in passages])
    reader = Scripted({text: ("harbour", margin) for text, (_, margin) in zip(texts, passages, strict=True)})

    def best(depth: Depth) -> float:
        marks = marked(QUESTION, found, reader, depth)
        return max(hit.score + READER * weight(each.margin) for hit in found for each in marks[hit.rank])

    assert best(Depth(first, more=2, most=12, lead=READER)) == best(EVERY)


def test_no_passage_has_no_marks() -> None:
    assert marked(QUESTION, [], Scripted({})) == {}
