"""Markdown -> an article in plain readable text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ...article import Article
from ...errors import SourceError
from ..decode import clean_line, decode
from ..facts.front_matter import split_front_matter, without_wiki_links
from ..facts.titles import same_words
from ..facts.top_lines import MAX_LINES, Top, completed, read_top
from . import Format, Formats, Reader
from .blocks import paragraphs_of
from .captions import MAX_CAPTION
from .highlights import ONLY_MARKED, marked_passages
from .html import begins_as_page
from .raised_runs import END, LOWERED, RAISED, resolved
from .sample import Sample
from .tables import table_lines

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

SOFT_BREAK: Final = "\x1f"  # the end of a line within a paragraph; clean text holds none
LINE_END: Final = re.compile(f"[\n{SOFT_BREAK}]")
# The marks of footnotes and of call-outs, and words that are marked.
NOTE_MARK: Final = re.compile(r"\[\^[\w-]+\]:?|\[![\w-]+\][+-]?|==(?=\S)([^=\n]+)(?<=\S)==")
SIGNS: Final = {"softbreak": SOFT_BREAK, "hardbreak": "\n", "image": ""}
INLINE_TAGS: Final = {"<sup>": RAISED, "<sub>": LOWERED, "</sup>": END, "</sub>": END}
NOTE: Final = re.compile(
    r"^ {0,3}\[\^[^\]\s]{1,80}\]:[^\n]*(?:\n(?=[^\n])(?! {0,3}\[\^)[^\n]+|\n\n(?: {4}|\t)[^\n]+)*", re.M
)
POWER: Final = re.compile(r"(?<=[^\s^])\^([\[(]?[\w+,*†‡§−–-]{1,12}[\])]?)\^")  # as pandoc writes them
INDEX: Final = re.compile(r"(?<=[^\W\d_])~(\d{1,3})~")
FRONT_MATTER: Final = re.compile(
    r"\s*---[ \t]*\r?\n(?:[^\n]*\n){0,100}?[\w ]+:[^\n]*\n(?:[^\n]*\n){0,200}?---"
)


def article_from_markdown(content: bytes, name: str) -> Article:
    """Return the article that the bytes of a Markdown file hold.

    Its first heading of the first level is the title when the front matter gives none, and is
    then no part of the text.

    Raises:
        SourceError: there is no text.
    """
    front, below = split_front_matter(decode(content))
    known: dict[str, Any] = dict(front)
    blocks = _blocks(NOTE_MARK.sub(r"\1", _notes_last(without_wiki_links(below))))
    marked = [words.replace(SOFT_BREAK, " ") for words in marked_passages(blocks)]
    for number, (tag, words) in enumerate(blocks[:5]):
        if tag == "h1" and (not known.get("title") or same_words(words, known["title"])):
            known.setdefault("title", clean_line(words))
            del blocks[number]
            break
    top, body = _without_top([words for _, words in blocks], known.get("title"))
    if marked:
        body, known["unread"] = marked, ONLY_MARKED
    if not body:
        raise SourceError(name, "no article text found")
    return Article(text="\n\n".join(body), **completed(known, top, body[0], name))


def _without_top(paragraphs: list[str], title: str | None) -> tuple[Top, list[str]]:
    """Return what the lines above the text say, and the paragraphs without them, if any is left."""
    lines = [line for words in paragraphs[:MAX_LINES] for line in (*LINE_END.split(words), "")]
    above = [f"# {title}", ""] if title else []
    top = read_top([*above, *lines], full=0)
    body = _without_lines(paragraphs, top.lines - len(above)) or paragraphs
    return top, [words.replace(SOFT_BREAK, " ") for words in body]


def _without_lines(paragraphs: list[str], count: int) -> list[str]:
    """Return what is left of some paragraphs below so many lines; one that is empty parts each two."""
    for number, words in enumerate(paragraphs):
        ends = [match.end() for match in LINE_END.finditer(words)]
        if count <= len(ends):
            return [words[ends[count - 1] if count > 0 else 0 :], *paragraphs[number + 1 :]]
        count -= len(ends) + 2
    return []


def _blocks(text: str) -> list[tuple[str, str]]:
    """Return the paragraphs with the tag each would have in HTML (``h1``, ``p``, …), none blank."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    nodes = SyntaxTreeNode(tokens).children
    told = [node for node, above in zip(nodes, [None, *nodes], strict=False) if not _is_caption(node, above)]
    found = (block for node in told for block in _block(node))
    return [(tag, words.strip("\n")) for tag, words in found if words.strip()]


def _is_caption(node: "SyntaxTreeNode", above: "SyntaxTreeNode | None") -> bool:
    """Tell whether a paragraph is all emphasis and belongs to a picture, in it or in the one above."""
    kinds = _kinds(node)
    pictured = "image" in kinds or (above is not None and _kinds(above) == {"image"})
    return pictured and kinds - {"image"} == {"em"} and len(_inline(node.children[0])) <= MAX_CAPTION


def _kinds(node: "SyntaxTreeNode") -> set[str]:
    """Return what kinds of pieces a paragraph is made of, white space aside."""
    pieces = node.children[0].children if node.type == "paragraph" else []
    return {
        one.type for one in pieces if one.type != "softbreak" and (one.type != "text" or one.content.strip())
    }


def _notes_last(text: str) -> str:
    """Return a text with its footnotes at the end, each a paragraph of its own."""
    notes = [note[0] for note in NOTE.finditer(text)]
    return "\n\n".join([NOTE.sub("", text), *notes]) if notes else text


def _block(node: "SyntaxTreeNode") -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of one block; the parser nests at most 20 deep."""
    if node.type in ("heading", "paragraph"):
        yield node.tag, _inline(node.children[0])
    elif node.type in ("bullet_list", "ordered_list"):
        yield node.tag, "\n".join(_list_lines(node))
    elif node.type == "table":
        rows = [row for part in node.children for row in part.children]
        cells = [[_inline(cell.children[0]) for cell in row.children] for row in rows]
        yield from ((node.tag, line) for line in table_lines(cells, headings=1))
    elif node.type in ("fence", "code_block"):
        yield "pre", node.content.rstrip("\n")
    elif node.type == "html_block":
        yield from (("div", words) for words in paragraphs_of(node.content))
    else:  # a quotation holds blocks, a rule holds none
        for child in node.children:
            yield from _block(child)


def _list_lines(node: "SyntaxTreeNode") -> Iterator[str]:
    """Yield a line for each paragraph of a list, marked where an item begins, nested ones indented."""
    number = int(node.attrs.get("start", 1))
    for item in node.children:
        marker = "- " if node.type == "bullet_list" else f"{number}. "
        number += 1
        lines = [line for child in item.children for _, words in _block(child) for line in words.split("\n")]
        for position, line in enumerate(lines):
            yield (marker if position == 0 else "  ") + line


def _inline(node: "SyntaxTreeNode") -> str:
    """Return the words of a paragraph: links and marks of emphasis leave theirs, images and tags go."""
    if node.type == "text":
        words = POWER.sub(rf"{RAISED}\1{END}", node.content)
        return INDEX.sub(rf"{LOWERED}\1{END}", words)
    if node.type == "code_inline":
        return node.content
    if node.type == "html_inline":
        tag = node.content.lower()
        return "\n" if tag.startswith("<br") else INLINE_TAGS.get(tag, "")
    if node.type in SIGNS:
        return SIGNS[node.type]
    words = "".join(map(_inline, node.children))
    return re.sub(" +", " ", resolved(words)).strip(" ") if node.type == "inline" else words


def _is_markdown(sample: Sample) -> bool:
    is_named = sample.suffix in MARKDOWN.suffixes and not begins_as_page(sample)
    return is_named or bool(FRONT_MATTER.match(sample.head))


def _load(_: Formats) -> Reader:
    import markdown_it.tree  # noqa: F401

    return Reader(one=article_from_markdown)


MARKDOWN: Final = Format(
    name="markdown",
    suffixes=(".md", ".markdown"),
    media_types=("text/markdown", "text/x-markdown"),
    sniff=_is_markdown,
    load=_load,
)
