"""A library on a server answers as the same one in a folder does, to the last byte."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Final

import pytest

from index import Article, Library
from index.encode import Encoder
from index.store.opening import FOLDER
from rag.assistant import Assistant
from tests.bench.sets import rows
from tests.kit.figures import tell
from tests.kit.postgres_server import needs_postgres, new_address
from ui.render.told import as_json, told

DATA: Final = Path(os.environ.get("QUOTH_DATA", Path(__file__).parents[3] / "shared" / "data"))
ASKED: Final = {"squad11_dev": 160, "nq_oracle": 40}  # the articles are those of the first
SEED: Final = 17

pytestmark = [pytest.mark.cluster, pytest.mark.slow, needs_postgres]


def told_of(library: Library, question: str) -> str:
    """Return all that is told of an answer, but for how long it took."""
    known = as_json(told(Assistant(library).ask(question)))
    return json.dumps(known | {"seconds": 0}, ensure_ascii=False)


def fill(library: Library, articles: list[Article]) -> float:
    """Add articles, take some out and put them in again; return how many seconds it took."""
    begun = time.monotonic()
    library.add(articles)
    library.remove([article.id for article in articles[::7]])
    library.add(articles[::7])
    return time.monotonic() - begun


@pytest.mark.skipif(
    not (DATA / "squad11_dev").is_dir(), reason=f"no questions in {DATA}; QUOTH_DATA names a folder"
)
def test_200_questions_are_answered_the_same_from_a_folder_and_from_a_server(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "machine"))
    here = Library.open(tmp_path / "here", encoder=encoder)
    there = Library.open(new_address(), encoder=encoder)
    articles = [
        Article(id=row["id"], title=row["title"], text=row["text"])
        for row in rows(DATA, "squad11_dev", "corpus")
    ]
    took = [fill(library, articles) for library in (here, there)]
    rng = random.Random(SEED)
    asked = [
        row["question"]
        for name, number in ASKED.items()
        for row in rng.sample(rows(DATA, name, "questions"), number)
    ]
    different, seconds = [], [0.0, 0.0]
    for question in asked:
        answers = []
        for at, library in enumerate((here, there)):
            begun = time.monotonic()
            answers.append(told_of(library, question))
            seconds[at] += time.monotonic() - begun
        if answers[0] != answers[1] or here.search(question, k=20) != there.search(question, k=20):
            different.append(question)
    passages = here.summary().passages
    tell(f"{passages} passages: filled in {took[0]:.1f} s in a folder, {took[1]:.1f} s on a server")
    tell(
        f"{len(asked)} questions in {seconds[0]:.0f} and {seconds[1]:.0f} s, {len(different)} told otherwise"
    )
    assert different == []
    assert there.summary() == here.summary()
