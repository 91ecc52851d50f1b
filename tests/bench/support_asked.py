"""People's questions with their answers, as statements: what a writer says in words of his own.

A question of SQuAD is written by a person who has read its paragraph and uses other words. "When did the
embargo end?" with "March 1974" is the statement "The embargo did end in March 1974"; with another answer of
the paragraph it is a false one.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from index import Article
from index.passage import Hit, Passage
from tests.bench.support_cases import Case
from tests.bench.support_places import part_of

TRUE: Final = "a question with its answer"
FALSE: Final = "a question with another answer of the passage"
SET: Final = "squad11_dev"
LONGEST_ANSWER: Final = 6  # words

_AUXILIARY: Final = "did|do|does|is|are|was|were|has|have|had|can|could|would"
_FORMS: Final = (
    (rf"(?:Who|What|Which \w+) (?!{_AUXILIARY})(\w.*)\?", r"{} \1."),
    (r"(?:Who|What) (is|was|are|were) (the [^,?]+)\?", r"\2 \1 {}."),
    (r"When (did|does|do) (.+)\?", r"\2 \1 so in {}."),
    (r"When (was|were) ((?:the |[A-Z])[^?]*?) (\w+ed|born|built|held|made|won|sold)\?", r"\2 \1 \3 in {}."),
    (r"How many (\w+) (was|were|is|are|have|had|can) (\w.*)\?", r"{} \1 \2 \3."),
    (r"(?:What|Which) (\w+) (was|were|is|are|has|had|won|led|made) (\w+ .*)\?", r"{} is the \1 that \2 \3."),
)  # fmt: skip


def asked(data: Path, part: str, count: int, rng: random.Random) -> Iterator[Case]:
    """Yield at most ``count`` true and as many false statements about articles of one part."""
    paragraphs = {row["id"]: row for row in _rows(data, "paragraphs")}
    by_paragraph: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(data, "questions"):
        by_paragraph[row["gold_paragraph"]].append(row)
    drawn = [row for row in paragraphs.values() if part_of(f"{SET}/{row['id'].split('#')[0]}") == part]
    rng.shuffle(drawn)
    made = 0
    for paragraph in drawn:
        found = list(_statements(by_paragraph[paragraph["id"]], rng))
        if found and made < count:
            hit = _hit(paragraph)
            question, true, false = rng.choice(found)
            yield Case(TRUE, True, true, (hit,), (1,), question)
            yield Case(FALSE, False, false, (hit,), (1,), true)
            made += 1


def _statements(questions: Sequence[dict[str, Any]], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield (question, statement, the statement with an answer of the same kind that is wrong)."""
    answers = {answer for row in questions for answer in row["answers"]}
    for row in questions:
        own = row["answers"]
        kind = _kind(own[0])
        apart = [a for a in answers if _kind(a) == kind and not any(_shares(a, right) for right in own)]
        if not apart or len(own[0].split()) > LONGEST_ANSWER:
            continue
        for pattern, form in _FORMS:
            found = re.fullmatch(pattern, row["question"].strip())
            if found:
                yield (
                    row["question"],
                    _said(found, form, own[0]),
                    _said(found, form, rng.choice(sorted(apart))),
                )
                break


def _said(found: re.Match[str], form: str, answer: str) -> str:
    text = found.expand(form.replace("{}", "@@")).replace("@@", answer.rstrip("."))
    return text[:1].upper() + text[1:]


def _kind(answer: str) -> str:
    if re.search(r"\d", answer):
        return "year" if re.search(r"\b1\d{3}\b|\b20\d\d\b", answer) else "number"
    return "name" if answer[:1].isupper() else "words"


def _shares(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()))


def _hit(row: dict[str, Any]) -> Hit:
    article = Article(id=row["id"], title=row["title"], text=row["text"])
    return Hit(Passage(1, article.id, 0, len(article.text)), article, 0.5, 1, 0.5, 1.0)


def _rows(data: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(data / SET / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
