import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.search.bm25 import Lexical
from index.store import Change
from index.text.words import analysed

TEXTS = {
    1: ("S-400", "India signed the S-400 contract with Russia in October 2018."),
    4: ("CAATSA", "The United States passed CAATSA in 2017. Sanctions follow purchases from Russia."),
    6: ("Suez", "The Ever Given blocked the Suez Canal for six days in March 2021."),
    9: ("Waiver", "The U.S. granted no waiver, and India kept buying Russian arms."),
}
NONE = np.empty(0, dtype=np.int64)


def made(folder: Path | None = None) -> Lexical:
    lexical = Lexical(folder)
    lexical.update(Change(1, "a"), NONE, [(key, *text) for key, text in TEXTS.items()])
    return lexical


def bm25(query: str, k1: float = 1.2, b: float = 0.75) -> dict[int, float]:
    """Robertson and Zaragoza's formula, written out as an oracle."""
    documents = {key: Counter(analysed("\n".join(text))) for key, text in TEXTS.items()}
    lengths = {key: sum(words.values()) for key, words in documents.items()}
    mean = sum(lengths.values()) / len(lengths)
    scores: dict[int, float] = {}
    for term in analysed(query):
        n = sum(term in words for words in documents.values())
        idf = math.log(1 + (len(documents) - n + 0.5) / (n + 0.5))
        for key, words in documents.items():
            tf = words[term]
            part = tf * (k1 + 1) / (tf + k1 * (1 - b + b * lengths[key] / mean))
            scores[key] = scores.get(key, 0.0) + idf * part
    return {key: score for key, score in scores.items() if score}


@pytest.mark.parametrize("query", ["Suez Canal", "India Russia sanctions", "waiver purchases Russian"])
def test_scores_are_those_of_the_formula(query: str) -> None:
    wanted = bm25(query)
    found = dict(made().search(query, 10))
    assert found.keys() == wanted.keys()
    for key, score in found.items():
        assert score == pytest.approx(wanted[key], rel=0.02)


def test_us_is_found_as_u_s() -> None:
    assert made().search("U.S. waiver", 1)[0][0] == 9
    assert analysed("U.S. and US") == analysed("US and U.S.")


def test_function_words_are_not_searched() -> None:
    assert [word.word for word in made().words("Why was India exempted from the CAATSA?")] == [
        "India",
        "exempted",
        "CAATSA",
    ]
    assert made().search("why was the", 5) == []


def test_a_word_that_occurs_nowhere_is_counted_as_such() -> None:
    words = {word.word: word for word in made().words("football in India")}
    assert words["football"].passages == 0
    assert words["India"].passages == 2
    assert words["football"].idf > words["India"].idf


def test_nothing_is_found_in_nothing() -> None:
    empty = Lexical(None)
    assert empty.search("Suez Canal", 5) == []
    assert [word.absent for word in empty.words("Suez Canal")] == [True, True]
    only_tail = empty.beside(Change(2, "a"), np.array([3], dtype=np.int64), [(3, "", "The Suez Canal")])
    assert [key for key, _ in only_tail.search("Suez Kanal", 5)] == [3]
    assert made().search("India", 5, NONE) == []


def test_only_allowed_passages_come_back() -> None:
    found = made().search("India Russia October", 1, np.array([4], dtype=np.int64))
    assert [key for key, _ in found] == [4]


def test_a_saved_index_loads_as_it_was(tmp_path: Path) -> None:
    before = made(tmp_path / "lexical")
    after = Lexical.load(tmp_path / "lexical")
    assert after is not None
    assert after.change == Change(1, "a")
    assert after.search("India Russia", 10) == before.search("India Russia", 10)


def test_an_update_drops_what_went_and_adds_what_came(tmp_path: Path) -> None:
    lexical = made(tmp_path / "lexical")
    lexical.update(
        Change(2, "a"),
        np.array([6], dtype=np.int64),
        [(12, "Moon", "Chandrayaan landed near the south pole.")],
    )
    assert lexical.search("Suez Canal", 5) == []
    assert [key for key, _ in lexical.search("Chandrayaan", 5)] == [12]
    assert lexical.ids.tolist() == [1, 4, 9, 12]
    again = Lexical.load(tmp_path / "lexical")
    assert again is not None
    assert again.search("Chandrayaan", 5) == lexical.search("Chandrayaan", 5)


def test_a_damaged_index_is_not_loaded(tmp_path: Path) -> None:
    made(tmp_path / "lexical")
    victim = max((tmp_path / "lexical").glob("*/*"), key=lambda path: path.stat().st_size)
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.write_bytes(content)
    assert Lexical.load(tmp_path / "lexical") is None


def test_an_index_of_an_older_analysis_is_not_loaded(tmp_path: Path) -> None:
    made(tmp_path / "lexical")
    stamp = tmp_path / "lexical.json"
    stamped = json.loads(stamp.read_text())
    for analysis in ({"analysis": stamped["analysis"] - 1}, {}):
        older = {key: value for key, value in stamped.items() if key != "analysis"} | analysis
        stamp.write_text(json.dumps(older))
        assert Lexical.load(tmp_path / "lexical") is None


def test_chinese_words_are_found_by_their_characters() -> None:
    lexical = Lexical(None)
    lexical.update(Change(1, "a"), NONE, [(1, "", "印度购买导弹系统"), (2, "", "天气很好")])
    assert lexical.search("导弹", 5)[0][0] == 1


def test_a_misspelt_name_is_found_and_not_called_absent() -> None:
    lexical = made()
    assert lexical.search("Russsia sanctons", 1)[0][0] == 4
    words = {word.word: word.absent for word in lexical.words("Did Russsia sell 1998 to Chernobyl?")}
    assert words == {"Russsia": False, "sell": True, "1998": True, "Chernobyl": True}


def test_what_was_deleted_counts_in_no_score_once_the_index_is_made_anew(tmp_path: Path) -> None:
    lexical = made(tmp_path / "lexical")
    assert lexical.drifts(1)
    assert not lexical.drifts(0)
    few = [(key, *text) for key, text in TEXTS.items() if key != 6]
    lexical.update(Change(2, "a"), np.array(list(TEXTS), dtype=np.int64), few)
    fresh = Lexical(None)
    fresh.update(Change(1, "a"), NONE, few)
    assert lexical.search("India Russia Suez", 10) == fresh.search("India Russia Suez", 10)
    assert lexical.words("India Suez") == fresh.words("India Suez")
    assert not lexical.drifts(0)


def test_what_was_deleted_one_by_one_is_counted_in_the_file_too(tmp_path: Path) -> None:
    made(tmp_path / "lexical").update(Change(2, "a"), np.array([6], dtype=np.int64), [])
    again = Lexical.load(tmp_path / "lexical")
    assert again is not None
    assert again.drifts(0)
