import pytest

from index.text.edits import edits_between
from index.text.phrase import Phrase


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("harbour levy", "The Harbour\nLevy rose."),
        ("harbour levy", "harbour, levy; both"),
        ("Jose Muller", "JOSÉ MÜLLER said"),
        ("U.S. army", "The US Army"),
        ("don't know", "I don’t  know"),
        ("state owned", "a state-owned bank"),
        ("你好世界", "他说：你好世界。"),
        ("你好世界", "你好\n世界"),
        ("हिन्दी भाषा", "यह हिन्दी भाषा है"),
        ("서울 시장", "어제 서울 시장이 말했다"),
        ("3.5 million", "some 3.5 million"),
        ("GPT模型", "新的GPT模型很好"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str) -> None:
    assert Phrase(phrase).stands_in(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("harbour levy", "the levy of the harbour"),
        ("harbour levy", "harbour levies"),
        ("harbour levy", "sharbour levy"),
        ("harbour levy", "the harbour old levy"),
        ("art", "party"),
        ("你好世界", "你好，世界"),
        ("हिन्द", "हिन्दी"),
        ("!?", "!?"),
        ("", "x"),
    ],
)
def test_other_words_or_another_order_are_no_phrase(phrase: str, text: str) -> None:
    assert not Phrase(phrase).stands_in(text)


def test_a_text_that_is_a_phrase_and_no_more() -> None:
    assert Phrase("lantern post").is_all_of("Lantern Post.")
    assert not Phrase("lantern").is_all_of("Lantern Post")


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("marek", "marrek", 1),
        ("wehn", "when", 1),
        ("pepole", "people", 1),
        ("marek", "marek", 0),
        ("abcd", "badc", 2),
        ("celmar", "kelmar", 1),
        ("tram", "depot", None),
        ("a", "abcd", None),
    ],
)
def test_letters_between_two_words(one: str, other: str, edits: int | None) -> None:
    assert edits_between(one, other, 2) == edits_between(other, one, 2) == edits
