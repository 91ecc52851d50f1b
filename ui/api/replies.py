"""JSON schemas of the replies that have OpenAI's shape, and of failures."""

from __future__ import annotations

from typing import Any, Final

from .completion import MODEL
from .schema import closed

_TEXT: Final = {"type": "string"}
_COUNT: Final = {"type": "integer", "minimum": 0}

FAILURE: Final = closed(["error"], {"error": {**_TEXT, "description": "one line"}})

OPENAI_FAILURE: Final = closed(
    ["error"],
    {
        "error": closed(
            ["message", "type", "param", "code"],
            {
                "message": _TEXT,
                "type": {"enum": ["invalid_request_error", "server_error"]},
                "param": {"type": "null"},
                "code": {"type": ["string", "null"]},
            },
        )
    },
)

_MODEL: Final = closed(
    ["id", "object", "created", "owned_by"],
    {"id": {"const": MODEL}, "object": {"const": "model"}, "created": _COUNT, "owned_by": _TEXT},
)
MODELS: Final = closed(
    ["object", "data"], {"object": {"const": "list"}, "data": {"type": "array", "items": _MODEL}}
)

_LINK: Final = closed(
    ["start_index", "end_index", "url", "title"],
    {"start_index": _COUNT, "end_index": _COUNT, "url": _TEXT, "title": _TEXT},
)
_ANNOTATION: Final = closed(
    ["type", "url_citation"], {"type": {"const": "url_citation"}, "url_citation": _LINK}
)
_GROUNDS: Final[dict[str, Any]] = {
    "annotations": {
        "type": "array",
        "items": _ANNOTATION,
        "description": "where a mark [n] of an article with an address stands in the content",
    },
    "citations": {"type": "array", "items": {"$ref": "#/components/schemas/Quotation"}},
    "answered": {"type": "boolean", "description": "whether the articles say anything to the question"},
    "notice": {**_TEXT, "description": "what went wrong on the way, else empty"},
}
_MESSAGE: Final = {
    "role": {"const": "assistant"},
    "content": _TEXT,
    "refusal": {"type": "null"},
    **_GROUNDS,
}
_CHOICE: Final = {
    "index": {"const": 0},
    "message": closed(list(_MESSAGE), _MESSAGE),
    "logprobs": {"type": "null"},
    "finish_reason": {"const": "stop"},
}
_USAGE: Final = closed(
    ["prompt_tokens", "completion_tokens", "total_tokens"],
    {"prompt_tokens": _COUNT, "completion_tokens": _COUNT, "total_tokens": _COUNT},
)
_COMPLETION: Final = {
    "id": _TEXT,
    "object": {"const": "chat.completion"},
    "created": _COUNT,
    "model": {"const": MODEL},
    "choices": {
        "type": "array",
        "items": closed(list(_CHOICE), _CHOICE),
        "minItems": 1,
        "maxItems": 1,
    },
    "usage": _USAGE,
}
CHAT: Final = closed(list(_COMPLETION), _COMPLETION)
