"""The question sets as examples, parted by article so that training, validation and test share none.

Each set is a folder of ``questions.jsonl.gz``, ``corpus.jsonl.gz`` and, for SQuAD, ``paragraphs.jsonl.gz``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from .passages import Ranking, best_occurrence, split, window

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Part = Literal["train", "validation", "test"]
Splits = dict[str, dict[str, list[str]]]

SQUAD_VALIDATION: Final = 4  # titles, out of those that have unanswerable questions
SQUAD_TEST: Final = 6
OTHERS: Final = (
    ("train", 0.80),
    ("validation", 0.05),
    ("test", 0.15),
)  # shares of the articles of every other set
SHIFTS: Final = ("squadshifts_new_wiki", "squadshifts_reddit", "squadshifts_amazon")
NEGATIVES: Final = 4  # hard negative passages kept per question
LONGEST_ANSWER: Final = 200  # code points; longer ones (covid_qa) are left out of training


@dataclass(frozen=True, slots=True)
class Text:
    """One passage of an article."""

    article: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the passage to read, and where the answers stand in it, in code points; no spans: no
    answer.

    ``answers`` are the accepted wordings; ``negatives`` are passages close to the question that hold none of
    them.
    """

    id: str
    dataset: str
    question: str
    passage: Text
    spans: tuple[tuple[int, int], ...]
    answers: tuple[str, ...]
    negatives: tuple[Text, ...]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _order(name: str) -> str:
    """Return a key that shuffles names the same way on every machine."""
    return hashlib.sha256(f"quoth reader:{name}".encode()).hexdigest()


def make_splits(data: Path) -> Splits:
    """Return, for every set and part, the ids of its articles (titles for nq_oracle, whose passages share
    articles).
    """
    adversarial = sorted(
        {line["id"] for line in read_lines(data / "squad20_dev/corpus.jsonl.gz")}, key=_order
    )
    everything = sorted(
        {line["id"] for line in read_lines(data / "squad11_dev/corpus.jsonl.gz")} | set(adversarial)
    )
    validation, test = (
        adversarial[:SQUAD_VALIDATION],
        adversarial[SQUAD_VALIDATION : SQUAD_VALIDATION + SQUAD_TEST],
    )
    held = {*validation, *test}
    splits: Splits = {
        "squad": {"train": [t for t in everything if t not in held], "validation": validation, "test": test}
    }
    for name in ("nq_oracle", "covid_qa", "timeqa_human", *SHIFTS):
        key = "title" if name == "nq_oracle" else "id"
        articles = sorted({line[key] for line in read_lines(data / name / "corpus.jsonl.gz")}, key=_order)
        splits[name], at = {}, 0.0
        for part, share in OTHERS:
            splits[name][part] = articles[round(at * len(articles)) : round((at + share) * len(articles))]
            at += share
    return splits


def read_examples(data: Path, splits: Splits, part: Part) -> list[Example]:
    """Return the examples of one part, all sets, in the order of the files."""
    return [
        *_squad(
            data, set(splits["squad"][part]), left_out=translated(data) if part == "train" else frozenset()
        ),
        *_nq(data, set(splits["nq_oracle"][part])),
        *_long(data, "covid_qa", set(splits["covid_qa"][part])),
        *_long(data, "timeqa_human", set(splits["timeqa_human"][part])),
        *(example for name in SHIFTS for example in _shifted(data, name, set(splits[name][part]))),
    ]


def translated(data: Path) -> frozenset[str]:
    """Return the paragraphs of SQuAD that people translated: other languages are measured on them."""
    folder = data / "xquad"
    if not folder.exists():
        return frozenset()
    return frozenset(_spaced(line["text"]) for line in read_lines(folder / "en-corpus.jsonl.gz"))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _squad(data: Path, titles: set[str], *, left_out: frozenset[str]) -> Iterable[Example]:
    """SQuAD 1.1's questions and 2.0's unanswerable ones; negatives are close paragraphs of the same article
    and others.
    """
    for name in ("squad11_dev", "squad20_dev"):  # the two number their paragraphs apart
        paragraphs: dict[str, Text] = {}
        for line in read_lines(data / name / "paragraphs.jsonl.gz"):
            article = line["id"].rpartition("#")[0]
            if article in titles and _spaced(line["text"]) not in left_out:
                paragraphs[line["id"]] = Text(article, line["title"], line["text"])
        ranking = Ranking(list(paragraphs.values()))
        for question in read_lines(data / name / "questions.jsonl.gz"):
            repeated = name == "squad20_dev" and question["answerable"]
            if question["gold_paragraph"] in paragraphs and not repeated:
                gold = paragraphs[question["gold_paragraph"]]
                near = ranking.best(question["question"], 8, article=gold.article)
                yield _example("squad", question, gold, [*near, *ranking.best(question["question"], 3)])


def _nq(data: Path, titles: set[str]) -> Iterable[Example]:
    """NQ's questions with their gold passages; negatives are the closest other passages of the part."""
    passages = {
        line["id"]: Text(line["title"], line["title"], line["text"])
        for line in read_lines(data / "nq_oracle/corpus.jsonl.gz")
        if line["title"] in titles
    }
    ranking = Ranking(list(passages.values()))
    for question in read_lines(data / "nq_oracle/questions.jsonl.gz"):
        gold = passages.get(question["gold_ids"][0])
        if gold is not None:
            near = [text for text in ranking.best(question["question"], 8) if text.title != gold.title]
            yield _example("nq_oracle", question, gold, near)


def _shifted(data: Path, name: str, articles: set[str]) -> Iterable[Example]:
    """SQuADShifts' questions with every annotator's span; negatives are close paragraphs of the set."""
    paragraphs = {
        line["id"]: Text(line["id"].rpartition("#")[0], line["title"], line["text"])
        for line in read_lines(data / name / "paragraphs.jsonl.gz")
        if line["id"].rpartition("#")[0] in articles
    }
    ranking = Ranking(list(paragraphs.values()))
    for question in read_lines(data / name / "questions.jsonl.gz"):
        gold = paragraphs.get(question["gold_paragraph"])
        if gold is None:
            continue
        near = ranking.best(question["question"], 8)
        example = _example(name, question, gold, near)
        spans = tuple((one["start"], one["start"] + len(one["text"])) for one in question["spans"])
        yield replace(example, spans=spans)


def _long(data: Path, name: str, articles: set[str]) -> Iterable[Example]:
    """Questions on whole articles: the passage is a window around the evidence or, if unanswerable, the
    closest passage.
    """
    corpus = {
        line["id"]: line for line in read_lines(data / name / "corpus.jsonl.gz") if line["id"] in articles
    }
    pieces = {
        id_: [Text(id_, a["title"], a["text"][s:e]) for s, e in split(a["text"])] for id_, a in corpus.items()
    }
    ranking = Ranking([text for texts in pieces.values() for text in texts])
    for question in read_lines(data / name / "questions.jsonl.gz"):
        article = corpus.get(question["gold_ids"][0])
        if article is None:
            continue
        near = ranking.best(question["question"], 8, article=article["id"])
        if not question["answerable"]:
            if near:
                yield _example(name, question, near[0], near[1:])
            continue
        gold = _window_of(article, question)
        if gold is not None:
            yield _example(name, question, gold, near)


def _window_of(article: Mapping[str, Any], question: Mapping[str, Any]) -> Text | None:
    """Return the part of a long article in which the answer stands; None when its words cannot be found."""
    text: str = article["text"]
    for evidence in question.get("evidence") or [text]:
        at = text.find(evidence)
        for answer in question["answers"]:
            found = (
                best_occurrence(text[at : at + len(evidence)], answer.strip(), question["question"])
                if at >= 0
                else None
            )
            if found is not None:
                start, end = window(text, at + found[0], at + found[1], seed=question["id"])
                return Text(article["id"], article["title"], text[start:end])
    return None


def _example(dataset: str, question: Mapping[str, Any], gold: Text, near: Sequence[Text]) -> Example:
    """Return the example of one question, with its answers found in the gold passage."""
    answers = tuple(dict.fromkeys(answer.strip() for answer in question["answers"] if answer.strip()))
    found = [
        best_occurrence(gold.text, answer, question["question"])
        for answer in question["answers"]
        if answer.strip()
    ]
    spans = tuple(span for span in found if span is not None)
    lowered = [answer.casefold() for answer in answers]
    negatives = [
        text
        for text in near
        if text.text != gold.text and not any(answer in text.text.casefold() for answer in lowered)
    ]
    unique = tuple({text.text: text for text in negatives}.values())[:NEGATIVES]
    return Example(question["id"], dataset, question["question"], gold, spans, answers, unique)


def by_dataset(examples: Iterable[Example]) -> dict[str, list[Example]]:
    """Return the examples grouped by set, answerable and not as two groups (``squad``, ``squad
    unanswerable``, ...).
    """
    groups: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        groups[example.dataset if example.answers else f"{example.dataset} unanswerable"].append(example)
    return dict(groups)
