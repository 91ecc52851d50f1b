from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encode.e5 import tokenizer
from rag.models.cross_encoder import LONGEST, cross_encoder, windows
from rag.models.reader import reader
from rag.models.spans import LONGEST_SPAN, best_spans, trimmed, widened

logits = st.lists(st.floats(-20, 20, width=32), min_size=1, max_size=45)


@given(logits, st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_first_span_is_the_best_there_is_and_none_overlap(
    starts: list[float], random: Random, count: int
) -> None:
    ends = [random.uniform(-20, 20) for _ in starts]
    a, b = np.array(starts, dtype=np.float32), np.array(ends, dtype=np.float32)
    found = best_spans(a, b, np.zeros(len(a), dtype=np.int64), count)
    every = [a[i] + b[j] for i in range(len(a)) for j in range(i, min(len(a), i + LONGEST_SPAN))]
    assert found[0][2] == max(every)
    assert [score for *_, score in found] == sorted((score for *_, score in found), reverse=True)
    taken = [token for first, last, _ in found for token in range(first, last + 1)]
    assert len(taken) == len(set(taken))
    assert all(0 <= last - first < LONGEST_SPAN for first, last, _ in found)


def test_no_span_goes_over_the_end_of_a_line() -> None:
    scores = np.array([0.0, 5.0, 0.0, 0.0], dtype=np.float32)
    lines = np.array([0, 0, 1, 1])
    found = best_spans(scores, scores[::-1].copy(), lines, 3)
    assert (1, 2) not in [span[:2] for span in found]
    assert all(lines[first] == lines[last] for first, last, _ in found)


def test_a_span_is_widened_to_the_words_it_cuts() -> None:
    text = "The ferry Orrin carried 4,513.5 tonnes to Łódź."
    for part, whole in (("err", "ferry"), ("513", "4,513.5"), ("ód", "Łódź")):
        at = text.index(part)
        start, end = widened(text, at, at + len(part))
        assert text[start:end] == whole


def test_edges_lose_punctuation_but_keep_what_belongs_to_the_words() -> None:
    for text, kept in (
        (" the oil embargo.", "the oil embargo"),
        ("(OAPEC),", "OAPEC"),
        ("the company (Apple)", "the company (Apple)"),
        ("in the U.S.", "in the U.S."),
        ("-5 degrees", "-5 degrees"),
        ("- 5%", "5%"),
        ("$12.", "$12"),
        (" ... ", ""),
    ):
        start, end = trimmed(text, 0, len(text))
        assert text[start:end] == kept


@given(st.text(max_size=60))
def test_trimming_never_leaves_the_text_and_never_adds_a_blank_edge(text: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == text[start:end].strip(" \n\t")


NORMANS = (
    "The Normans were the people who in the 10th and 11th centuries gave their name to Normandy, in France."
)


def test_the_words_that_answer_are_found_in_their_passage() -> None:
    texts = ["Tugs freed the ship after six days.", NORMANS]
    ship, normans = reader().read("In what country is Normandy located?", texts)
    best = normans.spans[0]
    assert NORMANS[best.start : best.end] == "France"
    assert normans.margin > ship.margin
    assert 0 <= best.probability <= 1


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("In welchem Land liegt die Normandie?", NORMANS, "France"),
        (
            "In what country is Normandy?",
            "Die Normandie ist eine Region im Norden von Frankreich.",
            "Frankreich",
        ),
        ("В какой стране находится Нормандия?", "Нормандия — это регион на севере Франции.", "Франции"),
    ],
)
def test_a_question_is_read_in_other_languages_too(question: str, text: str, words: str) -> None:
    (reading,) = reader().read(question, [text])
    assert text[reading.spans[0].start : reading.spans[0].end] == words


def test_titles_do_not_move_the_spans() -> None:
    (reading,) = reader().read("In what country is Normandy?", [NORMANS], titles=["Normans of France"])
    assert all(0 <= span.start < span.end <= len(NORMANS) for span in reading.spans)


def test_a_text_longer_than_the_model_is_read_to_its_end() -> None:
    text = "Nothing is said here of the matter at hand. " * (LONGEST // 4) + NORMANS
    (reading,) = reader().read("In what country is Normandy located?", [text])
    assert text[reading.spans[0].start : reading.spans[0].end] == "France"


def test_a_text_alone_and_among_others_reads_the_same() -> None:
    question, others = "Who gave their name to Normandy?", ["Short.", NORMANS, NORMANS + " " + NORMANS]
    alone = [reader().read(question, [text])[0] for text in others]
    for one, together in zip(alone, reader().read(question, others), strict=True):
        assert one.margin == pytest.approx(together.margin, abs=0.05)
        assert [span.start for span in one.spans[:1]] == [span.start for span in together.spans[:1]]


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "x"])
def test_texts_that_say_nothing_do_no_harm(text: str) -> None:
    (reading,) = reader().read("Why?", [text])
    assert all(text[span.start : span.end] for span in reading.spans)


def test_no_text_gives_no_reading() -> None:
    assert reader().read("Why?", []) == []


def test_a_model_read_back_from_the_cache_reads_as_a_fresh_one_bit_for_bit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QUOTH_CACHE", str(tmp_path))
    question, texts = (
        "Who signed it?",
        [tokenizer().tokens("Mr. Rao signed the pact in Delhi. " * n) for n in (1, 9)],
    )
    pairs = list(windows(question, texts, longest=64))
    fresh, again = (cross_encoder.__wrapped__() for _ in range(2))
    assert len(list(tmp_path.glob("*/reader-*"))) == 1
    for one, other in zip(fresh.run(pairs), again.run(pairs), strict=True):
        assert one.starts.tobytes() == other.starts.tobytes()
        assert one.ends.tobytes() == other.ends.tobytes()
        assert one.pair.tobytes() == other.pair.tobytes()
