"""Examples and claims -> token batches: pairs drawn anew every epoch, sorted by length, grouped so that one
question's passages meet.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import torch

from index.encode.e5 import tokenizer

from .data import Example
from .passages import nearest_sentence, window
from .swap import another, exchanged, swapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

    from .claims import Claim, Label
    from .data import Text

LONGEST: Final = 288  # tokens of question and passage together
LONGEST_QUESTION: Final = 64
LONGEST_CLAIM: Final = 160
LONGEST_SPAN: Final = 40  # tokens; longer answers are left out of training
CROP: Final = 400  # code points of a cropped passage
CHUNK: Final = 3000  # questions sorted by length together
CLS: Final = 0
PAD: Final = 1
SEP: Final = 2
NOTHING: Final = -100  # no such target: not part of the loss
LABELS: Final[dict[Label, int]] = {"supported": 0, "refuted": 1, "not said": 2, "not supported": 3}
# batches are padded to a multiple of this, so that few shapes occur: each new one costs the CPU a compilation
STEP: Final = 16


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's wordpieces and their places in it, in code points."""

    ids: list[int]
    places: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Pair:
    """One input of the model: ``passage_at`` is the place of the passage's first token; ``start`` = ``end`` =
    0: no answer.

    ``first`` is the index of ``ids[passage_at]`` among the passage's tokens. ``question`` numbers the
    question within its epoch. ``label`` is one of ``LABELS`` where the pair is a claim and its evidence,
    which have no span.
    """

    ids: list[int]
    passage_at: int
    first: int
    start: int
    end: int
    question: int
    label: int = NOTHING


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of B pairs padded to T tokens: three inputs (B, T); starts, ends, questions, labels (B);
    passage mask (B, T).
    """

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    starts: Tensor
    ends: Tensor
    questions: Tensor
    labels: Tensor
    passage_mask: Tensor


class PairMaker:
    """Makes pairs of token lists, each text tokenised once."""

    def __init__(self) -> None:
        self._seen: dict[str, Tokens] = {}

    def tokens(self, text: str) -> Tokens:
        """Return the wordpieces of a text."""
        if text not in self._seen:
            found = tokenizer().tokens(text)
            self._seen[text] = Tokens(found.ids, list(zip(found.starts, found.ends, strict=True)))
        return self._seen[text]

    def pair(
        self,
        question: str,
        passage: Text,
        *,
        title: bool,
        span: tuple[int, int] | None = None,
        number: int = 0,
    ) -> Pair | None:
        """Return the pair of a question and a passage with the span in code points; None when the span is too
        long.

        Of a passage too long for the model the part is taken that has the span at its middle, or the
        beginning.
        """
        head = [CLS, *self.tokens(question).ids[:LONGEST_QUESTION], SEP]
        named = [*self.tokens(passage.title).ids[:LONGEST_QUESTION], SEP] if title and passage.title else []
        body = self.tokens(passage.text)
        room = LONGEST - len(head) - len(named) - 1
        first = start = end = 0
        if span is not None:
            start = next((i for i, place in enumerate(body.places) if place[1] > span[0]), -1)
            end = next((i for i in range(len(body.places) - 1, -1, -1) if body.places[i][0] < span[1]), -1)
            if start < 0 or end < start or end - start >= LONGEST_SPAN:
                return None
            first = max(0, min((start + end - room) // 2, len(body.ids) - room))
        passage_at = len(head) + len(named)
        ids = [*head, *named, *body.ids[first : first + room], SEP]
        shift = passage_at - first if span is not None else 0
        return Pair(ids, passage_at, first, start + shift, end + shift, number)

    def claim(self, claim: str, evidence: str, label: Label) -> Pair:
        """Return the pair of a claim and its evidence, cut at its end where it is too long."""
        head = [CLS, *self.tokens(claim).ids[:LONGEST_CLAIM], SEP]
        ids = [*head, *self.tokens(evidence).ids[: LONGEST - len(head) - 1], SEP]
        return Pair(ids, len(head), 0, NOTHING, NOTHING, NOTHING, LABELS[label])


def pad(pairs: Sequence[Pair]) -> Batch:
    """Return the pairs as one batch; token types are 1 from the first separator on."""
    size, longest = len(pairs), _padded(max(len(pair.ids) for pair in pairs))
    mask, types, passage = (torch.zeros(size, longest, dtype=torch.long) for _ in range(3))
    ids = torch.full((size, longest), PAD)
    for row, pair in enumerate(pairs):
        length = len(pair.ids)
        ids[row, :length] = torch.tensor(pair.ids)
        mask[row, :length] = 1
        types[row, pair.ids.index(SEP) + 1 : length] = 1
        passage[row, pair.passage_at : length - 1] = 1
    starts, ends, questions, labels = (
        torch.tensor(column)
        for column in zip(*((p.start, p.end, p.question, p.label) for p in pairs), strict=True)
    )
    return Batch(ids, mask, types, starts, ends, questions, labels, passage)


@dataclass(frozen=True, slots=True)
class Mix:
    """How an epoch is drawn: shares in [0, 1] and the size of a batch in padded tokens."""

    negatives: float = 0.4  # answerable questions that bring a hard negative
    swaps: float = 0.08  # answerable questions asked again with one name or number changed: no answer
    titles: float = 0.5  # questions whose passages are read with the article's title before them
    # pairs whose passage is cut to a few sentences around the answer or the sentence nearest the question
    crops: float = 0.0
    changed: float = 0.2  # supported claims read again with one name or number changed: not supported
    exchanged: float = 0.0  # supported claims read again with two names in each other's place: not supported
    answers: float = 0.2  # questions read as claims with their answer, or another name or number, behind them
    tokens: int = 5000


def epoch(
    examples: Sequence[Example], claims: Sequence[Claim], maker: PairMaker, mix: Mix, rng: random.Random
) -> Iterator[Batch]:
    """Yield the batches of one pass over examples and claims, in random order; a question's passages stand in
    one batch.
    """
    everything: list[tuple[int, Example | Claim]] = [*enumerate(examples), *((-1, each) for each in claims)]
    rng.shuffle(everything)
    for at in range(0, len(everything), CHUNK):
        units: list[list[Pair]] = []
        for number, each in everything[at : at + CHUNK]:
            if isinstance(each, Example):
                units += _units(each, number, maker, mix, rng)
                units += _answers(each, maker, mix, rng)
            else:
                units += _claims(each, maker, mix, rng)
        units.sort(key=lambda unit: max(len(pair.ids) for pair in unit))
        batches = list(_fill(units, mix.tokens))
        rng.shuffle(batches)
        for batch in batches:
            yield pad(batch)


def _claims(claim: Claim, maker: PairMaker, mix: Mix, rng: random.Random) -> Iterator[list[Pair]]:
    """Yield the pair of a claim, and perhaps, apart, that of the claim with names or a number changed."""
    yield [maker.claim(claim.claim, claim.evidence, claim.label)]
    if claim.label != "supported":
        return
    if rng.random() < mix.changed and (changed := swapped(claim.claim, claim.evidence, rng)):
        yield [maker.claim(changed, claim.evidence, "not supported")]
    if rng.random() < mix.exchanged and (changed := exchanged(claim.claim, rng)):
        yield [maker.claim(changed, claim.evidence, "not supported")]


def _answers(example: Example, maker: PairMaker, mix: Mix, rng: random.Random) -> Iterator[list[Pair]]:
    """Yield, of some questions, the question with its answer behind it as a claim, or with a wrong one."""
    if not example.spans or rng.random() >= mix.answers:
        return
    span = rng.choice(example.spans)
    passage, place = _cropped(example.question, example.passage, span)
    text = passage.text
    answer = text[place[0] : place[1]] if place else ""
    if rng.random() < 0.5:
        yield [maker.claim(f"{example.question} {answer}", text, "supported")]
    elif wrong := another(answer, text, rng):
        yield [maker.claim(f"{example.question} {wrong}", text, "not supported")]


def _units(
    example: Example, number: int, maker: PairMaker, mix: Mix, rng: random.Random
) -> Iterator[list[Pair]]:
    """Yield the pairs of one example: the question's own, and perhaps, apart, a swapped question's."""
    if example.answers and not example.spans:
        return
    question, title, crop = example.question, rng.random() < mix.titles, rng.random() < mix.crops
    place = rng.choice(example.spans) if example.spans else None
    passage, span = _cropped(question, example.passage, place) if crop else (example.passage, place)
    gold = maker.pair(question, passage, title=title, span=span, number=number)
    if gold is None:
        return
    unit = [gold]
    if span is not None and example.negatives and rng.random() < mix.negatives:
        other = rng.choice(example.negatives)
        near = _cropped(question, other, None)[0] if crop else other
        negative = maker.pair(question, near, title=title, number=number)
        unit += [negative] if negative is not None else []
    yield unit
    if span is not None and rng.random() < mix.swaps:
        changed = swapped(question, passage.text, rng)
        pair = maker.pair(changed, passage, title=title, number=-1 - number) if changed else None
        if pair is not None:
            yield [pair]


def _cropped(
    question: str, passage: Text, span: tuple[int, int] | None
) -> tuple[Text, tuple[int, int] | None]:
    """Return the few sentences around the span, or nearest the question, and the span in them."""
    around = span if span is not None else nearest_sentence(passage.text, question)
    start, end = window(passage.text, *around, seed=question, length=CROP)
    text = replace(passage, text=passage.text[start:end])
    return text, None if span is None else (span[0] - start, span[1] - start)


def _padded(length: int) -> int:
    """Return the length that a batch of this longest pair is padded to."""
    return -(-length // STEP) * STEP


def _fill(units: Sequence[list[Pair]], tokens: int) -> Iterator[list[Pair]]:
    """Yield runs of units that pad to at most ``tokens`` tokens."""
    batch: list[Pair] = []
    longest = 0
    for unit in units:
        width = max(longest, *(_padded(len(pair.ids)) for pair in unit))
        if batch and width * (len(batch) + len(unit)) > tokens:
            yield batch
            batch, width = [], max(_padded(len(pair.ids)) for pair in unit)
        batch, longest = batch + unit, width
    if batch:
        yield batch
