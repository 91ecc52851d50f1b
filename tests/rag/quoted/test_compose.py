"""Which sentences an answer is made of."""

import numpy as np

from index import Article
from index.passage import Hit, Passage
from rag.evidence.rank import Candidate, Signs
from rag.quoted.compose import compose

FIRST, COMPLETING, ASIDE = (
    "The fire at the Dorn mill killed four people on Monday.",
    "Two of the four dead had worked at the mill for years.",
    "The hall was built of larch in the spring of that year.",
)
TEXT = f"{FIRST} {COMPLETING} {ASIDE}"
HIT = Hit(Passage(1, "a", 0, len(TEXT)), Article(id="a", text=TEXT), 0.9, 1, 0.5, 3.0)


def candidate(sentence: str, at: int, *, words: float, reader: float, meaning: float) -> Candidate:
    start = TEXT.index(sentence)
    signs = Signs(words, HIT.score, reader, meaning)
    return Candidate(HIT, start, start + len(sentence), signs, np.eye(3, dtype=np.float32)[at])


def test_a_sentence_that_speaks_much_less_to_the_question_is_left_out_however_good_its_passage() -> None:
    found = [
        candidate(FIRST, 0, words=0.8, reader=0.2, meaning=0.7),
        candidate(COMPLETING, 1, words=0.5, reader=0.1, meaning=0.5),
        candidate(ASIDE, 2, words=0.0, reader=0.1, meaning=0.2),
    ]
    made = compose("How many people died in the fire at the Dorn mill?", found)
    assert [cited.quote for cited in made.citations] == [FIRST, COMPLETING]


def test_where_the_best_says_little_itself_so_may_others() -> None:
    found = [
        candidate(FIRST, 0, words=0.1, reader=0.0, meaning=0.3),
        candidate(ASIDE, 2, words=0.0, reader=0.0, meaning=0.25),
    ]
    made = compose("What do they say of the weather?", found)
    assert [cited.quote for cited in made.citations] == [FIRST, ASIDE]
