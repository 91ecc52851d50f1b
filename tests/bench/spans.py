"""How good the reader's spans are where the right passage is given, as SQuAD counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rag.evaluation.metrics import token_f1
from rag.models.reader import reader
from rag.training.passages import nearest_sentence

if TYPE_CHECKING:
    from rag.training.data import Example, Part


def span_figures(data: Path, part: Part) -> list[tuple[str, float, float | None]]:
    """Return (name, with the reader, without it): without it the sentence that shares most words is the span.

    The threshold of SQuAD 2.0's F1 is that which is best on the validation part.
    """
    from rag.training.data import make_splits, read_examples
    from rag.training.evaluate import report, squad2_f1
    from rag.training.measure import guesses

    splits = make_splits(data)
    examples = read_examples(data, splits, part)
    held = examples if part == "validation" else read_examples(data, splits, "validation")
    read = guesses(reader(), examples, title=True)
    found = report(examples, read)
    chosen = report(held, guesses(reader(), held, title=True))["squad threshold"]
    plain = _without(examples)
    squad = [
        (reading, one.answers) for reading, one in zip(read, examples, strict=True) if one.dataset == "squad"
    ]
    figures: list[tuple[str, float, float | None]] = [
        (
            f"{name}: span, {metric} given the passage",
            found[f"{name} {short}"],
            plain.get(name) if short == "f1" else None,
        )
        for name in ("squad", "nq_oracle", "covid_qa", "timeqa_human")
        for short, metric in (("f1", "token F1"), ("em", "exact match"))
    ]
    two = squad2_f1([reading for reading, _ in squad], [gold for _, gold in squad], chosen)
    return [
        *figures,
        ("squad: SQuAD 2.0's F1, threshold of the validation part", two, None),
        ("squad: near misses, area of the reader's margin given the passage", found["squad auc"], 0.5),
        ("timeqa_human: near misses, area of the reader's margin", found["timeqa_human auc"], 0.5),
    ]


def _without(examples: Sequence[Example]) -> dict[str, float]:
    """Return for each set the token F1 of the sentence that shares most words with the question."""
    scores: dict[str, list[float]] = {}
    for one in examples:
        if one.answers:
            start, end = nearest_sentence(one.passage.text, one.question)
            scores.setdefault(one.dataset, []).append(token_f1(one.passage.text[start:end], one.answers))
    return {name: sum(each) / len(each) for name, each in scores.items()}
