"""Count which words begin sentences that point back, and fit ``index.language.anaphora`` to labels.

    python -m tests.bench.anaphora ../shared/data [--write]

The words are counted in the scale corpus of Wikipedia articles, by whether a sentence opens its paragraph or
stands within it. The weights are fitted to the sentences of ``answers_labels.json``, each of which a reader
found readable alone or not, on one half of the questions at a time and measured on the other. ``--write``
writes the counts.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from index.language.anaphora import first_words, log_odds, signs
from index.language.lexicon import DATA
from index.text.split import sentences
from rag.evaluation.metrics import auc
from tests.bench.answers_set import WIKIPEDIA, articles, labelled
from tests.bench.calibrate import Floats, fitted

LEAST: Final = 30  # times that words were seen
ARTICLES: Final = 15  # that have them: a name is seen often in one
WORDS: Final = 5  # a shorter line is a heading
ALIKE: Final = 0.3  # two words that say no more than the first of them are not kept

_PARAGRAPH: Final = re.compile(r"\n\s*\n")


def openings(data: Path) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """Yield each sentence's article, whether it stands within a paragraph, and its first words."""
    with lzma.open(data / "wikipedia" / "corpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, islice(lines, WIKIPEDIA, None)):
            for paragraph in _PARAGRAPH.split(row["text"]):
                for at, (start, end) in enumerate(sentences(paragraph, "en")):
                    if len(paragraph[start:end].split()) >= WORDS:
                        yield row["id"], at > 0, tuple(first_words(paragraph[start:end]))


def counted(data: Path) -> dict[str, float]:
    """Return the log odds of first words, one or two, that stand in enough articles."""
    within: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    totals: Counter[bool] = Counter()
    having: defaultdict[str, set[str]] = defaultdict(set)
    for article, inside, words in openings(data):
        totals[inside] += 1
        for key in {words[0] if words else "", " ".join(words)}:
            within[inside][key] += 1
            if len(having[key]) < ARTICLES:
                having[key].add(article)
    seen = within[True] + within[False]
    odds = {
        key: math.log((within[True][key] + 1) / (totals[True] + 2))
        - math.log((within[False][key] + 1) / (totals[False] + 2))
        for key, count in seen.items()
        if key and count >= LEAST and len(having[key]) >= ARTICLES
    }
    return {key: round(value, 1) for key, value in sorted(odds.items()) if _says_more(key, odds)}


def _says_more(key: str, odds: Mapping[str, float]) -> bool:
    first = key.partition(" ")[0]
    return key == first or abs(odds[key] - odds.get(first, 0.0)) >= ALIKE


def main() -> None:
    """Print how well sentences that point back are told, and the weights; write the counts if asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.anaphora", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the question sets")
    parser.add_argument("--write", action="store_true", help="write the counts of English")
    given = parser.parse_args()
    if given.write:
        lines = ",\n".join(
            f" {json.dumps(key, ensure_ascii=False)}: {value}" for key, value in counted(given.data).items()
        )
        (DATA / "en" / "anaphora.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    _fit(given.data)


def _fit(data: Path) -> None:
    texts = {row["id"]: row["text"] for row in articles(data)}
    odds = log_odds("en")
    rows: dict[tuple[str, int], tuple[int, tuple[float, ...], bool]] = {}
    for asked in labelled(data):
        for each in sorted(asked.labels, key=lambda label: label.end):  # one that is made longer comes last
            found = signs(texts[each.article][each.start : each.end], odds)
            rows.setdefault((each.article, each.start), (asked.half, found, each.alone))
    halves = np.array([half for half, _, _ in rows.values()])
    values: Floats = np.array([found for _, found, _ in rows.values()])
    needs = np.array([float(not alone) for _, _, alone in rows.values()])
    likely = np.zeros(len(needs))
    for half in (0, 1):
        weights, bias = fitted(values[halves != half], needs[halves != half])
        likely[halves == half] = 1 / (1 + np.exp(-values[halves == half] @ weights - bias))
    area = auc(likely[needs == 1].tolist(), likely[needs == 0].tolist())
    print(f"{len(needs)} sentences, {needs.mean():.3f} cannot be read alone; area under the curve {area:.3f}")
    for least in (0.3, 0.4, 0.5, 0.6):
        told = likely >= least
        print(f"  from {least}: {told.mean():.3f} told, {needs[told].mean():.3f} of them rightly,", end=" ")
        print(f"{(needs * told).sum() / needs.sum():.3f} of those there are")
    weights, bias = fitted(values, needs)
    print(f"weights {np.round(weights, 2).tolist()}, bias {bias:.2f}")


if __name__ == "__main__":
    main()
