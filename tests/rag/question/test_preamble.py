import pytest

from rag.question.parse import parse
from rag.question.preamble import parted

PREAMBLE = "I am writing a feature about zinc mining. My editor wants me to check one thing before Friday."
ASKS = "How high was the fine that the owner of the Brenn mine was given?"


@pytest.mark.parametrize(
    ("text", "asks", "others"),
    [
        (f"{PREAMBLE} {ASKS}", ASKS, PREAMBLE),
        (f"{ASKS} {PREAMBLE}", ASKS, PREAMBLE),
        (f"Who paid? {PREAMBLE} {ASKS}", f"Who paid? {ASKS}", PREAMBLE),
        ("我在写一篇关于锌矿的文章。罚款是多少？", "罚款是多少？", "我在写一篇关于锌矿的文章。"),
        (
            "i write about the mine. how high was the fine?",
            "how high was the fine?",
            "i write about the mine.",
        ),
        (
            f"{PREAMBLE} Give me a timeline of the Brenn mine.",
            "Give me a timeline of the Brenn mine.",
            PREAMBLE,
        ),
        (f"List all articles about zinc. {PREAMBLE}", "List all articles about zinc.", PREAMBLE),
        (f"List all articles about zinc. {ASKS}", ASKS, "List all articles about zinc."),
        (ASKS, ASKS, ""),
        (PREAMBLE, PREAMBLE, ""),
        ("Who was the trainer of the team 1. FC Koln in 2019?",) * 2 + ("",),
        ("Has the vector Ae. Aegypti been found?",) * 2 + ("",),
        ("How is Beware! represented?",) * 2 + ("",),
    ],
)
def test_the_sentences_that_ask_are_told_from_the_others(text: str, asks: str, others: str) -> None:
    assert parted(text) == (asks, others)


def test_what_a_question_points_back_at_is_taken_from_its_preamble() -> None:
    parsed = parse("I am writing about the Brenn mine. It was closed long ago. Who owned it?")
    assert (parsed.query, parsed.asks) == ("Who owned it?", "Who owned it?")
    assert parsed.leaning == "Who owned it? (Brenn)"


def test_a_sentence_that_asks_kindly_is_one_of_many_articles() -> None:
    parsed = parse(f"Hello. {PREAMBLE} Please list all articles about zinc. Thank you!")
    assert parsed.query == "list all articles about zinc."
    assert parsed.listing is not None
    assert parsed.listing.subject == "zinc"
