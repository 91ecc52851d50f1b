"""How near what an engine finds lies to what the library's own indexes find, and what becomes of questions.

    python -m tests.bench.remote ../shared/data [--questions 120] [--size 900000] [--answers 40]
    python -m tests.bench.remote --passages 100000 --patience 900

Of each collection whole articles make a library, which is searched by its own indexes and by Milvus Lite's
server on this machine, and asked its questions. Overlap is of the first ten passages: by meaning, by words
as the library scores what the engine proposes, by words in the engine's own order, and of the fused hits. An
answer is equal where all of its text is. Then the server is killed and started again while questions go on:
each has to be answered with the same hits. What an engine has to reach is in ``FLOORS``. The second command
tells what so many passages take there, drawn by seed (``scale_library``); Lite makes its index at the first
search, for longer than a question is to wait.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index import Article, Library
from index.passage import Filter
from index.search import Query, Scored, milvus_connection, remote
from index.search.address import Address
from index.search.asked import asked
from index.search.milvus import Milvus
from index.search.remote import RemoteSearch
from rag.assistant import Assistant

from ..kit.milvus_server import MilvusServer
from . import scale_library
from .encoders import SEED, SIZE, some
from .sets import SETS, rows

FIRST: Final = 10  # passages that are compared
DEPTH: Final = 100
FLOORS: Final = {"meaning": 0.99, "words": 0.9}
KILLS: Final = 5
ASKED: Final = 10  # questions of a library of many passages
UP, DOWN = 4.0, 1.0  # seconds that the server is left alone, and gone

HEAD: Final = (
    "| collection | questions | meaning | words | words, the engine's order | hits | equal answers |"
    " ms a search: own, engine | filled, passages a second |",
    "|---|---|---|---|---|---|---|---|---|",
)


@dataclass(slots=True)
class Pair:
    """One library twice: searched by its own indexes, and by an engine."""

    own: Library
    engine: Library
    milvus: Milvus
    filled: float  # passages a second


@dataclass(frozen=True, slots=True)
class Compared:
    """The shares of the first ten that both have, and the seconds of each."""

    meaning: float
    words: float
    order: float
    hits: float
    seconds: tuple[float, float]


def pair_of(data: Path, name: str, size: int, folder: Path, address: str) -> tuple[Pair, list[str]]:
    """Return the library of a collection and the questions about its articles."""
    rng = random.Random(SEED)
    corpus = some(rows(data, name, "corpus"), size, rng)
    own = Library.open(folder / name)
    own.add([Article(id=row["id"], title=row["title"], text=row["text"]) for row in corpus])
    started = time.monotonic()
    engine = Library.open(folder / name, search=address)
    engine.words("once")  # fills it
    filled = own.summary().passages / (time.monotonic() - started)
    kept = {row["id"] for row in corpus}
    about = [row for row in rows(data, name, "questions") if set(row["gold_ids"]) <= kept]
    questions = [row["question"] for row in about if row["answerable"]]
    return Pair(own, engine, Milvus(Address.of(address)), filled), rng.sample(questions, len(questions))


def compared(pair: Pair, question: str) -> Compared:
    """Return how near both come on a question."""
    query = Query(question, pair.own.encoder.query(question))
    mine, other = (
        each._target.search.candidates(query, depth=DEPTH, only=Filter()) for each in (pair.own, pair.engine)
    )
    terms = [term for each in asked(question) for term in each]
    raw = pair.milvus.best(terms, FIRST, "id > 0")
    hits, seconds = [], []
    for each in (pair.own, pair.engine):
        started = time.monotonic()
        hits.append([hit.passage.id for hit in each.search(question, k=FIRST)])
        seconds.append(time.monotonic() - started)
    return Compared(
        overlap(first(mine, "cosine"), first(other, "cosine")),
        overlap(first(mine, "bm25"), first(other, "bm25")),
        overlap(first(mine, "bm25"), raw),
        overlap(*hits),
        (seconds[0], seconds[1]),
    )


def first(found: Sequence[Scored], score: str) -> list[int]:
    """Return the ids of the first ten by a score that have any."""
    ranked = sorted(found, key=lambda each: (-getattr(each, score), each.passage.id))
    return [each.passage.id for each in ranked if getattr(each, score)][:FIRST]


def overlap(mine: Sequence[int], other: Sequence[int]) -> float:
    """Return which share of the one the other has, 1 where both are empty."""
    return len(set(mine) & set(other)) / len(mine) if mine else float(not other)


def equal_answers(pair: Pair, questions: Sequence[str]) -> int:
    """Return to how many questions both answer in the same words."""
    mine, other = Assistant(pair.own), Assistant(pair.engine)
    return sum(mine.ask(question).text == other.ask(question).text for question in questions)


def asked_while_killed(pair: Pair, server: MilvusServer, questions: Sequence[str]) -> str:
    """Return one line on questions that go on while the server is killed and started again."""
    over = threading.Event()

    def kill() -> None:
        for _ in range(KILLS):
            time.sleep(UP)
            server.kill()
            time.sleep(DOWN)
            server.start()
        over.set()

    killing = threading.Thread(target=kill)
    killing.start()
    same = count = 0
    longest = 0.0
    while not over.is_set():
        question = questions[count % len(questions)]
        wanted = [hit.passage.id for hit in pair.own.search(question, k=3)]
        started = time.monotonic()
        found = [hit.passage.id for hit in pair.engine.search(question, k=3)]
        longest = max(longest, time.monotonic() - started)
        count, same = count + 1, same + (found == wanted)
    killing.join()
    return (
        f"killed and started again {KILLS} times: {count} questions asked, {count} answered, {same} with the"
        f" same first three hits; the longest waited {longest:.1f} s"
    )


def sized(passages: int, folder: Path, server: MilvusServer) -> str:
    """Return one line on what so many passages take: seconds, room and memory of the server."""
    library = scale_library.opened(folder / "library")
    scale_library.filled(library, passages)
    started = time.monotonic()
    engine = Library(
        library.folder,
        library.encoder,
        store=library.store,
        search=RemoteSearch(library.store, server.address()),
    )
    engine.words("once")  # fills it
    filled = time.monotonic() - started
    seconds = []
    for question in scale_library.questions()[:ASKED]:
        started = time.monotonic()
        engine.search(question)
        seconds.append(time.monotonic() - started)
    files = [file for file in server.folder.rglob("*") if file.is_file()]
    room = sum(file.stat().st_size for file in files) / 1e6
    held, search = library.summary().passages, 1000 * statistics.median(seconds)
    return (
        f"{held:,} passages filled in {filled:.0f} s ({held / filled:.0f} a second), {room:.0f} MB on the"
        f" disk, {server.memory / 1e6:.0f} MB of memory; a search {search:.0f} ms"
    )


def main() -> None:
    """Print the table; the exit code is 1 where a floor is not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("--passages", type=int, help="tell what so many take, and compare nothing")
    parser.add_argument("--patience", type=float, help="seconds that a question waits for the engine")
    parser.add_argument("--questions", type=int, default=120)
    parser.add_argument("--size", type=int, default=SIZE, help="characters of each collection")
    parser.add_argument("--answers", type=int, default=40, help="questions of each that are answered")
    parser.add_argument("--sets", nargs="+", default=list(SETS), choices=SETS)
    given = parser.parse_args()
    if given.patience:
        remote.PATIENCE = milvus_connection.TIMEOUT = given.patience  # type: ignore[misc]
    if given.passages:
        with tempfile.TemporaryDirectory() as name, MilvusServer(Path(name) / "milvus") as server:
            print(sized(given.passages, Path(name), server))
        return
    every: list[Compared] = []
    print(*HEAD, sep="\n")
    with tempfile.TemporaryDirectory() as name, MilvusServer(Path(name) / "milvus") as server:
        for of in given.sets:
            pair, questions = pair_of(given.data, of, given.size, Path(name), server.address(of))
            found = [compared(pair, question) for question in questions[: given.questions]]
            equal = equal_answers(pair, questions[: given.answers])
            print(line(of, found, f"{equal} of {len(questions[: given.answers])}", pair.filled), flush=True)
            every.extend(found)
        print(line("all", every, "", 0.0))
        print(asked_while_killed(pair, server, questions))
    shares = {what: statistics.mean(getattr(each, what) for each in every) for what in FLOORS}
    sys.exit(any(shares[what] < floor for what, floor in FLOORS.items()))


def line(name: str, found: Sequence[Compared], equal: str, filled: float) -> str:
    """Return a line of the table."""
    shares = [
        f"{statistics.mean(getattr(each, what) for each in found):.3f}"
        for what in ("meaning", "words", "order", "hits")
    ]
    own, engine = (1000 * statistics.median(each.seconds[at] for each in found) for at in (0, 1))
    cells = [
        name,
        str(len(found)),
        *shares,
        equal,
        f"{own:.0f}, {engine:.0f}",
        f"{filled:.0f}" if filled else "",
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
