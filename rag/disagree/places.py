"""The places that a text says something happened at; countries are too large to tell one event by."""

from __future__ import annotations

import re
from typing import Final

from index.language.names import names_in

_NAMED: Final = """
    afghanistan, africa, albania, algeria, america, angola, antarctica, arctic, argentina, armenia,
    asia, australia, austria, azerbaijan, bahamas, bahrain, balkans, bangladesh, barbados, belarus,
    belgium, belize, benin, bhutan, bolivia, bosnia, botswana, brazil, britain, bulgaria, burkina
    faso, burma, burundi, cambodia, cameroon, canada, caribbean, chad, chile, china, colombia,
    congo, costa rica, croatia, cuba, cyprus, czech republic, czechia, denmark, djibouti, dominican
    republic, ecuador, egypt, el salvador, england, eritrea, estonia, eswatini, ethiopia, eu,
    europe, european union, fiji, finland, france, gabon, gambia, gaza, georgia, germany, ghana,
    greece, greenland, guatemala, guinea, guyana, haiti, honduras, hong kong, hungary, iceland,
    india, indonesia, iran, iraq, ireland, israel, italy, ivory coast, jamaica, japan, jordan,
    kashmir, kazakhstan, kenya, kosovo, kuwait, kyrgyzstan, laos, latin america, latvia, lebanon,
    lesotho, liberia, libya, lithuania, luxembourg, macau, macedonia, madagascar, malawi, malaysia,
    maldives, mali, malta, mauritania, mauritius, mediterranean, mexico, middle east, moldova,
    mongolia, montenegro, morocco, mozambique, myanmar, namibia, nepal, netherlands, new zealand,
    nicaragua, niger, nigeria, north america, north korea, norway, oman, pakistan, palestine,
    panama, papua new guinea, paraguay, peru, philippines, poland, portugal, puerto rico, qatar,
    republic of congo, romania, russia, rwanda, samoa, saudi arabia, scotland, senegal, serbia,
    sierra leone, singapore, slovakia, slovenia, somalia, south africa, south america, south korea,
    south sudan, soviet union, spain, sri lanka, sudan, suriname, sweden, switzerland, syria,
    taiwan, tajikistan, tanzania, thailand, tibet, togo, tonga, trinidad, tunisia, turkey, turkiye,
    türkiye, turkmenistan, u.k, u.k., u.s, u.s., uae, uganda, uk, ukraine, united arab emirates,
    united kingdom, united states, united states of america, uruguay, us, usa, uzbekistan, vanuatu,
    venezuela, vietnam, wales, west bank, xinjiang, yemen, zambia, zimbabwe
"""
_COUNTRIES: Final = frozenset(" ".join(_NAMED.split()).split(", "))
_PART_OF: Final = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest"
    " northeastern northwestern southeastern southwestern border coast".split()
)
_OF_A_NATION: Final = re.compile(
    r"(?:ish|ese|ian|ean)$|^(?:afghan|american|british|dutch|french|german|greek|mexican|swiss|thai)$"
)
_NAME: Final = r"[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,4}"
_AT: Final = re.compile(
    rf"\b(?:in|at|near|off|outside|around|across|through|hits?|struck"
    r"|(?:town|city|village|port|province|region|district|state|island|council|mayor|court) of"
    r"|ferry|ship|vessel|tanker|boat|trawler|storm|hurricane|typhoon|cyclone)"
    rf"(?: the)?(?: [a-z]+)? ({_NAME})",
)
_OF_IT: Final = re.compile(  # "the Lenna bridge", "Beirut port explosion"
    rf"\b[Tt]he ({_NAME}) (?!(?:said|has|had|is|was|government|ministry|police|agency|news)\b)"
    r"[a-z]"
    rf"|({_NAME})(?: [a-z]+){{0,2}}? (?:disaster|crash|tragedy|accident|sinking|derailment|collapse|explosion"
    r"|blast|flood(?:s|ing)?|earthquake|quake|fire|blaze|shooting|protests?|rally|demonstration|march|riots?"
    r"|landslide|stampede|outbreak|attack|bombing|strike|raid|mine)\b"
)


def places_in(text: str) -> frozenset[str]:
    """Return, in small letters, what a text says something happened at: places, ships, storms."""
    found = [match[match.lastindex or 0] for form in (_AT, _OF_IT) for match in form.finditer(text)]
    names = {name.lower() for words in found for name in names_in(f"in {words}")}
    return frozenset(name for name in names if not _is_country(name))


def _is_country(name: str) -> bool:
    """Tell whether a name is of a country or part of the world, or says of which nation."""
    rest = " ".join(word for word in name.split() if word not in _PART_OF)
    return (
        not rest or bool({name, rest, rest.removesuffix("i")} & _COUNTRIES) or bool(_OF_A_NATION.search(rest))
    )
