"""Lines that are none of an article: credits, calls to subscribe or share, what a page says of itself."""

import re
from typing import Final

MAX_LINE: Final = 300  # code points; longer paragraphs are prose
_CONSENT: Final = (
    r"(?:we|our (?:site|partners)|this (?:web)?site|wir|diese (?:web)?seite|nous|ce site|este sitio)\b.{0,60}"
    r"\b(?:uses?|using|store|verwende[nt]|nutz(?:en|t)|utilis\w+|utiliza\w*|usa\w*)\b.{0,40}\bcookies?\b"
)
_RIGHTS: Final = (
    r"(?:©|\(c\) ?\d{4}|copyright\s*(?:©|\(c\)|:|\d{4}(?!.*\b(?:is|are|was|were|has|had)\b))"
    r"|all rights reserved)"
)
_CREDIT: Final = r"\(?(?:photo|image|foto|picture|bild|credit|video)s?(?: credit| courtesy)?\s*(?:by|:|©|/)"
_READ_ALSO: Final = (
    r"(?:read (?:more|also|next|this)|also read|see also|related(?: (?:content|stories|articles?|topics))?|"
    r"more (?:on|from) this(?: story)?|recommended|lesen sie (?:auch|hier|mehr)|lies auch|auch interessant|"
    r"mehr zum thema|weitere (?:aktuelle )?(?:themen|artikel)\b.*|lire aussi|à lire|lea también|lee también|"
    r"mire|ver también|contenido relacionado|czytaj też|leggi anche)\s*(?::|$)"
)
_SIGN_UP: Final = (
    r"(?:subscribe (?:now|to|here)\b|sign up (?:for|to|here)\b|join our (?:newsletter|channel|community)|"
    r"follow us (?:on|at)\b|like us on\b|share (?:this|on|via)\b|click here to\b|download (?:the|our) app\b|"
    r"for the latest (?:stories|news|updates)\b|advertisement$|anzeige$|werbung$|publicidad$|publicité$|"
    r"abonnieren sie|jetzt (?:abonnieren|anmelden)|melde dich|folgen sie uns|abonnez-vous|inscrivez-vous|"
    r"enter your e-?mail|your e-?mail address$|by (?:signing up|subscribing)\b|"
    r"thank(?:s| you) for (?:signing up|subscribing)\b|please enter a valid e-?mail|you can unsubscribe\b|"
    r"suscríb|síguenos|pour (?:lire la suite|accéder en illimité))"
)
_PLACE: Final = (
    r"(?:facebook|twitter|whatsapp|linkedin|reddit|pinterest|instagram|telegram|flipboard|messenger|bluesky|"
    r"mastodon|threads|youtube|tiktok|x|e-?mail)"
)
_FOLLOW: Final = (  # to the end of the line: "like many, he said on X that ..." is prose
    rf"(?:follow|find|join|like) [^,.;:!?]{{2,50}}? on (?:(?:and|or|our|the|page|channel|{_PLACE})\b\W*)+"
    r"(?:$|for (?:more|the latest|updates|news)\b)"
)
_READ_ON: Final = (
    r"(?:(?:story|article|text) continues (?:below|after)\b|continue reading\b|"
    r"scroll (?:down )?to continue\b|read the (?:full|whole) (?:story|article)\b|"
    r"listen to this (?:story|article)\b|you (?:may|might) also like\b|"
    r"(?:most (?:read|popular|viewed)|trending(?: now)?|up next|top stories)\s*(?::|$)|"
    r"(?:editor['’]s picks|don['’]t miss)\s*(?::|$)|"
    r"advertisement\s*[:–—-]|(?:sponsored|promoted|paid)(?: content| post| links?)?$|ad$)"
)
_JOIN: Final = (
    r"(?:(?:log|sign) in to (?:comment|continue|read|save)\b|already (?:a subscriber|have an account)\b|"
    r"create (?:a|your) (?:free )?account\b|(?:start|begin) your (?:free )?(?:trial|subscription)\b|"
    r"become a (?:subscriber|supporter|patron|member (?:today|now|and|to|for))\b|"
    r"support (?:our|independent|quality|local) journalism\b|donate (?:now|today|here)\b|"
    r"leave a (?:comment|reply)$|comments are closed\b|download our \w+)"
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
    rf"(?:^|[.!?…:]\s+)(?:{_ASKED})\b[^.!?]{{0,100}}\b(?:newsletter|boletín|(?:in|into|to) your inbox)|"
    r"\bnewsletter\s+(?:kostenlos )?(?:abonnieren|anmelden|sign[ -]?up)\b"
)
_PAID: Final = (
    r"\bwe may (?:receive|earn) (?:a |an )?(?:\w+ )?(?:compensation|commissions?)\b|\badvertiser disclosure\b"
)
ALONE: Final = re.compile(
    rf"[^\w\"“„«'‘]{{0,3}}(?:{_RIGHTS}|{_READ_ALSO}|{_READ_ON}|{_SIGN_UP}|{_JOIN}|{_FOLLOW}|{_SAID_OF_THE_PAGE})",
    re.I,
)
# Nothing but what to do with the page and where: "Share on Facebook Tweet Email Print".
SHARE: Final = re.compile(
    rf"(?=.*\b(?:share|tweet|print|{_PLACE}\W+{_PLACE})\b)"
    rf"(?:(?:share|tweet|post|pin|send|print|save|copy|link|comment|this|article|story|page|on|via|by|to|{_PLACE})"
    r"(?:\W+|$))+",
    re.I,
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
    return is_call(paragraph) or bool(ANYWHERE.search(paragraph))


def is_call(words: str) -> bool:
    """Tell by their first words whether some words call to subscribe, share or read on, or mark an advert."""
    return bool(ALONE.match(words) or SHARE.fullmatch(words))
