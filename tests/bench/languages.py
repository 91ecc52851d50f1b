"""How well questions are answered and refused in eight languages, and in one language of articles in another.

    python -m tests.bench.languages ../shared/data [QUESTIONS] [PAIR ...]

XQuAD asks the same questions of the same paragraphs, translated by people, in English, German, Spanish,
Russian, Arabic, Hindi, Chinese and Turkish. Nothing is trained or fitted on the half of the articles that is
asked of here. A pair such as ``de>en`` is German questions of English articles. Of each it prints, with 95 %
intervals: how often the first passage is the right one, the first quotation and any hold the answer, the F1
of the short answer, how many questions are refused, and how many are answered though their article is
not there.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any, Final, Literal

from index import Library
from rag.evaluation import Gold, evaluate
from tests.bench.outcomes import Mean, mean
from tests.bench.sets import library_of, rows

PAIRS: Final = (
    *("en", "de", "es", "ru", "ar", "hi", "zh", "tr"),
    *("de>en", "zh>en", "hi>en", "en>de", "en>ru", "en>ar"),
)
QUESTIONS: Final = 300
Half = Literal["fitted", "held"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Articles of one language with questions of one: about them, and about the other half's articles."""

    articles: list[dict[str, Any]]
    own: list[Gold]
    other: list[Gold]


def pair_of(data: Path, name: str, half: Half, count: int) -> Pair:
    """Return at most ``count`` questions of each kind; ``name`` is ``de``, or ``de>en``: asked of English."""
    asks, of = (name.split(">") * 2)[:2]
    corpus = rows(data, "xquad", f"{of}-corpus")
    names = sorted({row["article"] for row in corpus})
    there = set(names[::2] if half == "fitted" else names[1::2])
    article = {row["id"]: row["article"] for row in corpus}
    answers = {row["id"]: tuple(row["answers"]) for row in rows(data, "xquad", f"{of}-questions")}
    own: list[Gold] = []
    other: list[Gold] = []
    for row in rows(data, "xquad", f"{asks}-questions"):
        if article[row["gold_ids"][0]] in there:
            own.append(Gold(row["question"], answers[row["id"]], articles=tuple(row["gold_ids"])))
        else:
            other.append(Gold(row["question"], answerable=False))
    kept = [{**row, "title": row["title"].replace("_", " ")} for row in corpus if row["article"] in there]
    return Pair(kept, thinned(own, count), thinned(other, count))


def thinned(golds: Sequence[Gold], count: int) -> list[Gold]:
    """Return at most ``count`` of them, evenly out of all."""
    return list(golds[:: -(-len(golds) // count)])


def measured(library: Library, pair: Pair) -> Iterator[tuple[str, Mean]]:
    """Yield each figure by its name."""
    own = evaluate(library, pair.own).questions
    yield "hit@1", mean([float(1 in (each.article_ranks or ())) for each in own])
    yield "first", mean([float(each.first_cited or 0) for each in own])
    yield "any", mean([float(each.any_cited or 0) for each in own])
    yield "F1", mean([each.token_f1 or 0.0 for each in own])
    yield "refused", mean([float(not each.answered) for each in own])
    other = evaluate(library, pair.other).questions
    yield "absent, answered", mean([float(each.answered) for each in other])


def main(data: Path, count: int, pairs: Sequence[str]) -> None:
    """Print a line for each pair."""
    totals: dict[str, list[float]] = {}
    for name in pairs:
        pair = pair_of(data, name, "held", count)
        with tempfile.TemporaryDirectory() as folder:
            found = dict(measured(library_of(pair.articles, Path(folder)), pair))
        print(f"{name:6}" + "".join(f"  {what} {each}" for what, each in found.items()), flush=True)
        for what, each in found.items():
            totals.setdefault(what, []).append(each.value)
    print("mean  " + "".join(f"  {what} {fmean(each):7.3f}" for what, each in totals.items()))


if __name__ == "__main__":
    main(
        Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else QUESTIONS, tuple(sys.argv[3:]) or PAIRS
    )
