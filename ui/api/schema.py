"""JSON schemas of what programs send and get: the former written here, the latter made from our values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from index.passage import MAX_QUERY

from ..requests import FEW_PASSAGES, MOST_PASSAGES, MOST_TURNS
from .completion import MODEL, ROLES

Schema = Mapping[str, Any]

QUESTION: Final[Schema] = {
    "type": "string",
    "minLength": 1,
    "maxLength": MAX_QUERY,
    "pattern": r"\S",
    "description": "what is asked; not blank",
}
FILTERS: Final[Schema] = {
    "since": {
        "type": ["string", "null"],
        "format": "date",
        "description": "only articles of this day or later",
    },
    "until": {
        "type": ["string", "null"],
        "format": "date",
        "description": "only articles of this day or earlier",
    },
    "sources": {
        "type": ["array", "null"],
        "items": {"type": "string", "pattern": r"\S"},
        "minItems": 1,
        "description": "only articles of these outlets, whatever their case",
    },
}
SWITCH: Final[Schema] = {"type": ["boolean", "null"], "default": False}


def closed(required: Sequence[str], properties: Schema) -> dict[str, Any]:
    """Return the schema of an object that has no other properties."""
    return {**opened(required, properties), "additionalProperties": False}


def opened(required: Sequence[str], properties: Schema) -> dict[str, Any]:
    """Return the schema of an object that may have other properties."""
    return {"type": "object", "required": list(required), "properties": dict(properties)}


TURN: Final = opened(["question"], {"question": {"type": "string"}, "answer": {"type": "string"}})
HISTORY: Final[Schema] = {
    "type": ["array", "null"],
    "maxItems": MOST_TURNS,
    "items": TURN,
    "description": "the turns before, oldest first, for a follow-up question",
}
REWRITE: Final[Schema] = {
    **SWITCH,
    "default": True,
    "description": "whether a follow-up may be searched with what the turns before it are about",
}
ASK: Final = closed(["question"], {"question": QUESTION, "history": HISTORY, **FILTERS, "rewrite": REWRITE})
STREAMED_ASK: Final = closed(["question"], {**ASK["properties"], "stream": SWITCH})
K: Final[Schema] = {
    "type": ["integer", "null"],
    "minimum": 1,
    "maximum": MOST_PASSAGES,
    "default": FEW_PASSAGES,
    "description": "how many passages",
}
SEARCH: Final = closed(["question"], {"question": QUESTION, "k": K, **FILTERS})

_PART: Final = opened(["type", "text"], {"type": {"const": "text"}, "text": {"type": "string"}})
_TEXT: Final[Schema] = {"anyOf": [{"type": "string"}, {"type": "array", "items": _PART}]}
_USER: Final = opened(["role", "content"], {"role": {"const": "user"}, "content": _TEXT})
_OTHER: Final = opened(
    ["role"],
    {
        "role": {"enum": [role for role in ROLES if role != "user"]},
        "content": {"anyOf": [*_TEXT["anyOf"], {"type": "null"}]},
    },
)
COMPLETION: Final = opened(
    ["model", "messages"],
    {
        "model": {"const": MODEL},
        "messages": {
            "type": "array",
            "items": {"anyOf": [_USER, _OTHER]},
            "contains": _USER,
            "description": "the last message of the user is the question, those before it are the history;"
            " system messages are not read",
        },
        "stream": SWITCH,
        "stream_options": {"type": ["object", "null"], "properties": {"include_usage": SWITCH}},
    },
)


def reply_schema(value: type) -> dict[str, Any]:
    """Return the schema of a value as JSON, whole in itself."""
    from pydantic import TypeAdapter

    exact: dict[str, Any] = _exact(TypeAdapter(value).json_schema(mode="serialization"))
    return exact


def reply_schemas(values: Sequence[type]) -> dict[str, Any]:
    """Return the schemas of several values and of all they hold, by name, for ``components/schemas``."""
    from pydantic import TypeAdapter

    wanted: Any = [(value.__name__, "serialization", TypeAdapter(value)) for value in values]
    template = "#/components/schemas/{model}"
    made: Any = TypeAdapter.json_schemas(wanted, ref_template=template)[1]
    return {name: _exact(schema) for name, schema in made["$defs"].items()}


def _exact(schema: Any) -> Any:
    """Say of each object that it has all of its properties and no others; what we send does."""
    if isinstance(schema, list):
        return [_exact(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    known = {name: _exact(value) for name, value in schema.items() if name not in ("default", "title")}
    if isinstance(schema.get("properties"), dict):
        known["properties"] = {name: _exact(value) for name, value in schema["properties"].items()}
        known |= {"required": list(known["properties"]), "additionalProperties": False}
    return known
