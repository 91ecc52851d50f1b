"""How sure the reader has to be of a thing by itself, and how much its sentence has to say, to be listed.

``python -m tests.bench.things DATA`` reads articles of SQuADShifts (new Wikipedia) in a folder of data sets,
asks for things that they name, and prints for each limit of the margin how many of those that it lets through
are right, by labels made by hand: of all, and of those whose sentence says most of the question's words.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from index import Article, Library
from rag.evidence.marking import COVERED
from rag.listed.thing import Thing
from rag.listed.things import marked_things

LIMITS: Final = (2.0, 3.0, 4.0, 5.0, 6.0)
SET: Final = "squadshifts_new_wiki/corpus.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Labelled:
    """What is asked, the title of the article that says it, and the words of which a right thing has one."""

    asked: str
    title: str
    right: str


ASKED: Final = (
    Labelled(
        "countries that the Andes run through",
        "Andes",
        "Argentina|Chile|Peru|Bolivia|Ecuador|Colombia|Venezuela",
    ),
    Labelled(
        "musicians that influenced drum and bass",
        "Drum and bass",
        "Craig|Buju|Laswell|Saunderson|Grandmaster|Troutman|Jackson|Davis|Marley|Redding|Supremes|Commodores"
        "|Lewis|Winstons|Reese|Tubby|Tosh|Perry|Robbie|Sly|Smooth|Brown|Green|Gaye|Fitzgerald",
    ),
    Labelled(
        "risk factors that cause cardiovascular disease",
        "Cardiovascular disease",
        "age|sex|smoking|high blood|diabetes|lack of|obesity|diet|tobacco|inactivity|alcohol|partic|pm2|meats"
        "|salt|trans-fat|low income|psychosocial|reactive|periodont|stress",
    ),
    Labelled("empires that ruled Istanbul", "Istanbul", "Roman|Byzantine|Latin|Ottoman"),
    Labelled("airports that are in Istanbul", "Istanbul", "Atatürk|Sabiha"),
    Labelled("mosques that are in Istanbul", "Istanbul", "Mosque|Sophia|Süleymaniye|Fatih"),
    Labelled("football clubs that play in Istanbul", "Istanbul", "Galatasaray|Fenerbahçe|Beşiktaş"),
    Labelled(
        "cities that are in Connecticut",
        "Connecticut",
        "Hartford|Bridgeport|New Haven|Stamford|Waterbury|Groton|Greenwich|Norwalk|New London|Danbury",
    ),
    Labelled("universities that are in Connecticut", "Connecticut", "Yale|Wesleyan|Univ|UConn|Trinity|Coll"),
    Labelled(
        "national teams that won gold in ice hockey",
        "Ice hockey",
        "Canad|Soviet|United States|Swed|Czech|Great Britain|Finland|Russia",
    ),
    Labelled(
        "languages that are derived from Latin",
        "Latin",
        "Italian|French|Spanish|Portuguese|Romanian|Romance|Catalan",
    ),
    Labelled(
        "causes that lead to homelessness in the United States",
        "Homelessness in the United States",
        "poverty|jobless|unemploy|housing|mental|foreclos|evict|domestic|addict|substance|rent|income",
    ),
    Labelled(
        "countries that colonized America",
        "Colonial history of the United States",
        "Spain|Spanish|France|French|England|English|Brit|Netherlands|Dutch|Swed|Russia|Portug|Scot",
    ),
)


def _marked(library: Library, each: Labelled) -> list[Thing]:
    """Return what the reader marks once all passages are read."""
    *_, (_, _, marked) = marked_things(library, each.asked)
    return marked


def main(data: Path) -> None:
    """Print a line for each limit: things, the share that is right, and of how many questions those are."""
    with TemporaryDirectory() as folder:
        library = Library.open(folder)
        library.add(list(articles(data / SET, {each.title for each in ASKED})))
        found = [(each, thing) for each in ASKED for thing in _marked(library, each)]
    print("said  margin  things  right  questions")
    for said, limit in product((0.0, COVERED), LIMITS):
        sure = [(each, thing) for each, thing in found if thing.margin >= limit and thing.said >= said]
        right = [each for each, thing in sure if is_right(each, thing.text)]
        share = len(right) / max(len(sure), 1)
        print(f"{said:4}  {limit:6}  {len(sure):6}  {share:5.2f}  {len(set(right)):9}")


def articles(file: Path, titles: set[str]) -> Iterator[Article]:
    """Yield the articles of a corpus that have these titles."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for each in map(json.loads, lines):
            if each["title"] in titles:
                yield Article(title=each["title"], text=each["text"])


def is_right(asked: Labelled, text: str) -> bool:
    """Tell whether a thing is one of those asked for, by its words."""
    return bool(re.search(rf"\b(?:{asked.right})", text, re.IGNORECASE))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
