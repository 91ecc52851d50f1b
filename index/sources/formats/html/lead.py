"""The lead of an article: the sentence or two between headline and text that sum it up.

Pages set it apart from the text, so that it is easily lost.
"""

import re
from itertools import islice
from typing import Final

from ..decode import clean_line
from .facts import HtmlElement, PageFacts

SHORTEST: Final = 50  # code points; less is a slogan or the name of a section
LONGEST: Final = 1_000  # code points
START: Final = 40  # letters by which a description and a paragraph are known again
MOST_PARTS: Final = 200  # of mark-up within a lead or a heading
METAS: Final = ("og:description", "description", "twitter:description", "dc.description")
HEADINGS: Final = frozenset({"h1", "h2", "h3"})
PLACES: Final = ("p", "div", "section", "span", "strong", "b", "em", "h2", "h3", "h4", "h5", "li", "td")
ELSEWHERE: Final = frozenset({"aside", "footer", "nav"})
MARK: Final = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|leadtext|intro|standfirst|deck|dek|vorspann|chapeau|chapo|bajada|entradilla|"
    r"subline|sub-?headline|sub-?title|sottotitolo)(?:$|[\s_-])",
    re.I,
)


def lead_of(tree: HtmlElement, facts: PageFacts, title: str, body: list[str]) -> str | None:
    """Return the lead that a page shows between its headline and ``body``, ``None`` when ``body`` holds it.

    It is known by the page's description, which alone would not do, as that may be made up for search
    engines; or, behind the title, by the name that the page gives its place, or as a heading next to it.
    """
    text, first = _plain(" ".join(body)), _plain(body[0])[:START]
    told = {_plain(said)[:START] for said in _descriptions(facts)}
    headed = titled = False
    for element in tree.iter("h1", *PLACES):
        start = _plain((element.text or "")[:LONGEST])[:START]
        headed = headed or element.tag == "h1"
        titled = titled or _is_title(element, title)
        if not (headed or titled):
            continue
        if start and start == first:
            return None
        if (start in told or (titled and _is_marked(element, title))) and not _is_elsewhere(element):
            words = _words(element)
            if SHORTEST <= len(words) <= LONGEST and _plain(words)[:START] not in text:
                return words
    return None


def _descriptions(facts: PageFacts) -> list[str]:
    said = [value for name in METAS for value in facts.metas.get(name, ())] + facts.names("description")
    return [words for words in said if len(words) >= SHORTEST]


def _is_marked(element: HtmlElement, title: str) -> bool:
    above = element.getprevious()
    next_to_title = element.tag in HEADINGS and above is not None and _is_title(above, title)
    return next_to_title or bool(MARK.search(element.get("class") or ""))


def _is_title(element: HtmlElement, title: str) -> bool:
    return element.tag in HEADINGS and _plain(_words(element)) == _plain(title)


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(one.tag in ELSEWHERE for one in element.iterancestors())


def _words(element: HtmlElement) -> str:
    return clean_line("".join(islice(element.itertext(), MOST_PARTS)))


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()
