"""Conversations with known rewrites of their questions, and follow-ups made by rule of questions that have
known passages.

CANARD (Elgohary et al. 2019) has questions of conversations with a person's rewrite of each, but no passages;
none of its articles is in the other sets. So of two questions that SQuAD asks about different paragraphs of
an article and that share a name, the second gets a pronoun in its place: what is typed leans on the first,
the original stands alone, and the passage that answers is known.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from index.language.names import names_in
from index.language.words import STOP_WORDS
from index.text.words import words_of
from rag.answer import Turn
from rag.evaluation.metrics import normalise
from tests.bench.sets import rows

Half = Literal["rules", "held back"]
HALVES: Final[tuple[Half, ...]] = ("rules", "held back")
_POSSESSIVE: Final = {"he": "his", "she": "her", "it": "its", "they": "their"}
_OBJECT: Final = {"he": "him", "she": "her", "it": "it", "they": "them"}
_ARTICLES: Final = {"the", "a", "an"}
_AUXILIARIES: Final = {
    *("did", "do", "does", "was", "were", "is", "are", "has", "have", "had", "can", "could", "will", "would")
}


@dataclass(frozen=True, slots=True)
class Dialog:
    """A question behind some turns, and how a person writes it so that it stands alone.

    ``answers`` and ``article`` are known of questions made from SQuAD; ``first`` is told of CANARD, whether
    nothing was asked before.
    """

    question: str
    history: tuple[Turn, ...]
    rewrite: str
    answers: tuple[str, ...] = ()
    article: str = ""
    first: bool = False

    @property
    def alone(self) -> bool:
        """Whether the question stands alone: it is the first, or a person left it as it is."""
        return self.first or normalise(self.question) == normalise(self.rewrite)


def half_of(name: str) -> Half:
    """Return the half that a dialog or a paragraph belongs to: told from a digest of its name."""
    return HALVES[_digest(name) % 2]


def _digest(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def canard(data: Path, half: Half) -> list[Dialog]:
    """Return the questions of CANARD; the article's title stands for the titles of what was cited."""
    return [
        _dialog(row)
        for row in rows(data, "canard_dev", "questions")
        if half_of(row["id"].split("#")[0]) == half
    ]


def _dialog(row: dict[str, Any]) -> Dialog:
    said, titles = row["history"], (row["title"][0],)
    turns = tuple(
        Turn(question, answer, titles) for question, answer in zip(said[::2], said[1::2], strict=True)
    )
    return Dialog(row["question"], turns, row["rewrite"], first=row["type"] == "first turn")


def pronoun_questions(data: Path, half: Half) -> list[Dialog]:
    """Return the follow-ups that are made of SQuAD's questions."""
    texts = {row["id"]: row["text"] for row in rows(data, "squad11_dev", "paragraphs")}
    titles = {row["id"]: row["title"] for row in rows(data, "squad11_dev", "corpus")}
    of_article: dict[str, list[dict[str, Any]]] = {}
    for row in rows(data, "squad11_dev", "questions"):
        of_article.setdefault(row["gold_ids"][0], []).append(row)
    return [
        made
        for article, asked in of_article.items()
        for row in asked
        if half_of(row["gold_paragraph"]) == half
        for made in _with_pronoun(row, asked, texts[row["gold_paragraph"]], titles[article])
    ]


def _with_pronoun(
    row: dict[str, Any], others: Sequence[dict[str, Any]], text: str, title: str
) -> Iterator[Dialog]:
    """Yield a question with a pronoun for a name, behind one on another paragraph that has the name."""
    for name in names_in(row["question"]):
        typed = _replaced(row["question"], name, _pronoun(text))
        before = [
            each
            for each in others
            if each["gold_paragraph"] != row["gold_paragraph"] and name in names_in(each["question"])
        ]
        if typed and before:
            chosen = min(before, key=lambda each: _digest(each["id"] + row["id"]))
            turn = Turn(chosen["question"], f"{chosen['answers'][0]} [1]", (title,))
            yield Dialog(typed, (turn,), row["question"], tuple(row["answers"]), row["gold_ids"][0])
            return


def _replaced(question: str, name: str, pronoun: str) -> str | None:
    """Return a question with a pronoun for a name; ``None`` where it would leave no sense: behind an article,
    before a noun.
    """
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)('s?(?!\w))?", question)
    before = words_of(question[: match.start()])[-1:] if match else []
    if match is None or not before or before[0].lower() in _ARTICLES:
        return None
    follows = words_of(question[match.end() :])[:1]
    subject = before[0].lower() in _AUXILIARIES
    if not (match[1] or subject or not follows or follows[0].lower() in STOP_WORDS):
        return None
    word = _POSSESSIVE[pronoun] if match[1] else pronoun if subject else _OBJECT[pronoun]
    return question[: match.start()] + word + question[match.end() :]


def _pronoun(text: str) -> str:
    """Return the pronoun that a paragraph uses most."""
    counts = Counter(word.lower() for word in words_of(text) if word.lower() in _POSSESSIVE)
    return max(_POSSESSIVE, key=lambda word: counts[word])
