"""The tools for language models, ``ask``, ``search`` and ``read_article``: what each takes and gives."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from index.article import Article
from index.errors import QuothError
from rag.assistant import Assistant

from ..render.texts import BROKEN
from ..render.told import Passage, Told
from ..requests import asked, sought
from ..site.failures import NotFound
from .articles import article_of, passages_for
from .ask import answer_to
from .schema import ASK, SEARCH, closed, reply_schema

LOG = logging.getLogger(__name__)
FEW_CHARACTERS: Final = 20_000  # of an article read at once; some 5,000 tokens
READ_KEYS: Final = ("article_id", "start")
READ: Final = closed(
    ["article_id"],
    {
        "article_id": {"type": "string", "description": "as citations and passages name it"},
        "start": {
            "type": "integer",
            "minimum": 0,
            "default": 0,
            "description": f"where to begin, in characters; at most {FEW_CHARACTERS:,} are given at once",
        },
    },
)


@dataclass(frozen=True, slots=True)
class Found:
    """Passages, best first."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of an article's text, ``[start, end)`` of its ``characters``, and what is known of it."""

    article_id: str
    title: str
    source: str | None
    author: str | None
    published: str | None
    published_from: str | None
    url: str | None
    text: str
    start: int
    end: int
    characters: int


@dataclass(frozen=True, slots=True)
class Tool:
    """What a tool is for, what it takes (a JSON schema) and gives (a value), and how it is made."""

    name: str
    purpose: str
    takes: Mapping[str, Any]
    gives: type
    call: Callable[[Assistant, Mapping[str, Any]], Told | Found | Reading]

    @property
    def output(self) -> dict[str, Any]:
        """The schema of what it gives."""
        return reply_schema(self.gives)


def called(assistant: Assistant, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a tool gives as one JSON object.

    Raises:
        ValueError: there is no such tool, it takes other arguments, or it failed; one line says why.
    """
    tools = {tool.name: tool for tool in TOOLS}
    if name not in tools:
        raise ValueError(f"there is no tool {name[:60]!r}; there are {', '.join(tools)}")
    try:
        return asdict(tools[name].call(assistant, arguments))
    except (QuothError, NotFound) as problem:
        raise ValueError(str(problem)) from problem
    except ValueError:
        raise
    except Exception as problem:
        LOG.exception("the tool %s failed", name)
        raise ValueError(BROKEN) from problem


def _ask(assistant: Assistant, arguments: Mapping[str, Any]) -> Told:
    return answer_to(assistant, asked(arguments))


def _search(assistant: Assistant, arguments: Mapping[str, Any]) -> Found:
    return Found(tuple(passages_for(assistant.library, sought(arguments))))


def _read(assistant: Assistant, arguments: Mapping[str, Any]) -> Reading:
    if set(arguments) - set(READ_KEYS):
        raise ValueError(f"known are {', '.join(READ_KEYS)}")
    article_id, start = arguments.get("article_id"), arguments.get("start", 0)
    if not isinstance(article_id, str):
        raise ValueError('"article_id" must be a text')
    if isinstance(start, bool) or not isinstance(start, int) or start < 0:
        raise ValueError('"start" must be a whole number from 0')
    return _reading(article_of(assistant.library, article_id), start)


def _reading(article: Article, start: int) -> Reading:
    text = article.text[start : start + FEW_CHARACTERS]
    return Reading(
        article_id=article.id,
        title=article.title,
        source=article.source,
        author=article.author,
        published=article.published,
        published_from=article.published_from,
        url=article.url,
        text=text,
        start=start,
        end=start + len(text),
        characters=len(article.text),
    )


TOOLS: Final = (
    Tool(
        "ask",
        "Answer a question from the articles of this library. Each sentence of the answer is quoted from"
        " articles or tied to a quotation by its mark [n]; the quotations are in citations. When the articles"
        " do not say, answered is false, and closest holds the nearest passages.",
        ASK,
        Told,
        _ask,
    ),
    Tool(
        "search",
        "Find the passages of the articles that best match a question, best first, without an answer.",
        SEARCH,
        Found,
        _search,
    ),
    Tool("read_article", "Read an article that a citation or a passage is from.", READ, Reading, _read),
)
