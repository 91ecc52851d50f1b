"""A subject -> the same without the word that fewest passages have."""

from __future__ import annotations

from index.language.names import names_in
from index.language.words import content_spans
from index.library import Library


def broader(library: Library, subject: str) -> str:
    """Return a subject without its rarest word, names apart; empty where only names or one word are left."""
    named = {word for name in names_in(f"of {subject}") for word in name.split()}
    held = {each.word: each.passages for each in library.words(subject)}
    spans = content_spans(subject)
    spare = [span for span in spans if subject[slice(*span)] not in named]
    if len(spans) < 2 or not spare:
        return ""
    rarest = min(spare, key=lambda span: held.get(subject[slice(*span)], 0))
    left = f"{subject[: rarest[0]]} {subject[rarest[1] :]}"
    first = content_spans(left)[0][0]
    return " ".join(left[first:].split())
