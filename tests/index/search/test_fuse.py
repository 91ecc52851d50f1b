import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Library
from index.search.fuse import either, fuse

cosines = st.dictionaries(st.integers(1, 50), st.floats(-1, 1), max_size=20)
scores = st.dictionaries(st.integers(1, 50), st.floats(0, 40), max_size=20)


@given(cosines, scores, st.floats(0, 1), st.floats(0, 40))
def test_scores_lie_between_0_and_1_and_go_down(
    cosines: dict[int, float], bm25: dict[int, float], weight: float, idf: float
) -> None:
    fused = fuse(cosines, bm25, weight, idf=idf)
    assert {key for key, _ in fused} == set(cosines)
    assert all(0 <= score <= 1 + 1e-9 for _, score in fused)
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)


def test_the_margin_of_a_score_counts_and_not_only_its_rank() -> None:
    near = fuse({1: 0.50, 2: 0.49}, {1: 2.0, 2: 10.0}, 0.5)
    assert near[0][0] == 2


def test_few_words_in_common_order_less_than_many() -> None:
    cosines, bm25 = {1: 0.50, 2: 0.40}, {2: 3.0}
    assert fuse(cosines, bm25, 0.85, idf=4.0)[0][0] == 2  # three quarters of its words: all of 0.15
    assert fuse(cosines, bm25, 0.85, idf=20.0)[0][0] == 1


def test_equal_scores_keep_the_order_of_ids() -> None:
    assert [key for key, _ in fuse({3: 0.5, 1: 0.5, 2: 0.5}, {}, 0.5)] == [1, 2, 3]


def test_one_kind_alone_orders_by_itself() -> None:
    assert dict(fuse({1: 0.2, 2: 0.8}, {}, 1.0)) == pytest.approx({2: 0.8, 1: 0.2})


@given(cosines, st.data())
def test_two_wordings_keep_every_id_and_lean_to_the_first(
    cosines: dict[int, float], data: st.DataObject
) -> None:
    first = fuse(cosines, {}, 0.5)
    other = fuse({key: data.draw(st.floats(-1, 1)) for key in cosines}, {}, 0.5)
    both = dict(either([first, other]))
    assert both.keys() == cosines.keys()
    for key, score in both.items():
        ends = sorted((dict(first)[key], dict(other)[key]))
        assert ends[0] - 1e-9 <= score <= ends[1] + 1e-9
    assert either([first]) == first


def test_what_either_wording_finds_is_found_and_raw_scores_are_of_the_query(sample_library: Library) -> None:
    query, also = "Suez Canal blockage", "Notre-Dame reopening"
    hits = sample_library.search(query, k=30, also=also)
    assert {"Suez", "Notre-Dame"} <= {word for hit in hits[:6] for word in hit.article.title.split()}
    alone = {hit.passage.id: (hit.cosine, hit.bm25) for hit in sample_library.search(query, k=30)}
    assert all((hit.cosine, hit.bm25) == alone.get(hit.passage.id, (hit.cosine, hit.bm25)) for hit in hits)
    assert sample_library.search(query, also=query) == sample_library.search(query)
