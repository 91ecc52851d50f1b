import random

from index.text.edits import edits_between
from tests.bench.as_typed import misspelt


def test_one_letter_of_one_long_word_is_wrong() -> None:
    question = "when did the iphone 4s go on sale"
    for seed in range(50):
        wrong = misspelt(question, random.Random(seed))
        pairs = [(a, b) for a, b in zip(question.split(), wrong.split(), strict=True) if a != b]
        assert [edits_between(a, b, 2) for a, b in pairs] == [1]
        assert len(pairs[0][0]) >= 4
    assert misspelt("who is it", random.Random(0)) == "who is it"
