"""The rules of the support check, on sentences as newsrooms and models write them. No model is asked."""

import pytest

from index import Article
from index.language.claim_dates import dates
from index.language.numbers import figures
from index.language.stemmed import words_of
from index.passage import Hit, Passage
from rag.check import check, claims

TEXT = (
    "WASHINGTON - The House approved the waiver for India by 330 votes to 99 on Thursday. Secretary of State"
    " Mike Pompeo said the penalties would cost about $5 billion, or 12% of the trade. Russia's exports rose"
    " to 5,000,000 tonnes in 2017, while those of Turkey fell to two million tonnes. India was not exempted"
    " before the law of 2 August 2017 was changed. Mr Modi denied that New Delhi had asked for favours. “We"
    " will not buy arms from countries that threaten us,” Mr Modi told reporters. Ankara"
    " bought the S-400 system from Moscow without asking Washington. The contract was signed by Narendra"
    " Modi and Vladimir Putin on October 5. Five officials of the World Health Organization visited"
    " Chennai on Tuesday."
)


def hit(text: str = TEXT, title: str = "House backs waiver", published: str | None = "2018-10-12") -> Hit:
    article = Article(title=title, text=text, published=published, source="Meridian Wire")
    return Hit(Passage(1, article.id, 0, len(text)), article, 0.5, 1, 0.5, 1.0)


def doubted(sentence: str, text: str = TEXT) -> str:
    """Return what stands against a sentence, as one text; empty for a supported one."""
    verdict = check(sentence, [hit(text)])
    assert (verdict.support == "supported") == (not verdict.missing and not verdict.doubts)
    return " | ".join([*verdict.missing, *verdict.doubts])


@pytest.mark.parametrize(
    "sentence",
    [
        "The House approved the waiver for India by 330 votes to 99.",
        "The waiver for India was approved by the House by 330 votes to 99.",
        "On 11 October 2018 the House approved the waiver for India.",  # from the article's day
        "Pompeo said the penalties would cost $5 bn, or 12 per cent of the trade.",
        "The penalties would cost 5 billion dollars, Mr Pompeo said.",
        "According to Mike Pompeo, the penalties would cost $5,000,000,000.",
        "Russian exports rose to 5 million tonnes in 2017.",
        "Turkish exports fell to 2 million tonnes.",
        "India wasn't exempted before the law of August 2, 2017 was changed.",
        "Modi denied New Delhi had asked for favours.",
        "“We will not buy arms from countries that threaten us,” Modi told reporters.",
        'Modi told reporters: "We will not buy arms … that threaten us".',
        "Turkey bought the S-400 system from Russia without asking the US.",
        "The S-400 system was bought by Ankara from Moscow without asking Washington.",
        "Modi and Putin signed the contract on 5 October.",
        "The contract was signed on 5 October 2018.",
        "5 officials of the WHO visited Chennai.",
        "Five officials of the World Health Organization visited Chennai last Tuesday.",
    ],
)
def test_what_the_passage_says_in_other_words_is_supported(sentence: str) -> None:
    assert doubted(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The House approved the waiver for India by 331 votes to 99.", "331"),
        ("The penalties would cost about $7 billion, or 12% of the trade.", "$7 billion"),
        ("The penalties would cost about €5 billion, or 12% of the trade.", "€5 billion"),
        ("The penalties would cost about $5 billion, or 12 of the trade.", "12"),
        ("Russia's exports rose to 5,000,000 tonnes in 2016.", "2016"),
        ("The contract was signed by Narendra Modi and Vladimir Putin on October 6.", "October 6"),
        ("The contract was signed by Narendra Modi and Vladimir Putin on November 5.", "November 5"),
        ("Five officials of the World Health Organization visited Chennai on Sunday.", "Sunday"),
        ("Secretary of State Rex Tillerson said the penalties would cost about $5 billion.", "Rex Tillerson"),
        ("The House approved the waiver for Pakistan by 330 votes to 99.", "Pakistan"),
    ],
)
def test_a_number_date_or_name_that_is_not_there_is_named(sentence: str, reason: str) -> None:
    assert any(reason in each for each in check(sentence, [hit()]).missing)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The House approved the waiver for India by 99 votes to 330.", "“99” stands where"),
        ("Ankara bought the S-400 system from Washington without asking Moscow.", "stands where"),
        ("The penalties would cost about $5 million, or 12% of the trade.", "“5 million” stands where"),
        ("Russia's exports rose to 5 billion tonnes in 2017.", "“5 billion” stands where"),
        ("Five officials of the World Trade Organization visited Chennai.", "does not stand together"),
        ("Vladimir Modi signed the contract on October 5.", "does not stand together"),
        ("India was exempted before the law of 2 August 2017 was changed.", "the article says “not exempted"),
        (
            "The House did not approve the waiver for India by 330 votes to 99.",
            "denied here, not in the quoted words",
        ),
        ("Mr Modi said that New Delhi had asked for favours.", "the article says “denied"),
        ("Ankara bought the S-400 system from Moscow with Washington.", "the article says “without"),
        ("The House rejected the waiver for India by 330 votes to 99.", "“rejected”: the article says"),
        ("Russia's exports fell to 5,000,000 tonnes in 2017.", "“fell”: the article says “rose”"),
        ("India was not exempted after the law of 2 August 2017 was changed.", "“after”: the article says"),
        ("Modi said: “We will not buy arms from anyone who threatens us.”", "no verbatim quotation"),
    ],
)
def test_what_the_passage_says_otherwise_is_told_in_words(sentence: str, reason: str) -> None:
    assert reason in doubted(sentence)


def test_roles_that_are_swapped_are_told_in_the_active_and_the_passive() -> None:
    text = "Reuters reported on Monday that Boeing bought Embraer. Airbus was sued by Bombardier in Montreal."
    assert doubted("Boeing bought Embraer.", text) == ""
    assert doubted("Embraer was bought by Boeing.", text) == ""
    assert doubted("Bombardier sued Airbus in Montreal.", text) == ""
    assert "“Embraer” stands where the article has “Boeing”" in doubted("Embraer bought Boeing.", text)
    assert "stands where" in doubted("Boeing was bought by Embraer.", text)
    assert "stands where" in doubted("Airbus sued Bombardier in Montreal.", text)


def test_a_list_may_be_in_another_order() -> None:
    text = "Envoys of Norway, Chile and Ghana met the minister on Monday."
    assert doubted("Envoys of Ghana, Norway and Chile met the minister.", text) == ""


def test_a_speaker_may_stand_before_or_behind_what_is_said() -> None:
    text = "The ship will be freed on Monday, said Osama Rabie. Egypt will pay nothing, Peter Berdowski said."
    assert doubted("Osama Rabie said the ship will be freed on Monday.", text) == ""
    assert doubted("According to Peter Berdowski, Egypt will pay nothing.", text) == ""


def test_a_sentence_of_another_matter_is_not_found() -> None:
    verdict = check("The telescope sent its first pictures of distant galaxies.", [hit()])
    assert verdict.support == "not found"
    assert "telescope" in verdict.doubts[-1]


def test_a_sentence_that_is_half_there_is_supported_in_part() -> None:
    verdict = check(
        "The House approved the waiver for India by 330 votes to 99, and the Senate did so a week later.",
        [hit()],
    )
    assert verdict.support == "partly"
    assert "Senate" in verdict.missing


def test_two_passages_together_bear_out_what_neither_does() -> None:
    one = hit("The bridge at Genoa fell on 14 August 2018 and killed 43 people in their cars.")
    other = hit("A new bridge at Genoa was opened by President Mattarella in August 2020.")
    sentence = "The bridge at Genoa fell on 14 August 2018, and a new bridge was opened in August 2020."
    assert check(sentence, [one]).support != "supported"
    assert check(sentence, [one, other]).support == "supported"


def test_a_date_has_its_year_from_the_day_of_the_article_and_no_other() -> None:
    assert check("The contract was signed on 5 October 2017.", [hit()]).missing == ("5 October 2017",)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The sources differ.", False),
        ("The articles give three different figures.", False),
        ("In short, there are two reasons.", False),
        ("Here is a summary of the main points:", False),
        ("He is guilty.", True),
        ("India was exempted.", True),
        ("The sources name Pompeo.", True),
        ("The reports mention 330 votes.", True),
    ],
)
def test_a_sentence_about_the_sources_claims_nothing(sentence: str, claim: bool) -> None:
    assert claims(sentence) == claim


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("5 bn", "5 billion", True),
        ("5 billion", "5,000,000,000", True),
        ("$5m", "5 million dollars", True),
        ("five", "5", True),
        ("twenty-one", "21", True),
        ("two hundred", "200", True),
        ("a dozen", "12", True),
        ("87%", "87 per cent", True),
        ("350-375 million people", "350 million", True),
        ("30 to 40 %", "30 percent", True),
        ("about 5 million", "4,980,000", True),
        ("5 million", "4,980,000", False),
        ("about 5 million", "7,000,000", False),
        ("5 million", "5 billion", False),
        ("87%", "87", False),
        ("5%", "5 percentage points", False),
        ("5 points", "5 percentage points", True),
        ("$5", "€5", False),
        ("1999", "2009", False),
    ],
)
def test_numbers_are_compared_by_what_they_count(one: str, other: str, same: bool) -> None:
    mine, its = (figures(text, words_of(text)[0])[0] for text in (one, other))
    assert mine.same(its) == same


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("on 12 June 2018", (2018, 6, (12, 12))),
        ("June 12, 2018", (2018, 6, (12, 12))),
        ("12th of June", (None, 6, (12, 12))),
        ("12-15 June 2018", (2018, 6, (12, 15))),
        ("June 2018", (2018, 6, None)),
        ("since June", (None, 6, None)),
        ("2018-06-12", (2018, 6, (12, 12))),
    ],
)
def test_dates_are_read_in_each_of_their_forms(
    text: str, named: tuple[int | None, int, tuple[int, int] | None]
) -> None:
    (found,) = dates(text)
    assert (found.year, found.month, found.days) == named


@pytest.mark.parametrize("text", ["The minister may resign.", "They march on.", "Section 12 of 30"])
def test_words_that_are_also_months_are_none(text: str) -> None:
    assert dates(text) == []
