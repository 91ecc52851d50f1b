"""How well updates of a story are told from its reprints.

    python -m tests.bench.updates ../shared/data [--pairs 150] [--floors | --lower]

Each pair is an article and what became of it a day later: an update by one edit, or a reprint as newsrooms
make it. The last lines are sentences that people judged (SummEdits): a summary of three sentences with one
edit that changes what it says, or does not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import fmean
from typing import Final

from index.article import Article
from index.store.versions import versions_of
from index.text.split import sentences
from tests.bench import gate
from tests.bench.edits import texts_of

FLOORS: Final = Path(__file__).parent / "floors_updates.json"
SETS: Final = ("squad11_dev", "squadshifts_new_wiki", "nq_oracle", "wikipedia")
SEED: Final = 7
SHORTEST: Final = 80  # words of an article
SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
BRITISH: Final = {
    "percent": "per cent",
    "%": " per cent",
    "color": "colour",
    "ize": "ise",
    "center": "centre",
}
MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"

Edit = Callable[[str, str, random.Random], str]
"""An article and another -> what became of it; the same where the edit finds nothing to do."""


def another_number(text: str, _: str, rng: random.Random) -> str:
    """Return a text with one of its numbers another."""
    found = list(re.finditer(r"(?<![\w.,])\d{1,6}(?![\w.,]*\d)", text))
    one = rng.choice(found) if found else None
    return text[: one.start()] + str(int(one[0]) + rng.randint(1, 9)) + text[one.end() :] if one else text


def another_name(text: str, other: str, rng: random.Random) -> str:
    """Return a text with one of its names, in one place, another article's."""
    here = list(NAME.finditer(text))
    there: list[str] = [each for each in NAME.findall(other) if each not in text]
    if not here or not there:
        return text
    one = rng.choice(here)
    return text[: one.start()] + rng.choice(there) + text[one.end() :]


def denied(text: str, _: str, rng: random.Random) -> str:
    """Return a text that denies one of its statements."""
    found = list(re.finditer(r"\b(?:was|were|is|are|has|had|will|can)\b(?! not)", text))
    one = rng.choice(found) if found else None
    return f"{text[: one.end()]} not{text[one.end() :]}" if one else text


def another_opening(text: str, other: str, _: random.Random) -> str:
    """Return a text whose first sentence keeps its first words and goes on as another's does."""
    first, *rest = SENTENCE.split(text)
    new = SENTENCE.split(other)[0].split()
    return " ".join([*first.split()[:6], *new[6:], *rest])


def added(text: str, other: str, rng: random.Random) -> str:
    """Return a text with a sentence more, that names what the text is about."""
    parts = SENTENCE.split(text)
    names = NAME.findall(text) or ["It"]
    new = rng.choice(SENTENCE.split(other)).split()
    parts.insert(rng.randrange(len(parts)), " ".join([*names[:2], *new]))
    return " ".join(parts)


def same(text: str, _: str, __: random.Random) -> str:
    """Return the text."""
    return text


def first_half(text: str, _: str, __: random.Random) -> str:
    """Return the first half of a text."""
    parts = SENTENCE.split(text)
    return " ".join(parts[: (len(parts) + 1) // 2])


def middle_out(text: str, _: str, __: random.Random) -> str:
    """Return a text without its second third."""
    parts = SENTENCE.split(text)
    return " ".join([*parts[: len(parts) // 3], *parts[2 * len(parts) // 3 :]])


def datelined(text: str, _: str, __: random.Random) -> str:
    """Return a text with a dateline and a byline of its reprint."""
    return f"LENNA BAY (CW) -- {text}\n\nBy Ann Marrow, Staff Writer"


def house_style(text: str, _: str, __: random.Random) -> str:
    """Return a text in the spelling of another house."""
    for here, there in BRITISH.items():
        text = text.replace(here, there)
    return re.sub(rf"\b({MONTHS}) (\d\d?), (\d{{4}})", r"\2 \1 \3", text).replace('"', "'")


def typos(text: str, _: str, rng: random.Random) -> str:
    """Return a text in which two letters of every fortieth word have changed places."""
    words = text.split(" ")
    for at in range(rng.randrange(40), len(words), 40):
        word = words[at]
        if word.isalpha() and len(word) > 5:
            words[at] = word[:2] + word[3] + word[2] + word[4:]
    return " ".join(words)


def reordered(text: str, _: str, rng: random.Random) -> str:
    """Return the sentences of a text in another order."""
    parts = [text[start:end] for start, end in sentences(text)]
    rng.shuffle(parts)
    return "\n".join(parts)


UPDATES: Final[dict[str, Edit]] = {
    "update: one number is another": another_number,
    "update: one name is another": another_name,
    "update: one statement denied": denied,
    "update: the first sentence goes on otherwise": another_opening,
    "update: a sentence added": added,
}
REPRINTS: Final[dict[str, Edit]] = {
    "reprint: word for word": same,
    "reprint: cut to the first half": first_half,
    "reprint: the middle cut": middle_out,
    "reprint: dateline and byline": datelined,
    "reprint: house style": house_style,
    "reprint: typos corrected": typos,
    "reprint: sentences in another order": reordered,
}


def parted(
    one: str, other: str, *, days: tuple[str | None, str | None] = ("2020-05-01", "2020-05-02")
) -> bool:
    """Tell whether two texts of these days are two versions."""
    first, second = (
        Article(id=name, title="", text=text, published=day)
        for name, text, day in zip("ab", (one, other), days, strict=True)
    )
    return len(versions_of([first, second])) == 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and hold the figures against the floors."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.updates", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pairs", type=int, default=150, help="of each kind")
    parser.add_argument("--floors", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="set the floors to it, also where that is less")
    given = parser.parse_args(arguments)
    values = {}
    for name, value, count in (*_by_edit(given.data, given.pairs), *_judged(given.data)):
        values[name] = value
        print(f"{name:62}{value:8.3f}{count:8}", flush=True)
    return _held(values, given)


def _by_edit(data: Path, count: int) -> Iterator[tuple[str, float, int]]:
    texts = [text for name in SETS for text in texts_of(data, name)[:400] if len(text.split()) >= SHORTEST]
    for kinds, is_update in ((UPDATES, True), (REPRINTS, False)):
        for name, edit in kinds.items():
            rng = random.Random(SEED)
            drawn = [rng.sample(texts, 2) for _ in range(2 * count)]
            made = [(one[:6000], edit(one[:6000], other, rng)) for one, other in drawn]
            pairs = [(one, new) for one, new in made if (one != new) or edit is same][:count]
            yield f"{name}: told", fmean(parted(*pair) == is_update for pair in pairs), len(pairs)
            if not is_update:
                back = [parted(new, one, days=("2020-05-01", "2020-05-01")) for one, new in pairs]
                yield f"{name}, the other way round on the same day: told", 1 - fmean(back), len(back)


def _judged(data: Path) -> Iterator[tuple[str, float, int]]:
    with gzip.open(data / "summedits" / "rows.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    seeds = {_document(row): row["claim"] for row in rows if row["seed"]}
    edited = [row for row in rows if not row["seed"] and row["claim"] != seeds.get(_document(row))]
    for label, is_update in (("refuted", True), ("supported", False)):
        pairs = [
            (seeds[_document(row)], row["claim"])
            for row in edited
            if row["label"] == label and _document(row) in seeds
        ]
        value = fmean(parted(*pair) == is_update for pair in pairs)
        yield f"SummEdits, {'changed' if is_update else 'reworded'}: told", value, len(pairs)


def _document(row: dict[str, str]) -> str:
    return str(row["id"]).rpartition("_")[0]


def _held(values: dict[str, float], given: argparse.Namespace) -> int:
    files = [next((given.data / name).glob("corpus.jsonl.*")) for name in SETS]
    sealed = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    if given.lower or given.floors:
        fresh = given.lower or not FLOORS.exists()
        old = gate.Floors(sealed, given.pairs, {}) if fresh else gate.read(FLOORS)
        gate.write(gate.raised(values, old, lower=given.lower), FLOORS)
    failures = gate.failures(values, gate.read(FLOORS), data=sealed, questions=given.pairs)
    print("\n".join(failures) or f"no figure lies more than {gate.MARGIN} under its floor")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
