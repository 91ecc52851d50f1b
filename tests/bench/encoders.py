"""How well encoders find passages, alone and fused with BM25, in English and in and across languages.

    python -m tests.bench.encoders ../shared/data [--questions 300] [--size 900000] [--sets nq_oracle xquad]

Of each collection whole articles are cut and encoded as ``Library.add`` does it, and questions are asked of
all of them. A question counts as found where one of the first 1 or 4 passages is of its article
(``article``), or is and holds an answer (``passage``). The passages of XQuAD are its paragraphs. The weight
of the fusion is chosen for each collection on the other English ones. 95 % intervals are of 2,000 samples.
Both encoders run in turn in one process, so their seconds of processor can be compared.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index import Article
from index.encode import DENSE_WEIGHT, Encoder
from index.encode.named import encoder_named
from index.ingest.entries import entries
from index.search.bm25 import Lexical
from index.search.fuse import EXPECTED
from index.store import Change

from .sets import rows

ENCODERS: Final = ("all-MiniLM-L6-v2", "multilingual-e5-small")
ENGLISH: Final = (
    "squad11_dev",
    "nq_oracle",
    "covid_qa",
    "timeqa_human",
    "squadshifts_new_wiki",
    "squadshifts_reddit",
    "squadshifts_amazon",
)
SIZE: Final = 900_000  # characters of articles that are searched, of each English collection
XQUAD: Final = "xquad"
LANGUAGES: Final = ("en", "de", "es", "tr", "ru", "ar", "hi", "zh")
ACROSS: Final = [(language, "en") for language in LANGUAGES[1:]] + [("en", own) for own in LANGUAGES[1:]]
WEIGHTS: Final = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.0)  # of the cosine
SEED: Final = 5
DRAWN: Final = 2000  # samples for an interval

HEAD: Final = (
    "| questions | encoder | vectors: passage @1, @4 | article @1, @4"
    " | fused: passage @1, @4 | article @1, @4 | passages a CPU-s |",
    "|---|---|---|---|---|---|---|",
)

Floats = NDArray[np.float32]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a collection's passages, (questions, passages) each.

    Attributes:
        cosines, bm25: raw scores.
        idf: the sum of that of the question's words, (questions, 1).
        article, passage: whether it is of the question's article; whether it also holds an answer.
        speed: passages cut and encoded in a second of processor.
    """

    cosines: Floats
    bm25: Floats
    idf: Floats
    article: Truth
    passage: Truth
    speed: float

    def found(self, weight: float, k: int, truth: Truth) -> Truth:
        """Return whether each question has a true passage among the first ``k`` of the fused ranking."""
        expected = np.maximum(EXPECTED * self.idf, np.finfo(np.float32).tiny)
        best = np.maximum(self.bm25.max(axis=1, keepdims=True), expected)
        fused = weight * np.maximum(self.cosines, 0) + (1 - weight) * self.bm25 / best
        top = np.argsort(-fused, axis=1, kind="stable")[:, :k]
        found: Truth = np.take_along_axis(truth, top, axis=1).max(axis=1)
        return found


def of_articles(data: Path, name: str, size: int, count: int, encoder: Encoder) -> Asked:
    """Return what ``count`` questions score on a collection."""
    rng = random.Random(SEED)
    corpus = some(rows(data, name, "corpus"), size, rng)
    kept = {row["id"] for row in corpus}
    every = (row for row in rows(data, name, "questions") if row["answerable"])
    about = [row for row in every if set(row["gold_ids"]) <= kept]
    questions = rng.sample(about, min(count, len(about)))
    started = time.process_time()
    made = entries([Article(id=row["id"], title=row["title"], text=row["text"]) for row in corpus], encoder)
    spent = time.process_time() - started
    texts = [
        (each.article.id, each.article.title, each.article.text[start:end])
        for each in made
        for start, end in each.spans
    ]
    vectors = np.concatenate([each.vectors for each in made])
    return Asked(*_scores(questions, texts, vectors, encoder), len(texts) / spent)


def of_languages(data: Path, encoder: Encoder) -> Iterator[tuple[str, Asked]]:
    """Yield (languages of questions and passages, what every second question scores), within and across."""
    encoded: dict[str, tuple[list[dict[str, Any]], Floats, float]] = {}
    for language in LANGUAGES:
        corpus = rows(data, XQUAD, f"{language}-corpus")
        started = time.process_time()
        vectors = encoder.passages([row["text"] for row in corpus])
        encoded[language] = (corpus, vectors, len(corpus) / (time.process_time() - started))
    for asking, answering in [(language, language) for language in LANGUAGES] + ACROSS:
        corpus, vectors, speed = encoded[answering]
        questions = rows(data, XQUAD, f"{asking}-questions")[::2]
        texts = [(row["id"], "", row["text"]) for row in corpus]
        yield f"{asking} of {answering}", Asked(*_scores(questions, texts, vectors, encoder), speed)


def some(corpus: list[dict[str, Any]], size: int, rng: random.Random) -> list[dict[str, Any]]:
    """Return articles drawn until they have ``size`` characters."""
    drawn, used = [], 0
    for row in rng.sample(corpus, len(corpus)):
        if not used or used + len(row["text"]) <= size:
            drawn.append(row)
            used += len(row["text"])
    return drawn


def _scores(
    questions: Sequence[dict[str, Any]],
    texts: Sequence[tuple[str, str, str]],
    vectors: Floats,
    encoder: Encoder,
) -> tuple[Floats, Floats, Floats, Truth, Truth]:
    lexical = Lexical(None)
    documents = [(at, title, text) for at, (_, title, text) in enumerate(texts)]
    lexical.update(Change(1, "a"), np.empty(0, dtype=np.int64), documents)
    bm25 = np.zeros((len(questions), len(texts)), np.float32)
    for at, row in enumerate(questions):
        for key, score in lexical.search(row["question"], len(texts)):
            bm25[at, key] = score
    idfs = [[sum(word.idf for word in lexical.words(row["question"]))] for row in questions]
    cosines = np.stack([encoder.query(row["question"]) for row in questions]) @ vectors.T
    article = np.array([[key in row["gold_ids"] for key, _, _ in texts] for row in questions])
    folded = [text.casefold() for _, _, text in texts]
    answers = [[answer.strip().casefold() for answer in row["answers"]] for row in questions]
    holds = np.array([[any(answer in text for answer in own) for text in folded] for own in answers])
    return cosines, bm25, np.array(idfs, np.float32), article, article & holds


def weight_of(every: Sequence[Asked]) -> float:
    """Return the weight of the cosine with which most questions are found first; the library's for none."""
    if not every:
        return DENSE_WEIGHT
    return max(
        WEIGHTS, key=lambda weight: np.mean([each.found(weight, 1, each.passage).mean() for each in every])
    )


def figure(found: Truth) -> str:
    """Return a share with its 95 % interval."""
    means = np.random.default_rng(0).choice(found, (DRAWN, len(found))).mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{found.mean():.3f} [{low:.3f}, {high:.3f}]"


def lines(name: str, by_encoder: Mapping[str, Asked], weights: Mapping[str, float]) -> Iterator[str]:
    """Yield a collection's line of the table for each encoder."""
    asking, _, answering = name.partition(" of ")
    across = answering and asking != answering  # an answer stands there in other words
    for encoder, each in by_encoder.items():
        truths = (each.article,) if across else (each.passage, each.article)
        cells = [
            f"{figure(each.found(weight, 1, truth))}, {each.found(weight, 4, truth).mean():.3f}"
            for weight in (1.0, weights[encoder])
            for truth in truths
        ]
        cells = [cells[0], cells[0], cells[1], cells[1]] if across else cells
        yield f"| {name} ({len(each.bm25)}) | {encoder} | {' | '.join(cells)} | {each.speed:.0f} |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--size", type=int, default=SIZE, help="characters of each English collection")
    parser.add_argument("--sets", nargs="+", default=[*ENGLISH, XQUAD], choices=[*ENGLISH, XQUAD])
    given = parser.parse_args()
    asked: dict[str, dict[str, Asked]] = {}
    for name in ENCODERS:
        encoder = encoder_named(name)
        for of in (each for each in given.sets if each != XQUAD):
            found = of_articles(given.data, of, given.size, given.questions, encoder)
            asked.setdefault(of, {})[name] = found
        for pair, found in of_languages(given.data, encoder) if XQUAD in given.sets else ():
            asked.setdefault(pair, {})[name] = found
    print(*HEAD, sep="\n")
    for of, by_encoder in asked.items():
        weights = {
            name: weight_of([asked[other][name] for other in asked if other in ENGLISH and other != of])
            for name in ENCODERS
        }
        print(*lines(of, by_encoder, weights), sep="\n")
    for name in ENCODERS:
        print(f"{name}: weight", weight_of([each[name] for of, each in asked.items() if of in ENGLISH]))


if __name__ == "__main__":
    main()
