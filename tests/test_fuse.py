import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import fuse

cosines = st.dictionaries(st.integers(1, 50), st.floats(-1, 1), max_size=20)
scores = st.dictionaries(st.integers(1, 50), st.floats(0, 40), max_size=20)


@given(cosines, scores, st.floats(0, 1))
def test_scores_lie_between_0_and_1_and_go_down(
    cosines: dict[int, float], bm25: dict[int, float], weight: float
) -> None:
    fused = fuse(cosines, bm25, weight)
    assert {key for key, _ in fused} == set(cosines)
    assert all(0 <= score <= 1 + 1e-9 for _, score in fused)
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)


def test_the_margin_of_a_score_counts_and_not_only_its_rank() -> None:
    near = fuse({1: 0.50, 2: 0.49}, {1: 2.0, 2: 10.0})
    assert near[0][0] == 2


def test_equal_scores_keep_the_order_of_ids() -> None:
    assert [key for key, _ in fuse({3: 0.5, 1: 0.5, 2: 0.5}, {})] == [1, 2, 3]


def test_one_kind_alone_orders_by_itself() -> None:
    assert dict(fuse({1: 0.2, 2: 0.8}, {}, 1.0)) == pytest.approx({2: 0.8, 1: 0.2})
