"""A page's title, author, source, address and language."""

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from ....language.dates import find_day
from ..decode import clean_line
from .facts import HtmlElement, PageFacts, is_elsewhere

ARCHIVED: Final = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(https?://.+)")
MAX_TITLE: Final = 500  # code points
MAX_NAME: Final = 120  # code points
MIN_LABEL: Final = 3  # code points; parts of a host that are no longer are no name
FEW: Final = 3  # words of a site's name
PARTING: Final = re.compile(r"\s+[|·•»–—-]\s+|\s*::\s*|\s+\|\s*|\s*\|\s+")
SAVED_FROM: Final = re.compile(r"saved from url=\(\d+\)(\S+)|Page saved with SingleFile\s+url:\s*(\S+)")
BY: Final = re.compile(
    r"^.{0,30}?\bby\b\s*:?\s*|^(?:veröffentlicht|geschrieben)?\s*von\b\s*:?\s*|^veröffentlicht\s*von|"
    r"^(?:text|interview)\b[^:]{0,20}:\s*|^(?:par|por|text|author|autor(?:in)?|auteur)\b\s*:?\s+",
    re.I,
)
AUTHOR_MARKS: Final = re.compile(
    r"(?:^|[\s_-])(?:byline|author|autor|auteur|writer)(?:[\s_-]*name)?(?:$|[\s_-])", re.I
)
DAY: Final = re.compile(r"\s+\d{1,2}\.?\s+[^\W\d_]+\.?,?\s+\d{4}\b.*")  # in any language
NO_TITLE: Final = re.compile(
    r"(?:untitled|unbenannt)(?: (?:document|page))?|document|home(?: ?page)?|index|startseite|accueil|inicio|"
    r"article|title|null|none|undefined|escenic|wordpress|drupal|joomla!?|typo3(?: cms)?|blogger|ghost|wix",
    re.I,
)
TITLE_METAS: Final = ("og:title", "twitter:title", "dc.title", "citation_title", "headline")
NO_AUTHOR: Final = re.compile(
    r"https?:|www\.|^[\w-]+\.(?:com|org|net|info|at|br|ch|de|es|eu|fr|in|it|nl|pl|ru)$|@|\[at\]|\*$|^/|^(?:wordpress)?admin|"
    r"^(?:no author|name|by|editor|staff|none|unknown|webmaster)$|"
    r"^(?:about|view all|alle beiträge|mehr von|more from)\b|\b(?:sagt|says|said|schreibt|comments?)$",
    re.I,
)


def title_of(tree: HtmlElement, facts: PageFacts, source: str | None, url: str | None = None) -> str | None:
    """Return the headline, without the name of the site at its end."""
    headings = [words for element in tree.iter("h1") if (words := clean_line(element.text_content()))]
    whole = clean_line(tree.findtext(".//title") or "")
    title = without_site(_headline(facts, whole, headings)[:MAX_TITLE], source, headings)
    *head, last = PARTING.split(title)
    if head and _is_named_after(last, url):
        title = title[: _start_of_part(title, len(head))]
    title = title.strip(" |·»–—-")
    is_site = (source and _is_site(title, source)) or _is_named_after(title, url)
    return headings[0] if is_site and len(headings) == 1 else title or None


def without_site(title: str, source: str | None, headings: list[str]) -> str:
    """Return a title less the site's name at an end, told by the source or by the page's heading."""
    parts = PARTING.split(title)
    for number in range(len(parts) - 1, 0, -1):
        head = title[: _start_of_part(title, number)]
        if any(head.casefold() == heading.casefold() for heading in headings):
            return head
    if len(parts) > 1 and source and _is_site(parts[-1], source):
        return title[: _start_of_part(title, len(parts) - 1)]
    return title


def author_of(tree: HtmlElement, facts: PageFacts) -> str | None:
    """Return who wrote the article, several parted by commas."""
    said = facts.names("author") or facts.metas.get("author") or facts.metas.get("article:author")
    said = (
        said
        or facts.metas.get("parsely-author")
        or facts.metas.get("dc.creator")
        or facts.metas.get("sailthru.author")
    )
    names = [name for one in said or () if (name := author_name(one))]
    if not names:
        names = [name for name in map(author_name, _author_elements(tree)) if name][:1]
    return ", ".join(dict.fromkeys(names)) or None


def author_name(words: str) -> str | None:
    """Return a name less ``By`` and the like, ``None`` for what is no name."""
    line = clean_line(words)
    found = find_day(line)
    line = line[: found[1]] if found and found[1] else DAY.sub("", line)
    name = BY.sub("", re.sub(r"\s*\b(?:am|on|at)\s*$", "", line.strip(" ,;:|•·-–—"))).strip(" ,;:|•·-–—")
    if (
        not 2 < len(name) <= MAX_NAME
        or NO_AUTHOR.search(name)
        or not any(letter.isalpha() for letter in name)
    ):
        return None
    return name


def source_of(tree: HtmlElement, facts: PageFacts, url: str | None) -> str | None:
    """Return the outlet's name: what the site calls itself, else the host of its address.

    What its title ends in goes before the company that publishes it: ``Wikipedia``.
    """
    last = PARTING.split(clean_line(tree.findtext(".//title") or ""))[1:][-1:]
    said = (
        facts.meta("og:site_name")
        or next((words for words in last if _is_named_after(words, url)), None)
        or facts.said("publisher")
        or facts.meta("application-name", "publisher", "dc.publisher")
    )
    if said and len(said) <= MAX_NAME and not said.startswith(("http:", "https:", "//")):
        return said
    host = (urlsplit(url).hostname or "") if url else ""
    return host.removeprefix("www.") or None


def url_of(tree: HtmlElement, facts: PageFacts, html: str) -> str | None:
    """Return the page's address: its canonical one, else where the browser says it was saved from."""
    links = {(element.get("rel") or "").lower(): element.get("href") or "" for element in tree.iter("link")}
    saved = SAVED_FROM.search(html[:4_000])
    near = (saved[1] or saved[2]) if saved else ""
    base = facts.meta("og:url") or near
    for address in (links.get("canonical"), base, facts.said("mainEntityOfPage"), facts.said("url"), near):
        whole = _absolute(clean_line(address or ""), base)
        if whole:
            return whole
    return None


def language_of(tree: HtmlElement, facts: PageFacts) -> str | None:
    """Return the language as ISO 639, ``en`` for ``en-US``."""
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    for value in (
        declared,
        facts.said("inLanguage"),
        facts.meta("og:locale", "content-language", "dc.language"),
    ):
        match = re.match(r"([a-z]{2,3})(?:[-_]|$)", clean_line(value or "").lower())
        if match:
            return match[1]
    return None


def _author_elements(tree: HtmlElement) -> list[str]:
    """Return the words of elements marked as the author, the surest mark first."""
    found: list[tuple[int, str]] = []
    for element in tree.iter("a", "span", "p", "div", "address", "li", "strong", "b", "cite", "em"):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        surest = "author" in (element.get("rel") or element.get("itemprop") or "").split()
        if (surest or AUTHOR_MARKS.search(marks)) and not is_elsewhere(element):
            words = clean_line(element.text_content()[:400])
            if 0 < len(words) <= MAX_NAME:
                found.append((0 if surest else 1, words))
    return [words for _, words in sorted(found, key=lambda one: one[0])]


def _headline(facts: PageFacts, whole: str, headings: list[str]) -> str:
    """Return the title that the mark-up gives, else a heading that ``whole`` holds, else ``whole``.

    Of several that it gives one with such a heading goes first: an encyclopedia gives a summary too.
    """
    shown = [words for words in (whole, *headings) if words and not NO_TITLE.fullmatch(words)]
    said = facts.names("headline") + [words for name in TITLE_METAS for words in facts.metas.get(name, ())]
    held = [words for words in headings if whole and words.casefold() in whole.casefold()]
    held.sort(key=lambda words: not whole.casefold().startswith(words.casefold()))
    said = [words for words in said if _is_believed(words, shown)]
    said.sort(key=lambda words: not any(heading.casefold() in words.casefold() for heading in held))
    return next(iter([*said, *held, *shown]), "")


def _is_believed(title: str, shown: list[str]) -> bool:
    """Tell whether a title may be the article's: a single word must stand in one that readers are shown."""
    if NO_TITLE.fullmatch(title):
        return False
    return len(title.split()) > 1 or not shown or any(title.casefold() in one.casefold() for one in shown)


def _is_named_after(words: str, url: str | None) -> bool:
    """Tell whether a few words begin with the name of a site: ``harbour`` for ``harbour.co.uk``."""
    labels = ((urlsplit(url).hostname or "") if url else "").removeprefix("www.").split(".")
    name = next((label.replace("-", "") for label in labels if len(label) > MIN_LABEL), "")
    return bool(name) and len(words.split()) <= FEW and _plain(words).startswith((name, f"the{name}"))


def _start_of_part(title: str, number: int) -> int:
    return [match.start() for match in PARTING.finditer(title)][number - 1]


def _is_site(words: str, source: str) -> bool:
    plain, site = _plain(words), _plain(source)
    return bool(plain) and (plain in site or site in plain) and len(words) <= 60


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()


def _absolute(address: str, base: str) -> str | None:
    try:
        whole = urljoin(base, address) if address else ""
        parts = urlsplit(whole)
    except ValueError:
        return None
    if archived := ARCHIVED.match(whole):
        return archived[1]
    return whole if parts.scheme in ("http", "https") and parts.hostname else None
