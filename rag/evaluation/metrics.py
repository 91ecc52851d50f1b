"""What is counted, one metric a function: in [0, 1] and the higher the better, unless it says otherwise."""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from index.text.scripts import is_unspaced
from index.text.split import Span

_ARTICLE: Final = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION: Final = str.maketrans("", "", string.punctuation)


def recall(ranks: Sequence[int | None], k: int) -> float:
    """Return the share of what is sought that stands among the first ``k``: |found at k| / |sought|.

    ``ranks`` holds the rank, from 1, of each thing that is sought, ``None`` for one not found. With one
    thing it is 1 or 0, the top-k accuracy of Karpukhin et al. (2020).

    Raises:
        ValueError: nothing is sought.
    """
    if not ranks:
        raise ValueError("ranks is empty: the recall of nothing is not known")
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


def reciprocal_rank(ranks: Sequence[int | None], k: int) -> float:
    """Return 1 / the best rank, 0 where it lies behind ``k`` (Voorhees 1999); its mean is MRR@k.

    ``ranks`` are those of ``recall``.
    """
    best = min((rank for rank in ranks if rank is not None), default=k + 1)
    return 1.0 / best if best <= k else 0.0


def normalise(text: str) -> str:
    """Return a text as SQuAD's own evaluation compares it: lower case, no punctuation, no English articles,
    single spaces; signs of scripts that write no spaces stand apart (MLQA, Lewis et al. 2020).
    """
    plain = text.lower().translate(_PUNCTUATION)
    if not plain.isascii():
        plain = "".join(_parted(sign) for sign in plain)
    return " ".join(_ARTICLE.sub(" ", plain).split())


def _parted(sign: str) -> str:
    if unicodedata.category(sign).startswith("P"):
        return ""
    return f" {sign} " if is_unspaced(sign) else sign


def exact_match(text: str, answers: Iterable[str]) -> float:
    """Return 1 when the text is one of the answers after normalisation, else 0 (Rajpurkar et al. 2016)."""
    return float(any(normalise(text) == normalise(answer) for answer in answers))


def token_f1(text: str, answers: Iterable[str]) -> float:
    """Return the best F1 over the answers of the words shared with the text (Rajpurkar et al. 2016).

    F1 = 2 |shared| / (|words of the text| + |words of the answer|), a word counted as often as it occurs.
    """
    return max((_f1(normalise(text).split(), normalise(answer).split()) for answer in answers), default=0.0)


def _f1(mine: Sequence[str], gold: Sequence[str]) -> float:
    shared = sum((Counter(mine) & Counter(gold)).values())
    return 2.0 * shared / (len(mine) + len(gold)) if shared else float(list(mine) == list(gold))


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive's score lies above a negative's, ties counting half
    (Mann-Whitney).
    """
    if not positive or not negative:
        return float("nan")
    against = np.sort(np.asarray(negative, dtype=np.float64))
    scores = np.asarray(positive, dtype=np.float64)
    below, upto = np.searchsorted(against, scores, "left"), np.searchsorted(against, scores, "right")
    return float(np.mean((below + upto) / 2.0) / len(against))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least of the values that ``share`` of them do not exceed (nearest rank), in their unit.

    Raises:
        ValueError: there are no values, or ``share`` is not in (0, 1].
    """
    if not values or not 0 < share <= 1:
        raise ValueError(f"share={share!r} of {len(values)} values: there is no such percentile")
    return sorted(values)[math.ceil(share * len(values)) - 1]


_ALIKE: Final = str.maketrans("‘’‚‛“”„‟‐‑‒–—", "''''\"\"\"\"-----")
_LETTER: Final = "[0-9A-Za-zÀ-ɏ]"  # of a script that parts its words, so that "10" is not found in "2010"
_EDGE: Final = re.compile(_LETTER)


def places(text: str, words: str) -> list[Span]:
    """Return every place where the words stand in the text as whole words, in order; none for no words."""
    parts = words.translate(_ALIKE).split()
    if not parts:
        return []
    before = f"(?<!{_LETTER})" if _EDGE.match(parts[0][0]) else ""
    behind = f"(?!{_LETTER})" if _EDGE.match(parts[-1][-1]) else ""
    pattern = before + r"\s+".join(map(re.escape, parts)) + behind
    return [found.span() for found in re.finditer(pattern, text.translate(_ALIKE), re.IGNORECASE)]


def holds(text: str, accepted: Iterable[str]) -> bool:
    """Tell whether any of the accepted words stand in the text."""
    return any(places(text, words) for words in accepted)
