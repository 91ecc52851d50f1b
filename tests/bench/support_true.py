"""Edits that keep a sentence true: what a careful writer does with the words of a passage."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

from tests.bench.support_places import Place

Edit = Callable[[Place, random.Random], str | None]
"""A place -> the sentence as it is written from it; ``None`` where the edit does not apply."""

WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
).split()
MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
MONTH: Final = f"(?:{'|'.join(MONTHS)})"
TITLE: Final = "President|King|Queen|Emperor|General|Bishop|Captain|Senator|Governor|Prince|Colonel"
PRONOUN: Final = "[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Hh]im|[Tt]hem|[Ww]e|I"
SYNONYMS: Final = dict(
    pair.split("=")
    for pair in (
        "began=started large=big built=constructed approximately=about about=roughly said=stated"
        " often=frequently used=employed made=produced city=town helped=assisted famous=well-known"
        " important=significant show=indicate shows=indicates showed=indicated received=got"
        " created=established killed=slain died=perished children=kids usually=typically"
        " many=numerous several=various however=though region=area main=principal called=named"
        " published=issued form=shape moved=relocated located=situated also=additionally"
        " because=since while=whereas became=turned obtained=acquired"
    ).split()
)


def copied(place: Place, _: random.Random) -> str | None:
    """Return the sentence as it stands."""
    return place.sentence


def shortened(place: Place, rng: random.Random) -> str | None:
    """Leave out what stands in brackets, an insertion, a first or a last phrase."""
    text = place.sentence
    cuts = [
        re.sub(r"\s*\([^()]*\)", "", text),
        re.sub(r", (?:which|who|where|including|such as|as well as)\b[^,]*,", "", text, count=1),
        re.sub(r",? (?:which|who|where|although|while|because|including|such as)\b[^,]*\.$", ".", text),
        _capital(re.sub(r"^(?:In|On|At|By|After|During|As|However|For)\b[^,]*, ", "", text)),
    ]
    fit = [cut for cut in cuts if cut != text and len(cut.split()) >= 5]
    return rng.choice(fit) if fit else None


def joined(place: Place, rng: random.Random) -> str | None:
    """Make one sentence of two of a passage."""
    if not place.near:
        return None
    return f"{place.sentence[:-1].rstrip()}{rng.choice([', and ', '; ', ', while '])}{_small(place.near)}"


def passive_to_active(place: Place, _: random.Random) -> str | None:
    """Turn "X was made by Y" into "Y made X"."""
    found = re.fullmatch(
        r"(?P<x>[A-Z][^,;:()]{2,60}?) (?:was|were) (?P<v>[a-z]+ed|won|built|held|led|sold|bought|given|taken)"
        r" by (?P<y>(?:(?:the|a|an|his|her|its) )?[^,;:()]{2,50}?)"
        r"(?P<rest>(?: (?:in|on|at|for|to|from|and) .*)?)\.",
        place.sentence,
    )
    if not found or re.search(
        rf"\b(?:that|which|who|and|not|\w+ing|{PRONOUN})\b", f"{found['x']} {found['y']}"
    ):
        return None
    verb = {"given": "gave", "taken": "took"}.get(found["v"], found["v"])
    return f"{_capital(found['y'])} {verb} {_small(found['x'])}{found['rest']}."


def active_to_passive(place: Place, _: random.Random) -> str | None:
    """Turn "Y made the X" into "the X was made by Y"."""
    found = re.fullmatch(
        r"(?P<y>(?:The )?(?:[A-Z][\w'-]+ ?){1,3})(?<= )(?P<v>[a-z]{3,}ed|won|built|held|led|sold|bought)"
        r" (?P<x>(?:the|a|an|his|its) [^,;:()]{2,60}?)(?P<rest>(?: (?:in|on|at|for|from) .*)?)\.",
        place.sentence,
    )
    if not found or re.search(
        rf"\b(?:that|which|who|not|to|while|{PRONOUN})\b", f"{found['x']} {found['y']}"
    ):
        return None
    return f"{_capital(found['x'])} was {found['v']} by {_small(found['y'].strip())}{found['rest']}."


def turned(place: Place, rng: random.Random) -> str | None:
    """Turn the passive into the active, or the active into the passive."""
    return passive_to_active(place, rng) or active_to_passive(place, rng)


def numbers_respelt(place: Place, _: random.Random) -> str | None:
    """Write a number otherwise: 5 million for 5,000,000, six for 6, per cent for %."""
    text = place.sentence
    for pattern, respelt in (
        (r"\$(\d[\d.,]*\d|\d) (million|billion)", lambda m: f"{m[1]} {m[2]} dollars"),
        (r"(?<![\d.,])(\d+(?:\.\d)?) (million|billion)", _written_out),
        (r"(?<=\d)\s?%", lambda _: " per cent"),
        (r"(?<=\d) (?:percent|per cent)\b", lambda _: "%"),
        (r"(?<![\d.,])(\d{1,3}),(\d{3})(?![\d,.])", lambda m: m[1] + m[2]),
        (
            r"(?<![\w.,:/$(–-])(\d\d?)(?= [a-z]{3,})",
            lambda m: WORDS[int(m[1])] if 1 < int(m[1]) < 21 else m[0],
        ),
        (rf"(?<= )({'|'.join(WORDS[2:])})\b(?![- ](?:hundred|thousand|million))", _as_digits),
    ):
        changed = re.sub(pattern, respelt, text, count=1)
        if changed != text:
            return changed
    return None


def dates_respelt(place: Place, _: random.Random) -> str | None:
    """Write 12 June 2018 for June 12, 2018, and the other way round."""
    text = place.sentence
    changed = re.sub(rf"({MONTH}) (\d\d?)(?:, (\d{{4}}))?(?!\d)(?! ?,)", _day_first, text, count=1)
    if changed == text:
        changed = re.sub(rf"(?<!\d)(\d\d?) ({MONTH})( \d{{4}})?", _month_first, text, count=1)
    return changed if changed != text else None


def short_names(place: Place, _: random.Random) -> str | None:
    """Leave first names out where the sentence has two or three words of a name before a verb."""
    found = re.search(
        r"(?<=[a-z,] )(?P<first>[A-Z][a-z]+ (?:[A-Z]\. )?)(?P<last>[A-Z][a-z]{2,})"
        r"(?= (?:was|is|had|has|said|and|became|wrote|won|made|in|to|who)\b|,|'s)",
        place.sentence,
    )
    if not found:
        return None
    return place.sentence[: found.start()] + found["last"] + place.sentence[found.end() :]


def reworded(place: Place, rng: random.Random) -> str | None:
    """Put synonyms for one to three words."""
    known = [m for m in re.finditer(r"\b[a-z]+\b", place.sentence) if m[0] in SYNONYMS]
    if not known:
        return None
    text = place.sentence
    for found in sorted(rng.sample(known, min(3, len(known))), key=lambda m: -m.start()):
        text = text[: found.start()] + SYNONYMS[found[0]] + text[found.end() :]
    return text


def units_respelt(place: Place, _: random.Random) -> str | None:
    """Write the name of a unit in full, or short."""
    text = place.sentence
    for name, short in (
        ("kilomet(?:re|er)s", "km"),
        ("kilograms", "kg"),
        ("square miles", "sq mi"),
        ("hours", "hrs"),
        ("feet", "ft"),
    ):
        changed = re.sub(rf"(?<=\d )(?:{name})\b", short, text, count=1)
        if changed == text:
            changed = re.sub(rf"(?<=\d )(?:{short})\b", name.replace("(?:re|er)", "re"), text, count=1)
        if changed != text:
            return changed
    return None


def title_left_out(place: Place, _: random.Random) -> str | None:
    """Leave the title before a name out."""
    changed = re.sub(rf"(?<=[a-z,] )(?:{TITLE}) (?=[A-Z][a-z]+\b)", "", place.sentence, count=1)
    return changed if changed != place.sentence else None


TRUE: Final[dict[str, Edit]] = {
    "copied": copied,
    "shortened": shortened,
    "two joined": joined,
    "passive and active turned": turned,
    "numbers spelt otherwise": numbers_respelt,
    "dates spelt otherwise": dates_respelt,
    "names shortened": short_names,
    "words put for like ones": reworded,
    "units spelt otherwise": units_respelt,
    "title left out": title_left_out,
}


def _written_out(found: re.Match[str]) -> str:
    size = {"million": 1_000_000, "billion": 1_000_000_000}[found[2]]
    return f"{round(float(found[1]) * size):,}"


def _as_digits(found: re.Match[str]) -> str:
    return str(WORDS.index(found[1]))


def _day_first(found: re.Match[str]) -> str:
    year = f" {found[3]}" if found[3] else ""
    return f"{found[2]} {found[1]}{year}"


def _month_first(found: re.Match[str]) -> str:
    year = f",{found[3]}" if found[3] else ""
    return f"{found[2]} {found[1]}{year}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    """Write a first word small where it is no name."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    ordinary = {"The", "A", "An", "In", "It", "He", "She", "They", "This", "These", "His", "Her", "Its", "On"}
    return text[:1].lower() + text[1:] if first in ordinary else text
