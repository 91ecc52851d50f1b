"""How often the first passage and the first sentence hold the answer, for several weights of the fusion.

    python -m tests.bench.ranking ../shared/data [QUESTIONS]

Whole articles, four collections; a passage or sentence counts when one of the accepted answers stands in it.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from index import Library
from index.fuse import DENSE_WEIGHT, fuse
from rag.evidence import CANDIDATES, READ
from rag.read import read
from tests.bench.calibrate import SEED, SETS, library_of, rows

WEIGHTS: Final = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def first_holds(library: Library, row: dict[str, Any]) -> tuple[list[bool], bool]:
    """Return whether the first passage, for each weight, and the first sentence hold an answer."""
    question = row["question"]
    hits = library.search(question, k=CANDIDATES)
    holds = {hit.passage.id: _holds(hit.text, row["answers"]) for hit in hits}
    cosines = {hit.passage.id: hit.cosine for hit in hits}
    bm25 = {hit.passage.id: hit.bm25 for hit in hits}
    passages = [holds[fuse(cosines, bm25, weight)[0][0]] for weight in WEIGHTS]
    candidates = read(question, hits[:READ], library.words(question), library)
    return passages, bool(candidates) and _holds(candidates[0].text, row["answers"])


def _holds(text: str, answers: Sequence[str]) -> bool:
    return any(answer in text for answer in answers if len(answer) > 1)


def main(data: Path, count: int) -> None:
    """Print a line for each collection."""
    random.seed(SEED)
    print(
        f"{'first passage':16}" + "".join(f"{weight:8.1f}" for weight in WEIGHTS) + f"{'first sentence':>18}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            library = library_of(rows(data, name, "corpus"), Path(folder) / name)
            questions = [row for row in rows(data, name, "questions") if row["answerable"]]
            found = [first_holds(library, row) for row in random.sample(questions, count)]
            passages = np.mean([passage for passage, _ in found], axis=0)
            sentence = np.mean([sentence for _, sentence in found])
            print(f"{name:16}" + "".join(f"{share:8.3f}" for share in passages) + f"{sentence:18.3f}")
    print(f"the weight in use is {DENSE_WEIGHT}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 180)
