"""Names that mean the same: US and United States, Indian and India, WHO and World Health Organization."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from .stemmed import Word

_COUNTRIES: Final = """
us,usa,america,american,americans,united states|uk,britain,british,united kingdom|eu,european union
un,united nations|uae,emirati,united arab emirates|ussr,soviet,soviets,soviet union|russia,russian,russians
india,indian,indians|china,chinese|turkey,turkish,turks,turk,türkiye|france,french|germany,german,germans
spain,spanish,spaniards|italy,italian,italians|japan,japanese|israel,israeli,israelis|iran,iranian,iranians
iraq,iraqi,iraqis|syria,syrian,syrians|egypt,egyptian,egyptians|greece,greek,greeks|poland,polish,poles
ukraine,ukrainian,ukrainians|sweden,swedish,swedes|norway,norwegian,norwegians|finland,finnish,finns
denmark,danish,danes|netherlands,dutch,holland|belgium,belgian,belgians|switzerland,swiss|austria,austrian
portugal,portuguese|ireland,irish|scotland,scottish,scots|wales,welsh|england,english|canada,canadian,canadians
mexico,mexican,mexicans|brazil,brazilian,brazilians|argentina,argentine,argentinian|chile,chilean|peru,peruvian
australia,australian,australians|pakistan,pakistani,pakistanis|afghanistan,afghan,afghans|korea,korean,koreans
vietnam,vietnamese|thailand,thai|indonesia,indonesian|malaysia,malaysian|philippines,filipino,philippine
nigeria,nigerian|kenya,kenyan|ethiopia,ethiopian|africa,african,africans|europe,european,europeans|asia,asian
lebanon,lebanese|jordan,jordanian|libya,libyan|palestine,palestinian,palestinians|hungary,hungarian
romania,romanian|bulgaria,bulgarian|serbia,serbian,serb,serbs|czech,czechia,czechs|cuba,cuban|venezuela,venezuelan
"""
_SEATS: Final = {
    "washington": "us", "moscow": "russia", "kremlin": "russia", "beijing": "china", "delhi": "india",
    "new delhi": "india", "ankara": "turkey", "tehran": "iran", "kyiv": "ukraine", "london": "uk",
    "paris": "france", "berlin": "germany", "tokyo": "japan", "islamabad": "pakistan", "jerusalem": "israel",
}  # fmt: skip
_PLACED: Final = frozenset("in at to from near of for around outside through via".split())


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    groups = [group.split(",") for row in _COUNTRIES.strip().splitlines() for group in row.split("|")]
    return {name: group[0] for group in groups for name in group}


def country(name: str) -> str | None:
    """Return one name for all names of a country or its people; ``None`` for what is none of these."""
    return _table().get(name)


def land(name: str) -> str | None:
    """Return the country that a name, or a capital that may stand for its government, belongs to."""
    return country(name) or _SEATS.get(name)


def government(words: Sequence[Word], first: int, last: int) -> str | None:
    """Return the country whose government a capital stands for: "Washington said", not "in Washington"."""
    if first and words[first - 1].lower in _PLACED:
        return None
    return _SEATS.get(" ".join(word.lower for word in words[first:last]))


def initials(name: str, words: Sequence[Word]) -> bool:
    """Whether words with these initials stand side by side: WHO for World Health Organization."""
    letters = name.lower().replace(".", "")
    if not 2 <= len(letters) <= 6 or not letters.isalpha():
        return False
    firsts = [word.lower[0] if word.capital and len(word.lower) > 1 else " " for word in words]
    return letters in _joined(words) or letters in "".join(firsts)


def _joined(words: Sequence[Word]) -> str:
    """Return initials where small words such as "of" are left out."""
    return "".join(
        word.lower[0]
        if word.capital and len(word.lower) > 1
        else ""
        if word.lower in ("of", "the", "and", "for")
        else " "
        for word in words
    )
