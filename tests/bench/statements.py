"""Whether questions stay questions and claims are taken for claims, told from their words alone.

``python -m tests.bench.statements DATA`` reads the question sets and claim sets of a folder; each is also
read without the marks that end it.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rag.question.statement import is_statement

MARKS: Final = re.compile(r"[\s?？؟.。।!\"”’')]+$")


def texts(file: Path, key: str) -> list[str]:
    """Return what a file's lines hold under a key, each once."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return list(dict.fromkeys(json.loads(line)[key] for line in lines))


def share(found: Iterable[bool]) -> float:
    """Return the share that is true."""
    every = list(found)
    return sum(every) / len(every)


def printed(name: str, said: list[str], *, states: bool) -> str:
    """Return the line of one set: how many are told rightly, as typed and without their last marks."""
    bare = [text for text in (MARKS.sub("", each) for each in said) if text]
    as_typed, without = (share(is_statement(text) == states for text in every) for every in (said, bare))
    return f"{name:24} {len(said):6}  {as_typed:.4f}  {without:.4f}"


def main(data: Path) -> None:
    """Print a line for each set."""
    print(f"{'questions that stay so':24} {'texts':>6}  typed   without marks")
    for file in sorted(data.glob("*/*questions.jsonl.gz")):
        name = f"{file.parent.name} {file.name.removesuffix('questions.jsonl.gz').strip('-')}".strip()
        print(printed(name, texts(file, "question"), states=False))
    print("claims taken for claims")
    for file in sorted(data.glob("*/rows.jsonl.gz")):
        claims = [claim for claim in texts(file, "claim") if not claim.rstrip().endswith("?")]
        print(printed(file.parent.name, claims, states=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
