"""What sentences mean without their names and figures: alike of two things is what tells the same of both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.language.names import names_in
from index.language.numbers import figures
from index.library import Library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


def meanings(library: Library, texts: Sequence[str], names: Iterable[str]) -> Vectors:
    """Return unit vectors of texts with one letter for each name and figure, shape (texts, dimensions)."""
    return library.encoder.passages([_masked(text, names) for text in texts])


def _masked(text: str, names: Iterable[str]) -> str:
    for figure in reversed(figures(text)):
        text = f"{text[: figure.start]}N{text[figure.end :]}"
    for name in sorted({*names, *names_in(text)}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "X", text)
    return text
