"""What stands in a page's text and is none of the article: banners, credits, calls to subscribe."""

import re
from typing import Final

from ..top_lines import same_words

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
MAX_LINE: Final = 300  # code points; longer paragraphs are prose
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
_CONSENT: Final = (
    r"(?:we|our (?:site|partners)|this (?:web)?site|wir|diese (?:web)?seite|nous|ce site|este sitio)\b.{0,60}"
    r"\b(?:uses?|using|store|verwende[nt]|nutz(?:en|t)|utilis\w+|utiliza\w*|usa\w*)\b.{0,40}\bcookies?\b"
)
_RIGHTS: Final = r"(?:©|\(c\) ?\d{4}|copyright\s*(?:©|\(c\)|:|\d{4})|all rights reserved)"
_CREDIT: Final = r"\(?(?:photo|image|foto|picture|bild|credit|video)s?(?: credit| courtesy)?\s*(?:by|:|©|/)"
_READ_ALSO: Final = (
    r"(?:read (?:more|also|next|this)|also read|see also|related(?: (?:content|stories|articles?|topics))?|"
    r"more (?:on|from) this(?: story)?|recommended|lesen sie (?:auch|hier|mehr)|lies auch|auch interessant|"
    r"mehr zum thema|weitere (?:aktuelle )?(?:themen|artikel)\b.*|lire aussi|à lire|lea también|lee también|"
    r"mire|ver también|contenido relacionado|czytaj też|leggi anche)\s*(?::|$)"
)
_SIGN_UP: Final = (
    r"(?:subscribe (?:now|to|here)\b|sign up (?:for|to|here)\b|join our (?:newsletter|channel|community)|"
    r"follow us (?:on|at)\b|like us on\b|share this\b|click here to\b|download (?:the|our) app\b|"
    r"for the latest (?:stories|news|updates)\b|advertisement$|anzeige$|werbung$|publicidad$|publicité$|"
    r"abonnieren sie|jetzt (?:abonnieren|anmelden)|melde dich|folgen sie uns|abonnez-vous|inscrivez-vous|"
    r"enter your e-?mail|your e-?mail address$|by (?:signing up|subscribing)\b|"
    r"thank(?:s| you) for (?:signing up|subscribing)\b|please enter a valid e-?mail|you can unsubscribe\b|"
    r"suscríb|síguenos|pour (?:lire la suite|accéder en illimité))"
)
_SAID_OF_THE_PAGE: Final = (
    r"(?:letzte aktualisierung am|inhaltsverzeichnis$|table of contents$|quellenangaben:?$|jump to recipe$|"
    r"skip to (?:main )?content$|back to top$|nach oben$|(?:\d+ )?(?:comments|kommentare|shares?)$|"
    r"we may (?:receive a|earn a|receive comp)|sofern nicht anders (?:ausgewiesen|angegeben))"
)
_ASKED: Final = (
    r"sign up|subscribe|register (?:now|here|for)|get (?:our|the|your)|melde dich|melden sie sich|"
    r"abonnier\w*|inscri[vs]\w*|abonnez-vous|suscr[ií]b\w*|iscri\w*"
)
_NEWSLETTER: Final = (
    rf"(?:^|[.!?…:]\s+)(?:{_ASKED})\b[^.!?]{{0,100}}\b(?:newsletter|boletín|in(?:to)? your inbox)|"
    r"\bnewsletter\s+(?:kostenlos )?(?:abonnieren|anmelden|sign[ -]?up)\b"
)
_PAID: Final = (
    r"\bwe may (?:receive|earn) (?:a |an )?(?:\w+ )?(?:compensation|commissions?)\b|\badvertiser disclosure\b"
)
ALONE: Final = re.compile(
    rf"[^\w\"“„«'‘]{{0,3}}(?:{_RIGHTS}|{_READ_ALSO}|{_SIGN_UP}|{_SAID_OF_THE_PAGE})", re.I
)
CREDIT: Final = re.compile(_CREDIT, re.I)
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
    if len(paragraph) < 160 and CREDIT.match(paragraph):
        return True
    return bool(ALONE.match(paragraph) or ANYWHERE.search(paragraph))


def is_menu(paragraph: str, title: str) -> bool:
    """Tell whether the lines of a paragraph are a list of articles: one of them is the title of this one."""
    lines = paragraph.split("\n")
    return len(lines) > 2 and bool(title) and any(same_words(line.lstrip("-| "), title) for line in lines)
