"""How good a reader is: exact match and token F1 of its spans, and the area under the ROC curve of its
margin.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
import torch

from ..evaluation.metrics import auc, exact_match, token_f1
from .batches import pad
from .data import Example, by_dataset
from .network import embedded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .batches import Batch, Pair, PairMaker
    from .claims import Claim
    from .network import Reader

LONGEST_SPAN: Final = 30  # tokens
Asked = TypeVar("Asked", "Example", "Claim")


@dataclass(frozen=True, slots=True)
class Guess:
    """The best span's words, its score less that of "no answer", and the logit of answerable."""

    text: str
    margin: float
    answerable: float = 0.0


def best_threshold(readings: Sequence[Guess], answers: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Return the margin above which answering gives the best SQuAD-2.0 F1, and that F1; no answers:
    unanswerable.
    """
    order = sorted(range(len(readings)), key=lambda i: -readings[i].margin)
    total = float(sum(not gold for gold in answers))
    best = (float("inf"), total)
    for rank, i in enumerate(order):
        total += token_f1(readings[i].text, answers[i]) if answers[i] else -1.0
        following = readings[order[rank + 1]].margin if rank + 1 < len(order) else readings[i].margin - 1.0
        if total > best[1]:
            best = ((readings[i].margin + following) / 2.0, total)
    return best[0], best[1] / len(readings)


def squad2_f1(readings: Sequence[Guess], answers: Sequence[Sequence[str]], threshold: float) -> float:
    """Return SQuAD 2.0's F1: a question refused scores 1 if it is unanswerable, one answered its token F1."""
    scores = [
        (token_f1(r.text, gold) if gold else 0.0) if r.margin > threshold else float(not gold)
        for r, gold in zip(readings, answers, strict=True)
    ]
    return sum(scores) / len(scores)


@torch.no_grad()
def read(model: Reader, maker: PairMaker, examples: Sequence[Example], *, title: bool = False) -> list[Guess]:
    """Return the readings of the examples, in their order; passages longer than the model are cut at their
    end.
    """
    model.eval()
    pairs = [maker.pair(example.question, example.passage, title=title) for example in examples]
    readings: list[Guess] = [Guess("", 0.0)] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda i: len(getattr(pairs[i], "ids", ())))
    for at in range(0, len(order), 32):
        chosen = [(i, pair) for i in order[at : at + 32] if (pair := pairs[i]) is not None]
        batch = pad([pair for _, pair in chosen])
        starts, ends, logits = _run(model, batch)
        for row, (i, pair) in enumerate(chosen):
            length = len(pair.ids)
            reading = _best(starts[row, :length], ends[row, :length], pair)
            readings[i] = _words(reading, pair, maker, examples[i], float(logits[row, 0]))
    return readings


def _run(model: Reader, batch: Batch) -> list[NDArray[np.float32]]:
    """Return starts and ends, (B, T) each, and the logits of pairs, (B, 4)."""
    device = model.head.weight.device
    inputs = (embedded(batch.input_ids), batch.attention_mask, batch.token_type_ids)
    with torch.autocast(device.type, torch.bfloat16):
        outputs = model(*(tensor.to(device) for tensor in inputs))
    return [each.float().cpu().numpy() for each in outputs]


@torch.no_grad()
def judge(model: Reader, maker: PairMaker, claims: Sequence[Claim]) -> list[float]:
    """Return how likely each claim is borne out, in logits against both other verdicts."""
    model.eval()
    pairs = [maker.claim(each.claim, each.evidence, each.label) for each in claims]
    scores = [0.0] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].ids))
    for at in range(0, len(order), 32):
        rows = order[at : at + 32]
        logits = _run(model, pad([pairs[i] for i in rows]))[2]  # (B, 4)
        for i, row in zip(rows, logits, strict=True):
            scores[i] = float(row[1] - np.logaddexp(row[2], row[3]))
    return scores


def support(claims: Sequence[Claim], scores: Sequence[float]) -> dict[str, float]:
    """Return, per set, balanced accuracy at a score of 0 and the area under the ROC curve."""
    results: dict[str, float] = {}
    for name in dict.fromkeys(each.dataset for each in claims):
        mine = [(s, c.label == "supported") for c, s in zip(claims, scores, strict=True) if c.dataset == name]
        true, false = [s for s, is_true in mine if is_true], [s for s, is_true in mine if not is_true]
        if true and false:
            right = np.mean([s > 0 for s in true]) + np.mean([s <= 0 for s in false])
            results[f"{name} balanced"] = round(float(right) / 2, 4)
            results[f"{name} auc"] = round(auc(true, false), 4)
    return results


def sample(everything: Sequence[Asked], count: int) -> list[Asked]:
    """Return about as many of each set, ``count`` in all, the same on every machine."""
    groups: dict[str, list[Asked]] = {}
    for each in random.Random(0).sample(list(everything), len(everything)):
        answered = bool(each.answers) if isinstance(each, Example) else True
        groups.setdefault(f"{each.dataset} {answered}", []).append(each)
    return [each for group in groups.values() for each in group[: -(-count // len(groups))]]


def _best(starts: np.ndarray, ends: np.ndarray, pair: Pair) -> tuple[float, int, int]:
    """Return the margin and the tokens of the best span within the passage."""
    low, high = pair.passage_at, len(pair.ids) - 1
    scores = starts[low:high, None] + ends[None, low:high]  # (P, P)
    allowed = np.triu(np.ones_like(scores)) - np.triu(np.ones_like(scores), LONGEST_SPAN)
    scores = np.where(allowed > 0, scores, -np.inf)
    at = int(scores.argmax())
    start, end = divmod(at, scores.shape[1])
    return float(scores.flat[at] - starts[0] - ends[0]), start, end


def _words(
    best: tuple[float, int, int], pair: Pair, maker: PairMaker, example: Example, answerable: float
) -> Guess:
    """Return the words that the span's tokens stand for."""
    margin, start, end = best
    places = maker.tokens(example.passage.text).places
    text = example.passage.text[places[pair.first + start][0] : places[pair.first + end][1]]
    return Guess(text.strip(), margin, answerable)


def report(examples: Sequence[Example], readings: Sequence[Guess]) -> dict[str, float]:
    """Return F1 and exact match of every set, and the areas under the curve of answerable against not."""
    results: dict[str, float] = {}
    margins: dict[str, list[float]] = {}
    heads: dict[str, list[float]] = {}
    of = {id(example): reading for example, reading in zip(examples, readings, strict=True)}
    for name, group in by_dataset(examples).items():
        mine = [of[id(example)] for example in group]
        margins[name] = [reading.margin for reading in mine]
        heads[name] = [reading.answerable for reading in mine]
        if not name.endswith(" unanswerable"):
            results[f"{name} f1"] = sum(
                token_f1(r.text, e.answers) for r, e in zip(mine, group, strict=True)
            ) / len(group)
            results[f"{name} em"] = sum(
                exact_match(r.text, e.answers) for r, e in zip(mine, group, strict=True)
            ) / len(group)
    for name in ("squad", "timeqa_human"):
        results[f"{name} auc"] = auc(margins.get(name, []), margins.get(f"{name} unanswerable", []))
        results[f"{name} head auc"] = auc(heads.get(name, []), heads.get(f"{name} unanswerable", []))
    squad = [(of[id(e)], e.answers) for e in examples if e.dataset == "squad"]
    results["squad threshold"], results["squad2 f1"] = best_threshold(
        [r for r, _ in squad], [a for _, a in squad]
    )
    return {name: round(value, 4) for name, value in results.items()}
