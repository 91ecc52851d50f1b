"""Text -> e5's tokens, with their places in the text as it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from .normalise import normalised, words_between
from .package import weights
from .unigram import Unigram

if TYPE_CHECKING:
    from .package import Weights

START: Final = 0  # <s>
PAD: Final = 1
END: Final = 2  # </s>; two of them part a pair of texts: <s> a </s></s> b </s>
UNKNOWN: Final = 3

SPACE: Final = "▁"
KEPT: Final = 30_000  # words whose pieces are kept; about 10 MB
KEPT_LENGTH: Final = 40  # code points; longer ones are seldom seen again


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text in tokens, none of them special.

    Attributes:
        ids: of the vocabulary.
        starts, ends: where each token stands, in code points of the text as given. Tokens of one character
            ("ﬁ", "½") have that character's place each; a space before a word belongs to no token, so a token
            of it alone is empty.
        words: number of the word that each token is of, from 0; white space parts words.
    """

    ids: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)


_Pieces = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Ids, starts and ends of a word's tokens, from the word's start."""


class Tokenizer:
    """What turns texts into ids of e5's vocabulary. Safe to use from several threads."""

    def __init__(self, of: Weights) -> None:
        """Use ``tokenizer()``."""
        control = [START, PAD, END, UNKNOWN, len(of.pieces) - 1]  # the last is <mask>
        self._unigram = Unigram(of.pieces, of.scores.tolist(), unknown=UNKNOWN, control=control)
        self._kept: dict[str, _Pieces] = {}

    def ids(self, text: str) -> list[int]:
        """Return the ids of a text of any length, without special ones."""
        found: list[int] = []
        for _, word in words_between(text):
            found.extend(self._pieces(word)[0])
        return found

    def tokens(self, text: str) -> Tokens:
        """Return a text of any length in tokens with their places, without special ones."""
        found = Tokens()
        for number, (at, word) in enumerate(words_between(text)):
            ids, starts, ends = self._pieces(word)
            found.ids.extend(ids)
            found.starts.extend([at + start for start in starts])
            found.ends.extend([at + end for end in ends])
            found.words.extend([number] * len(ids))
        return found

    def _pieces(self, word: str) -> _Pieces:
        kept = self._kept.get(word)
        if kept is None:
            kept = self._cut(word)
            if len(word) <= KEPT_LENGTH:
                if len(self._kept) >= KEPT:
                    self._kept.clear()
                self._kept[word] = kept
        return kept

    def _cut(self, raw: str) -> _Pieces:
        ids, starts, ends = [], [], []
        for word in normalised(raw):
            for piece in self._unigram.pieces(SPACE + word.text):
                first, last = max(piece.start - 1, 0), piece.end - 1  # less the space in front
                ids.append(piece.id)
                starts.append(word.starts[first])
                ends.append(word.ends[last - 1] if last > first else word.starts[first])
        return tuple(ids), tuple(starts), tuple(ends)


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """Return the tokenizer of the installed package, made once in a process.

    Raises:
        EncoderError: the package is missing, damaged or of another version.
    """
    return Tokenizer(weights())
