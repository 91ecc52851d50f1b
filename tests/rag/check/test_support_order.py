"""The rules of ordinals, of what came before what, and of what came of what."""

import time

import pytest

from rag.check.cited import cited
from rag.check.ordinals import ordinals
from tests.rag.check.test_support import doubted

ELECTION = (
    "Ana Reis won the second round of the 2014 election after the Labour Party had split over pensions."
    " Before taking office, she taught law in Porto. She was the first woman to lead the country and the"
    " 21st president since independence. A third of the members stayed at home. At first, the press was"
    " hostile. The First Republic had ended in 1926. The opposition boycotted parliament until the"
    " government published its accounts. A general strike was followed by talks with the unions."
)
DROUGHT = (
    "The drought led to a shortage of wheat, and bread prices doubled. Farmers left the valley because the"
    " wells had run dry. Two dams failed as a result of neglect by the regional council. Because of the"
    " shortage, the ministry lifted tariffs on grain. The blackout of 2019 was caused by a lightning strike"
    " on the northern line, resulting in losses of $40 million for the smelter."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Reis won the 2nd round of the 2014 election.",
        "Ana Reis was the twenty-first president since independence.",
        "Ana Reis was the first woman to lead the country.",
        "The press was hostile at first.",
        "A third of the members stayed at home.",
        "The First Republic ended in 1926.",
        "First, Ana Reis taught law in Porto.",
    ],
)
def test_an_ordinal_may_be_spelt_otherwise_and_first_may_be_an_adverb(sentence: str) -> None:
    assert doubted(sentence, ELECTION) == ""


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Ana Reis won the first round of the 2014 election.", "“first”: the article says “second”"),
        ("Ana Reis won the 3rd round.", "“3rd”: the article says “second”"),
        ("Ana Reis was the second woman to lead the country.", "“second”: the article says “first”"),
        ("Ana Reis was the twenty-second president.", "twenty-second"),
        ("The Second Republic had ended in 1926.", "“Second”: the article says “First”"),
    ],
)
def test_an_ordinal_that_the_passage_has_otherwise_is_doubted(sentence: str, reason: str) -> None:
    assert reason in doubted(sentence, ELECTION)


def test_an_ordinal_of_a_name_is_not_the_one_in_a_row() -> None:
    text = "The Tenth Doctor left the series in 2010. Matt Smith was the first doctor to marry a queen."
    assert doubted("Matt Smith was the first doctor to marry a queen.", text) == ""
    assert [(each.value, each.named) for each in ordinals(cited(text))] == [(10, True), (1, False)]


RACES = (
    "Lee won the third race in May and the second in June. The first and fourth rounds were his as well. The"
    " sixth round was held in Rome. Rain had made the organisers postpone the fifth."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lee won the second race.",
        "Lee won the second race in June and the third in May.",
        "The first round was his as well.",
        "The fourth round was his.",
        "Rain made the organisers postpone the fifth round.",
    ],
)
def test_a_bare_ordinal_numbers_what_the_one_beside_it_does(sentence: str) -> None:
    assert doubted(sentence, RACES) == ""


@pytest.mark.parametrize("sentence", ["Lee won the fourth race.", "The second round was his as well."])
def test_what_a_bare_ordinal_does_not_number_is_doubted(sentence: str) -> None:
    assert "the article says" in doubted(sentence, RACES)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In the 21st century, on June 2nd, the 3rd and 4th rounds were held.", [21, 3, 4]),
        ("The forty-second street; the fortieth; one third of it; 60 frames per second.", [42, 40]),
        ("The 99999999999999th time.", [999999999]),
    ],
)
def test_ordinals_are_read_in_each_of_their_forms(text: str, values: list[int]) -> None:
    assert [each.value for each in ordinals(cited(text))] == values


@pytest.mark.parametrize(
    "sentence",
    [
        "After the Labour Party had split over pensions, Ana Reis won the second round.",
        "The Labour Party split over pensions before Ana Reis won the second round of the election.",
        "Reis taught law in Porto before taking office.",
        "She took office after she taught law in Porto.",
        "Until the government published its accounts, the opposition boycotted parliament.",
        "Talks with the unions followed a general strike.",
        "Talks with the unions were preceded by a general strike.",
        "Ana Reis won the election and taught law, after the Labour Party had split.",
    ],
)
def test_events_told_in_another_form_but_the_same_order_are_supported(sentence: str) -> None:
    assert doubted(sentence, ELECTION) == ""


LEADER = ("Until 2019 he led the party; he then left.", "He led the party until 2019 and then left it.")


@pytest.mark.parametrize(("sentence", "text"), [LEADER, LEADER[::-1]])
def test_until_and_then_are_two_links(sentence: str, text: str) -> None:
    assert doubted(sentence, text) == ""


def test_a_clause_in_front_may_go_on_with_and_then() -> None:
    text = "Because the dam broke and then the levee failed, the valley was flooded."
    assert "cause and effect" in doubted("The dam broke because the valley was flooded.", text)


def test_what_and_then_goes_on_with_comes_last() -> None:
    assert "order of events" in doubted("He left it and then led the party until 2019.", LEADER[1])


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Reis won the second round of the election before the Labour Party had split over pensions.",
        "The Labour Party split over pensions after Ana Reis won the second round of the election.",
        "After Ana Reis won the second round, the Labour Party split over pensions.",
        "She taught law in Porto after taking office.",
        "The government published its accounts until the opposition boycotted parliament.",
        "Talks with the unions were followed by a general strike.",
        "A general strike followed talks with the unions.",
    ],
)
def test_events_in_another_order_are_doubted(sentence: str) -> None:
    assert "order of events: the article says “" in doubted(sentence, ELECTION)


def test_named_after_tells_no_order() -> None:
    text = "Lee, named after a general, moved to Faro at the age of five, shortly after the flood."
    assert doubted("Lee was named after a general; Lee moved to Faro at the age of five.", text) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Because of the drought there was a shortage of wheat.",
        "A shortage of wheat was caused by the drought.",
        "The wells had run dry, so farmers left the valley.",
        "Because the wells had run dry, farmers left the valley.",
        "Neglect by the regional council led to two dams failing.",
        "The ministry lifted tariffs on grain because of the shortage.",
        "A lightning strike on the northern line caused the blackout of 2019.",
        "The blackout of 2019 resulted in losses of $40 million for the smelter.",
    ],
)
def test_a_cause_told_in_another_form_is_supported(sentence: str) -> None:
    assert doubted(sentence, DROUGHT) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "A shortage of wheat led to the drought.",
        "The drought was caused by a shortage of wheat.",
        "There was a drought because of a shortage of wheat.",
        "The wells had run dry because farmers left the valley.",
        "Neglect by the regional council was the result of two dams failing.",
        "The blackout of 2019 led to a lightning strike on the northern line.",
    ],
)
def test_an_effect_that_is_made_the_cause_is_doubted(sentence: str) -> None:
    assert "cause and effect: the article says “" in doubted(sentence, DROUGHT)


def test_a_cause_that_goes_both_ways_in_the_passage_is_fine() -> None:
    text = "Poverty leads to crime in these towns. Crime, in turn, leads to poverty in these towns."
    assert doubted("Crime leads to poverty.", text) == ""
    assert "cause and effect" not in doubted("Poverty is caused by crime.", text)


@pytest.mark.parametrize("unit", ["Paris, Rome and Bonn, ", "12 men after 3rd rounds because ", "led to "])
def test_a_sentence_of_thousands_of_words_is_checked_in_seconds(unit: str) -> None:
    began = time.perf_counter()
    doubted(unit * 2_000, ELECTION)
    assert time.perf_counter() - began < 20
