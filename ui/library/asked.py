"""What a request says of links, a folder or a filter -> checked values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.ingest.inputs import is_link

from ..conversations.live import asked_filter
from ..render.texts import text

if TYPE_CHECKING:
    from starlette.requests import Request

    from index.passage import Filter

MOST_LINKS: Final = 200
LONGEST_LINK: Final = 2000  # characters


@dataclass(frozen=True, slots=True)
class Links:
    """Links to add, each with a scheme; ``follow`` for the pages that feeds among them lead to."""

    links: tuple[str, ...]
    follow: bool = False


def asked_links(body: Any) -> Links:
    """Return the links of a request's JSON.

    Nothing in it is ever taken for a path: a name without a scheme is given ``https://``.

    Raises:
        ValueError: it is not what is wanted; one line says how.
    """
    given = fields(body, {"links", "follow"}, '{"links": ["https://…"], "follow": false}')
    links, follow = given.get("links"), given.get("follow", False)
    if not isinstance(links, list) or not all(isinstance(link, str) for link in links):
        raise ValueError('"links" must be a list of texts')
    if not isinstance(follow, bool):
        raise ValueError('"follow" must be true or false')
    named = list(dict.fromkeys(link.strip() for link in links if link.strip()))
    if not named:
        raise ValueError(text("no_links"))
    if len(named) > MOST_LINKS:
        raise ValueError(text("too_many_links", number=len(named), most=MOST_LINKS))
    longest = max(map(len, named))
    if longest > LONGEST_LINK:
        raise ValueError(text("long_link", number=f"{longest:,}", most=f"{LONGEST_LINK:,}"))
    return Links(tuple(link if is_link(link) else f"https://{link}" for link in named), follow)


def asked_folder(body: Any) -> Path:
    """Return the folder of a request's JSON, as it lies on this machine.

    Raises:
        ValueError: it is not what is wanted; one line says how.
    """
    folder = fields(body, {"folder"}, '{"folder": "/news"}').get("folder")
    if not isinstance(folder, str) or not folder.strip() or "\0" in folder:
        raise ValueError(text("no_folder"))
    try:
        return Path(folder.strip()).expanduser().resolve()
    except (OSError, RuntimeError) as problem:  # a name too long, a loop of links, a home of nobody
        raise ValueError(f"{folder.strip()[:100]!r}: {problem}") from None


def asked_only(request: Request) -> Filter:
    """Return the filter of a request's address: ``since``, ``until`` any ``source``, ``tag``, ``name``.

    Raises:
        ValueError: a day is none, or the first lies after the last.
    """
    said = request.query_params
    lists = {
        f"{name}s": [one for one in said.getlist(name) if one.strip()] for name in ("source", "tag", "name")
    }
    days = {name: said.get(name, "").strip() for name in ("since", "until")}
    return asked_filter({name: value for name, value in {**days, **lists}.items() if value})


def fields(body: Any, known: set[str], example: str) -> dict[str, Any]:
    """Return the fields of a request's JSON.

    Raises:
        ValueError: it is no object, or has others than are known.
    """
    if not isinstance(body, dict):
        raise ValueError(f"send one JSON object, such as {example}")
    unknown = sorted(set(body) - known)
    if unknown:
        raise ValueError(f"{unknown[0]!r} is not known; there are {', '.join(sorted(known))}")
    return body
