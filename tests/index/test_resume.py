"""A sync that is killed again and again ends where one that runs through ends.

``QUOTH_KILLS=20 pytest tests/index/test_resume.py`` kills it more often.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import psutil  # type: ignore[import-untyped]

from index import Article, Library
from index.encode import Encoder

from ..kit.pdf_file import FIRST, SECOND, TITLE, pdf_file
from ..kit.rows import passages_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

KILLS = int(os.environ.get("QUOTH_KILLS", "5"))
SEED = 20_181_005
FILES = 32
QUERIES = ("What did the mayor say of the airport?", "Who bought the museum?", "harbour repaired")
PLACES = ("harbour", "airport", "station", "market", "library", "bridge", "theatre", "museum")
PEOPLE = ("mayor", "council", "ministry", "court", "union", "company", "police", "university")
DEEDS = ("closed", "opened", "repaired", "sold", "bought", "inspected", "painted", "insured")
PROGRAM = """
import sys
from index import Library
from index.ingest import records
records.BATCH_CHARACTERS = 1_500
Library.open(sys.argv[1]).sync(sys.argv[2], progress=lambda done, total, name: print(done, flush=True))
"""


def story(number: int) -> tuple[str, str]:
    """Return the title and text of an article like no other."""
    chance = random.Random(number)
    place, person, deed = chance.choice(PLACES), chance.choice(PEOPLE), chance.choice(DEEDS)
    lines = [
        f"The {chance.choice(PEOPLE)} said that the {chance.choice(PLACES)} would be {chance.choice(DEEDS)}"
        f" for {chance.randrange(10, 999)} million euros in {chance.randrange(1990, 2030)}."
        for _ in range(chance.randrange(3, 9))
    ]
    return f"The {person} and the {place} number {number}", f"It {deed} the {place}. " + " ".join(lines)


def write(folder: Path, number: int, version: int) -> None:
    """Put a file there whose kind follows from its number."""
    title, text = story(10_000 * version + 100 * number)
    inner = [story(10_000 * version + 100 * number + part) for part in range(1, 5)]
    kind = ("txt", "md", "html", "jsonl", "zip", "eml", "xml", "pdf")[number % 8]
    path = folder / f"{number:02}.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for part, (name, words) in enumerate(inner):
                archive.writestr(f"{part}.md", f"# {name}\n\n{words}")
    elif kind == "eml":
        message = EmailMessage()
        message["Subject"], message["From"], message["Message-ID"] = (
            title,
            "desk@harbour.example",
            f"<{number}@x>",
        )
        message.set_content(text)
        path.write_bytes(message.as_bytes())
    elif kind == "pdf":
        lines = [TITLE, *((72, 640 - 20 * at, 10, words) for at, words in enumerate((title, FIRST, SECOND)))]
        path.write_bytes(pdf_file([lines]))
    else:
        path.write_text(_text(kind, title, text, inner), encoding="utf-8")


def _text(kind: str, title: str, text: str, inner: list[tuple[str, str]]) -> str:
    if kind == "jsonl":
        return "\n".join(json.dumps({"title": name, "text": words}) for name, words in inner)
    if kind == "xml":
        entries = "".join(
            f"<item><title>{name}</title><description>{words}</description></item>" for name, words in inner
        )
        return (
            f"<?xml version='1.0'?><rss version='2.0'><channel><title>Post</title>{entries}</channel></rss>"
        )
    if kind == "html":
        return (
            f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article><p>{text}</p></article>"
        )
    return f"# {title}\n\n{text}" if kind == "md" else f"{title}\n\n{text}"


def change(folder: Path, chance: random.Random, version: int) -> None:
    """Change some files, remove some, and add some."""
    for path in chance.sample(sorted(folder.iterdir()), 6):
        path.unlink()
    for number in chance.sample(range(FILES), 12):
        write(folder, number, version)


def killed_sync(library: Path, folder: Path, chance: random.Random) -> bool:
    """Begin a sync, kill it at some moment, and tell whether it was still at work."""
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(library), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    for _ in range(chance.randrange(25)):
        if not running.stdout.readline():
            break
    time.sleep(chance.random() * 0.2)
    children = psutil.Process(running.pid).children() if running.poll() is None else []
    running.kill()
    running.communicate()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive
    return running.returncode == -9


def held(library: Library) -> dict[str, tuple[Article, list[tuple[int, int]]]]:
    """Return every article with the places of its passages."""
    return {
        article.id: (article, [(one.start, one.end) for one in passages_of(library, article.id)])
        for article in library.articles()
    }


def vectors(library: Library) -> NDArray[np.float32]:
    """Return the vectors of all passages, articles in the order of their ids."""
    rows = [
        library.store.passages([passage.id])[passage.id][1]
        for article_id in sorted(held(library))
        for passage in passages_of(library, article_id)
    ]
    return np.stack(rows)


def hits(library: Library, query: str) -> list[tuple[float, str, int]]:
    """Return what a query finds, down to the last passage."""
    found = library.search(query, k=100)
    return sorted((round(hit.score, 4), hit.article.id, hit.passage.start) for hit in found)


def test_a_sync_that_is_killed_again_and_again_ends_where_one_that_runs_through_ends(
    tmp_path: Path, encoder: Encoder
) -> None:
    chance = random.Random(SEED)
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(FILES):
        write(folder, number, 0)
    at_work = 0
    for version in range(1, KILLS + 1):
        at_work += killed_sync(tmp_path / "killed", folder, chance)
        change(folder, chance, version)
    assert at_work > KILLS // 2
    killed = Library.open(tmp_path / "killed", encoder=encoder)
    assert not killed.sync(folder).failed
    whole = Library.open(tmp_path / "whole", encoder=encoder)
    assert not whole.sync(folder).failed
    assert held(killed) == held(whole)
    assert killed.store.origin_digests() == whole.store.origin_digests()
    np.testing.assert_allclose(vectors(killed), vectors(whole), atol=1e-3)
    assert killed.verify().passages == whole.verify().passages > 40
    for query in QUERIES:
        places = [{(article, start) for _, article, start in hits(each, query)} for each in (killed, whole)]
        assert places[0] == places[1]
    shutil.rmtree(tmp_path / "killed" / "lexical")  # until it is made anew, words of what went count in BM25
    again = Library.open(tmp_path / "killed", encoder=encoder)
    assert [hits(again, query) for query in QUERIES] == [hits(whole, query) for query in QUERIES]
