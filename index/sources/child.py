"""The child process that parses what strangers wrote: ``serve`` reads files from a pipe and answers.

A file it cannot survive costs this process and nothing else; ``parser`` starts another.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, Final

from ..article import Article
from ..errors import SourceError
from .files import MAX_BYTES
from .wire import receive, receive_json, send_json

ParseKind = Callable[[bytes, str], Article]

MAX_HEADER_BYTES: Final = 1_000_000
MAX_TEXT: Final = 2_500_000  # characters; in JSON one takes at most 6 bytes, so that a reply fits its limit
MEMORY_BYTES: Final = 1_500_000_000  # of address space
OPEN_FILES: Final = 64
MAX_DEPTH: Final = 5_000  # of Python calls; the parsers' own recursion ends in an error, not a crash
FIELDS: Final = ("title", "text", "url", "source", "author", "published", "published_from", "language")


def serve() -> None:
    """Answer files until the pipe closes.

    A file is a header, answered by ``ready`` when the libraries are there, and its bytes, answered
    by its articles or by the reason for having none.
    """
    asked, answers = _own_pipes()
    _limit_once()
    while header := receive_json(asked, MAX_HEADER_BYTES):
        parse = _parser_of(str(header["kind"]))
        send_json(answers, {"ready": True})
        content = receive(asked, MAX_BYTES)
        if content is None:
            return
        _limit_seconds(int(header["seconds"]) + 1)
        try:
            answer = _answer(parse, str(header["name"]), content)
        except MemoryError:  # what was taken is not surely given back: end, and let another begin
            reason = "needed more memory than a page may take and was given up"
            send_json(answers, {"error": reason, "last": True})
            return
        send_json(answers, answer)


def _parser_of(kind: str) -> ParseKind:
    """Return what parses a kind, its libraries imported: that time is not the file's."""
    if kind == "html":
        from .html import article_from_html, import_libraries

        import_libraries()
        return article_from_html
    from .markdown import article_from_markdown, import_libraries

    import_libraries()
    return article_from_markdown


def _answer(parse: ParseKind, name: str, content: bytes) -> dict[str, Any]:
    try:
        article = parse(content, name)
    except SourceError as problem:
        return {"error": problem.reason}
    except RecursionError:
        return {"error": "is nested too deeply to be read"}
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError) as problem:
        # what parsers raise when a page is not what they thought
        return {"error": f"could not be parsed ({type(problem).__name__})"}
    if len(article.text) > MAX_TEXT:
        return {"error": f"holds more than {MAX_TEXT / 1e6:g} million characters of text"}
    return {"articles": [{field: getattr(article, field) for field in FIELDS}]}


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the two pipes, and see that nothing a library prints gets into them."""
    asked, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return os.fdopen(asked, "rb"), os.fdopen(answers, "wb")


def _limit_once() -> None:
    """Cap memory and files, and allow no core dump and no file to be written; nothing on Windows."""
    sys.setrecursionlimit(MAX_DEPTH)
    with suppress(ImportError):
        import resource

        limits = ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_NOFILE, OPEN_FILES))
        for kind, most in (*limits, (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
            with suppress(ValueError, OSError):  # a system may not know a limit, or have a lower one
                resource.setrlimit(kind, (most, most))


def _limit_seconds(seconds: int) -> None:
    """End this process when the next file takes more than so many seconds of processor time."""
    with suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + seconds
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
