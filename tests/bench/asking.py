"""Warm questions on some 5,000 passages, and the memory they take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from rag.evaluation.metrics import percentile

from .measure import Comparison
from .report import Part, Row
from .texts import MINILM, SAMPLES, real_questions, sample_questions, sets_there, written
from .worker import Worker, once

BLOCK: Final = 10  # questions put to one side before the other has its turn
WAYS: Final = {
    "ask": "Assistant.ask",
    "search": "Library.search, top 10",
    "same": f"Library.search, top 10, its encoder {MINILM} too",
}
WARM_UP: Final = (
    "Who won?",
    "When was it built?",
    "Why was it closed?",
    "How many were there?",
    "Where is it?",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured: seconds of each question by each way, MB of each process, how many answered.

    ``cpu`` is as ``seconds``, of processor time.
    """

    seconds: Mapping[str, Sequence[float]]
    cpu: Mapping[str, Sequence[float]]
    memory: Mapping[str, Mapping[str, float]]
    answered: int


def measured(quick: bool) -> Part:
    """Build both indexes of the same passages and put the same questions to them in turn."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        library, same, theirs = (str(folder / name) for name in ("library", "same", "theirs"))
        articles = SAMPLES if quick else written(folder / "articles")
        questions = sample_questions(12) if quick else real_questions(240)
        first = once("ours", "add", library, str(articles))
        again = once("ours", "add", library, str(articles))
        once("ours", "add", same, str(articles), MINILM)
        once("ours", "export", same, str(folder))
        once("theirs", "build", str(folder), theirs)
        found = _asked(library, same, theirs, questions)
    return Part(
        "asking",
        (*_time_rows(found, first["passages"]), *_memory_rows(found), *_adding_rows(first, again)),
        (_note(found),),
        {
            "seconds": found.seconds,
            "cpu": found.cpu,
            "memory_mb": found.memory,
            "answered": found.answered,
            "first_add": first,
            "second_add": again,
            "sets": sets_there(),
        },
    )


def _asked(library: str, same: str, index: str, questions: list[str]) -> Found:
    """Put every second question to ``Assistant.ask``, the others to what searches: each encodes its own."""
    with (
        Worker("ours", "assistant", library) as ours,
        Worker("ours", "assistant", same) as alike,
        Worker("theirs", "retriever", index) as theirs,
    ):
        sides = {"ask": (ours, "ask"), "search": (ours, "search"), "same": (alike, "search")}
        sides |= {"retrieve": (theirs, "retrieve")}
        replies: dict[str, list[dict[str, Any]]] = {way: [] for way in sides}
        for question in WARM_UP:
            for side, do in sides.values():
                side.ask(do=do, question=question)
        for asked, searched in zip(blocks(questions[::2]), blocks(questions[1::2]), strict=True):
            for way, (side, do) in sides.items():
                block = asked if way == "ask" else searched
                replies[way] += [side.ask(do=do, question=question) for question in block]
        memory = {"quoth": ours.ask(do="memory"), "llama-index": theirs.ask(do="memory")}
    seconds, cpu = (
        {way: [reply[clock] for reply in every] for way, every in replies.items()}
        for clock in ("seconds", "cpu")
    )
    return Found(seconds, cpu, memory, sum(reply["found"] for reply in replies["ask"]))


def blocks(questions: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield questions that are put to one side before the other has its turn."""
    return (questions[first : first + BLOCK] for first in range(0, len(questions), BLOCK))


def _time_rows(found: Found, passages: int) -> list[Row]:
    retrieve = found.seconds["retrieve"]
    rows = []
    for way, name in WAYS.items():
        taken = found.seconds[way]
        ratio = f"{Comparison(tuple(taken), tuple(retrieve)).ratio:.2f}"
        what = f"{name}, warm, {passages:,} passages"
        rows.append(
            Row(
                f"{what}, median ms",
                _ms(median(taken)),
                f"{_ms(median(retrieve))} LlamaIndex retrieves",
                ratio,
            )
        )
        own, other = percentile(taken, 0.95), percentile(retrieve, 0.95)
        rows.append(Row("... p95 ms", _ms(own), f"{_ms(other)} LlamaIndex retrieves", f"{own / other:.2f}"))
        own, other = median(found.cpu[way]), median(found.cpu["retrieve"])
        rows.append(
            Row(
                "... median ms of processor time",
                _ms(own),
                f"{_ms(other)} LlamaIndex retrieves",
                f"{own / other:.2f}",
            )
        )
    return rows


def _memory_rows(found: Found) -> list[Row]:
    ours, theirs = found.memory["quoth"], found.memory["llama-index"]
    return [
        Row(
            f"memory of the process, {name}, MB",
            f"{ours[kind]:.0f}",
            f"{theirs[kind]:.0f} LlamaIndex",
            f"{ours[kind] / theirs[kind]:.2f}",
        )
        for kind, name in (("uss", "its own (USS)"), ("rss", "resident (RSS)"))
    ]


def _adding_rows(first: Mapping[str, Any], again: Mapping[str, Any]) -> list[Row]:
    once_more = Row(
        "adding that folder again, s",
        f"{again['seconds']:.2f}",
        f"{first['seconds']:.1f} first time",
        f"{again['seconds'] / first['seconds']:.4f}",
    )
    rate = first["passages"] / first["seconds"]
    return [once_more, Row("passages read, split, encoded and stored a second", f"{rate:.0f}")]


def _note(found: Found) -> str:
    count = len(found.seconds["ask"])
    return (
        f"Asking: {count} questions each way in turns of {BLOCK}, {found.answered} of them answered. The"
        " searches are given others than Assistant.ask, as vectors of questions are kept. Assistant.ask"
        " searches by words and by meaning, reads the passages, composes the answer with its citations and"
        " decides whether there is one; LlamaIndex's VectorStoreIndex on FAISS only retrieves the top 10"
        " by meaning, from the passages and vectors of our library with its encoder, loaded from disk too."
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"
