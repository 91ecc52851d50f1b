"""A question and passages -> what a language model is told.

The passages are what strangers wrote. Each stands within a boundary that is drawn anew for every request, so
that no article can close it. Characters that show nowhere, which can hide an instruction or turn a line
around, are taken out; square brackets become round ones and no tag is left whole, so that an article has
neither the number of a passage nor a sign by which a model tells who speaks (``<|im_start|>``, ``[INST]``).
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import Final

from index.passage import Hit

from ..llm.models import tokens

NO_ANSWER: Final = "NO ANSWER"
LONGEST_FIELD: Final = 200  # characters of a title or a source
_TAG = re.compile(r"<(?=[^\s\d<=])")
_ROUND: Final = str.maketrans("[]【】", "()()")
_SEEN: Final = "\n\t\u200c\u200d"  # joiners: Persian and Hindi are spelt with them


@dataclass(frozen=True, slots=True)
class Prompt:
    """The two messages to a model, and the passages they hold: ``hits[n - 1]`` has the number n."""

    system: str
    user: str
    hits: tuple[Hit, ...]

    @property
    def tokens(self) -> int:
        """About how many tokens it has."""
        return tokens(self.system) + tokens(self.user)


def prompt(
    question: str, hits: Sequence[Hit], *, today: date, room: int | None = None, boundary: str = ""
) -> Prompt | None:
    """Return the prompt with as many of the passages, from the first, as ``room`` tokens hold.

    ``None`` when there is no room for even one. The boundary is random if not given.
    """
    edge = boundary or secrets.token_hex(4)
    for count in range(len(hits), 0, -1):
        made = _prompt(question, hits[:count], today, edge)
        if room is None or made.tokens <= room:
            return made
    return None


def _prompt(question: str, hits: Sequence[Hit], today: date, boundary: str) -> Prompt:
    passages = [_passage(number, hit, boundary) for number, hit in enumerate(hits, start=1)]
    user = Template(_file("question")).substitute(
        today=f"{today:%A}, {today.day} {today:%B %Y}",
        boundary=boundary,
        passages="\n\n".join(passages),
        question=question,
    )
    return Prompt(_file("answer"), user, tuple(hits))


def _passage(number: int, hit: Hit, boundary: str) -> str:
    article = hit.article
    fields = {"title": article.title, "source": article.source, "date": article.published}
    about = [f"{name}: {_field(value)}" for name, value in fields.items() if value]
    told = "\n".join([*about, "", _shown(hit.text)]).replace(boundary, "")
    return f"[{number}]\n<passage-{boundary}>\n{told}\n</passage-{boundary}>"


def _field(value: str) -> str:
    return " ".join(_shown(value).split())[:LONGEST_FIELD]


def _shown(text: str) -> str:
    """Return a text with nothing in it that does not show, or that stands for more than it says."""
    seen = (each for each in text if each in _SEEN or not unicodedata.category(each).startswith("C"))
    return _TAG.sub("< ", "".join(seen).translate(_ROUND))


def _file(name: str) -> str:
    return (Path(__file__).parent / "prompts" / f"{name}.txt").read_text(encoding="utf-8").strip()
