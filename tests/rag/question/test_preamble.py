import pytest

from rag.question.preamble import parted

PREAMBLE = (
    "I am a reporter and I am writing a long feature about zinc mining in our part of the country, its rise"
    " and what it left behind. My editor wants me to check one thing before Friday."
)
ASKS = "How high was the fine that the owner of the Brenn mine was given?"


@pytest.mark.parametrize(
    ("text", "asks", "others"),
    [
        (f"{PREAMBLE} {ASKS}", ASKS, PREAMBLE),
        (f"{ASKS} {PREAMBLE}", ASKS, PREAMBLE),
        (ASKS, ASKS, ""),
        (PREAMBLE, PREAMBLE, ""),
    ],
)
def test_the_sentences_that_ask_are_told_from_the_others(text: str, asks: str, others: str) -> None:
    assert parted(text) == (asks, others)
