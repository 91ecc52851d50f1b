"""The edits that the support check is measured with do what their names say."""

import random

import pytest

from index import Article
from index.passage import Hit, Passage
from tests.bench import gate
from tests.bench.support import FLOORS
from tests.bench.support_cases import cases
from tests.bench.support_false import FALSE
from tests.bench.support_places import Place
from tests.bench.support_true import TRUE

TEXT = (
    "On June 12, 2018, Marta Keller was elected by six towns. The king may visit all 40 towns in July."
    " Exports rose by 5 million dollars in 2017 and fell by 3.5 km."
)
RNG = random.Random(0)


def place(sentence: str) -> Place:
    article = Article(title="Towns", text=TEXT)
    hit = Hit(Passage(1, article.id, 0, len(TEXT)), article, 0.5, 1, 0.5, 1.0)
    return Place(sentence, "It rained.", "The talks in Oslo failed.", (hit, hit, hit))


@pytest.mark.parametrize(
    ("kind", "sentence", "edited"),
    [
        ("dates spelt otherwise", "It began on June 12, 2018.", "It began on 12 June 2018."),
        ("numbers spelt otherwise", "They lost 5 million votes.", "They lost 5,000,000 votes."),
        ("names shortened", "But then Marta Keller was heard.", "But then Keller was heard."),
        ("passive and active turned", "Embraer was sued by Airbus in 2018.", "Airbus sued Embraer in 2018."),
    ],
)
def test_edits_that_keep_a_sentence_true(kind: str, sentence: str, edited: str) -> None:
    assert TRUE[kind](place(sentence), random.Random(1)) == edited


@pytest.mark.parametrize(
    ("kind", "sentence", "edited"),
    [
        ("negation added", "India was exempted.", "India was not exempted."),
        ("negation removed", "India was not exempted.", "India was exempted."),
        ("of another article", "India was exempted.", "The talks in Oslo failed."),
    ],
)
def test_edits_that_make_a_sentence_false(kind: str, sentence: str, edited: str | None) -> None:
    assert FALSE[kind](place(sentence), RNG) == edited


def test_the_same_seed_makes_the_same_cases() -> None:
    places = [place(sentence + ".") for sentence in TEXT.split(".")]
    once, again = (list(cases(places, 3, random.Random(1))) for _ in range(2))
    assert once == again
    assert all(case.sentence != case.original for case in once if case.kind in FALSE)


def test_the_committed_floors_hold_for_every_kind() -> None:
    least = gate.read(FLOORS).least
    assert {*TRUE, *FALSE} <= least.keys()
    assert all(0 <= floor <= 1 for floor in least.values())
