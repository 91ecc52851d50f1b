"""The sample articles that come with Quoth, and questions to begin with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final

import index
from index import Library
from index.stopwords import STOP_WORDS

SAMPLES: Final = Path(index.__file__).parent / "samples"
MOST: Final = 6  # example questions on the page
LOOKED_AT: Final = 300  # of the newest articles

_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december
    """.split()  # noqa: SIM905  one a line would take twenty
)
_NAME = re.compile(r"(?<![.!?“\"'] )(?<!^)\b[A-Z][\w’'-]+(?: (?:of (?:the )?)?[A-Z][\w’'-]+)*", re.MULTILINE)


def example_questions(library: Library, samples: bool) -> list[str]:
    """Return questions to begin with: those of the samples, else one for each name that articles share."""
    if samples:
        lines = (Path(__file__).parent / "sample_questions.txt").read_text(encoding="utf-8").splitlines()
        return lines[:MOST]
    return [f"What do the articles say about {name}?" for name in _names(library)]


def _names(library: Library) -> list[str]:
    """Return the names that stand in the openings of most articles, the longer of two alike."""
    counts: Counter[str] = Counter()
    for article in islice(library.articles(), LOOKED_AT):
        counts.update(set(_NAME.findall(f"In {article.text[:1500]}")))
    common = [name for name, _ in counts.most_common(60) if _is_name(name)]
    return _distinct(sorted(common, key=lambda name: (-counts[name], -len(name))))[:MOST]


def _is_name(name: str) -> bool:
    return len(name) > 2 and not {word.lower() for word in name.split()} & (STOP_WORDS | _DAYS)


def _distinct(names: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if not any(name in other or other in name for other in kept):
            kept.append(name)
    return kept
