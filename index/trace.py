"""The steps of an answer as spans of LlamaIndex's dispatcher: what OpenTelemetry, Phoenix or Langfuse show.

Whoever traces has imported LlamaIndex. Where it is not imported, which takes a second, a span is nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from inspect import BoundArguments, Parameter, Signature
from typing import Any, Final
from uuid import uuid4

NAME: Final = "quoth"


@contextmanager
def step(kind: str, **given: Any) -> Iterator[None]:
    """Report the block as a step, with what it was given; steps within it are its children."""
    if "llama_index_instrumentation" not in sys.modules:
        yield
        return
    from llama_index_instrumentation import get_dispatcher
    from llama_index_instrumentation.span import active_span_id

    dispatcher = get_dispatcher(NAME)
    name, arguments = f"{NAME}.{kind}-{uuid4()}", _bound(given)
    token = active_span_id.set(name)
    before = None if token.old_value is token.MISSING else token.old_value
    dispatcher.span_enter(id_=name, bound_args=arguments, parent_id=before, tags={})
    try:
        yield
    except BaseException as problem:
        dispatcher.span_drop(id_=name, bound_args=arguments, err=problem)
        raise
    else:
        dispatcher.span_exit(id_=name, bound_args=arguments)
    finally:
        with suppress(ValueError):  # a stream that is thrown away may be closed in another context
            active_span_id.reset(token)


def _bound(given: dict[str, Any]) -> BoundArguments:
    parameters = [Parameter(name, Parameter.KEYWORD_ONLY) for name in given]
    return Signature(parameters).bind(**given)
