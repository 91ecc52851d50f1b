"""Words -> their stems; irregular verbs and words that mean the same (``synonyms.txt``) have one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from ..text.words import analysed

_IRREGULAR: Final = """
arise arose arisen|beat beaten|become became|begin began begun|bring brought|build built|buy bought
catch caught|choose chose chosen|come came|cost costs|cut cuts|deal dealt|die died dying|draw drew drawn
drive drove driven|eat ate eaten|fall fell fallen|feel felt|fight fought|find found|flee fled|fly flew flown
forbid forbade forbidden|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown
hang hung|have has had|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led
leave left|lend lent|lose lost|make made|mean meant|meet met|pay paid|rise rose risen|run ran|say said
see saw seen|seek sought|sell sold|send sent|shake shook shaken|shoot shot|show showed shown
shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|speak spoke spoken|spend spent|stand stood
steal stole stolen|strike struck|swear swore sworn|take took taken|teach taught|tell told|think thought
throw threw thrown|wear wore worn|win won|withdraw withdrew withdrawn|write wrote written|man men
woman women|child children|person people|foot feet
"""
_BASES: Final = {
    form: line.split()[0]
    for row in _IRREGULAR.strip().splitlines()
    for line in row.split("|")
    for form in line.split()[1:]
}
_SAME: Final = {
    "percent": "%", "kilometr": "km", "kilomet": "km", "metr": "meter", "kilogram": "kg", "mi": "mile",
    "sq": "squar", "ft": "foot", "hr": "hour",
}  # fmt: skip


def past(word: str) -> bool:
    """Whether a word in small letters may be the past form of a verb."""
    return word.endswith("ed") or (word in _BASES and not word.endswith("s"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of one word in small letters; ``word`` itself where it has none."""
    own = _own(word)
    return _synonyms().get(own, own)


def _own(word: str) -> str:
    plain = word.replace("’", "'").removesuffix("'s").rstrip("'")
    found = analysed(_BASES.get(plain, plain))
    first = "".join(found) or plain
    return _SAME.get(first, first)


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    lines = (Path(__file__).parent / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    return {_own(word): _own(line.split()[0]) for line in lines for word in line.split()[1:]}
