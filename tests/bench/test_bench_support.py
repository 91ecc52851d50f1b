"""The edits that the support check is measured with do what their names say."""

import random

import pytest

from index import Article
from index.passage import Hit, Passage
from tests.bench import gate
from tests.bench.support import FLOORS
from tests.bench.support_cases import cases, held_back, ordered
from tests.bench.support_false import FALSE
from tests.bench.support_held_back import HELD_BACK
from tests.bench.support_order import ORDER_CHANGED, ORDER_KEPT
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
        ("events told in other words", "After the flood, the king came.", "The king came after the flood."),
        (
            "cause told in other words",
            "The war of 1812 led to the flood.",
            "The flood because of the war of 1812.",
        ),
        ("passive and active turned", "Embraer was sued by Airbus in 2018.", "Airbus sued Embraer in 2018."),
    ],
)
def test_edits_that_keep_a_sentence_true(kind: str, sentence: str, edited: str) -> None:
    assert (TRUE | ORDER_KEPT)[kind](place(sentence), random.Random(1)) == edited


@pytest.mark.parametrize(
    ("kind", "sentence", "edited"),
    [
        ("negation added", "India was exempted.", "India was not exempted."),
        ("negation removed", "India was not exempted.", "India was exempted."),
        ("direction flipped", "Exports rose in May.", "Exports fell in May."),
        ("roles or speakers swapped", "Boeing quickly bought Embraer.", None),
        ("roles or speakers swapped", "Boeing has sued Embraer again.", "Embraer has sued Boeing again."),
        ("two numbers swapped", "It won by 330 votes to 99.", "It won by 99 votes to 330."),
        ("of another article", "India was exempted.", "The talks in Oslo failed."),
        ("unit changed", "It is 5 km long.", "It is 5 miles long."),
        ("another thing counted", "Exports rose by 5 million dollars.", "Exports rose by 5 million towns."),
        ("possible made certain", "The king may visit us.", "The king did visit us."),
        ("ordinal changed", "It was the first town.", "It was the second town."),
        (
            "cause and effect swapped",
            "The war of 1812 led to the flood.",
            "The flood led to the war of 1812.",
        ),
        ("two events swapped in time", "The king came after the flood.", "The flood after the king came."),
        (
            "two events swapped, in other words",
            "After the flood, the king came home.",
            "The king came home before the flood.",
        ),
        (
            "cause and effect swapped, in other words",
            "The town was lost due to the flood of 1812.",
            "The town was lost led to the flood of 1812.",
        ),
        ("hedge left out", "He was allegedly bribed.", "He was bribed."),
        ("part made all", "Not all of the towns paid.", "No the towns paid."),
    ],
)
def test_edits_that_make_a_sentence_false(kind: str, sentence: str, edited: str | None) -> None:
    assert (FALSE | ORDER_CHANGED | HELD_BACK)[kind](place(sentence), RNG) == edited


def test_the_same_seed_makes_the_same_cases_and_no_kind_is_both_seen_and_held_back() -> None:
    places = [place(sentence + ".") for sentence in TEXT.split(".")]
    once, again = (list(cases(places, 3, random.Random(1))) for _ in range(2))
    assert once == again
    assert all(case.sentence != case.original for case in held_back(places, 3, RNG))
    assert all(case.sentence != case.original for case in ordered(places, 3, RNG))
    assert not (FALSE | ORDER_CHANGED).keys() & HELD_BACK.keys()


def test_the_committed_floors_hold_for_every_kind() -> None:
    least = gate.read(FLOORS).least
    assert {*TRUE, *FALSE, *ORDER_KEPT, *ORDER_CHANGED, *HELD_BACK} <= least.keys()
    assert all(0 <= floor <= 1 for floor in least.values())
