"""A page's title, author, source, address, language, and the day it was published, never that of saving."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urljoin, urlsplit

from ....language.dates import PUBLISHED, find_day, only_day
from ....language.lexicon import lexicon
from ...decode import clean_line
from ...facts import iso_language
from ...facts.byline import UPDATED_TAIL
from ...facts.days import SAYS_CHANGED, day_beside_change, url_day, without_label
from ...facts.defaults import ARCHIVED
from ...facts.titles import PARTING, is_site, plain, start_of_part, without_site
from .marks import HtmlElement, PageFacts, is_elsewhere, marks_of
from .masthead import masthead_of

MAX_TITLE: Final = 500  # code points
MAX_NAME: Final = 120  # code points
MIN_LABEL: Final = 3  # code points; parts of a host that are no longer are no name
FEW: Final = 3  # words of a site's name
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

_METAS: Final = (
    "article:published_time og:article:published_time article:published og:published_time datepublished "
    "og:pubdate pubdate publishdate publish-date publish_date publication_date publicationdate "
    "date.published published published-date published_time dc.date.issued dcterms.created dcterms.date "
    "dc.date dc.date.created citation_publication_date citation_online_date sailthru.date parsely-pub-date "
    "cxenseparse:recs:publishtime article.published originalpublicationdate date_published "
    "rnews:datepublished datecreated date"
)
METAS: Final = tuple(_METAS.split())
LATER: Final = re.compile(
    r"^\W*(?:(?:zuletzt|last|letzte)\s+)?(?:updat|modif|edited|revis|aktualisier|geändert|stand\b|"
    r"mis à jour|actualizad)",
    re.I,
)
DATED: Final = re.compile(
    r"date|time|publish|posted|byline|datum|fecha|stamp|meta|entry-info|kicker|dateline", re.I
)
SLASHES: Final = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])/(\d{4})(?![\d/])")
MONTH_FIRST: Final = re.compile(r"en\b|.*[-_](?:us|pr|pa|ph|ca)\b", re.I)  # some write so there
HALF_DAY: Final = re.compile(r"\d\s?[ap]\.?\s?m\b", re.I)
MAX_LABEL: Final = 40  # code points before a time that say which it is
SAYS_PUBLISHED: Final = re.compile(rf"\b{PUBLISHED}\b", re.I)
MAX_STAMP: Final = 120  # code points of an element that says when


def title_of(tree: HtmlElement, facts: PageFacts, source: str | None, url: str | None = None) -> str | None:
    """Return the headline, without the name of the site at its end."""
    headings = [words for element in tree.iter("h1") if (words := clean_line(element.text_content()))]
    whole = clean_line(tree.findtext(".//title") or "")
    title = without_site(_headline(facts, whole, headings)[:MAX_TITLE], source, headings)
    *head, last = PARTING.split(title)
    if head and _is_named_after(last, url):
        title = title[: start_of_part(title, len(head))]
    title = title.strip(" |·»–—-")
    no_headline = (source and is_site(title, source)) or _is_named_after(title, url)
    return headings[0] if no_headline and len(headings) == 1 else title or None


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
    return next(filter(None, map(iso_language, _said_languages(tree, facts))), None)


def _said_languages(tree: HtmlElement, facts: PageFacts) -> list[str]:
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    said = (declared, facts.said("inLanguage"), facts.meta("og:locale", "content-language", "dc.language"))
    return [one.strip() for one in said if one]


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
    return bool(name) and len(words.split()) <= FEW and plain(words).startswith((name, f"the{name}"))


def _absolute(address: str, base: str) -> str | None:
    try:
        whole = urljoin(base, address) if address else ""
        parts = urlsplit(whole)
    except ValueError:
        return None
    if archived := ARCHIVED.match(whole):
        return archived[1]
    return whole if parts.scheme in ("http", "https") and parts.hostname else None


def published_day(tree: HtmlElement, facts: PageFacts, url: str | None) -> tuple[str, str] | None:
    """Return the day of publication and where it was found, the surest place first.

    The places: ``json-ld``, ``meta``, ``time`` (the element, or the attribute of that name),
    ``url``, ``dateline`` (words on the page that stand where a date of publication stands).
    """
    places = (
        ("json-ld", [facts.said("datePublished"), facts.said("dateCreated")]),
        ("meta", [value for name in METAS for value in facts.metas.get(name, ())]),
        ("time", _times(tree, doubts=(0, 1))),
        ("url", [url_day(url)]),
        ("dateline", _stamps(tree, day_first=_has_day_first(tree, facts))),
        ("time", _times(tree, doubts=(2,))),
    )
    for place, values in places:
        for value in values:
            if value and (found := find_day(value)):
                return found[0], place
    return None


def _times(tree: HtmlElement, *, doubts: Sequence[int]) -> Iterator[str]:
    """Yield what the time elements of some doubts say, those called the date of publication first."""
    above = masthead_of(tree)
    elements = (one for one in tree.iter("time", "abbr", "span") if one.tag == "time" or _is_publication(one))
    own = [one for one in elements if one not in above and not is_elsewhere(one)]
    rated = sorted(((_doubt(one), one) for one in own), key=lambda each: each[0])
    for element in (one for doubt, one in rated if doubt in doubts):
        yield clean_line(element.get("datetime") or element.get("content") or element.get("title") or "")
        yield clean_line(element.text_content())[:MAX_STAMP]


def _doubt(element: HtmlElement) -> int:
    """Return 0 for a time that is called that of publication, 2 for that of a change, 1 for others."""
    if _is_publication(element):
        return 0
    label = clean_line(_words_before(element))[-MAX_LABEL:]
    changed, said = (list(pattern.finditer(label)) for pattern in (SAYS_CHANGED, SAYS_PUBLISHED))
    if said and (not changed or said[-1].start() > changed[-1].start()):
        return 0
    return 2 if changed else 1


def _words_before(element: HtmlElement) -> str:
    """Return the words that stand right before an element, in it or beside it."""
    above, parent = element.getprevious(), element.getparent()
    if above is not None:
        return (
            f"{above.text_content()[-MAX_LABEL:] if not (above.tail or '').strip() else ''}{above.tail or ''}"
        )
    return (parent.text or "") if parent is not None else ""


def _is_publication(element: HtmlElement) -> bool:
    return element.get("pubdate") is not None or "publish" in marks_of(element).lower()


def _has_day_first(tree: HtmlElement, facts: PageFacts) -> bool:
    """Tell whether people write 05/10/2018 for 5 October in the language and the region of a page."""
    language = language_of(tree, facts)
    if language is None or not lexicon("dates", language).get("months"):
        return False
    return not any(map(MONTH_FIRST.match, _said_languages(tree, facts)))


def _dotted(words: str) -> str:
    """Return words with dots in days such as 05/10/2018, as where the day surely goes first."""
    return words if HALF_DAY.search(words) else SLASHES.sub(r"\1.\2.\3", words)


def _stamps(tree: HtmlElement, *, day_first: bool) -> Iterator[str]:
    """Yield short texts that hold a day and little else, or are marked or labelled as a date."""
    above = masthead_of(tree)
    for element in tree.iter(
        "p", "span", "div", "li", "small", "em", "i", "a", "td", "h4", "h5", "h6", "strong"
    ):
        marked = DATED.search(marks_of(element))
        if len(element) > 12 or not (marked or len(element) == 0):
            continue
        words = clean_line(element.text_content()[: 2 * MAX_STAMP])
        if not 8 <= len(words) <= MAX_STAMP or element in above or is_elsewhere(element):
            continue
        words = _dotted(words) if day_first else words
        if day := day_beside_change(words):
            yield day
            continue
        words = UPDATED_TAIL.sub("", words)
        if not LATER.match(words) and ((marked and find_day(words)) or only_day(without_label(words))):
            yield words
