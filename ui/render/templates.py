"""Values -> HTML: the one place where a text becomes a part of a page, and where it is escaped.

A template lies in the folder ``templates`` of its room, as ``room/name.html``, and holds macros. What a macro
is not given, and a name that it does not know, are errors. A macro knows ``texts``, ``text`` and ``byline``,
and the filter ``fill``, which puts values and HTML in the places of a text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from . import byline, texts

if TYPE_CHECKING:
    from jinja2 import Environment

UI: Final = Path(__file__).parents[1]
_BETWEEN: Final = re.compile(r"(?<=[>}])\n\s*(?=[<{])")  # lines of a template, no space of the page


def rendered(template: str, macro: str, /, **values: object) -> str:
    """Return what a macro makes of the values; all that is no macro's own HTML is escaped."""
    made = getattr(_environment().get_template(template).module, macro)(**values)
    return "".join([made])  # plain text: it is escaped if it gets into another page


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup, escape

    def shown(value: Any) -> Any:
        """Keep a carriage return, which a browser would read as a line feed."""
        return escape(value).replace("\r", Markup("&#13;")) if "\r" in str(value) else value

    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals |= {"texts": texts, "text": texts.text, "byline": byline}
    made.filters["fill"] = lambda text, **values: escape(text).format(**values)
    return made


def _source(name: str) -> str:
    room, _, file = name.partition("/")
    return _BETWEEN.sub("", (UI / room / "templates" / file).read_text(encoding="utf-8"))
