"""What the article hedges and a sentence states, and what it states and a sentence leaves open."""

import pytest

from tests.rag.check.test_support import doubted

NEWS = (
    "The mayor allegedly took bribes from builders, according to prosecutors. The company is expected to"
    " close its plant in Turin next year. Rebels reportedly seized the town of Kolda on Sunday. The"
    " central bank may raise rates in June, and the minister could resign. The airline plans to buy 40"
    " planes. A suspected arsonist was held. Two men are accused of stealing the painting. The strike is"
    " likely to end on Friday. The company has agreed to sell its stake. The dam might not hold. Iran is"
    " believed to have enriched uranium to 60 per cent. Officials fear that the bridge will collapse. The"
    " study suggests that coffee lowers the risk of stroke. The court is due to rule in May. Storm Elsa is"
    " forecast to reach the coast on Monday. It is possible that the pilot misread the signal. The senator"
    " is said to be ill. The government proposed a tax on sugar. The ferry sank off Lisbon on Friday. A"
    " new school was opened in Faro by the queen. Traffic stood still due to rain in the valley."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor took bribes from builders.",
        "The company closed its plant in Turin.",
        "Rebels seized the town of Kolda on Sunday.",
        "The central bank raised rates in June.",
        "The central bank will raise rates in June.",
        "The minister resigned.",
        "The airline bought 40 planes.",
        "The airline is buying 40 planes.",
        "An arsonist was held.",
        "Two men stole the painting.",
        "The strike ended on Friday.",
        "The company has sold its stake.",
        "The dam did not hold.",
        "Iran has enriched uranium to 60 per cent.",
        "The bridge collapsed.",
        "Coffee lowers the risk of stroke.",
        "The court ruled in May.",
        "Storm Elsa reached the coast on Monday.",
        "The pilot misread the signal.",
        "The senator is ill.",
    ],
)
def test_a_hedge_left_out_is_told_with_the_words_of_the_article(sentence: str) -> None:
    assert "stated as a fact; the article says “" in doubted(sentence, NEWS)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor is alleged to have taken bribes from builders.",
        "Prosecutors say the mayor took bribes from builders.",
        "The mayor is accused of taking bribes from builders.",
        "The company plans to close its plant in Turin next year.",
        "The company will close its plant in Turin next year.",
        "Rebels seized the town of Kolda on Sunday, according to reports.",
        "It is possible that the central bank will raise rates in June.",
        "There is a chance that the central bank will raise rates in June.",
        "The minister might resign.",
        "The airline is seeking to buy 40 planes.",
        "The airline announced plans to buy 40 planes.",
        "A man suspected of arson was held.",
        "The strike may end on Friday.",
        "The dam may not hold.",
        "Officials fear the bridge will collapse.",
        "The study suggests coffee lowers the risk of stroke.",
        "The court will rule in May.",
        "Storm Elsa is expected to reach the coast on Monday.",
        "The pilot may have misread the signal.",
        "The senator is reportedly ill.",
        "The government plans a tax on sugar.",
        "The rain made traffic stand still in the valley.",
    ],
)
def test_a_hedge_in_other_words_is_supported(sentence: str) -> None:
    assert doubted(sentence, NEWS) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry may sink off Lisbon on Friday.",
        "A new school in Faro is to be opened by the queen.",
        "The queen plans to open a new school in Faro.",
        "The queen will open a new school in Faro.",
    ],
)
def test_what_is_done_and_told_as_still_to_come_is_doubted(sentence: str) -> None:
    assert "told as still to come; the article says “" in doubted(sentence, NEWS)


def test_another_sentence_with_the_same_words_does_not_state_what_one_hedges() -> None:
    text = (
        "The rings reportedly cost $36,500 each in 2015. The league pays $5,000 a ring; any additional costs"
        " are borne by the team, as are those of the feast."
    )
    assert "“reportedly cost $36,500”" in doubted("The rings cost $36,500 each in 2015.", text)


def test_what_suggests_a_thing_does_not_prove_it() -> None:
    text = "The study suggests coffee lowers the risk of stroke."
    assert "“proves”" in doubted("The study proves coffee lowers the risk of stroke.", text)


def test_what_is_possible_is_told_only_of_what_is_said_to_be() -> None:
    text = (
        "The council was asked to inspect possible sites. Arson is suspected in the mill. The sale was made"
        " possible."
    )
    assert doubted("The council was asked to inspect sites.", text) == ""
    assert doubted("The sale was possible.", text) == ""
    assert "the article says “Arson is suspected”" in doubted("Arson destroyed the mill.", text)
