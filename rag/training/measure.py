"""Measure quantised readers as they run: spans, near misses, ranking, and milliseconds.

python -m rag.training.measure --data DATA --out results.json int8=reader.xml
"""

from __future__ import annotations

import argparse
import json
import logging
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..evaluation.metrics import auc
from ..models.reader import reader as load
from .data import Text, make_splits, read_examples, read_lines
from .evaluate import Guess, report, squad2_f1
from .passages import Ranking, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..models import Reader
    from .data import Example

log = logging.getLogger(__name__)

READ: Final = 5  # passages of an article read for one question


def guesses(reader: Reader, examples: Sequence[Example], *, title: bool) -> list[Guess]:
    """Return the best span of every example's passage and its margin."""
    results: list[Guess] = []
    for example in examples:
        text = example.passage.text
        reading = reader.read(example.question, [text], titles=[example.passage.title] if title else None)[0]
        best = reading.spans[0] if reading.spans else None
        results.append(Guess(text[best.start : best.end] if best else "", reading.margin))
    return results


def first_of_hard(reader: Reader, examples: Sequence[Example], *, title: bool) -> dict[str, float]:
    """Return, per set, how often the gold passage has the highest margin among itself and its hard
    negatives.
    """
    won: dict[str, list[float]] = {}
    for example in examples:
        if not example.spans or not example.negatives:
            continue
        passages = (example.passage, *example.negatives)
        titles = [passage.title for passage in passages] if title else None
        margins = [
            reading.margin
            for reading in reader.read(example.question, [p.text for p in passages], titles=titles)
        ]
        won.setdefault(example.dataset, []).append(float(margins[0] > max(margins[1:])))
    return {
        f"{name} gold first of hard passages": round(statistics.mean(each), 4) for name, each in won.items()
    }


def whole_articles(reader: Reader, data: Path, articles: Sequence[str], *, title: bool) -> float:
    """Return timeqa's area under the ROC curve where the margin is the best of an article's five passages
    nearest by BM25.
    """
    corpus = [
        line for line in read_lines(data / "timeqa_human/corpus.jsonl.gz") if line["id"] in set(articles)
    ]
    ranking = Ranking(
        [Text(a["id"], a["title"], a["text"][s:e]) for a in corpus for s, e in split(a["text"])]
    )
    margins: dict[bool, list[float]] = {True: [], False: []}
    for question in read_lines(data / "timeqa_human/questions.jsonl.gz"):
        near = ranking.best(question["question"], READ, article=question["gold_ids"][0])
        if near:
            titles = [text.title for text in near] if title else None
            readings = reader.read(question["question"], [text.text for text in near], titles=titles)
            margins[question["answerable"]].append(max(reading.margin for reading in readings))
    return round(auc(margins[True], margins[False]), 4)


def milliseconds(reader: Reader, examples: Sequence[Example], times: int = 30) -> dict[str, float]:
    """Return the median and the fastest time of reading ten passages of about 208 tokens."""
    long = [e.passage.text for e in examples if e.dataset == "squad"]
    texts = [" ".join(long[at : at + 4])[:930] for at in range(0, 40, 4)]
    question = "When did the Normans first settle in the north of France?"
    taken: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        reader.read(question, texts)
        taken.append(1000.0 * (time.perf_counter() - began))
    return {"median ms": round(statistics.median(taken), 1), "fastest ms": round(min(taken), 1)}


def one_passage(
    reader: Reader, examples: Sequence[Example], threshold: float | None, *, title: bool
) -> dict[str, float]:
    """Return the figures of one passage per question; ``threshold`` is validation's, for SQuAD 2.0's F1."""
    found = guesses(reader, examples, title=title)
    results = report(examples, found)
    if threshold is not None:
        squad = [(guess, e.answers) for guess, e in zip(found, examples, strict=True) if e.dataset == "squad"]
        results["squad2 f1"] = round(squad2_f1([g for g, _ in squad], [a for _, a in squad], threshold), 4)
        results["squad threshold"] = threshold
    return results


def main() -> None:
    """Measure as the command line says, adding to the file of results."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", choices=["train", "validation", "test"], default="validation")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--titles", action="store_true", help="read every passage with its article's title before it"
    )
    parser.add_argument("--spans-only", action="store_true", help="leave out ranking and whole articles")
    parser.add_argument("models", nargs="+", help="NAME=FILE.xml")
    given = parser.parse_args()
    results: dict[str, Any] = json.loads(given.out.read_text()) if given.out.exists() else {}
    splits = make_splits(given.data)
    examples = read_examples(given.data, splits, given.part)
    for name, path in (model.split("=", 1) for model in given.models):
        key = f"{name}, titles" if given.titles else name
        threshold = (
            results.get("validation", {}).get(key, {}).get("squad threshold")
            if given.part == "test"
            else None
        )
        reader = load(Path(path))
        found = one_passage(reader, examples, threshold, title=given.titles)
        if not given.spans_only:
            found |= first_of_hard(reader, examples, title=given.titles)
            articles = splits["timeqa_human"][given.part]
            found["timeqa_human whole article auc"] = whole_articles(
                reader, given.data, articles, title=given.titles
            )
        found |= milliseconds(reader, examples)
        results.setdefault(given.part, {})[key] = found
        log.info("%s %s: %s", given.part, key, found)
        given.out.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
