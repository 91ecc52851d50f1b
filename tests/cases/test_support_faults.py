"""False sentences that models have written of a passage, and that our rules take for supported.

Rules of grammar once told most of them, each family in its own way; on claims that other people wrote they
mended nothing. A part that learns to judge claims may take them: a case that passes loses its mark.
"""

import pytest

from rag import supports

PLANS = (
    "The ministry plans to build a bridge of 5 km at a cost of $40 million, which 12 million people could"
    " cross. Contractors allegedly bribed two officials, and the mayor, Ole Lund, was accused of hiding"
    " letters. The road will open in June. If the dam fails, 300 houses would be flooded."
)
MEMBERS = (
    "Prime Minister Ingrid Solberg said some of the members had voted for it, and most farmers may sell"
    " their land. All ferries stopped on Friday. Ships are expected to carry 20 million tonnes of ore. Eva"
    " Berg, spokeswoman of the company, resigned."
)
HOUSE = (
    "The House approved the waiver for India by 330 votes to 99 on Thursday. Russia's exports rose to"
    " 5,000,000 tonnes in 2017, while those of Turkey fell to two million tonnes. India was not exempted"
    " before the law of 2 August 2017 was changed. Ankara bought the S-400 system from Moscow without"
    " asking Washington. The contract was signed by Narendra Modi and Vladimir Putin on October 5. Five"
    " officials of the World Health Organization visited Chennai, where the World Trade Centre stands."
)
NEWS = (
    "The mayor allegedly took bribes from builders, according to prosecutors. The central bank may raise"
    " rates in June, and the minister could resign. The airline plans to buy 40 planes. Two men are"
    " accused of stealing the painting. The dam might not hold. Iran is believed to have enriched uranium"
    " to 60 per cent. The ferry sank off Lisbon on Friday. A new school was opened in Faro by the queen."
)
STUDY = (
    "The study suggests that coffee lowers the risk of stroke. It is possible that the pilot misread the"
    " signal."
)
SHIP = (
    "The vessel Albatross is owned by the Japanese company Shoei Kisen, operated by Evergreen Marine of"
    " Taiwan and managed by Bernhard Schulte. The guests included Donald Trump, the president-elect of the"
    " United States, and the former minister Eva Berg. The cathedral expects 15 million visitors a year."
)
BOW = (
    "The stern came loose first, before dawn on Monday. A diver compared the bow, still fast, to a whale."
    " Nurses get a rise of 4 per cent; teachers get nothing."
)
ELECTION = (
    "Ana Reis won the second round of the 2014 election after the Labour Party had split over pensions."
    " Before taking office, she taught law in Porto. She was the first woman to lead the country. The"
    " First Republic had ended in 1926. The opposition boycotted parliament until the government published"
    " its accounts. A general strike was followed by talks with the unions."
)
DROUGHT = (
    "The drought led to a shortage of wheat, and bread prices doubled. Farmers left the valley because"
    " the wells had run dry. Two dams failed as a result of neglect by the regional council. The blackout"
    " of 2019 was caused by a lightning strike on the northern line."
)
PACT = "Finland joined the pact on Tuesday. The envoy of Norway looked on. Boeing bought Embraer in 2018."

FAULTS = {
    "another agent": [
        ("The Albatross is owned by Evergreen Marine.", SHIP),
        ("The Albatross is operated by Bernhard Schulte.", SHIP),
    ],
    "another subject": [
        ("The bow came loose first on Monday.", BOW),
        ("Teachers get a rise of 4 per cent.", BOW),
        ("Norway joined the pact on Tuesday.", PACT),
    ],
    "a value in another place": [
        ("The House approved the waiver for India by 99 votes to 330.", HOUSE),
        ("Ankara bought the S-400 system from Washington without asking Moscow.", HOUSE),
        ("Turkey's exports rose to 5,000,000 tonnes in 2017.", HOUSE),
        ("Embraer bought Boeing in 2018.", PACT),
        ("Boeing was bought by Embraer in 2018.", PACT),
    ],
    "names joined": [
        ("Five officials of the World Trade Organization visited Chennai.", HOUSE),
        ("Vladimir Modi signed the contract on October 5.", HOUSE),
    ],
    "direction": [
        ("The House rejected the waiver for India by 330 votes to 99.", HOUSE),
        ("Russia's exports fell to 5,000,000 tonnes in 2017.", HOUSE),
        ("India was not exempted after the law of 2 August 2017 was changed.", HOUSE),
    ],
    "stated as a fact": [
        ("The ministry built a bridge of 5 km.", PLANS),
        ("12 million people crossed the bridge.", PLANS),
        ("Contractors bribed two officials.", PLANS),
        ("The mayor hid letters.", PLANS),
        ("The road opened in June.", PLANS),
        ("The dam failed.", PLANS),
        ("Most farmers sold their land.", MEMBERS),
        ("The mayor took bribes from builders.", NEWS),
        ("The central bank raised rates in June.", NEWS),
        ("The minister resigned.", NEWS),
        ("The airline bought 40 planes.", NEWS),
        ("Two men stole the painting.", NEWS),
        ("The dam did not hold.", NEWS),
        ("Iran has enriched uranium to 60 per cent.", NEWS),
        ("Coffee lowers the risk of stroke.", STUDY),
        ("The study proves coffee lowers the risk of stroke.", STUDY),
        ("The pilot misread the signal.", STUDY),
        ("The cathedral had 15 million visitors a year.", SHIP),
    ],
    "told as still to come": [
        ("The ferry may sink off Lisbon on Friday.", NEWS),
        ("The queen will open a new school in Faro.", NEWS),
    ],
    "another unit or thing counted": [
        ("A bridge of 5 miles is planned by the ministry.", PLANS),
        ("The bridge is to cost $12 million.", PLANS),
        ("Ships are to carry 20 million barrels of ore.", MEMBERS),
    ],
    "quantifier": [
        ("All members voted for it, said Solberg.", MEMBERS),
        ("Some ferries stopped on Friday.", MEMBERS),
        ("Only ferries stopped on Friday.", MEMBERS),
    ],
    "title": [
        ("President Solberg said some of the members had voted.", MEMBERS),
        ("Director Eva Berg resigned.", MEMBERS),
        ("Governor Ole Lund was accused of hiding letters.", PLANS),
        ("President Donald Trump was among the guests.", SHIP),
        ("Minister Eva Berg was among the guests.", SHIP),
    ],
    "ordinal": [
        ("Ana Reis won the first round of the 2014 election.", ELECTION),
        ("Ana Reis was the second woman to lead the country.", ELECTION),
        ("The Second Republic had ended in 1926.", ELECTION),
    ],
    "order of events": [
        ("The Labour Party split over pensions after Ana Reis won the second round.", ELECTION),
        ("She taught law in Porto after taking office.", ELECTION),
        ("Talks with the unions were followed by a general strike.", ELECTION),
        ("The government published its accounts until the opposition boycotted parliament.", ELECTION),
    ],
    "cause and effect": [
        ("A shortage of wheat led to the drought.", DROUGHT),
        ("The wells had run dry because farmers left the valley.", DROUGHT),
        ("Neglect by the regional council was the result of two dams failing.", DROUGHT),
        ("The blackout of 2019 led to a lightning strike on the northern line.", DROUGHT),
    ],
}


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        pytest.param(*pair, marks=pytest.mark.xfail(strict=False, reason=family))
        for family, pairs in FAULTS.items()
        for pair in pairs
    ],
)
def test_a_false_sentence_is_not_supported(sentence: str, passage: str) -> None:
    assert supports(sentence, passage).support != "supported"
