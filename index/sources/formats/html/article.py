"""A saved page -> its article; runs in the child process only."""

import re
from dataclasses import replace
from typing import Any, Final

from ....article import Article
from ....errors import SourceError
from ...decode import clean, decode
from ...facts.clutter import is_clutter
from ...facts.titles import same_words
from ...facts.top_lines import completed, read_top
from ..blocks import plain_paragraphs
from .downloads import downloaded
from .marks import HtmlElement, PageFacts, page_facts
from .opening import join_drop_caps, lead_of
from .particulars import author_of, language_of, published_day, source_of, title_of, url_of

LITTLE: Final = 250  # code points; below, the simple reader is asked what it finds
MUCH_MORE: Final = 4
MAX_KICKER: Final = 40  # code points; what stands above a title in the text
NEAR_TOP: Final = 3  # paragraphs in which a byline is looked for
DECLARATION: Final = re.compile(r"\s*<\?xml[^<>]{0,200}\?>")
TOGETHER: Final = re.compile(r"(?:- |\d{1,3}\. |\|)")  # lines of a list or table stay one paragraph

_BOX: Final = (
    "//*[self::div or self::p or self::section or self::ul or self::aside or self::form or self::fieldset]"
)
_SIGN_UP_MARKS: Final = (
    *("ewsletter", "signup", "Signup", "SignUp", "sign-up-", "-sign-up", "mailing-list", "mc_embed"),
    *("email-alert", "subscribe-form", "subscribe-box", "subscription-form", "subscription-box"),
)
_SIGN_UP_BOX: Final = " or ".join(
    f"contains(@{name}, '{mark}')" for name in ("class", "id") for mark in _SIGN_UP_MARKS
)
# Pruned before the text is taken out, by marks that say what an element is. The bounds on its text
# are for the page that hangs such a mark on the element around everything.
XPATHS: Final = (
    "//*[self::div or self::section or self::aside or self::dialog or self::form][contains(@id, 'cookie') or "
    "contains(@class, 'cookie-') or contains(@id, 'consent') or contains(@class, 'consent') or "
    "contains(@class, 'gdpr') or contains(@id, 'onetrust')][string-length(.) < 6000]",
    f"{_BOX}[@class or @id][{_SIGN_UP_BOX} or contains(@class, 'related-') or "
    "contains(@class, 'social-share') or contains(@class, 'author-bio')]"
    "[string-length(.) < 1500][not(.//h1)]",
    "//*[self::div or self::p][contains(@class, 'read-more')][string-length(.) < 300]",
)


def import_libraries() -> None:
    """Import what parsing needs, so that it does not count as a file's time."""
    import trafilatura  # noqa: F401


def articles_from_html(content: bytes, name: str) -> list[Article]:
    """Return the articles of a page: those of a database's download, or the one that it is.

    Raises:
        SourceError: there is no text.
    """
    return downloaded(decode(content, html=True)) or [article_from_html(content, name)]


def article_from_html(content: bytes, name: str) -> Article:
    """Return the article that the bytes of a page hold.

    Raises:
        SourceError: there is no text.
    """
    html = DECLARATION.sub("", decode(content, html=True), count=1)
    tree = _tree(html)
    facts = page_facts(tree) if tree is not None else PageFacts({}, {})
    known = _particulars(tree, facts, html) if tree is not None else {}
    title = known.get("title") or ""
    body = _body(_paragraphs(html, tree), title)
    if not body:
        raise SourceError(name, "no article text found")
    lead = lead_of(tree, facts, title, body) if tree is not None else None
    body = [*_body([lead] if lead else [], title), *body]
    top = read_top([f"# {title}", "", *body[:NEAR_TOP]])
    top = replace(top, title="", url=None)  # which the mark-up tells
    return Article(text="\n\n".join(body), **completed(known, top, body[0], name))


def _tree(html: str) -> HtmlElement:
    """Return the parsed page, ``None`` when nothing can be made of it."""
    from trafilatura import load_html

    tree = load_html(html)
    if tree is not None:
        join_drop_caps(tree)
    return tree


def _particulars(tree: HtmlElement, facts: PageFacts, html: str) -> dict[str, Any]:
    url = url_of(tree, facts, html)
    source = source_of(tree, facts, url)
    day, place = published_day(tree, facts, url) or (None, None)
    return {
        "title": title_of(tree, facts, source, url),
        "url": url,
        "source": source,
        "author": author_of(tree, facts),
        "published": day,
        "published_from": place,
        "language": language_of(tree, facts),
    }


def _body(paragraphs: list[str], title: str) -> list[str]:
    """Return the paragraphs of the article: no banners, no menus of articles, nor its title again."""
    body = [words for words in paragraphs if not is_clutter(words) and not is_menu(words, title)]
    above = [words.lstrip("# ") for words in body[:NEAR_TOP]]
    again = max((number for number, words in enumerate(above) if same_words(words, title)), default=-1)
    kickers = [words for words in above[: again + 1] if not same_words(words, title)]
    if all(len(words) <= MAX_KICKER for words in kickers):
        del body[: again + 1]
    return body


def _paragraphs(html: str, tree: HtmlElement) -> list[str]:
    """Return the paragraphs of the article: trafilatura's, or the simple reader's if far more."""
    from trafilatura import bare_extraction

    found: Any = None
    if tree is not None:
        found = bare_extraction(tree, include_comments=False, with_metadata=False, prune_xpath=list(XPATHS))
    paragraphs = _parted(clean(found.text or "")) if found else []
    size = sum(map(len, paragraphs))
    if size >= LITTLE and len(paragraphs) > 1:
        return paragraphs
    whole = plain_paragraphs(html)
    paragraphs = _told_apart(paragraphs, whole)
    plain = [words for words in whole if not is_clutter(words)]
    if size >= LITTLE:
        return paragraphs
    if not plain:  # what little there is stands in menus
        return []
    return plain if sum(map(len, plain)) > MUCH_MORE * size else paragraphs


def _told_apart(paragraphs: list[str], whole: list[str]) -> list[str]:
    """Return a single paragraph as those of the page that make it up: trafilatura runs short ones on."""
    if len(paragraphs) != 1:
        return paragraphs
    (text,), at = paragraphs, 0
    found: list[str] = []
    for words in whole:
        if text.startswith(words, at):
            found.append(words)
            at += len(words) + 1
    return found if at > len(text) else paragraphs


def _parted(text: str) -> list[str]:
    """Return paragraphs from lines, where the lines of one list or table are one paragraph."""
    found: list[str] = []
    kind_above = ""
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        match = TOGETHER.match(line)
        kind = match[0][-2:] if match else ""
        if kind and kind == kind_above:
            found[-1] += "\n" + line
        else:
            found.append(line)
        kind_above = kind
    return found


def is_menu(paragraph: str, title: str) -> bool:
    """Tell whether the lines of a paragraph are a list of articles: one of them is the title of this one."""
    lines = paragraph.split("\n")
    return len(lines) > 2 and bool(title) and any(same_words(line.lstrip("-| "), title) for line in lines)
