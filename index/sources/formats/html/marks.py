"""What a page's mark-up says of its article: JSON-LD, meta elements, links."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from ...decode import clean_line

HtmlElement: TypeAlias = Any  # lxml.html.HtmlElement; lxml ships no type hints

MAX_NODES: Final = 2_000  # of JSON-LD; a page has a few dozen
ARTICLE_TYPE: Final = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|Newspaper|Posting)$")
PAGE_TYPE: Final = re.compile(r"(?:WebPage|ItemPage)$")
ELSEWHERE: Final = re.compile(
    r"comment|related|sidebar|footer|teaser|recommend|copyright|modified|updated|widget|promo|respond|sidebar",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page's own particulars.

    Attributes:
        node: the JSON-LD of the article, else of the page; empty when there is none.
        metas: the contents of each meta element by its property or name in lower case.
    """

    node: dict[str, Any]
    metas: dict[str, list[str]]

    def meta(self, *names: str) -> str | None:
        """Return the content of the first of these meta elements that the page has, as one line."""
        return next((value for name in names for value in self.metas.get(name, ())), None)

    def said(self, key: str) -> str | None:
        """Return a word or name that the JSON-LD gives for a key, as one line."""
        return next(iter(self.names(key)), None)

    def names(self, key: str) -> list[str]:
        """Return the words or names that the JSON-LD gives for a key."""
        return list(dict.fromkeys(_names(self.node.get(key))))


def page_facts(tree: HtmlElement) -> PageFacts:
    """Return what the mark-up of a page says."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = clean_line(element.get("content") or "")
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content and name:
            metas.setdefault(name.strip().lower(), []).append(content)
    return PageFacts(_article_node(tree), metas)


def is_elsewhere(element: HtmlElement) -> bool:
    """Tell whether an element is part of a comment, a list of other articles or the page's foot."""
    above = [element]
    for parent in element.iterancestors():
        above.append(parent)
        if len(above) > 8:
            break
    return any(
        one.tag in ("footer", "aside", "nav") or ELSEWHERE.search(marks_of(one))
        for one in above
        if one.tag != "body"
    )


def marks_of(element: HtmlElement) -> str:
    """Return the words by which a page marks what an element is: its class, id and property."""
    return " ".join(element.get(name) or "" for name in ("class", "id", "itemprop"))


def _article_node(tree: HtmlElement) -> dict[str, Any]:
    """Return the JSON-LD of the article, references to its author and publisher looked up."""
    scripts = [element.text or "" for element in tree.iter("script") if _is_json_ld(element)]
    nodes = [node for script in scripts for node in _nodes(script)]
    node = _fitting(nodes)
    by_id = {one["@id"]: one for one in nodes if isinstance(one.get("@id"), str) and "name" in one}
    whole = {key: _looked_up(node[key], by_id) for key in ("author", "publisher") if key in node}
    return node | whole


def _looked_up(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_looked_up(one, by_id) if isinstance(one, dict) else one for one in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"])
    return value


def _fitting(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    for wanted in (ARTICLE_TYPE, PAGE_TYPE):
        fitting = [node for node in nodes if any(wanted.search(kind) for kind in _types(node))]
        dated = [node for node in fitting if "datePublished" in node]
        if fitting:
            return (dated or fitting)[0]
    return {}


def _is_json_ld(element: HtmlElement) -> bool:
    return "ld+json" in (element.get("type") or "").lower()


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD script, outermost first; none when it is broken."""
    text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$", "", script)
    try:
        waiting = [json.loads(text.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MAX_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(
                inner for key, inner in value.items() if key in ("@graph", "mainEntity", "hasPart")
            )


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from filter(None, [clean_line(html.unescape(value))])
    elif isinstance(value, dict):
        name = value.get("name") or value.get("@value") or value.get("@id")
        yield from _names(name) if isinstance(name, str) else ()
    elif isinstance(value, list):
        for one in value[:20]:
            yield from _names(one) if isinstance(one, (str, dict)) else ()
