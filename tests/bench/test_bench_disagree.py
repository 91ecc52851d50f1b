"""The pairs that disagreement is measured with are what their kinds say."""

from tests.bench.disagree import HALVES, compared, measured
from tests.bench.disagree_cases import cases, spelt


def test_a_pair_is_two_reports_that_quote_what_they_say() -> None:
    for case in cases(0, 1):
        assert all(citation.quote in citation.article.text for citation in case.citations)
        assert case.citations[0].story != case.citations[1].story


def test_the_halves_share_no_place_and_no_sentence() -> None:
    seen, held_back = (
        {quote for case in cases(half, 1) for quote in case.quotes} for half in range(len(HALVES))
    )
    assert not seen & held_back
    assert [case.quotes for case in cases(0, 1)] == [case.quotes for case in cases(0, 1)]


def test_pairs_are_counted_by_kind() -> None:
    found = measured(cases(0, 1), compared)
    assert len(found[True, "dead"]) == 16
    assert sum(map(sum, (said for (differ, _), said in found.items() if not differ))) == 0


def test_numbers_are_spelt() -> None:
    assert [spelt(number) for number in (9, 15, 17, 30, 42)] == [
        "nine",
        "fifteen",
        "seventeen",
        "thirty",
        "forty-two",
    ]
