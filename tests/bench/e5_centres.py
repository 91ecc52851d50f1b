"""The means of e5's vectors that its encoder takes from them: makes ``index/encode/e5/centres.npy``.

    python -m tests.bench.e5_centres ../shared/data

Of XQuAD every second question and every paragraph in its eight languages, each language counting the same;
what answers what is not looked at. With the means of half of its articles the other half has these questions
found first by vectors alone, raw and less the means: within a language .912 and .917, of English paragraphs
.809 and .827, English ones of others .835 and .840.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from index.encode.e5.encoder import CENTRES, E5Encoder

from .encoders import LANGUAGES, XQUAD
from .sets import rows


def main() -> None:
    """Write the file."""
    encoder = E5Encoder(centred=False)
    means = []
    for language in LANGUAGES:
        questions = rows(Path(sys.argv[1]), XQUAD, f"{language}-questions")[::2]
        paragraphs = rows(Path(sys.argv[1]), XQUAD, f"{language}-corpus")
        asked = np.stack([encoder.query(row["question"]) for row in questions])
        vectors = (asked, encoder.passages([row["text"] for row in paragraphs]))
        means.append([each.mean(axis=0, dtype=np.float64) for each in vectors])
    np.save(CENTRES, np.mean(means, axis=0).astype(np.float32))


if __name__ == "__main__":
    main()
