"""How an article opens: its lead, the sentence or two that sum it up, and letters set large.

Pages set both apart from the text, so that they are easily lost.
"""

import re
from collections.abc import Set
from itertools import islice
from typing import Final

from ...decode import clean_line
from ...facts.titles import plain
from .marks import HtmlElement, PageFacts, marks_of

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

TAGS: Final = ("span", "div", "p", "b", "strong", "i", "em", "big", "font", "img")
CAP_PARTS: Final = 5  # of text within the element of a letter, most of them white space
CAP_MARK: Final = re.compile(r"drop[-_]?cap|first[-_]?letter|initial[-_]?letter|lettrine|\binitiale?\b", re.I)
LETTER: Final = re.compile(r"[\"“„«‘'(]?\s?[^\W\d_]")
WORDS: Final = frozenset("AIOEYUWZKÀ")  # letters that are words; a space behind them is one
APART: Final = frozenset({"span", "big", "font"})
REST: Final = re.compile(r"\s+[^\W\d_A-ZÀ-Þ]")
SPOKEN: Final = re.compile(r"sr-only|visually-?hidden|screen-reader", re.I)
MOST_SHOWN: Final = 40  # code points of a letter or word that is shown and spoken apart
MOST_DOWN: Final = 4  # elements from the next one to the words it begins with


def lead_of(tree: HtmlElement, facts: PageFacts, title: str, body: list[str]) -> str | None:
    """Return the lead that a page shows between its headline and ``body``, ``None`` when ``body`` holds it.

    It is known by the page's description, which alone would not do, as that may be made up for search
    engines; or, behind the title, by the name that the page gives its place, or as a heading next to it.
    """
    text, first = plain(" ".join(body)), plain(body[0])[:START]
    told = described_starts(facts)
    headed = titled = False
    for element in tree.iter("h1", *PLACES):
        start = plain((element.text or "")[:LONGEST])[:START]
        headed = headed or element.tag == "h1"
        titled = titled or _is_title(element, title)
        if not (headed or titled):
            continue
        if start and start == first:
            return None
        if (start in told or (titled and _is_marked(element, title))) and not _is_elsewhere(element):
            words = _words(element)
            if SHORTEST <= len(words) <= LONGEST and plain(words)[:START] not in text:
                return words
    return None


def described_starts(facts: PageFacts) -> set[str]:
    """Return the first letters of the page's descriptions, by which its lead is known."""
    return {plain(said)[:START] for said in _descriptions(facts)}


def _descriptions(facts: PageFacts) -> list[str]:
    said = [value for name in METAS for value in facts.metas.get(name, ())] + facts.names("description")
    return [words for words in said if len(words) >= SHORTEST]


def _is_marked(element: HtmlElement, title: str) -> bool:
    above = element.getprevious()
    next_to_title = element.tag in HEADINGS and above is not None and _is_title(above, title)
    return next_to_title or bool(MARK.search(element.get("class") or ""))


def _is_title(element: HtmlElement, title: str) -> bool:
    return element.tag in HEADINGS and plain(_words(element)) == plain(title)


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(one.tag in ELSEWHERE for one in element.iterancestors())


def _words(element: HtmlElement) -> str:
    return clean_line("".join(islice(element.itertext(), MOST_PARTS)))


def join_drop_caps(tree: HtmlElement) -> None:
    """Write each large first letter before the words that follow it, and take its element away."""
    for shown in [one for one in tree.iter(*TAGS) if one.get("aria-hidden") == "true"]:
        _leave_spoken(shown)
    apart = [one for one in tree.iter(*APART) if _stands_apart(one)]
    known = {*re.findall(r"[^\W\d_]+", tree.text_content().lower())} if apart else set()
    parted = {one for one in apart if _is_parted(one, known)}
    for element in [one for one in tree.iter(*TAGS) if CAP_MARK.search(marks_of(one)) or one in parted]:
        letter = clean_line(element.get("alt") or "".join(islice(element.itertext(), CAP_PARTS)))
        if not LETTER.fullmatch(letter):
            continue
        if (element.tail or "").strip():
            element.tail = _joined(letter, element.tail)
        elif (words := _next_words(element)) is not None:
            words.text = _joined(letter, words.text)
        else:
            continue
        element.drop_tree()


def _leave_spoken(shown: HtmlElement) -> None:
    """Take away what only the eye is shown, if the same words for a screen reader stand behind it."""
    spoken = shown.getnext()
    if spoken is None or not isinstance(spoken.tag, str) or not SPOKEN.search(marks_of(spoken)):
        return
    words = clean_line(shown.text_content()[:MOST_SHOWN])
    if words and clean_line(spoken.text_content()[:MOST_SHOWN]).startswith(words):
        shown.drop_tree()


def _stands_apart(element: HtmlElement) -> bool:
    """Tell whether an unmarked letter opens a paragraph, parted by white space from the rest of its word."""
    above, tail = element.getparent(), element.tail or ""
    if element.tag not in APART or above is None or above.tag not in ("p", "div"):
        return False
    opens = element.getprevious() is None and not (above.text or "").strip()
    letter = (element.text or "").strip()
    return opens and len(letter) == 1 and letter not in WORDS and bool(REST.match(tail))


def _is_parted(element: HtmlElement, known: Set[str]) -> bool:
    """Tell whether letter and rest are one of the page's words, as "W hen" is and "C is" is not."""
    rest = re.match(r"\s+([^\W\d_]+)", element.tail or "")
    return rest is not None and f"{(element.text or '').strip()}{rest[1]}".lower() in known


def _next_words(element: HtmlElement) -> HtmlElement | None:
    """Return the element that holds the next words, ``None`` when none begin right behind."""
    following = element.getnext()
    for _ in range(MOST_DOWN):
        if following is None or not isinstance(following.tag, str):
            return None
        if (following.text or "").strip():
            return following
        following = next(iter(following), None)
    return None


def _joined(letter: str, words: str) -> str:
    rest = words.lstrip()
    apart = rest != words and letter[-1] in WORDS
    return f"{letter} {rest}" if apart else letter + rest
