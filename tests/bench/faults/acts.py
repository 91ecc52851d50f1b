"""What is done to a library while a fault happens: each act in steps, after each of which it is acknowledged.

An act works in a folder that holds ``library``, a folder ``news`` of files, and a backup of an earlier state.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index import Article
from index.errors import QuothError
from index.ingest.watching.watcher import Watcher

from .holding import Held, held, opened

_WORDS: Final = """
    harbour levy ferry fog council vote bridge salt works fine lighthouse mayor court quay crane storm boat
"""
WORDS: Final = tuple(_WORDS.split())
BACKUP: Final = "earlier.backup"
NAMES: Final = ("a0", "a1", "a2", "a3", "a4", "a5")  # what acts are done to

Step = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what comes before it, and its steps, each of which changes nothing when it is done again.

    Attributes:
        prepare: makes ready what the act needs, such as files that have changed; no part of it.
        harm: is done to the library before it, which then says that it is damaged, until it is mended.
        in_parts: a step may be found done for some articles and not for others, as it takes several
            transactions.
        leaves: a file beside the library that is there once the act is acknowledged.
    """

    name: str
    steps: tuple[Step, ...]
    prepare: Step = lambda _: None
    harm: Step | None = None
    in_parts: bool = False
    leaves: str = ""


def text(rng: random.Random) -> str:
    """Return some sentences of few words."""
    return " ".join(" ".join(rng.choices(WORDS, k=9)).capitalize() + "." for _ in range(rng.randrange(3, 7)))


def article(seed: int) -> Article:
    """Return the article of a number."""
    rng = random.Random(seed)
    return Article(
        id=f"a{seed}",
        title=f"Report {' '.join(rng.choices(WORDS, k=2))} {seed}",
        text=text(rng),
        published=f"20{rng.randrange(10, 25)}-01-{rng.randrange(1, 29):02}",
        source=rng.choice((None, "Quay Post", "Coast Wire")),
    )


def base(top: Path, seed: int) -> None:
    """Make the folder that acts work in, by a random history: added, synced, removed, tagged, corrected."""
    rng = random.Random(seed)
    library, news = opened(top / "library"), top / "news"
    news.mkdir()
    for number in range(rng.randrange(2, 4)):
        _file(news, number, rng)
    library.add([article(number) for number in range(len(NAMES))])
    library.sync(news)
    library.backup(top / BACKUP)
    for _ in range(rng.randrange(5)):
        rng.choice((tag, correct, change, undo, rebuild, _added(rng.randrange(20, 60))))(top)
    if rng.random() < 0.5:
        library.add(article(70))
        library.remove("a70")


def _file(news: Path, number: int, rng: random.Random) -> None:
    (news / f"{number}.txt").write_text(f"{' '.join(rng.choices(WORDS, k=3)).capitalize()}\n\n{text(rng)}\n")


def _added(number: int) -> Step:
    return lambda top: (opened(top / "library").add(article(number)), None)[1]


# -- steps


def add(top: Path) -> None:
    opened(top / "library").add([article(number) for number in range(100, 103)])


def change(top: Path) -> None:
    anew = [Article(id=name, title=f"Anew {name}", text=text(random.Random(name))) for name in NAMES[:2]]
    opened(top / "library").add(anew)


def remove(top: Path) -> None:
    with suppress(KeyError):
        opened(top / "library").remove(NAMES[2:4])


def sync(top: Path) -> None:
    for problem in opened(top / "library").sync(top / "news").failed:
        raise problem


def news(top: Path) -> None:
    """Change, remove and add files."""
    rng = random.Random(str(sorted(path.read_text() for path in (top / "news").iterdir())))
    first, second, *_ = sorted((top / "news").iterdir())
    first.unlink()
    _file(top / "news", int(second.stem), rng)
    _file(top / "news", 90, rng)


def watch(top: Path) -> None:
    watcher: Watcher = opened(top / "library").watcher()
    if not watcher.list.all():
        watcher.add([top / "news"])
    for each in watcher.list.all():
        if problem := watcher.look(each).problem:
            raise QuothError(problem)


def watched(top: Path) -> None:
    watch(top)
    news(top)


def rebuild(top: Path) -> None:
    opened(top / "library").rebuild()


def back_up(top: Path) -> None:
    opened(top / "library").backup(top / "now.backup")


def restore(top: Path) -> None:
    opened(top / "library").restore(top / BACKUP, replace=True)


def repair(top: Path) -> None:
    opened(top / "library").repair()


def tag_files(top: Path) -> None:
    library = opened(top / "library")
    library.by_hand.tag([one.id for one in library.articles() if one.id not in NAMES], "From a file")


def damage(top: Path) -> None:
    """Harm an article that came from a file, and the vector of another."""
    with closing(sqlite3.connect(top / "library/library.sqlite")) as database, database:
        of_file = (
            "SELECT article_id FROM origin_articles WHERE origin LIKE '%/news/%' ORDER BY origin LIMIT 1"
        )
        database.execute(f"UPDATE articles SET author = 'Nobody' WHERE id = ({of_file})")
        database.execute(
            "UPDATE passages SET vector = zeroblob(length(vector)) WHERE id ="
            f" (SELECT max(id) FROM passages WHERE article_id NOT IN ({of_file}))"
        )


def tag(top: Path) -> None:
    opened(top / "library").by_hand.tag(NAMES[:2], ["To read", "Harbour"])


def correct(top: Path) -> None:
    fields = {"title": "Corrected lighthouse", "published": "2001-02-03", "author": "A. Writer"}
    opened(top / "library").by_hand.correct(NAMES[-1], **fields)


def undo(top: Path) -> None:
    opened(top / "library").by_hand.undo(NAMES[-1])


def search(top: Path) -> None:
    opened(top / "library").search("harbour")


def lose_derived(top: Path) -> None:
    shutil.rmtree(top / "library/lexical")
    (top / "library/dense.faiss").unlink()


def begin_anew(top: Path) -> None:
    shutil.rmtree(top / "library")


ACTS: Final = (
    Act("begin a library", (add,), begin_anew),
    Act("add", (add,)),
    Act("add what changed", (change,)),
    Act("remove", (remove,)),
    Act("sync", (sync,), news, in_parts=True),
    Act("watch a folder", (watch,), watched, in_parts=True),
    Act("rebuild", (rebuild,)),
    Act("backup", (back_up,), leaves="now.backup"),
    Act("restore", (restore,)),
    Act("repair", (repair,), tag_files, damage),
    Act("tag", (tag,)),
    Act("correct", (correct,)),
    Act("undo a correction", (undo,), correct),
    Act("search without indexes", (search,), lose_derived),
    Act("seven in a row", (add, tag, correct, change, rebuild, remove, undo)),
)


def truth(top: Path) -> Held:
    """Return what the library of a folder holds; nothing where there is none."""
    return held(opened(top / "library")) if (top / "library/library.sqlite").exists() else {}
