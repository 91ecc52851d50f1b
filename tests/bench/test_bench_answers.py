"""How the bench of answers judges a quotation by the sentences that were labelled."""

import json

from index import Article
from rag.answer import Answer, Citation, Searched
from rag.evaluation import Gold
from rag.evidence.gather import Evidence
from tests.bench.answers import Asked, any_holds, points_back, share, struck, unread
from tests.bench.answers_set import LABELS, Label, Labelled

TEXT = "Orrin sold the mill. It burnt in May. The mayor wept."
SALE, FIRE, MAYOR = (0, 20), (21, 37), (38, 53)


def asked(*quoted: tuple[int, int]) -> Asked:
    article = Article(id="a", text=TEXT)
    citations = tuple(
        Citation(number, article, start, end, TEXT[start:end])
        for number, (start, end) in enumerate(quoted, start=1)
    )
    labels = (Label("a", *SALE, keep=True, alone=True), Label("a", *FIRE, keep=False, alone=False))
    question = Labelled("set", Gold("Who sold the mill?", ("Orrin",)), labels)
    evidence = Evidence("Who sold the mill?", "Who sold the mill?", Searched(1))
    return Asked(question, evidence, Answer("", "", "", answered=True, citations=citations))


def test_a_quotation_is_kept_for_any_sentence_in_it_and_judged_alone_by_its_first() -> None:
    assert struck(asked(SALE, FIRE)) == (1, 2)
    assert struck(asked((SALE[0], FIRE[1]))) == (0, 1)
    assert points_back(asked((SALE[0], FIRE[1]))) == (0, 1)


def test_a_sentence_behind_the_one_it_points_at_does_not_point_back() -> None:
    assert points_back(asked(FIRE, SALE)) == (1, 2)
    assert points_back(asked(SALE, FIRE)) == (0, 2)


def test_what_nobody_labelled_counts_for_nothing_but_is_told() -> None:
    one = asked(SALE, MAYOR)
    assert (struck(one), unread(one), any_holds(one)) == ((0, 1), (1, 2), (1.0, 1))


def test_a_share_is_of_all_quotations_and_lies_in_its_interval() -> None:
    value, low, high = share([(0, 3), (1, 1), (1, 2)])
    assert value == 2 / 6
    assert low <= value <= high


def test_the_labels_hold_places_and_letters_and_no_text() -> None:
    questions = json.loads(LABELS.read_text(encoding="utf-8"))
    assert len(questions) >= 200
    for places in questions.values():
        for place, letter in places.items():
            digest, start, end = place.split(":")
            assert len(digest) == 10
            assert int(start) < int(end)
            assert letter in set("KkSs")
