"""Words by which the name of a newspaper, an agency or a broadcaster is known."""

import re
from typing import Final

# Names of two words or more that end in one of these are outlets' in running text too; "Annual Report",
# "Russia Today" and "the Standard" may be something else there.
PAPERS: Final = tuple(
    """
    Chronicle Courier Dispatch Examiner Gazette Herald Inquirer Journal Ledger Mirror News Observer Post Press
    Times Tribune TV Wire
    """.split()
)
# Names of one word that are outlets' in running text too.
ALONE: Final = tuple("AFP AP BBC CBS CNN Guardian Izvestia Reuters Telegraph UPI Xinhua".split())
# Names of outlets that are words of everyday English as well.
EVERYDAY: Final = frozenset(
    """
    age atlantic atlas cell citizen conversation country diplomat discover express fortune forward future
    globe hill independent insider intercept life local mail metro mint mirror monitor money nation national
    nature observer people pioneer politics post press print quartz record register science slate spectator
    standard star state statesman sun time times tribune variety verge vice voice wave week wire wired world
    """.split()
)
# Words that make a name an outlet's where outlets are named: in a line of names and days.
PRESS: Final = frozenset(
    """
    advertiser agency ansa argus axios bloomberg broadcasting bulletin business citizen daily digest echo efe
    express globe independent interfax magazine mail mercury monitor network newspaper npr online pbs politico
    quarterly radio record register report review sentinel standard star sun television today weekly wires
    gazeta giornale blatt figaro jazeera monde nachrichten pais presse spiegel stampa welle welt zeitung
    """.split()
).union(word.lower() for word in (*PAPERS, *ALONE))
# Outlets that are known by their names, "The" aside; none may be the name of a section, a place or a person.
_KNOWN: Final = """
    abc news; agence france-presse; al arabiya; al jazeera; al-monitor; ansa; apa; ard; ars technica
    associated press; axios; bellingcat; bloomberg; buzzfeed; cbc; channel 4 news; clarín; cnbc; daily beast
    corriere della sera; dawn; deutsche welle; deutschlandfunk; die zeit; dpa; dw; economist; efe; el mundo
    el país; euronews; euractiv; faz; folha de s.paulo; forbes; foreign affairs; foreign policy; france 24
    frankfurter allgemeine; haaretz; handelsblatt; heise; huffpost; kommersant; kyiv independent; l'équipe
    la croix; la nación; la repubblica; la vanguardia; le parisien; le temps; les echos; libération; mediapart
    mit technology review; msnbc; n-tv; national geographic; national public radio; national review; nbc news
    new republic; new scientist; new yorker; newsweek; nikkei; npr; nrc; nzz; orf; politico; propublica
    press association; press trust of india; pti; quartz; rolling stone; rt; sky news; sports illustrated
    south china morning post; srf; süddeutsche; tagesschau; taz; tass; techcrunch; vox; wall street journal
    wdr; wired; zdf; zeit online
"""
KNOWN: Final = frozenset(name.strip() for name in re.split(r"[;\n]", _KNOWN) if name.strip()).union(
    name.lower() for name in ALONE
)
