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
from .texts import SAMPLES, many_texts, real_questions, sample_questions, sets_there
from .worker import Worker, once

BLOCK: Final = 10  # questions put to one side before the other has its turn
WARM_UP: Final = 5  # questions not counted


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
        library, theirs = str(folder / "library"), str(folder / "theirs")
        articles = SAMPLES if quick else _written(folder / "articles")
        questions = sample_questions(10) if quick else real_questions(120)
        first = once("ours", "add", library, str(articles))
        again = once("ours", "add", library, str(articles))
        once("ours", "export", library, str(folder))
        once("theirs", "build", str(folder), theirs)
        found = _asked(library, theirs, questions)
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


def _written(folder: Path) -> Path:
    """Write the articles as files and return their folder."""
    folder.mkdir()
    for at, text in enumerate(many_texts()):
        (folder / f"{at:05}.txt").write_text(f"{text.title}\n\n{text.text}\n", encoding="utf-8")
    return folder


def _asked(library: str, index: str, questions: list[str]) -> Found:
    replies: dict[str, list[dict[str, Any]]] = {"ask": [], "search": [], "retrieve": []}
    with Worker("ours", "assistant", library) as ours, Worker("theirs", "retriever", index) as theirs:
        sides = {"ask": ours, "search": ours, "retrieve": theirs}
        for question in questions[:WARM_UP]:
            for way, side in sides.items():
                side.ask(do=way, question=question)
        for block in _blocks(questions):
            for way, side in sides.items():
                replies[way] += [side.ask(do=way, question=question) for question in block]
        memory = {"quoth": ours.ask(do="memory"), "llama-index": theirs.ask(do="memory")}
    seconds, cpu = (
        {way: [reply[clock] for reply in every] for way, every in replies.items()}
        for clock in ("seconds", "cpu")
    )
    return Found(seconds, cpu, memory, sum(reply["found"] for reply in replies["ask"]))


def _blocks(questions: list[str]) -> Iterator[list[str]]:
    return (questions[first : first + BLOCK] for first in range(0, len(questions), BLOCK))


def _time_rows(found: Found, passages: int) -> list[Row]:
    retrieve = found.seconds["retrieve"]
    rows = []
    for name, way in (("Assistant.ask", "ask"), ("Library.search, top 10", "search")):
        taken = found.seconds[way]
        ratio = f"{Comparison(tuple(taken), tuple(retrieve)).ratio:.2f}"
        what = f"{name}, warm, {passages:,} passages"
        rows.append(Row(f"{what}, median ms", _ms(median(taken)), f"{_ms(median(retrieve))} retrieve", ratio))
        own, other = percentile(taken, 0.95), percentile(retrieve, 0.95)
        rows.append(Row("... p95 ms", _ms(own), f"{_ms(other)} retrieve", f"{own / other:.2f}"))
        own, other = median(found.cpu[way]), median(found.cpu["retrieve"])
        rows.append(
            Row("... median ms of processor time", _ms(own), f"{_ms(other)} retrieve", f"{own / other:.2f}")
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
        f"Asking: {count} questions in turns of {BLOCK}, {found.answered} of them answered. Assistant.ask"
        " searches by words and by meaning, reads the passages, composes the answer with its citations and"
        " decides whether there is one; LlamaIndex's VectorStoreIndex on FAISS only retrieves the top 10"
        " by meaning, from the same passages and vectors, loaded from disk as ours are."
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"
