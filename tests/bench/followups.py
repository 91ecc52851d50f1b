"""How well follow-ups are told from questions that stand alone, and rewritten, without a model.

    python -m tests.bench.followups ../shared/data [--half rules] [--floors]

``dialogs`` says what the questions are. Half of the conversations and paragraphs served to write the rules;
the other, held back, is measured unless ``--half rules`` is given, and held against the floors
(``floors_followups.json``). Exit code 1: a figure lies under its floor.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

from index import Library
from index.language.content_words import content_words
from index.text.words import analysed
from rag.answer import Turn
from rag.evaluation.match import holds
from rag.question.standalone import standalone
from tests.bench import gate
from tests.bench.dialogs import HALVES, Dialog, Half, canard, half_of, pronoun_questions
from tests.bench.former import as_typed, first_rule, with_previous
from tests.bench.sets import library_of, rows
from tests.bench.worker import ROOT

FLOORS: Final = Path(__file__).parent / "floors_followups.json"
FILES: Final = ("canard_dev", "squad11_dev", "nq_oracle")
SEARCHED: Final = 300  # made follow-ups that are searched for
SEED: Final = 7
UNRELATED: Final = Turn("Why was India exempted from CAATSA?", "For its cooperation. [1]")

Way = Callable[[str, Sequence[Turn]], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a value for each of ``WAYS``, or but ours."""

    name: str
    values: tuple[float, ...]


def untitled(question: str, history: Sequence[Turn]) -> str:
    """Return our rewrite where the titles of what was cited are not known."""
    return standalone(question, [Turn(turn.question, turn.answer) for turn in history])


WAYS: Final[dict[str, Way]] = {
    "ours": standalone,
    "no titles": untitled,
    "e2bd9e0": first_rule,
    "+ previous": with_previous,
    "typed": as_typed,
}


def told(dialogs: Sequence[Dialog], unrelated: Sequence[str]) -> Iterator[Figure]:
    """Yield how often what stands alone is left as typed, and what a person rewrote is not."""
    first = [each for each in dialogs if each.first]
    alone = [each for each in dialogs if each.alone and not each.first]
    rewritten = [each for each in dialogs if not each.alone]
    yield _share(f"left as typed: first questions ({len(first)})", first, _left)
    yield _share(f"left as typed: later ones that a person left ({len(alone)})", alone, _left)
    behind = [Dialog(question, (UNRELATED,), question) for question in unrelated]
    yield _share(f"left as typed: NQ behind another subject ({len(behind)})", behind, _left)
    yield _share(f"noticed: questions that a person rewrote ({len(rewritten)})", rewritten, _noticed)


def overlap(dialogs: Sequence[Dialog]) -> Iterator[Figure]:
    """Yield how near the rewrites come to a person's, of the questions that a person rewrote."""
    asked = [each for each in dialogs if not each.alone]
    yield _share("F1 of content words with a person's rewrite", asked, _f1)
    yield _share("recall of its content words", asked, _recall)


def found(dialogs: Sequence[Dialog], library: Library) -> Iterator[Figure]:
    """Yield how often the passage that answers is found; beside it, by the original question."""
    ranks = {
        "the query alone": [
            [_rank(library, each, _by(each, way)) for each in dialogs] for way in WAYS.values()
        ],
        "with the question as typed": [
            [_rank(library, each, _by(each, standalone), each.question) for each in dialogs]
        ],
        "by the original question": [[_rank(library, each, each.rewrite) for each in dialogs]],
    }
    for name, depth in (("recall@10", 10), ("hits@1", 1)):
        for how, columns in ranks.items():
            shares = (fmean(rank is not None and rank <= depth for rank in column) for column in columns)
            yield Figure(f"{name} of passages ({len(dialogs)}), {how}", tuple(shares))


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


def _share(name: str, dialogs: Sequence[Dialog], what: Callable[[Dialog, Way], float]) -> Figure:
    return Figure(name, tuple(fmean(what(each, way) for each in dialogs) for way in WAYS.values()))


def _by(dialog: Dialog, way: Way) -> str:
    return way(dialog.question, dialog.history)


def _left(dialog: Dialog, way: Way) -> float:
    return float(_by(dialog, way) == dialog.question)


def _noticed(dialog: Dialog, way: Way) -> float:
    return 1 - _left(dialog, way)


def _f1(dialog: Dialog, way: Way) -> float:
    return shared(_by(dialog, way), dialog.rewrite)[0]


def _recall(dialog: Dialog, way: Way) -> float:
    return shared(_by(dialog, way), dialog.rewrite)[1]


def _rank(library: Library, dialog: Dialog, query: str, also: str = "") -> int | None:
    """Return the rank of the first passage of the right article with an accepted answer, of ten."""
    hits = library.search(query, k=10, also=also)
    right = (hit.rank for hit in hits if hit.article.id == dialog.article and holds(hit.text, dialog.answers))
    return next(right, None)


def measured(data: Path, half: Half) -> Iterator[Figure]:
    """Yield every figure of a half."""
    rng = random.Random(SEED)
    dialogs = canard(data, half)
    asked = [
        row["question"] for row in rows(data, "nq_oracle", "questions") if half_of(row["question"]) == half
    ]
    yield from told(dialogs, asked)
    yield from overlap(dialogs)
    made = pronoun_questions(data, half)
    library = library_of(
        rows(data, "squad11_dev", "corpus"), ROOT / "bench-results" / "libraries" / "squad11_dev"
    )
    yield from found(rng.sample(made, min(SEARCHED, len(made))), library)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and hold the half that was held back against the floors."""
    given = _parser().parse_args(arguments)
    if not all((given.data / name).is_dir() for name in FILES):
        print(f"{given.data}: not all of {', '.join(FILES)} are there; name their folder", file=sys.stderr)
        return 2
    print(f"{given.half + ' half':62}" + "".join(f"{way:>11}" for way in WAYS))
    figures = []
    for each in measured(given.data, given.half):
        figures.append(each)
        print(f"{each.name:62}" + "".join(f"{value:11.3f}" for value in each.values), flush=True)
    if given.half != "held back":
        return 0
    sealed = digest(given.data)
    values = {each.name: each.values[0] for each in figures}
    if given.floors:
        gate.write(gate.raised(values, gate.Floors(sealed, SEARCHED, {}), lower=True), FLOORS)
    failures = gate.failures(values, gate.read(FLOORS), data=sealed, questions=SEARCHED)
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
