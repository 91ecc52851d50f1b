"""An OpenDocument text -> its articles; runs in the child process only."""

from typing import Final

from ....article import Article
from ....errors import SourceError
from ..docx.article import Document, Style, Styles
from ..docx.downloads import articles_of
from ..docx.parts import Parts
from .text import local, text_in

NOUN: Final = "OpenDocument text"
FACTS: Final = {
    "title": "title",
    "initial-creator": "creator",
    "creator": "changed by",
    "creation-date": "created",
    "language": "language",
}


def articles_from_odt(content: bytes, name: str) -> list[Article]:
    """Return the articles of an OpenDocument text: those of a database's download, or the one that it is.

    Raises:
        SourceError: the document is encrypted, damaged, too large or holds no text.
    """
    parts = Parts(content, name, noun=NOUN)
    _refuse_encrypted(parts, name)
    styles = Styles()
    for part in ("styles.xml", "content.xml"):
        _add_styles(parts, part, styles)
    found = text_in(parts, styles)
    if found is None:
        raise SourceError(name, f"is no {NOUN}, or a damaged one")
    return articles_of(Document(*found, styles, _facts(parts)), name)


def _refuse_encrypted(parts: Parts, name: str) -> None:
    def start(element: str, _: dict[str, str]) -> None:
        if local(element) == "encryption-data":
            raise SourceError(name, "is encrypted; save it without a password")

    parts.read("META-INF/manifest.xml", start)


def _facts(parts: Parts) -> dict[str, str]:
    """Return the document's properties as those of a Word document are called."""
    found: dict[str, str] = {}
    open_fact = ""

    def start(element: str, _: dict[str, str]) -> None:
        nonlocal open_fact
        open_fact = FACTS.get(local(element), "")

    def end(_: str) -> None:
        nonlocal open_fact
        open_fact = ""

    def take(words: str) -> None:
        if open_fact:
            found[open_fact] = found.get(open_fact, "") + words

    parts.read("meta.xml", start, end, take)
    return {"creator": found.get("changed by", ""), **found}


def _add_styles(parts: Parts, part: str, styles: Styles) -> None:
    """Add the styles of paragraphs and words that a part describes; ``height`` is told by their names."""
    current = ""

    def start(element: str, fields: dict[str, str]) -> None:
        nonlocal current
        said = {local(key): value for key, value in fields.items()}
        if local(element) == "style":
            current = said.get("name", "")
            shown = said.get("display-name") or current.replace("_20_", " ")
            styles.known[current] = Style(shown, said.get("parent-style-name", ""))
        elif local(element) == "text-properties" and current in styles.known:
            position = said.get("text-position", "").split(" ")[0]
            if position in ("super", "sub") or position.rstrip("%").lstrip("-").isdigit():
                styles.known[current].height = _height(position)

    parts.read(part, start)


def _height(position: str) -> int:
    """Return 1 above the line, -1 below it, 0 on it."""
    if position in ("super", "sub"):
        return 1 if position == "super" else -1
    share = int(position.rstrip("%"))
    return (share > 0) - (share < 0)
