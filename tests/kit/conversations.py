"""Conversations about the news, as people type them, each with the query that is wanted of its last question.

``FIRST`` was written before the rules; ``SECOND`` too, but .52 of it came out as wanted when they had been
written; both served to mend them. ``THIRD`` was written behind them: .68 of it was as wanted at once.
``FOURTH`` holds what went wrong in use; all of it is searched as wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rag import Turn


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns, the question typed behind them, and how a person would write it so that it stands alone."""

    history: tuple[Turn, ...]
    typed: str
    wanted: str


def _said(question: str, answer: str, *titles: str) -> Turn:
    return Turn(question, f"{answer} [1]", titles)


def _declined(question: str) -> Turn:
    return Turn(question, "The articles do not say.")


NATO: Final = _said(
    "when did Sweden apply to join NATO?",
    "Sweden applied for membership on 18 May 2022, together with Finland.",
    "Sweden and Finland apply to join NATO",
)
SMALL_NATO: Final = _said("when did sweden apply to join nato?", NATO.answer[:-4], *NATO.titles)
BEIRUT: Final = _said(
    "what caused the Beirut port explosion?",
    "The blast was caused by 2,750 tonnes of ammonium nitrate that had been stored there for six years.",
    "Beirut port explosion: what we know so far",
)
SUEZ: Final = _said(
    "how was the Ever Given freed?",
    "Tugs and dredgers refloated the container ship at high tide on 29 March.",
    "Suez Canal: container ship Ever Given freed after six days",
)
CAATSA: Final = _said("Why was India exempted from CAATSA?", "Because of its cooperation on defence.")
BOEING: Final = _said(
    "Why was the Boeing 737 Max grounded?",
    "Regulators grounded the jet after two crashes that killed 346 people.",
    "Boeing 737 Max grounded worldwide after second crash",
)
TWITTER: Final = _said(
    "how much did Elon Musk pay for Twitter?",
    "The billionaire bought the company for $44bn.",
    "Elon Musk completes $44bn Twitter takeover",
)
TRUSS: Final = _said(
    "Why did Liz Truss resign?",
    "She said that she could not deliver the mandate on which she was elected.",
    "Liz Truss resigns as prime minister after 45 days",
)
QUAKE: Final = _said(
    "how strong was the earthquake in Turkey?",
    "The earthquake had a magnitude of 7.8 and was felt as far away as Cyprus.",
    "Turkey earthquake: thousands dead as buildings collapse",
)
CUP: Final = _said(
    "Who won the World Cup in 2018?", "France beat Croatia 4-2 in Moscow.", "France win the World Cup"
)
FTX: Final = _said(
    "why did FTX collapse?",
    "FTX filed for bankruptcy after customers had withdrawn $6bn in three days.",
    "FTX files for bankruptcy as founder resigns",
)
PRICES: Final = _said(
    "What was the inflation rate in Germany in 2022?", "It was 6.9 %.", "German prices rise"
)
DEAL: Final = _said(
    "how much did India pay for the S-400 deal?",
    "The contract for five systems is worth $5.43bn.",
    "India and Russia sign S-400 deal in Goa",
)

FIRST: Final = (
    Conversation((NATO,), "and in Finland?", "when did Finland apply to join NATO?"),
    Conversation((NATO,), "what about Norway?", "when did Norway apply to join NATO?"),
    Conversation((SMALL_NATO,), "and finland?", "when did finland apply to join nato?"),
    Conversation((NATO,), "why?", "why did Sweden apply to join NATO?"),
    Conversation((NATO,), "who else?", "who else did apply to join NATO?"),
    Conversation((NATO,), "when did it become a member?", "when did Sweden become a member?"),
    Conversation((NATO,), "thanks!", "thanks!"),
    Conversation((NATO,), "ok thank you very much", "ok thank you very much"),
    Conversation((BEIRUT,), "who was responsible?", "who was responsible for the Beirut port explosion?"),
    Conversation((BEIRUT,), "how many died?", "how many died in the Beirut port explosion?"),
    Conversation((BEIRUT,), "when was it?", "when was the Beirut port explosion?"),
    Conversation((BEIRUT,), "and the damage?", "what about the damage of the Beirut port explosion?"),
    Conversation(
        (BEIRUT,),
        "how many people were injured in the explosion?",
        "how many people were injured in the Beirut port explosion?",
    ),
    Conversation((BEIRUT,), "when?", "when was the Beirut port explosion?"),
    Conversation((SUEZ,), "who owns the ship?", "who owns the Ever Given?"),
    Conversation((SUEZ,), "how long was it stuck?", "how long was the Ever Given stuck?"),
    Conversation((SUEZ,), "what about the crew?", "what about the crew of the Ever Given?"),
    Conversation((SUEZ,), "why?", "why was the Ever Given freed?"),
    Conversation((CAATSA,), "And Turkey?", "Why was Turkey exempted from CAATSA?"),
    Conversation((CAATSA,), "any other countries?", "were any other countries exempted from CAATSA?"),
    Conversation((BOEING,), "who paid for it?", "who paid for the Boeing 737 Max?"),
    Conversation((BOEING,), "and the A320?", "Why was the A320 grounded?"),
    Conversation((TWITTER,), "who paid for it?", "who paid for Twitter?"),
    Conversation((TWITTER,), "what did he say about it?", "what did Elon Musk say about Twitter?"),
    Conversation((TWITTER,), "did he sell the company?", "did Elon Musk sell Twitter?"),
    Conversation((TRUSS,), "who replaced her?", "who replaced Liz Truss?"),
    Conversation((TRUSS,), "when was her last speech?", "when was Liz Truss's last speech?"),
    Conversation((QUAKE,), "and in Syria?", "how strong was the earthquake in Syria?"),
    Conversation((QUAKE,), "how many were killed?", "how many were killed in the earthquake in Turkey?"),
    Conversation((CUP,), "and in 2022?", "Who won the World Cup in 2022?"),
    Conversation(
        (CUP, _said("and in 2022?", "Argentina won.")), "where was it?", "where was the World Cup in 2022?"
    ),
    Conversation((FTX,), "how much money was lost?", "how much money was lost in FTX?"),
    Conversation((FTX,), "any news?", "any news on FTX?"),
    Conversation((PRICES,), "and in France?", "What was the inflation rate in France in 2022?"),
    Conversation((PRICES,), "and 2021?", "What was the inflation rate in Germany in 2021?"),
    Conversation((DEAL,), "when was that deal signed?", "when was the S-400 deal signed?"),
    Conversation((DEAL, BEIRUT), "who was blamed?", "who was blamed for the Beirut port explosion?"),
    Conversation((BEIRUT, FTX), "who was the founder?", "who was the founder of FTX?"),
    Conversation(
        (BEIRUT, _declined("who insured the silos?")),
        "who was arrested?",
        "who was arrested in the Beirut port explosion?",
    ),
    Conversation(
        (NATO,),
        "Why was Turkey removed from the F-35 programme?",
        "Why was Turkey removed from the F-35 programme?",
    ),
    Conversation((NATO,), "any news about the Webb telescope?", "any news about the Webb telescope?"),
)

BREXIT: Final = _said(
    "when did the UK leave the EU?",
    "The United Kingdom left at 11 pm on 31 January 2020.",
    "Brexit: UK leaves the European Union",
)
FLOYD: Final = _said(
    "who was convicted of the murder of George Floyd?",
    "A jury found the former police officer Derek Chauvin guilty on all three counts.",
    "Derek Chauvin found guilty of murder of George Floyd",
)
MOON: Final = _said(
    "when did Chandrayaan-3 land on the moon?",
    "The spacecraft touched down near the south pole on 23 August 2023.",
    "Chandrayaan-3: India makes history with landing on the Moon",
)
LANKA: Final = _said(
    "Who replaced Gotabaya Rajapaksa as president of Sri Lanka?",
    "Ranil Wickremesinghe was sworn in as president on 21 July 2022.",
    "Sri Lanka: Ranil Wickremesinghe sworn in as president",
)
MAUI: Final = _said(
    "what started the Maui wildfires?",
    "Power lines that fell in high winds started the first fire, an investigation found.",
    "Maui wildfires: what investigators found",
)
STRIKE: Final = _said(
    "why did Hollywood writers go on strike?",
    "They asked for better pay and for limits on the use of artificial intelligence.",
    "Hollywood writers go on strike",
)
MERGER: Final = _said(
    "How much did Microsoft pay for Activision Blizzard?",
    "The software company bought the maker of games for $69bn.",
    "Microsoft completes $69bn takeover of Activision Blizzard",
)
TITAN: Final = _said(
    "what happened to the Titan submersible?",
    "It imploded on its way to the wreck of the Titanic, killing all five on board.",
    "Titan submersible: five dead after implosion",
)
RATES: Final = _said(
    "did the Bank of England raise interest rates in June 2023?",
    "The bank raised them to 5 %.",
    "Bank of England raises interest rates to 5 %",
)
ARDERN: Final = _said(
    "why did Jacinda Ardern step down?",
    "The prime minister said that she no longer had enough in the tank.",
    "Jacinda Ardern to step down as prime minister of New Zealand",
)
MORANDI: Final = _said(
    "When did the Morandi bridge collapse?",
    "The bridge collapsed during a storm on 14 August 2018.",
    "Genoa: Morandi bridge collapse kills dozens",
)
VACCINE: Final = _said(
    "when did Britain approve the Pfizer vaccine?",
    "Britain was the first country to approve it, on 2 December 2020.",
    "Britain approves Pfizer vaccine",
)

SECOND: Final = (
    Conversation((BREXIT,), "why?", "why did the UK leave the EU?"),
    Conversation((BREXIT,), "and Norway?", "when did Norway leave the EU?"),
    Conversation((BREXIT,), "is it still a member?", "is the UK still a member?"),
    Conversation(
        (BREXIT,), "who was prime minister then?", "who was prime minister when the UK left the EU?"
    ),
    Conversation((FLOYD,), "what was the verdict?", "what was the verdict in the murder of George Floyd?"),
    Conversation((FLOYD,), "how long was the sentence?", "how long was Derek Chauvin's sentence?"),
    Conversation((FLOYD,), "did he appeal?", "did Derek Chauvin appeal?"),
    Conversation((MOON,), "how much did it cost?", "how much did Chandrayaan-3 cost?"),
    Conversation((MOON,), "and Luna 25?", "when did Luna 25 land on the moon?"),
    Conversation((MOON,), "what did the spacecraft find there?", "what did Chandrayaan-3 find on the moon?"),
    Conversation((MOON,), "cool, thanks", "cool, thanks"),
    Conversation((LANKA,), "what did he promise?", "what did Ranil Wickremesinghe promise?"),
    Conversation((LANKA,), "when?", "Who replaced Gotabaya Rajapaksa as president of Sri Lanka, and when?"),
    Conversation(
        (LANKA,), "and as prime minister?", "Who replaced Gotabaya Rajapaksa as prime minister of Sri Lanka?"
    ),
    Conversation((MAUI,), "how many people died?", "how many people died in the Maui wildfires?"),
    Conversation((MAUI,), "who is to blame?", "who is to blame for the Maui wildfires?"),
    Conversation((MAUI,), "when did they start?", "when did the Maui wildfires start?"),
    Conversation((MAUI,), "and in California?", "what started the wildfires in California?"),
    Conversation((STRIKE,), "how long did it last?", "how long did the Hollywood writers' strike last?"),
    Conversation((STRIKE,), "and the actors?", "why did Hollywood actors go on strike?"),
    Conversation(
        (STRIKE,),
        "what did the studios say?",
        "what did the studios say about the Hollywood writers' strike?",
    ),
    Conversation(
        (MERGER,), "when was the deal completed?", "when was the Activision Blizzard deal completed?"
    ),
    Conversation((MERGER,), "and for LinkedIn?", "How much did Microsoft pay for LinkedIn?"),
    Conversation((MERGER,), "who opposed it?", "who opposed the Activision Blizzard takeover?"),
    Conversation((TITAN,), "who was on board?", "who was on board the Titan submersible?"),
    Conversation((TITAN,), "what was the cause?", "what was the cause of the Titan implosion?"),
    Conversation(
        (TITAN, MORANDI), "how many were killed?", "how many were killed in the Morandi bridge collapse?"
    ),
    Conversation(
        (TITAN, _said("and why did the Morandi bridge collapse?", "Its cables had corroded.")),
        "who built it?",
        "who built the Morandi bridge?",
    ),
    Conversation((RATES,), "and in July?", "did the Bank of England raise interest rates in July 2023?"),
    Conversation((RATES,), "why?", "why did the Bank of England raise interest rates in June 2023?"),
    Conversation((RATES,), "what about the Fed?", "did the Fed raise interest rates in June 2023?"),
    Conversation((ARDERN,), "who took over?", "who took over from Jacinda Ardern?"),
    Conversation(
        (ARDERN,), "when did she become prime minister?", "when did Jacinda Ardern become prime minister?"
    ),
    Conversation((ARDERN,), "how long was she in office?", "how long was Jacinda Ardern in office?"),
    Conversation((MORANDI,), "how many victims?", "how many victims of the Morandi bridge collapse?"),
    Conversation((MORANDI,), "who owned the bridge?", "who owned the Morandi bridge?"),
    Conversation(
        (MORANDI,), "what was the reaction?", "what was the reaction to the Morandi bridge collapse?"
    ),
    Conversation((VACCINE,), "and the EU?", "when did the EU approve the Pfizer vaccine?"),
    Conversation((VACCINE,), "and Moderna?", "when did Britain approve the Moderna vaccine?"),
    Conversation((VACCINE,), "was it safe?", "was the Pfizer vaccine safe?"),
    Conversation(
        (VACCINE, _said("thanks", "You are welcome.")),
        "how many doses were ordered?",
        "how many doses of the Pfizer vaccine were ordered?",
    ),
    Conversation((ARDERN,), "hello", "hello"),
    Conversation(
        (MAUI, _declined("who won the super bowl?")), "was it arson?", "were the Maui wildfires arson?"
    ),
    Conversation((TITAN,), "who won the 2022 world cup?", "who won the 2022 world cup?"),
)

GRID: Final = _said(
    "what caused the blackout in Spain?",
    "A surge in voltage made power stations switch off one after another, a report says.",
    "Spain blackout: what the report says",
)
APPLE: Final = _said(
    "how much did the EU fine Apple?",
    "The European Commission fined Apple 1.8bn euros over music streaming.",
    "EU fines Apple 1.8bn euros",
)
COUP: Final = _said(
    "who led the coup in Niger?",
    "General Abdourahamane Tchiani declared himself leader on 28 July 2023.",
    "Niger: General Abdourahamane Tchiani leads coup",
)
PENSION: Final = _said(
    "When did France raise the retirement age?",
    "The law was signed by Emmanuel Macron on 14 April 2023.",
    "France raises retirement age to 64",
)
EVERGRANDE: Final = _said(
    "why did Evergrande default?",
    "The developer had borrowed more than $300bn and could not pay its interest.",
    "Evergrande defaults on debt",
)
ICEBERG: Final = _said(
    "Where is the iceberg A23a now?", "It has run aground off South Georgia.", "Iceberg A23a runs aground"
)

THIRD: Final = (
    Conversation((GRID,), "and in Portugal?", "what caused the blackout in Portugal?"),
    Conversation((GRID,), "how long did it last?", "how long did the blackout in Spain last?"),
    Conversation((GRID,), "who was blamed?", "who was blamed for the blackout in Spain?"),
    Conversation((GRID,), "what was the cost?", "what was the cost of the blackout in Spain?"),
    Conversation((GRID,), "any deaths?", "what about any deaths in the blackout in Spain?"),
    Conversation((APPLE,), "why?", "why did the EU fine Apple?"),
    Conversation((APPLE,), "and Google?", "how much did the EU fine Google?"),
    Conversation((APPLE,), "did the company appeal?", "did Apple appeal?"),
    Conversation((APPLE,), "ok great, thanks a lot", "ok great, thanks a lot"),
    Conversation((COUP,), "when was it?", "when was the coup in Niger?"),
    Conversation((COUP,), "where did he train?", "where did Abdourahamane Tchiani train?"),
    Conversation((COUP,), "and in Mali?", "who led the coup in Mali?"),
    Conversation((COUP,), "what was the reaction?", "what was the reaction to the coup in Niger?"),
    Conversation((PENSION,), "and Germany?", "When did Germany raise the retirement age?"),
    Conversation((PENSION,), "why?", "why did France raise the retirement age?"),
    Conversation((PENSION,), "by how much?", "by how much did France raise the retirement age?"),
    Conversation((EVERGRANDE,), "when was it founded?", "when was Evergrande founded?"),
    Conversation((EVERGRANDE,), "who is the founder?", "who is the founder of Evergrande?"),
    Conversation((EVERGRANDE,), "what about Country Garden?", "why did Country Garden default?"),
    Conversation((EVERGRANDE,), "any updates?", "any updates on Evergrande?"),
    Conversation((ICEBERG,), "how big is it?", "how big is the iceberg A23a?"),
    Conversation((ICEBERG,), "and in 2022?", "Where was the iceberg A23a in 2022?"),
    Conversation((ICEBERG, COUP), "why?", "why did Abdourahamane Tchiani lead the coup in Niger?"),
    Conversation((COUP, ICEBERG), "when did it break off?", "when did the iceberg A23a break off?"),
    Conversation((ICEBERG,), "Who is Emmanuel Macron?", "Who is Emmanuel Macron?"),
)

BROOCH: Final = _said(
    "Who stole the Viking brooch?",
    "A former guard of the Historical Museum took the brooch from its case, the police in Oslo said.",
    "Stolen Viking brooch returned to museum after nine years",
    "Oslo City Council praises police",
)
FERRY: Final = _said(
    "What caused the ferry accident?",
    "The ferry Baltic Star struck a rock near Gotland because its radar had failed.",
    "Baltic Star ferry accident: 14 people injured",
)
CHECKED: Final = _said(
    "How many ferries did Sweden check?",
    "Sweden checked 41 ferries after the accident.",
    "Ferry accident: Sweden checks 41 ferries",
)
ELECTION: Final = _said(
    "who won the election?",
    "President Eva Lindqvist won the election in Vessland with 52 % of the vote.",
    "President Eva Lindqvist wins in Vessland",
)
MALARIA: Final = _said(
    "Who made the malaria vaccine?",
    "The malaria vaccine was made by Nordan, which has sold 3 million doses.",
    "Nordan malaria vaccine approved",
)
NORDAN_COST: Final = _said(
    "how much does the vaccine cost?", "A dose costs $4, Nordan said.", "Nordan cuts price of vaccine"
)
COST: Final = _said(
    "how much does the vaccine cost?", "A dose of it costs $4, Nordan said.", "Nordan cuts price"
)
SUMMIT: Final = _said(
    "What did the EU agree?",
    "The EU agreed to tariffs of 15 %, which the U.S. had threaten to raise.",
    "The EU Agree On Tariffs After The U.S. Threaten More",
)
MILL: Final = _said(
    "who owns the mill?",
    "The mill in Dorn belongs to Arden Paper.",
    "Dorn mill fire: what we know",
)
MILL_FIRE: Final = _said(
    "what caused the Dorn mill fire?", "A faulty motor caused the fire.", "Dorn mill fire: what we know"
)
TOLL: Final = _said(
    "how much is the toll of the Arden tunnel?", "A trip costs 4 euros.", "Arden tunnel opens"
)
MAYOR: Final = _said(
    "when does she leave?",
    "The mayor leaves office in June, and her deputy Jon Aas in May.",
    "Mayor to leave",
)

FOURTH: Final = (
    # a question with a subject of its own is left alone
    Conversation((BROOCH,), "How many people are still missing?", "How many people are still missing?"),
    Conversation(
        (BROOCH,),
        "how many people were injured in the ferry accident?",
        "how many people were injured in the ferry accident?",
    ),
    Conversation((ELECTION,), "who won the cup?", "who won the cup?"),
    Conversation((MALARIA,), "When did the strike end?", "When did the strike end?"),
    Conversation((SUMMIT,), "What did the US say?", "What did the US say?"),
    Conversation((SUMMIT,), "What did the U.S. say?", "What did the U.S. say?"),
    Conversation((SUEZ,), "who pays for the bridge?", "who pays for the bridge?"),
    # a verb or the capitals of a headline are no part of a name
    Conversation((BROOCH,), "and the price?", "what about the price of the Viking brooch?"),
    Conversation((BROOCH,), "any news?", "any news on the Viking brooch?"),
    Conversation((SUMMIT,), "any news?", "any news on the EU?"),
    # "it" is the thing that was asked of, "he" no company or museum
    Conversation((COST,), "how effective is it?", "how effective is the vaccine?"),
    Conversation((NORDAN_COST,), "how effective is it?", "how effective is the vaccine?"),
    Conversation((MALARIA,), "how effective is it?", "how effective is the malaria vaccine?"),
    Conversation((MALARIA,), "how much does the vaccine cost?", "how much does the malaria vaccine cost?"),
    Conversation((MALARIA, NORDAN_COST), "how effective is it?", "how effective is the malaria vaccine?"),
    Conversation((MALARIA,), "where was he born?", "where was he born?"),
    Conversation((BROOCH,), "was he punished?", "was he punished?"),
    Conversation((BROOCH,), "how old is it?", "how old is the Viking brooch?"),
    Conversation((FERRY,), "where was it?", "where was the ferry accident?"),
    Conversation((MILL,), "when will it close?", "when will the mill close?"),
    Conversation((MILL_FIRE, MILL), "when will it close?", "when will the Dorn mill close?"),
    Conversation((ELECTION,), "was it close?", "was the election close?"),
    Conversation((ELECTION,), "when was she born?", "when was President Eva Lindqvist born?"),
    # a place, a time or another name takes the place of its like only
    Conversation((FERRY,), "who was responsible?", "who was responsible for the ferry accident?"),
    Conversation(
        (FERRY, _said("who was responsible?", "The owner was held responsible.")),
        "and in Finland?",
        "who was responsible for the ferry accident in Finland?",
    ),
    Conversation(
        (FERRY, _said("who was responsible?", "The owner was."), _said("and in Finland?", "Nobody was.")),
        "why?",
        "who was responsible for the ferry accident in Finland, and why?",
    ),
    Conversation(
        (_said("who was responsible for Baltic Star?", "The owner was."),),
        "and in Finland?",
        "who was responsible for Baltic Star in Finland?",
    ),
    Conversation((CHECKED,), "and in Finland?", "How many ferries did Finland check?"),
    Conversation((TOLL,), "and per week?", "how much is the toll of the Arden tunnel, and per week?"),
    Conversation((MAYOR,), "and Jon Aas?", "when does Jon Aas leave?"),
    # what is said in front of a question is not searched
    Conversation((MILL,), "Thanks. How old is Arne Voll?", "How old is Arne Voll?"),
    Conversation((CHECKED,), "ok thanks, and what about Finland?", "How many ferries did Finland check?"),
    Conversation((), "hello, who owns the mill?", "who owns the mill?"),
    Conversation((CHECKED,), "yes", "yes"),
    Conversation((CHECKED, _said("and in Finland?", "It checked 12.")), "sure", "sure"),
)
