"""What programs send and what they get, as pydantic models: the home of their schemas.

``Article``, ``Told`` and ``Passage`` are sent as they are. OpenAI's have a file of their own.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from index.article import Article
from index.passage import MAX_QUERY
from rag.answer import Turn

from ..render.told import Passage
from ..site.failures import problem_line

MOST_TURNS: Final = 50
FEW_PASSAGES: Final = 10  # where "k" is not sent
MOST_PASSAGES: Final = 100
FEW_CHARACTERS: Final = 20_000  # of an article read at once; some 5,000 tokens

M = TypeVar("M", bound=BaseModel)


def checked(model: type[M], values: object) -> M:
    """Return what a program sent, JSON already decoded.

    Raises:
        ValueError: it is not what is expected; one line says what is.
    """
    try:
        return model.model_validate(values)
    except ValidationError as problem:
        raise ValueError(problem_line(problem.errors())) from None


def _encodable(text: str) -> str:
    """Refuse half a character, which JSON can hold (``\\ud800``) and no other part of the way."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("unicode", "Text is no valid Unicode") from None
    return text


Text = Annotated[str, AfterValidator(_encodable)]
Question = Annotated[
    Text,
    AfterValidator(str.strip),
    Field(
        description="what is asked; not blank",
        json_schema_extra={"minLength": 1, "maxLength": MAX_QUERY, "pattern": r"\S"},
    ),
]
Claim = Annotated[
    Text,
    AfterValidator(str.strip),
    Field(
        description="what is held true: a sentence, or a few that are checked one by one; no question",
        json_schema_extra={"minLength": 1, "maxLength": MAX_QUERY, "pattern": r"\S"},
    ),
]
Day = Annotated[str, Field(min_length=1, json_schema_extra={"format": "date"})]
Tag = Annotated[Text, Field(json_schema_extra={"pattern": r"\S"})]
Source = Annotated[Text, Field(json_schema_extra={"pattern": r"\S"})]


# -- what is sent


class Sent(BaseModel):
    """What a program sends: these values and no others."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class OfLibrary(Sent):
    """What is wanted of a library."""

    library: Text | None = Field(
        default=None, description="the name of the library, where the server has several; else the address's"
    )


class Confined(OfLibrary):
    """The days and outlets that are searched."""

    since: Day | None = Field(
        default=None, description="only articles of this day or later; a month or a year counts whole"
    )
    until: Day | None = Field(
        default=None, description="only articles of this day or earlier; a month or a year counts whole"
    )
    sources: list[Source] | None = Field(
        default=None, description="only articles of these outlets, whatever their case", min_length=1
    )

    tags: list[Tag] | None = Field(
        default=None, description="only articles with one of these tags, whatever their case", min_length=1
    )

    @property
    def only(self) -> dict[str, Any]:
        """The arguments of a search that confine it."""
        return {"since": self.since, "until": self.until, "sources": self.sources, "tags": self.tags}


class Asked(Confined):
    """A question, and the days and outlets that it is asked of."""

    question: Question


class Open(BaseModel):
    """What a program may send more in than is read: OpenAI's clients do, as a temperature."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True)


class Exchange(Open):
    """A question asked before, and its answer."""

    question: Text
    answer: Text = ""


class Following(Confined):
    """What follows upon what was said before."""

    history: list[Exchange] | None = Field(
        default=None,
        description="the turns before, oldest first, for a follow-up question",
        max_length=MOST_TURNS,
    )
    rewrite: bool | None = Field(
        default=True,
        description="whether a follow-up may be searched with what the turns before it are about",
    )

    @property
    def turns(self) -> list[Turn]:
        """The history as the assistant takes it."""
        return [Turn(each.question, each.answer) for each in self.history or ()]


class Streamed(Sent):
    """What may be answered piece by piece."""

    stream: bool | None = Field(default=False, description="whether the answer comes as server-sent events")


class Ask(Asked, Following):
    """A question with what it follows upon."""

    many: bool | None = Field(
        default=True,
        description="whether a question of many articles (how many, which) is answered by rows",
    )


class StreamedAsk(Ask, Streamed):
    """A question that may be answered piece by piece."""


class Check(Following):
    """A claim that is to be checked against the articles, with what it follows upon."""

    claim: Claim


class StreamedCheck(Check, Streamed):
    """The same, which may be answered as events."""


class Search(Asked):
    """A search whose best passages are wanted.

    "exact phrase", -word, title:, source:, author:, after:, before: and OR confine it.
    """

    k: int | None = Field(default=FEW_PASSAGES, description="how many passages", ge=1, le=MOST_PASSAGES)


class Read(OfLibrary):
    """Which article is read, and from where."""

    article_id: Text = Field(description="as citations and passages name it")
    start: int = Field(
        default=0,
        description=f"where to begin, in characters; at most {FEW_CHARACTERS:,} are given at once",
        ge=0,
    )


# -- what comes back


class Reply(BaseModel):
    """What we send: all of these values, and no others."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, from_attributes=True, json_schema_serialization_defaults_required=True
    )


class Failure(Reply):
    """What went wrong, in one line."""

    error: str


class About(Reply):
    """What is known of an article."""

    title: str
    source: str | None
    author: str | None
    published: str | None
    published_from: str | None
    url: str | None
    unread: str | None


class Entry(About):
    """An article without its text; ``characters`` is how long that is."""

    id: str
    language: str | None
    sha256: str
    characters: int


class Listing(Reply):
    """Some of the articles, the newest first, those without a day last; ``total`` counts all of them."""

    total: int
    offset: int
    articles: list[Entry]


class Found(Reply):
    """Passages, best first, and one line on what no article has, else empty."""

    passages: list[Passage]
    notice: str = ""


class Reading(About):
    """A part of an article's text, ``[start, end)`` of its ``characters``, and what is known of it."""

    article_id: str
    text: str
    start: int
    end: int
    characters: int


def about(article: Article) -> dict[str, Any]:
    """Return the values of ``About``."""
    return About.model_validate(article).model_dump()
