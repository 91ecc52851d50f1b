"""What e5's encoder takes from its vectors: makes ``index/encode/e5/centres.npy``.

    python -m tests.bench.e5_centres ../shared/data

The file has the mean of questions, that of passages, and unit directions at right angles in which the means
of languages lie apart, one fewer than languages. Of XQuAD every second question and every paragraph in its
eight languages, each language counting the same; what answers what is not looked at. Made of half of its
articles, the other half has these questions found first by vectors alone, raw and less the means: within a
language .912 and .917, of English paragraphs .809 and .827, English ones of others .835 and .840. What the
directions do is in ``tests/bench/README.md``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encode.e5.encoder import CENTRES, E5Encoder

from .encoders import LANGUAGES, XQUAD
from .sets import rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def directions(questions: Floats, passages: Floats) -> Floats:
    """Return what tells languages apart of unit vectors less their means, (languages, texts, d) each."""
    of_languages = _unit_less_mean(questions).mean(axis=1) + _unit_less_mean(passages).mean(axis=1)
    apart = of_languages - of_languages.mean(axis=0)
    found: Floats = np.linalg.svd(apart, full_matrices=False)[2][:-1]
    return found


def _unit_less_mean(vectors: Floats) -> Floats:
    less = vectors - vectors.mean(axis=(0, 1))
    unit: Floats = less / np.linalg.norm(less, axis=2, keepdims=True)
    return unit


def main() -> None:
    """Write the file."""
    encoder = E5Encoder(centred=False)
    asked, paragraphs = [], []
    for language in LANGUAGES:
        questions = rows(Path(sys.argv[1]), XQUAD, f"{language}-questions")[::2]
        corpus = rows(Path(sys.argv[1]), XQUAD, f"{language}-corpus")
        asked.append([encoder.query(row["question"]) for row in questions])
        paragraphs.append(encoder.passages([row["text"] for row in corpus]))
    every = [np.array(each, dtype=np.float64) for each in (asked, paragraphs)]
    means = [each.mean(axis=(0, 1)) for each in every]
    np.save(CENTRES, np.vstack([*means, directions(*every)]).astype(np.float32))


if __name__ == "__main__":
    main()
