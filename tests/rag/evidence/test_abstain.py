import pytest

from index import Library
from rag.evidence.abstain import SIZES, probability, signals

QUESTION = "Who bought the S-400?"


@pytest.mark.parametrize(("passages", "size"), [(0, SIZES[0]), (1, SIZES[0]), (100, 2.0), (10**6, SIZES[1])])
def test_the_number_of_passages_counts_within_its_bounds(
    sample_library: Library, passages: int, size: float
) -> None:
    hits, words = sample_library.search(QUESTION), sample_library.words(QUESTION)
    assert signals(QUESTION, words, hits, [], sentence=0.0, passages=passages).size == pytest.approx(size)


def test_among_more_passages_the_same_finds_are_worth_less(sample_library: Library) -> None:
    hits, words = sample_library.search(QUESTION), sample_library.words(QUESTION)
    few, many = (
        probability(signals(QUESTION, words, hits, [], sentence=0.5, passages=count)) for count in (50, 2_000)
    )
    assert few > many
