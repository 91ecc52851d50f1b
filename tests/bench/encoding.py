"""Passages a second, and how far the vectors are from fp32."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from .machine import has_bf16, installed
from .measure import Comparison, Goal
from .report import Part, Row, judged
from .texts import passages_of
from .worker import Worker

TOKENS: Final = 200  # of a passage's own
FASTER: Final = Goal(4)
CLOSE: Final = Goal(0.999)
THEIRS: Final = "llama-index"

Speeds = Mapping[str, tuple[float, ...]]
"""Passages a second by each side, one number a round."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is encoded: ``slice`` texts by each side in each round."""

    slice: int
    rounds: int
    trial: int  # texts for finding LlamaIndex's best batch size
    optional: bool = True  # whether what is an option is measured too


def measured(quick: bool) -> Part:
    """Encode the same texts with Quoth and with LlamaIndex in turn."""
    size = Size(16, 2, 16, optional=False) if quick else Size(128, 5, 64)
    with TemporaryDirectory() as place:
        folder = Path(place)
        texts = folder / "texts.json"
        texts.write_text(json.dumps(passages_of(TOKENS, size.slice * size.rounds)))
        answers = _timed(size, folder, texts)
        cosines = {name: _cosines(folder, name, size.rounds) for name in answers if name != THEIRS}
    speeds, busy = (_speeds(size, answers, clock) for clock in ("seconds", "cpu"))
    tried = {key: answers[THEIRS][-1][key] for key in ("batch", "trials")}
    rows = (*_speed_rows(speeds, busy), *_cosine_rows(cosines))
    raw = {
        "passages_a_second": speeds,
        "passages_a_processor_second": busy,
        "llama_index_batches": tried,
        "cosines": cosines,
        "tokens": TOKENS,
    }
    return Part("encoding", rows, _notes(size, tried), raw)


def _timed(size: Size, folder: Path, texts: Path) -> dict[str, list[dict[str, Any]]]:
    """Return what every side answered, once a round."""
    answers: dict[str, list[dict[str, Any]]] = {}
    with ExitStack() as stack:
        sides = {
            name: stack.enter_context(Worker("ours", "encoder", name, str(texts)))
            for name in _precisions(size)
        }
        sides[THEIRS] = stack.enter_context(Worker("theirs", "encoder", str(texts), str(size.trial)))
        for at in range(size.rounds):
            first = at * size.slice
            for name, side in sides.items():
                vectors = str(folder / f"{name}-{at}.npy")
                answer = side.ask(first=first, last=first + size.slice, vectors=vectors)
                answers.setdefault(name, []).append(answer)
    return answers


def _speeds(size: Size, answers: Mapping[str, list[dict[str, Any]]], clock: str) -> Speeds:
    return {name: tuple(size.slice / answer[clock] for answer in every) for name, every in answers.items()}


def _precisions(size: Size) -> tuple[str, ...]:
    return ("auto", "int8") if size.optional and installed("nncf") else ("auto",)


def _cosines(folder: Path, name: str, rounds: int) -> list[float]:
    """Return the cosine of every vector with the one that torch made in fp32."""
    ours, theirs = (
        np.concatenate([np.load(folder / f"{side}-{at}.npy") for at in range(rounds)])
        for side in (name, THEIRS)
    )
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
    return [float(cosine) for cosine in np.sum(ours * theirs, axis=1) / lengths]


def _speed_rows(speeds: Speeds, busy: Speeds) -> list[Row]:
    rows = []
    for name in ("auto", "int8"):
        what = f"passages of {TOKENS} tokens encoded a second, {_named(name)}"
        if name not in speeds:
            rows.append(Row(what, "not measured" if installed("nncf") else "not installed"))
            continue
        pair = Comparison(speeds[name], speeds[THEIRS])
        row = _speed_row(what, pair)
        rows.append(judged(row, FASTER, pair.ratio) if name == "auto" else row)
        rows.append(_speed_row("... a second of processor time", Comparison(busy[name], busy[THEIRS])))
    return rows


def _speed_row(what: str, pair: Comparison) -> Row:
    return Row(what, f"{median(pair.ours):.1f}", f"{median(pair.theirs):.1f} LlamaIndex", str(pair))


def _cosine_rows(cosines: Mapping[str, list[float]]) -> list[Row]:
    rows = []
    for name, own in cosines.items():
        mean = sum(own) / len(own)
        row = Row(f"cosine to torch fp32, mean, {_named(name)}", f"{mean:.5f}")
        rows.append(judged(row, CLOSE, mean) if name == "auto" else row)
        rows.append(Row(f"cosine to torch fp32, worst, {_named(name)}", f"{min(own):.5f}"))
    return rows


def _named(precision: str) -> str:
    if precision == "auto":
        return "default (bf16)" if has_bf16() else "default (fp32: this processor has no bf16)"
    return precision


def _notes(size: Size, tried: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        f"Encoding: {size.rounds} rounds in turn; LlamaIndex's HuggingFaceEmbedding with batches of"
        f" {tried['batch']}, the fastest of those tried. The cosines are to its vectors, which"
        " sentence-transformers makes in torch fp32.",
    )
