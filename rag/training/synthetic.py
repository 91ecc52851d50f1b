"""Questions made from unlabelled articles, to learn to look for spans before seeing a person's questions.

Two kinds. A *cloze* (Lewis et al. 2019) is a clause of a passage with one span taken out, a question word put
in, words dropped and moved; the passage is the one it comes from. A *recurring span* (Ram et al. 2021) is a
clause with a span that stands again in another passage of the article; that other passage is read. Some of
each are made unanswerable, by changing another name or number of the clause or by reading a passage that
lacks the span.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.language.dates import YEAR

from .data import Example, Text
from .passages import sentences, split, words
from .swap import swapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_MONTH: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE: Final = re.compile(
    rf"\b(?:(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}})?,? )?{YEAR}\b|\b(?:{_MONTH}) \d{{1,2}}\b"
)
_NUMBER: Final = re.compile(
    r"[$€£]?\b\d[\d,.]*(?: (?:million|billion|percent|per cent|kilometres|km|miles|metres|years|days))?%?\b"
)
_NAME: Final = re.compile(r"\b[A-Z][\w'’-]+(?: (?:(?:of|the|de|and|for) )?[A-Z][\w'’-]+){0,4}")
_PHRASE: Final = re.compile(
    r"\b(?:a|an|the|his|her|its|their) (?:[a-z][\w-]+ ){0,3}[a-z][\w-]+"
    r"(?=[,.;]| (?:of|in|on|at|for|by|with|and|to|from|that|was|is)\b)"
)
_PLACE: Final = re.compile(r"\b(?:in|at|near|from|to) $")
_NO_NAMES: Final = frozenset(
    "he she it they we i you in on at the this that these those while after as his her its their our by "  # noqa: SIM905 - shorter than a list of strings
    "from for with when during there however although some many most other both but and since until before "
    "under also one two to of if then where here all each such an a not no so yet".split()
)
_CLAUSE: Final = re.compile(r"[,;:()–—]\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """A span worth asking for and the question words that may stand in its place."""

    start: int
    end: int
    asks: tuple[str, ...]


def spans(text: str) -> list[Span]:
    """Return the dates, numbers, names and short noun phrases of a text; of two that overlap the first kind
    wins.
    """
    found: list[Span] = []
    kinds = (
        (_DATE, ("when", "what year", "when", "what date", "in what year")),
        (_NUMBER, ("how many", "how much", "what", "how many")),
        (_NAME, ("who", "what", "which", "who", "what is the name of the one that")),
        (_PHRASE, ("what", "which", "what kind of", "what")),
    )
    for pattern, asks in kinds:
        for match in pattern.finditer(text):
            if match.group().casefold() in _NO_NAMES:
                continue
            if all(match.end() <= span.start or match.start() >= span.end for span in found):
                place = pattern is _NAME and _PLACE.search(text[max(0, match.start() - 6) : match.start()])
                found.append(
                    Span(match.start(), match.end(), ("where", "what place", "which") if place else asks)
                )
    return found


def cloze(sentence: str, span: Span, rng: random.Random) -> str | None:
    """Return a question for the span: its clause without it, a question word before or within, words dropped
    and moved.
    """
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(sentence)), len(sentence)]
    left = max(cut for cut in cuts if cut <= span.start)
    right = min(cut for cut in cuts if cut >= span.end)
    while len(words(sentence[left : span.start] + " " + sentence[span.end : right])) < 4 and (
        left,
        right,
    ) != (0, len(sentence)):
        left, right = (
            max((c for c in cuts if c < left), default=0),
            min((c for c in cuts if c > right), default=len(sentence)),
        )
    before, after = (
        sentence[left : span.start].split()[-14:],
        sentence[span.end : right].strip(" .,;").split()[:14],
    )
    if len(words(" ".join(before + after))) < 3:
        return None
    dropped = rng.choice((0.0, 0.1, 0.2, 0.3))
    before, after = (
        [w for w in part if rng.random() >= dropped or w[:1].isupper()] for part in (before, after)
    )
    ask = rng.choice(span.asks)
    if (
        rng.random() < 0.25
        and before
        and before[-1].lower() in {"in", "on", "at", "from", "by", "to", "for", "the"}
    ):
        before = before[:-1]
    form = rng.random()
    if form < 0.25:
        parts = [*before, ask, *after]
    elif form < 0.7:
        parts = [ask, *before, *after]
    else:
        parts = [ask, *after, *before]
    for at in range(len(parts) - 1):
        if rng.random() < 0.06:
            parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return " ".join(parts).strip(" ,;:.") + rng.choice(("?", "?", ""))


def make(data: Path, count: int, seed: int) -> list[Example]:
    """Return ``count`` synthetic examples out of the wikipedia articles, drawn by ``seed``."""
    rng = random.Random(seed)
    with lzma.open(data / "wikipedia/corpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        articles = [line for line in lines if len(line) > 900]
    rng.shuffle(articles)
    examples: list[Example] = []
    while len(examples) < count:
        before = len(examples)
        for line in articles:
            examples.extend(_of_article(json.loads(line), rng))
            if len(examples) >= count:
                break
        if len(examples) == before:
            break
    return examples[:count]


def _of_article(article: dict[str, str], rng: random.Random) -> Iterator[Example]:
    """Yield up to four examples of one article."""
    text = article["text"]
    passages = [
        Text(article["id"], article["title"], text[s:e])
        for s, e in split(text, rng.choice((450, 700, 850)))
        if e - s > 200
    ]
    for passage in rng.sample(passages, min(4, len(passages))):
        example = _of_passage(passage, passages, rng)
        if example is not None:
            yield example


def _of_passage(passage: Text, passages: Sequence[Text], rng: random.Random) -> Example | None:
    """Return one example whose clause comes from the passage; None where nothing fits."""
    start, end = rng.choice(sentences(passage.text))
    sentence = passage.text[start:end]
    candidates = spans(sentence)
    if not candidates or not 40 < end - start < 400:
        return None
    span = rng.choice(candidates)
    answer = sentence[span.start : span.end]
    asked = cloze(sentence, span, rng)
    if asked is None or answer.casefold() in asked.casefold():
        return None
    others = [text for text in passages if text is not passage]
    lacking = [text for text in others if answer.casefold() not in text.text.casefold()]
    again = [text for text in others if _recurs(answer, asked, text.text)]
    place = (start + span.start, start + span.end)
    gold = passage
    if again and (len(answer) > 5 or rng.random() < 0.3) and rng.random() < 0.8:
        gold = rng.choice(again)
        at = gold.text.find(answer)
        place = (at, at + len(answer))
    name = f"{passage.article}-{start}-{rng.randrange(1 << 30)}"
    if rng.random() < 0.2:
        changed = swapped(asked, passage.text, rng)
        if changed is not None:
            return Example(name, "synthetic", changed, passage, (), (), ())
    if lacking and rng.random() < 0.06:
        return Example(name, "synthetic", asked, rng.choice(lacking), (), (), ())
    negatives = tuple(rng.sample(lacking, min(2, len(lacking))))
    return Example(name, "synthetic", asked, gold, (place,), (answer,), negatives)


def _recurs(answer: str, asked: str, text: str) -> bool:
    """Say whether the answer stands in a text that shares another word with the question."""
    at = text.find(answer)
    if at < 0 or (at + len(answer) < len(text) and text[at + len(answer)].isalnum()):
        return False
    return bool(set(words(asked)) & set(words(text[max(0, at - 200) : at + 200])) - set(words(answer)))
