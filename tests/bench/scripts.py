"""How well words alone find and refuse, in scripts that neither the encoder nor the reader knows.

    python -m tests.bench.scripts ../shared/data

XQuAD asks the same questions of the same paragraphs in eight languages. For each language it prints how many
questions find their paragraph first by BM25, with a 95 % interval. Half of the articles are then taken away:
for languages in other letters than Latin it prints how many questions of the second half count as answered
where their article is there and where it is not, by weights that were fitted on the first half in the other
languages. The last line is fitted on the first half in all of them: the weights of ``rag.evidence.abstain``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.search.bm25 import Lexical
from index.store import Change
from rag.evidence.rank import covered
from tests.bench.sets import rows

LATIN: Final = ("en", "de", "es", "tr")
OTHERS: Final = ("ru", "ar", "hi", "zh")
READ: Final = 10  # passages, as ``rag.evidence.gather`` reads
DRAWN: Final = 1000  # samples for an interval
PENALTY: Final = 0.003  # of the squared weights, for each question

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """The signals of one question, whether its article was there, and whether it is of the first half."""

    bm25: float
    coverage: float
    there: bool
    first: bool


def main() -> None:
    """Print the tables."""
    data = Path(sys.argv[1])
    for language in (*LATIN, *OTHERS):
        found = first(data, language)
        rng = np.random.default_rng(0)
        means = [rng.choice(found, len(found)).mean() for _ in range(DRAWN)]
        low, high = np.percentile(means, [2.5, 97.5])
        print(f"{language}  found first {found.mean():.3f} [{low:.3f}, {high:.3f}] of {len(found)}")
    asked = {language: list(halved(data, language)) for language in OTHERS}
    for language, own in asked.items():
        others = [each for other, those in asked.items() if other != language for each in those]
        weights = fitted([each for each in others if each.first])
        tested = [each for each in own if not each.first]
        told = (_design(tested) @ weights >= 0).astype(float)
        there = np.array([each.there for each in tested])
        print(f"{language}  answered {told[there].mean():.2f}, of what is absent {told[~there].mean():.2f}")
    every = [each for those in asked.values() for each in those if each.first]
    print("bm25, coverage, bias:", fitted(every).round(2))


def first(data: Path, language: str) -> Floats:
    """Return 1 for each question whose paragraph comes first, 0 for any other."""
    corpus, questions = _rows(data, language)
    lexical = _indexed(corpus)
    hits = [lexical.search(row["question"], 1) for row in questions]
    return np.array(
        [
            float(bool(found) and corpus[found[0][0]]["id"] in row["gold_ids"])
            for found, row in zip(hits, questions, strict=True)
        ]
    )


def halved(data: Path, language: str) -> Iterator[Asked]:
    """Yield the signals of each question in the half that has its article and in the half that has not."""
    corpus, questions = _rows(data, language)
    names = sorted({row["article"] for row in corpus})
    article = {row["id"]: row["article"] for row in corpus}
    for half in (set(names[::2]), set(names[1::2])):
        kept = [row for row in corpus if row["article"] in half]
        lexical = _indexed(kept)
        for row in questions:
            words = lexical.words(row["question"])
            idf = sum(word.idf for word in words)
            hits = lexical.search(row["question"], READ)
            yield Asked(
                bm25=hits[0][1] / idf if hits else 0.0,
                coverage=max((covered(words, kept[key]["text"]) for key, _ in hits), default=0.0),
                there=article[row["gold_ids"][0]] in half,
                first=article[row["gold_ids"][0]] in names[::2],
            )


def fitted(asked: Sequence[Asked]) -> Floats:
    """Return the weights of a logistic regression, by Newton's method."""
    design, wanted = _design(asked), np.array([float(each.there) for each in asked])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        told = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (told - wanted) / len(wanted) + PENALTY * weights
        curve = (design.T * (told * (1 - told))) @ design / len(wanted) + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def _design(asked: Sequence[Asked]) -> Floats:
    return np.array([[each.bm25, each.coverage, 1.0] for each in asked])


def _rows(data: Path, language: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return rows(data, "xquad", f"{language}-corpus"), rows(data, "xquad", f"{language}-questions")


def _indexed(corpus: Sequence[dict[str, Any]]) -> Lexical:
    lexical = Lexical(None)
    lexical.update(
        Change(1, "a"), np.empty(0, dtype=np.int64), [(at, "", row["text"]) for at, row in enumerate(corpus)]
    )
    return lexical


if __name__ == "__main__":
    main()
