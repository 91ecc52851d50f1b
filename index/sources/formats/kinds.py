"""Which function reads which kind; its module is imported when the first file of the kind comes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from ...article import Article
from ...errors import SourceError
from .kind import Kind
from .member import Member

Part = Article | Member | SourceError
"""What is found in a file of many: an article, another file, or what could not be read."""

FUNCTIONS: Final[dict[Kind, str]] = {
    "docx": "docx.article.article_from_docx",
    "epub": "epub.chapters.articles_from_epub",
    "feed": "feed.articles.articles_from_feed",
    "gzip": "unpack.members_of_gzip",
    "html": "html.article.article_from_html",
    "jsonl": "jsonl.articles_from_jsonl",
    "mail": "mail.members.members_of_mail",
    "markdown": "markdown.article_from_markdown",
    "pdf": "pdf.article.article_from_pdf",
    "text": "text.article_from_bare",
    "warc": "warc.members_of_warc",
    "zip": "unpack.members_of_zip",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads one kind: ``one`` gives its article, or ``many`` what is in it; the other is ``None``.

    ``nests`` says that what is in it are files, which may be of any kind.
    """

    one: Callable[[bytes, str], Article] | None = None
    many: Callable[[bytes, str], Iterator[Part]] | None = None
    nests: bool = False


def reader_of(kind: Kind) -> Reader:
    """Return what reads a kind, with the libraries it needs imported."""
    module_name, _, name = FUNCTIONS[kind].rpartition(".")
    module: Any = import_module(f".{module_name}", __package__)
    if hasattr(module, "import_libraries"):
        module.import_libraries()
    function = getattr(module, name)
    if name.startswith("article_"):
        return Reader(one=function)
    return Reader(many=function, nests=name.startswith("members_"))
