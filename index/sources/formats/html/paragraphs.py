"""The paragraphs of a page, read piece by piece: where trafilatura finds little, or cannot parse it."""

from contextlib import suppress
from html.parser import HTMLParser
from typing import Final

from ...decode import clean_line
from ..blocks import run_signs
from ..raised_markup import RunSigns
from ..raised_runs import resolved

_PAGE_BLOCKS: Final = """
    p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre table tr td th br hr
    figure figcaption body html center address
"""
_NOT_PROSE: Final = """
    script style noscript template svg head nav footer aside button select iframe object figcaption
    textarea
"""
PAGE_BLOCKS: Final = frozenset(_PAGE_BLOCKS.split())
NOT_PROSE: Final = frozenset(_NOT_PROSE.split())
BANNERS: Final = frozenset({"div", "section", "p", "table"})
INSIDE: Final = frozenset({"article", "main"})
PROSE: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "dd", "td"})
CONSENT: Final = ("cookie", "consent", "gdpr", "onetrust", "didomi")


class PageReader(HTMLParser):
    """Collects blocks of text as (words, tag they stand in, whether in the article)."""

    def __init__(self, runs: RunSigns) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str, bool]] = []
        self._runs = runs
        self._words: list[str] = []
        self._tag = "body"
        self._left_out: str | None = None
        self._depth = 0  # of elements named as the one left out, inside it
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out:
            self._depth += tag == self._left_out
        elif tag in NOT_PROSE or (tag in BANNERS and _is_consent(attrs)):
            self.end_block()
            self._left_out, self._depth = tag, 1
        elif tag in PAGE_BLOCKS:
            self.end_block()
            self._tag = tag if tag != "br" else self._tag
            self._inside += tag in INSIDE
        else:
            self._words.append(self._runs.start(tag, dict(attrs).get))

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._depth -= tag == self._left_out
            if self._depth <= 0 or (tag == "body" and self._left_out != "body"):
                self._left_out = None
        elif tag in PAGE_BLOCKS:
            self.end_block()
            self._tag = "div"
            self._inside -= tag in INSIDE and self._inside > 0
        else:
            self._words.append(self._runs.stop(tag))

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._words.append(data)

    def end_block(self) -> None:
        """Put the words since the last block away as one."""
        words = clean_line(resolved("".join(self._words)))
        self._words = []
        self._runs.end()
        if words:
            self.found.append((words, self._tag, self._inside > 0))


def plain_paragraphs(html: str) -> list[str]:
    """Return the paragraphs of a page: of its article or main element when that holds most, else of all."""
    reader = PageReader(run_signs(html))
    with suppress(AssertionError):  # how html.parser gives up on some broken declarations
        reader.feed(html)
        reader.close()
    reader.end_block()
    prose = [words for words, tag, _ in reader.found if tag in PROSE]
    inside = [words for words, _, own in reader.found if own]
    for some in (inside, prose):
        if 2 * sum(map(len, some)) > sum(map(len, prose)) and sum(map(len, some)) > 200:
            return some
    return [words for words, _, _ in reader.found]


def _is_consent(attrs: list[tuple[str, str | None]]) -> bool:
    marks = " ".join(value or "" for name, value in attrs if name in ("class", "id")).lower()
    return any(word in marks for word in CONSENT)
