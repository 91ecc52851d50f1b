"""What is sent below ``/v1`` and what comes back, in the shapes of OpenAI's chat completions."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Discriminator, Field, Tag

from ..render.told import Quotation
from .models import Open, Reply, Text

MODEL: Final = "quoth"
Count = Annotated[int, Field(ge=0)]


class Part(Open):
    """A part of a message."""

    type: Literal["text"]
    text: Text


Content = Annotated[
    Annotated[Text, Tag("text")] | Annotated[list[Part], Tag("parts")],
    Discriminator(
        lambda given: {str: "text", list: "parts"}.get(type(given)),
        custom_error_type="content",
        custom_error_message='Input should be a text, or a list of parts of type "text"',
    ),
]


class _Message(Open):
    content: Content | None = None

    @property
    def text(self) -> str:
        """All that it says, a line for each part."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class UserMessage(_Message):
    """What the person said."""

    role: Literal["user"]
    content: Content


class OtherMessage(_Message):
    """What somebody else said."""

    role: Literal["system", "developer", "assistant", "tool", "function"]


Message = Annotated[UserMessage | OtherMessage, Field(discriminator="role")]


class StreamOptions(Open):
    """What a streamed reply has besides."""

    include_usage: bool | None = False


class CompletionRequest(Open):
    """A conversation that is to be continued."""

    model: Text = Field(json_schema_extra={"const": MODEL})
    messages: list[Message] = Field(
        description="the last message of the user is the question, those before it are the history;"
        " system messages are not read",
        json_schema_extra={"contains": {"$ref": "#/components/schemas/UserMessage"}},
    )
    stream: bool | None = False
    stream_options: StreamOptions | None = None


class OpenAIError(Reply):
    """What went wrong, as OpenAI's clients read it."""

    message: str
    type: Literal["invalid_request_error", "server_error"]
    param: None
    code: str | None


class OpenAIFailure(Reply):
    """A failure below ``/v1``."""

    error: OpenAIError


class Model(Reply):
    """A model that can be asked."""

    id: Literal["quoth"] = MODEL
    object: Literal["model"] = "model"
    created: Count
    owned_by: Literal["quoth"] = MODEL


class Models(Reply):
    """The one model that there is."""

    object: Literal["list"] = "list"
    data: list[Model]


class Link(Reply):
    """Where a mark ``[n]`` stands in the content, and where it leads."""

    start_index: Count
    end_index: Count
    url: str
    title: str


class Annotation(Reply):
    """A mark of an article with an address."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: Link


class Answer(Reply):
    """The answer as a message, and what it rests on: OpenAI's annotations of links, and ours in full."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]
    citations: list[Quotation]
    answered: bool = Field(description="whether the articles say anything to the question")
    notice: str = Field(description="what went wrong on the way, else empty")


class Choice(Reply):
    """The one answer that there is."""

    index: Literal[0] = 0
    message: Answer
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Tokens(Reply):
    """Tokens of the texts, as the library's encoder counts them."""

    prompt_tokens: Count
    completion_tokens: Count
    total_tokens: Count


class Completion(Reply):
    """The reply to a conversation."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: Count
    model: Literal["quoth"] = MODEL
    choices: list[Choice] = Field(min_length=1, max_length=1)
    usage: Tokens
