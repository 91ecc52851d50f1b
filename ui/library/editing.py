"""The form that corrects an article and tags it, and what a request says of it -> changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from index.store.corrections import FIELDS

from ..render.templates import rendered
from .asked import fields

if TYPE_CHECKING:
    from index.article import Article
    from index.library import Library

TEMPLATE: Final = "library/edit.html"
_EXAMPLE: Final = '{"title": "…", "tags": ["…"]} or {"undo": true}'


def edit_html(library: Library, article_id: str) -> str:
    """Return the form, with what was read where it was corrected.

    Raises:
        KeyError: there is no such article.
    """
    article = library.article(article_id)
    return rendered(
        TEMPLATE,
        "form",
        article=article,
        read=library.by_hand.corrected([article_id]).get(article_id, {}),
        tags=", ".join(library.by_hand.tags_of([article_id]).get(article_id, ())),
        known=[name for name, _ in library.by_hand.tags()],
        fields=FIELDS,
    )


def edit(library: Library, article_id: str, body: Any) -> None:
    """Correct an article as a request says, and give it the tags that it names and no others.

    What it says is as it was is left alone.

    Raises:
        KeyError: there is no such article.
        ValueError: it is not what is wanted; one line says how.
    """
    given = fields(body, {*FIELDS, "tags", "undo"}, _EXAMPLE)
    article = library.article(article_id)
    said = {name: given[name] for name in FIELDS if name in given}
    if not all(isinstance(value, str) for value in said.values()):
        raise ValueError("what is corrected must be texts")
    changed = {name: value for name, value in said.items() if value.strip() != _now(article, name)}
    if given.get("undo"):
        library.by_hand.undo(article_id)
    if changed:
        library.by_hand.correct(article_id, **changed)
    if "tags" in given:
        _tag(library, article_id, given)


def _now(article: Article, field: str) -> str:
    return str(getattr(article, field) or "").strip()


def _tag(library: Library, article_id: str, given: Mapping[str, Any]) -> None:
    wanted = given["tags"]
    if not isinstance(wanted, list) or not all(isinstance(tag, str) for tag in wanted):
        raise ValueError('"tags" must be a list of texts')
    tags = [tag.strip() for tag in wanted if tag.strip()]
    before = library.by_hand.tags_of([article_id]).get(article_id, ())
    gone = [tag for tag in before if tag.casefold() not in {each.casefold() for each in tags}]
    if tags:
        library.by_hand.tag(article_id, tags)
    if gone:
        library.by_hand.untag(article_id, gone)
