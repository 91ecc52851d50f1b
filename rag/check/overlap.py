"""What a sentence claims, which sentences of a passage it rests on, and how many of its words they have."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from typing import Final

from index.language.lexicon import words
from index.passage import Hit
from index.search.stems import content_stems, stem
from index.text.scripts import CLOSING, ENDING
from index.text.split import Span

from .sources import Cited, cited, source

MOST: Final = 3  # sentences of a passage that one sentence rests on
GAIN: Final = 0.12  # share of its words that one more has to bring
HEADING: Final = 0.5  # weight of what does not end as a statement does, as a heading
_ENDS: Final = re.compile(rf"[{ENDING}:;][{CLOSING}]*\s*$")
ABOUT: Final = 0.45  # share of its words that a text on another matter seldom has
SHORT: Final = 5  # words a sentence is taken to be longer, so that a short one is not preferred


def claims(sentence: str) -> bool:
    """Whether a sentence says something of the world, and not only of the sources: "The sources differ."."""
    read = cited(sentence)
    if any(name.sure for name in read.names) or any(figure.value > 9 for figure in read.figures):
        return True
    return any(stem not in _about_sources() for stem in content_stems(read.words))


def likeliest(sentence: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the passages in the order of the share of a sentence's words that they have."""
    wanted = content_stems(cited(sentence).words)
    return sorted(hits, key=lambda hit: -share(wanted, source(hit).passage.stems))


def evidence(claim: Cited, passage: Cited) -> list[int]:
    """Return the numbers of the sentences that a sentence rests on, the best first; none without words."""
    wanted = set(content_stems(claim.words)) or set(claim.stems)
    own = _stems_by_sentence(passage)
    if not own or not wanted:
        return []
    shown = [len(wanted & stems) / math.sqrt(len(stems) + SHORT) for stems in own]
    best = max(range(len(own)), key=lambda n: shown[n] * (1 if _is_statement(passage, n) else HEADING))
    chosen, lacking = [best], wanted - own[best]
    while lacking and len(chosen) < MOST:
        nearby = {number + step for number in chosen for step in (-1, 1)}
        more = max(range(len(own)), key=lambda n: (len(lacking & own[n]), n in nearby))
        if len(lacking & own[more]) < max(2, GAIN * len(wanted)):
            break
        chosen.append(more)
        lacking -= own[more]
    return chosen


def nearest(claim: Cited, passage: Cited, length: int) -> str:
    """Return the sentences of a text that share most words with a claim, in the text's order.

    They have at most ``length`` code points together, but for a first one that is longer. A text that is no
    longer is returned as it stands.
    """
    if len(passage.text) <= length:
        return passage.text
    wanted = frozenset(content_stems(claim.words))
    own = _stems_by_sentence(passage)
    chosen: list[int] = []
    room = length
    for number in sorted(range(len(own)), key=lambda n: -len(wanted & own[n])):
        start, end = passage.sentences[number]
        if end - start <= room or not chosen:
            chosen.append(number)
            room -= end - start
    return " ".join(passage.text[slice(*passage.sentences[number])] for number in sorted(chosen))


def share(wanted: Sequence[str], held: Set[str]) -> float:
    """Return the share of stems that others have, or have in another form; 1 for none wanted."""
    if not wanted:
        return 1.0
    beginnings = {stem[:5] for stem in held if len(stem) >= 5}
    return sum(stem in held or stem[:5] in beginnings for stem in wanted) / len(wanted)


def resting(claim: Cited, passage: Cited) -> list[Cited]:
    """Return the sentences of a passage that a claim rests on, the best first."""
    return [cited(passage.text[slice(*passage.sentences[n])]) for n in evidence(claim, passage)]


def common(claim: Cited, passage: Cited) -> float:
    """Return the share of a claim's words that the sentences it rests on have, in [0, 1]."""
    held = {stem for each in resting(claim, passage) for stem in each.stems}
    return share(content_stems(claim.words), held)


def runs(passage: Cited, chosen: Iterable[int]) -> list[Span]:
    """Return where the chosen sentences stand, neighbours as one, in the order of the choice."""
    spans: list[Span] = []
    for number in chosen:
        start, end = passage.sentences[number]
        joined = next((span for span in spans if _touch(passage.text, span, (start, end))), None)
        if joined:
            spans[spans.index(joined)] = (min(start, joined[0]), max(end, joined[1]))
        else:
            spans.append((start, end))
    return spans


def _touch(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return not text[first[1] : second[0]].strip()


def _is_statement(passage: Cited, number: int) -> bool:
    start, end = passage.sentences[number]
    return bool(_ENDS.search(passage.text[start:end]))


def _stems_by_sentence(passage: Cited) -> list[set[str]]:
    found: list[set[str]] = [set() for _ in passage.sentences]
    for word in passage.words:
        if word.content:
            found[word.sentence].add(word.stem)
    return found


@lru_cache(maxsize=1)
def _about_sources() -> frozenset[str]:
    return frozenset(map(stem, words("words", "about sources")))
