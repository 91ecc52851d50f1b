"""How well follow-ups are told from questions that stand alone, and rewritten, without a model.

    python -m tests.bench.followups ../shared/data [--half rules] [--floors]

``dialogs`` says what the questions are. Half of the conversations and paragraphs served to write the rules;
the other, held back, is measured unless ``--half rules`` is given, and held against the floors
(``floors_followups.json``). What became of each question is written to ``bench-results/followups-HALF.json``;
``tests.bench.outcomes`` compares two such files question by question. Exit code 1: a figure lies under its
floor.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from index import Library
from index.language.words import content_words
from index.text.words import analysed
from rag.answer import Turn
from rag.evaluation.metrics import holds
from rag.question.follow_up import standalone
from tests.bench import gate, outcomes
from tests.bench.dialogs import HALVES, Dialog, Half, canard, half_of, pronoun_questions
from tests.bench.outcomes import Rows
from tests.bench.sets import library_of, rows
from tests.bench.worker import ROOT

OUT: Final = ROOT / "bench-results"
FLOORS: Final = Path(__file__).parent / "floors_followups.json"
FILES: Final = ("canard_dev", "squad11_dev", "nq_oracle")
SEARCHED: Final = 300  # made follow-ups that are searched for
SEED: Final = 7
UNRELATED: Final = Turn("Why was India exempted from CAATSA?", "For its cooperation. [1]")
TURNS: Final = 3  # of another conversation, behind which the subject is a new one
ALONE: Final = {"left": "left as typed"}
ASKED: Final = {
    "noticed": "noticed",
    "f1": "F1 of content words with a person's rewrite",
    "recall": "recall of its content words",
    "f1 typed": "F1 of the question as typed",
    "recall typed": "recall of the question as typed",
}
FOUND: Final = {
    f"{metric}{of}": f"{metric} of passages{by}"
    for metric in ("hits@1", "recall@10")
    for of, by in (("", ""), (" typed", ", by the question as typed"), (" original", ", by the original"))
}
WORDS: Final = ALONE | ASKED | FOUND


def measured(data: Path, half: Half) -> Iterator[tuple[str, Rows]]:
    """Yield each group of questions of a half with what became of them."""
    dialogs = canard(data, half)
    asked = [each for each in dialogs if not each.alone]
    later = [each for each in dialogs if each.alone and not each.first]
    others = (row["question"] for row in rows(data, "nq_oracle", "questions"))
    unrelated = [Dialog(each, (UNRELATED,), each) for each in others if half_of(each) == half]
    yield "first questions", _each([each for each in dialogs if each.first], left)
    yield "later ones that a person left", _each(later, left)
    yield "NQ behind another subject", _each(unrelated, left)
    yield "questions that a person rewrote", _each(asked, overlap)
    yield "the same behind another conversation", _each(_behind_others(asked), overlap)
    made = pronoun_questions(data, half)
    drawn = random.Random(SEED).sample(made, min(SEARCHED, len(made)))
    library = library_of(rows(data, "squad11_dev", "corpus"), OUT / "libraries" / "squad11_dev")
    yield "made follow-ups", _each(drawn, lambda each: found(each, library))


def left(dialog: Dialog) -> dict[str, float]:
    """Return whether a question that stands alone is left as typed."""
    return {"left": float(_query(dialog) == dialog.question)}


def overlap(dialog: Dialog) -> dict[str, float]:
    """Return whether a follow-up is noticed, and how near the query comes to a person's rewrite."""
    query = _query(dialog)
    f1, recall = shared(query, dialog.rewrite)
    f1_typed, recall_typed = shared(dialog.question, dialog.rewrite)
    return {
        "noticed": float(query != dialog.question),
        "f1": f1,
        "recall": recall,
        "f1 typed": f1_typed,
        "recall typed": recall_typed,
    }


def found(dialog: Dialog, library: Library) -> dict[str, float]:
    """Return whether the passage that answers is found: as an assistant searches, and by other queries."""
    ranks = {
        "": _rank(library, dialog, _query(dialog)),
        " typed": _rank(library, dialog, dialog.question),
        " original": _rank(library, dialog, dialog.rewrite),
    }
    first = {f"hits@1{of}": float(rank == 1) for of, rank in ranks.items()}
    return first | {f"recall@10{of}": float(rank is not None) for of, rank in ranks.items()}


def shared(query: str, rewrite: str) -> tuple[float, float]:
    """Return F1 and recall of the stems of the content words of two questions."""
    mine, gold = (Counter(analysed(" ".join(content_words(text)))) for text in (query, rewrite))
    common = (mine & gold).total()
    total = mine.total() + gold.total()
    return (2 * common / total if total else 1.0), (common / gold.total() if gold else 1.0)


def digest(data: Path) -> str:
    """Return a digest of every file that is asked of."""
    total = hashlib.sha256()
    for name in FILES:
        for file in sorted((data / name).glob("*.gz")):
            total.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]


def _each(dialogs: Sequence[Dialog], outcome: Callable[[Dialog], dict[str, float]]) -> Rows:
    return {f"{at}: {each.question}": outcome(each) for at, each in enumerate(dialogs)}


def _behind_others(dialogs: Sequence[Dialog]) -> list[Dialog]:
    """Return dialogs with the last turns of another one before their own."""
    rng = random.Random(SEED)
    long = [each.history[-TURNS:] for each in dialogs if len(each.history) > 1]
    return [replace(each, history=(*rng.choice(long), *each.history)) for each in dialogs]


def _query(dialog: Dialog) -> str:
    return standalone(dialog.question, dialog.history)


def _rank(library: Library, dialog: Dialog, query: str) -> int | None:
    """Return the rank of the first passage of the right article with an accepted answer, of ten."""
    also = dialog.question if query != dialog.rewrite else ""
    hits = library.search(query, k=10, also=also)
    right = (hit.rank for hit in hits if hit.article.id == dialog.article and holds(hit.text, dialog.answers))
    return next(right, None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and hold the half that was held back against the floors."""
    given = _parser().parse_args(arguments)
    if not all((given.data / name).is_dir() for name in FILES):
        print(f"{given.data}: not all of {', '.join(FILES)} are there; name their folder", file=sys.stderr)
        return 2
    groups, means = {}, {}
    for group, of in measured(given.data, given.half):
        groups[group] = of
        for metric, values in outcomes.columns(of).items():
            name = f"{WORDS[metric]}: {group} ({len(of)})"
            means[name] = outcomes.mean(values).value
            print(f"{name:96}{outcomes.mean(values)}", flush=True)
    sealed = digest(given.data)
    out = OUT / f"followups-{given.half.replace(' ', '-')}.json"
    outcomes.save(out, groups, {"half": given.half, "data": sealed})
    return _held(means, sealed, lower=given.floors) if given.half == "held back" else 0


def _held(means: Mapping[str, float], sealed: str, *, lower: bool) -> int:
    if lower:
        gate.write(gate.raised(means, gate.Floors(sealed, SEARCHED, {}), lower=True), FLOORS)
    failures = gate.failures(means, gate.read(FLOORS), data=sealed, questions=SEARCHED)
    print("\n".join(failures) or f"no figure lies more than {gate.MARGIN} under its floor")
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.followups", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the question sets")
    parser.add_argument("--half", choices=HALVES, default="held back")
    parser.add_argument("--floors", action="store_true", help="set the floors to what is measured")
    return parser


if __name__ == "__main__":
    sys.exit(main())
