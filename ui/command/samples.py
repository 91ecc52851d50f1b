"""The sample articles that come with Quoth, and questions to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import index
from index import Library

SAMPLES: Final = Path(index.__file__).parent / "samples"
MOST: Final = 6  # example questions on the page


def example_questions(library: Library, samples: bool) -> list[str]:
    """Return the questions that come with the samples; none for other articles, where the page finds some."""
    del library
    if not samples:
        return []
    lines = (Path(__file__).parent / "sample_questions.txt").read_text(encoding="utf-8").splitlines()
    return lines[:MOST]
