"""Articles -> what the store holds of them: passages, each with its vector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from ..article import Article
from ..encode import Encoder
from ..store import Entry
from ..text.split import PASSAGE_TOKENS, TITLE_TOKENS, Span, passages

if TYPE_CHECKING:
    from numpy.typing import NDArray

GROUP_PASSAGES: Final = 128  # encoded in one go, however few characters their 210 tokens have


def entries(
    articles: Sequence[Article], encoder: Encoder, tell: Callable[[], None] | None = None
) -> list[Entry]:
    """Return articles with their passages and vectors, encoded together; ``tell`` is called now and then."""
    spans = [_passages(article, encoder) for article in articles]
    texts = [
        f"{title}\n{article.text[start:end]}".lstrip("\n")
        for article, own in zip(articles, spans, strict=True)
        for title in [short_title(article.title, encoder)]
        for start, end in own
    ]
    vectors = _vectors(texts, encoder, tell)
    made, first = [], 0
    for article, own in zip(articles, spans, strict=True):
        made.append(Entry(article, tuple(own), vectors[first : first + len(own)]))
        first += len(own)
    return made


def _vectors(texts: Sequence[str], encoder: Encoder, tell: Callable[[], None] | None) -> NDArray[np.float32]:
    """Return a vector a text; texts that are the same are encoded once."""
    place = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    each = list(place)
    parts = []
    for first in range(0, max(len(each), 1), GROUP_PASSAGES):
        if first and tell:
            tell()
        parts.append(encoder.passages(each[first : first + GROUP_PASSAGES]))
    return np.concatenate(parts)[[place[text] for text in texts]]


def short_title(title: str, encoder: Encoder) -> str:
    """Return as much of a title as is encoded with each passage."""
    starts = encoder.token_starts([title])[0]
    return title if len(starts) <= TITLE_TOKENS else title[: starts[TITLE_TOKENS]].rstrip()


def _passages(article: Article, encoder: Encoder) -> list[Span]:
    room = min(PASSAGE_TOKENS, encoder.window - TITLE_TOKENS - 1)
    return passages(article.text, article.language, room, encoder.token_starts)
