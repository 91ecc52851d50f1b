"""Lines that are none of an article: credits, calls to subscribe or share, what a page says of itself."""

import re
from typing import Final

from . import any_of, sections_of

MAX_LINE: Final = 300  # code points; longer paragraphs are prose
_SAID: Final = sections_of(__file__, "clutter.txt")
_CONSENT: Final = (
    r"(?:we|our (?:site|partners)|this (?:web)?site|wir|diese (?:web)?seite|nous|ce site|este sitio)\b.{0,60}"
    r"\b(?:uses?|using|store|verwende[nt]|nutz(?:en|t)|utilis\w+|utiliza\w*|usa\w*)\b.{0,40}\bcookies?\b"
)
_RIGHTS: Final = (
    r"(?:©|\(c\) ?\d{4}|copyright\s*(?:©|\(c\)|:|\d{4}(?!.*\b(?:is|are|was|were|has|had)\b))"
    r"|all rights reserved)"
)
BRACKET: Final = r"\("
_PICTURE: Final = any_of(_SAID["pictures"])
_CREDIT: Final = rf"\({_PICTURE}(?: credit| courtesy)?\s*(?:by|:|©|/)"
_READ_ALSO: Final = any_of(_SAID["read also"]) + r"\s*(?::|$)"
_PLACE: Final = any_of(_SAID["places to share"])
_FOLLOW: Final = (  # to the end of the line: "like many, he said on X that ..." is prose
    rf"(?:follow|find|join|like) [^,.;:!?]{{2,50}}? on (?:(?:and|or|our|the|page|channel|{_PLACE})\b\W*)+"
    r"(?:$|for (?:more|the latest|updates|news)\b)"
)
_ASKED: Final = "|".join(_SAID["asked"])
_NEWSLETTER: Final = (
    rf"(?:^|[.!?…:]\s+)(?:{_ASKED})\b[^.!?]{{0,100}}\b(?:newsletter|boletín|(?:in|into|to) your inbox)|"
    r"\bnewsletter\s+(?:kostenlos )?(?:abonnieren|anmelden|sign[ -]?up)\b"
)
_PAID: Final = (
    r"\bwe may (?:receive|earn) (?:a |an )?(?:\w+ )?(?:compensation|commissions?)\b|\badvertiser disclosure\b"
)
_CALLS: Final = "|".join(any_of(_SAID[one]) for one in ("read on", "sign up", "join", "of the page"))
ALONE: Final = re.compile(
    rf"[^\w\"“„«'‘]{{0,3}}(?:{_RIGHTS}|{_READ_ALSO}|{_CALLS}|{_FOLLOW})",
    re.I,
)
# Nothing but what to do with the page and where: "Share on Facebook Tweet Email Print".
SHARE: Final = re.compile(
    rf"(?=.*\b(?:share|tweet|print|{_PLACE}\W+{_PLACE})\b)"
    rf"(?:(?:share|tweet|post|pin|send|print|save|copy|link|comment|this|article|story|page|on|via|by|to|{_PLACE})"
    r"(?:\W+|$))+",
    re.I,
)
CREDIT: Final = re.compile(rf"(?:{_CREDIT}|{_CREDIT.removeprefix(BRACKET)})", re.I)
# "… in 2003. Photograph: Ana Lee/Agency": who made it, at the end of what a picture shows.
CREDITED: Final = re.compile(
    rf".*[.!?)\"”]\s*\(?(?i:{_PICTURE}(?: credit| courtesy)?)\s*(?:by|:|©)\s*"
    r"[A-Z©][^.!?:]{2,50}\)?\.?"
)
LABEL: Final = re.compile(
    rf"(?:{any_of(_SAID['labels'])}\s*:|{any_of(_SAID['players'])}[:.]?|{_CREDIT}[^()\n]{{0,150}}\))\s+", re.I
)
NUMBERED: Final = re.compile(rf"{any_of(_SAID['numbered'])}\.?\s*(?:\d|[IVX]+\b)", re.I)
MAX_CREDIT: Final = 160  # code points
ANYWHERE: Final = re.compile(
    rf"{_CONSENT}|{_NEWSLETTER}|{_PAID}|all rights reserved|alle rechte vorbehalten|tous droits réservés",
    re.I,
)


def is_clutter(paragraph: str) -> bool:
    """Tell whether a paragraph is none of the article.

    Judged by its first words, in six languages; only short paragraphs are, so that prose about
    cookies or subscriptions stays.
    """
    if len(paragraph) > MAX_LINE:
        return False
    if is_credit(paragraph) or CREDITED.fullmatch(paragraph):
        return True
    return is_call(paragraph) or bool(ANYWHERE.search(paragraph))


def is_call(words: str) -> bool:
    """Tell by their first words whether some words call to subscribe, share or read on, or mark an advert."""
    return bool(ALONE.match(words) or SHARE.fullmatch(words))


def is_credit(words: str) -> bool:
    """Tell whether some words begin as those do that name a picture's maker."""
    return len(words) < MAX_CREDIT and bool(CREDIT.match(words))


def is_numbered(words: str) -> bool:
    """Tell whether some words begin as the caption of a figure or table, or a chapter's heading."""
    return bool(NUMBERED.match(words))


def label_end(words: str) -> int:
    """Return where some words go on behind the label of a text, as "Full text:"; 0 where there is none."""
    found = LABEL.match(words)
    return found.end() if found and words[found.end() : found.end() + 1].strip() else 0
