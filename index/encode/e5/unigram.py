"""A word -> the likeliest pieces of the vocabulary that make it up (Kudo 2018), by Viterbi's algorithm.

The libraries that do this hold the vocabulary in structures that take longer to build than a question to
answer, with 250,002 pieces: tokenizers 0.53 s of processor and 282 MB, sentencepiece 0.29 s and 63 MB; a dict
of the pieces 0.05 s and 33 MB. The same ids come out as of tokenizers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

UNKNOWN_PENALTY: Final = 10.0  # below the worst piece, as in SentencePiece


class Piece(NamedTuple):
    """``word[start:end]`` is the piece of this id."""

    id: int
    start: int
    end: int


class Unigram:
    """The pieces by their text. Safe to use from several threads."""

    def __init__(
        self, pieces: list[str], scores: list[float], *, unknown: int, control: Iterable[int]
    ) -> None:
        """Take the text and the score of every id.

        Args:
            pieces: text of each id.
            scores: logarithms of the pieces' probabilities.
            unknown: the id of what no piece covers.
            control: ids that no text is turned into.
        """
        self._ids = dict(zip(pieces, range(len(pieces)), strict=True))
        for control_id in control:
            del self._ids[pieces[control_id]]
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = min(scores) - UNKNOWN_PENALTY
        self._longest = max(map(len, pieces))

    def pieces(self, word: str) -> list[Piece]:
        """Return the likeliest pieces in order; they cover the word. Neighbours that are unknown are one.

        Of equally likely ways the one with the longer last piece is taken.
        """
        origins, ids = self._best(word)
        found: list[Piece] = []
        end = len(word)
        while end:
            start = origins[end]
            if found and ids[end] == self._unknown == found[-1].id:
                found[-1] = Piece(self._unknown, start, found[-1].end)
            else:
                found.append(Piece(ids[end], start, end))
            end = start
        return found[::-1]

    def _best(self, word: str) -> tuple[list[int], list[int]]:
        """Return for each end within the word start and id of the last piece on the best way there."""
        size = len(word)
        totals = [0.0] + [float("-inf")] * size
        origins = [0] * (size + 1)
        ids = [self._unknown] * (size + 1)
        get, scores, longest = self._ids.get, self._scores, self._longest
        for start in range(size):
            total = totals[start]
            if word[start] not in self._ids and total + self._unknown_score > totals[start + 1]:
                totals[start + 1], origins[start + 1] = total + self._unknown_score, start
                ids[start + 1] = self._unknown
            for end in range(start + 1, min(start + longest, size) + 1):
                found = get(word[start:end])
                if found is not None and total + scores[found] > totals[end]:
                    totals[end], origins[end], ids[end] = total + scores[found], start, found
        return origins, ids
