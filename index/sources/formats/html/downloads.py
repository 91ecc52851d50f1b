"""A page of a database's download -> its articles."""

from dataclasses import replace

from ....article import Article
from ...downloads.articles import Found, article_of, articles_in
from ...downloads.layouts import may_be_download
from ..block_tables import Block
from ..blocks import blocks_of, joined


def downloaded(html: str) -> list[Article]:
    """Return the articles of a download; none for any other page."""
    if not may_be_download(html):
        return []
    lines: list[str] = []
    owners: list[Block] = []
    for block in (one for one in blocks_of(html) if one.tag != "title"):
        for line in (*block.words.split("\n"), ""):
            lines.append(line)
            owners.append(block)
    return [article_of(one, "\n\n".join(joined(_own(one, lines, owners)))) for one in articles_in(lines)]


def _own(found: Found, lines: list[str], owners: list[Block]) -> list[Block]:
    """Return the blocks of one article's text."""
    own: list[Block] = []
    above: Block | None = None
    for place, cut in found.body:
        if owners[place] is above:
            own[-1] = replace(own[-1], words=f"{own[-1].words}\n{lines[place][cut:]}")
        else:
            tag = "p" if cut else owners[place].tag  # behind a label it is no row of a table
            own.append(replace(owners[place], tag=tag, words=lines[place][cut:]))
        above = owners[place]
    return own
