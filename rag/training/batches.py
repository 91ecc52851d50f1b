"""Examples -> token batches: pairs drawn anew every epoch, sorted by length, grouped so that one question's
passages meet.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import torch

from .passages import nearest_sentence, window
from .swap import swapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tokenizers import Tokenizer
    from torch import Tensor

    from .data import Example, Text

LONGEST: Final = 288  # tokens of question and passage together
LONGEST_QUESTION: Final = 64
LONGEST_SPAN: Final = 40  # tokens; longer answers are left out of training
CROP: Final = 400  # code points of a cropped passage
CHUNK: Final = 3000  # questions sorted by length together
CLS: Final = 101
SEP: Final = 102
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
    question within its epoch.
    """

    ids: list[int]
    passage_at: int
    first: int
    start: int
    end: int
    question: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of B pairs padded to T tokens: three inputs (B, T); starts, ends, questions (B); passage mask
    (B, T).
    """

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    starts: Tensor
    ends: Tensor
    questions: Tensor
    passage_mask: Tensor


class PairMaker:
    """Makes pairs of token lists, each text tokenised once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._seen: dict[str, Tokens] = {}

    def tokens(self, text: str) -> Tokens:
        """Return the wordpieces of a text."""
        if text not in self._seen:
            encoding = self._tokenizer.encode(text, add_special_tokens=False)
            self._seen[text] = Tokens(encoding.ids, encoding.offsets)
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
        named = self.tokens(passage.title).ids[:LONGEST_QUESTION] if title else []
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


def pad(pairs: Sequence[Pair]) -> Batch:
    """Return the pairs as one batch; token types are 1 from the first separator on."""
    size, longest = len(pairs), _padded(max(len(pair.ids) for pair in pairs))
    ids, mask, types, passage = (torch.zeros(size, longest, dtype=torch.long) for _ in range(4))
    for row, pair in enumerate(pairs):
        length = len(pair.ids)
        ids[row, :length] = torch.tensor(pair.ids)
        mask[row, :length] = 1
        types[row, pair.ids.index(SEP) + 1 : length] = 1
        passage[row, pair.passage_at : length - 1] = 1
    starts, ends, questions = (
        torch.tensor(column) for column in zip(*((p.start, p.end, p.question) for p in pairs), strict=True)
    )
    return Batch(ids, mask, types, starts, ends, questions, passage)


@dataclass(frozen=True, slots=True)
class Mix:
    """How an epoch is drawn: shares in [0, 1] and the size of a batch in padded tokens."""

    negatives: float = 0.4  # answerable questions that bring a hard negative
    swaps: float = 0.08  # answerable questions asked again with one name or number changed: no answer
    titles: float = 0.5  # questions whose passages are read with the article's title before them
    # pairs whose passage is cut to a few sentences around the answer or the sentence nearest the question
    crops: float = 0.0
    tokens: int = 5000


def epoch(examples: Sequence[Example], maker: PairMaker, mix: Mix, rng: random.Random) -> Iterator[Batch]:
    """Yield the batches of one pass over the examples, in random order; a question's passages stand in one
    batch.
    """
    order = list(range(len(examples)))
    rng.shuffle(order)
    for at in range(0, len(order), CHUNK):
        units = [unit for i in order[at : at + CHUNK] for unit in _units(examples[i], i, maker, mix, rng)]
        units.sort(key=lambda unit: max(len(pair.ids) for pair in unit))
        batches = list(_fill(units, mix.tokens))
        rng.shuffle(batches)
        for batch in batches:
            yield pad(batch)


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
