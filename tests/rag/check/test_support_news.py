"""The rules of the support check on sentences of a kind that models write of news."""

import pytest

from tests.rag.check.test_support import doubted

NEWS = (
    "The vessel Albatross is owned by the Japanese company Shoei Kisen, operated by Evergreen Marine of"
    " Taiwan and managed by Bernhard Schulte. Human or technical error could not be ruled out. Prosecutors"
    " found no sign of a deliberate act; an electrical fault or a badly extinguished cigarette were among"
    " the possibilities. Some 340,000 donors gave 846 million euros, and 2,000 people took part in the"
    " work. The work was led by Jean-Louis Georgelin until his death in August 2023, and after that by"
    " Philippe Jost. The cathedral expects 15 million visitors a year. The guests included Donald Trump,"
    " the president-elect of the United States, and the former minister Eva Berg. The government said that"
    " it would stop paying its debt. Three workers were injured when they built the road to Faro."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ship Albatross is owned by Shoei Kisen and operated by Evergreen Marine.",
        "Technical error could not be excluded, nor could human error be ruled out.",
        "Some 340,000 people gave 846 million euros.",
        "Philippe Jost took over after Jean-Louis Georgelin died in August 2023.",
        "The cathedral is expecting 15 million visitors a year.",
        "President-elect Donald Trump was among the guests.",
        "Former minister Eva Berg was among the guests.",
        "Three employees were wounded when they constructed the road to Faro.",
    ],
)
def test_a_true_sentence_in_other_words_is_supported(sentence: str) -> None:
    assert doubted(sentence, NEWS) == ""


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (
            "The Albatross is owned by Evergreen Marine.",
            "“owned by Evergreen Marine”: the article says “owned",
        ),
        ("An electrical fault started the fire.", "the article says “electrical fault"),
        ("Prosecutors found a deliberate act.", "the article says “no sign of a deliberate act”"),
        ("The cathedral had 15 million visitors a year.", "the article says “expects 15 million visitors”"),
        ("President Donald Trump was among the guests.", "“President”: the article says “president-elect”"),
        ("Minister Eva Berg was among the guests.", "the article says “former minister”"),
        ("The government paid its debt.", "the article says “stop paying its debt”"),
        ("The donors were injured.", "not in the quoted words"),
        ("Nobody gave 846 million euros.", "“Nobody gave 846 million”: denied here, not in the quoted words"),
    ],
)
def test_a_false_sentence_is_told_in_words(sentence: str, reason: str) -> None:
    assert reason in doubted(sentence, NEWS)


def test_what_a_sentence_is_about_is_not_swapped_for_another_thing_of_the_passage() -> None:
    text = (
        "The stern came loose first, before dawn on Monday. A diver compared the bow, still fast,"
        " to a whale. By noon the bow had followed. Nurses get a rise of 4 per cent; teachers get nothing."
    )
    assert "“bow” stands where the article has “stern”" in doubted(
        "The bow came loose first on Monday.", text
    )
    assert "“Teachers” stands where" in doubted("Teachers get a rise of 4 per cent.", text)
    assert doubted("The stern came loose first on Monday.", text) == ""
    assert doubted("Nurses get a rise of 4 per cent.", text) == ""


def test_a_name_that_opens_a_sentence_is_told_where_the_passage_has_another() -> None:
    text = "Finland joined the pact on Tuesday. The envoy of Norway looked on, and so did one of Karsia."
    assert "“Norway” stands where the article has “Finland”" in doubted(
        "Norway joined the pact on Tuesday.", text
    )
    assert "“Karsia” stands where" in doubted("Karsia joined the pact on Tuesday.", text)
    assert doubted("Finland joined the pact on Tuesday.", text) == ""


def test_a_former_minister_is_told_where_the_article_has_a_minister() -> None:
    text = "The minister Eva Berg opened the road to Faro on Monday."
    assert "“former minister”: the article says “minister”" in doubted(
        "The former minister Eva Berg opened the road to Faro on Monday.", text
    )


def test_an_opposite_is_told_also_among_words_that_are_a_little_other() -> None:
    text = "The Finnish parliament approved membership on 1 March by 184 votes to 7."
    assert "“rejected”: the article says “approved”" in doubted(
        "Finland's parliament rejected membership by 184 votes to 7.", text
    )
