"""Whether ordinary questions stay ordinary, and are not taken for questions of many articles.

``python -m tests.bench.listing DATA`` reads the question sets of a folder and names what is taken otherwise.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

from rag.question.listing import listing

from .statements import texts


def main(data: Path) -> None:
    """Print a line for each set, and behind it what of it is taken for something else."""
    print(f"{'questions':24} {'texts':>6}  ordinary  taken for")
    for file in sorted(data.glob("*/*questions.jsonl.gz")):
        name = f"{file.parent.name} {file.name.removesuffix('questions.jsonl.gz').strip('-')}".strip()
        asked = texts(file, "question")
        taken = [(found.form, each) for each in asked if (found := listing(each, (), date.today()))]
        forms = Counter(form for form, _ in taken)
        told = ", ".join(f"{form} {number}" for form, number in forms.most_common())
        print(f"{name:24} {len(asked):6}    {1 - len(taken) / len(asked):.4f}  {told}")
        for form, question in taken:
            print(f"    {form}: {question}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
