import pytest

from index.language.words import content_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("who was the captain of the Ever Given?", ["captain", "Ever", "Given"]),
        ("why did the US waive it?", ["US", "waive"]),
        ("US waiver for India", ["US", "waiver", "India"]),
        ("did IT staff tell WHO officials?", ["IT", "staff", "WHO", "officials"]),
        ("Why was it given to us?", []),
        ("India was exempted. Why? I don't know, and I'm not sure", ["India", "exempted", "sure"]),
        ("WHY WAS INDIA EXEMPTED FROM CAATSA", ["INDIA", "EXEMPTED", "CAATSA"]),
        ("Why Was India Exempted From CAATSA", ["India", "Exempted", "CAATSA"]),
        ("who said “Why me”?", []),
        (
            "Why Did Mayor Lena Holm Resign From Her Post on Monday?",
            ["Mayor", "Lena", "Holm", "Resign", "Post", "Monday"],
        ),
        ("When Did Facebook Buy Instagram for money?", ["Facebook", "Buy", "Instagram", "money"]),
        ("when did the Ever Given leave the Suez Canal?", ["Ever", "Given", "leave", "Suez", "Canal"]),
    ],
)
def test_function_words_are_left_out_unless_they_are_names(text: str, words: list[str]) -> None:
    assert content_words(text) == words
