"""What stands in a mail and is none of what it says: how to read it elsewhere, how to be rid of it."""

import re
from typing import Final

from ...facts.clutter import is_clutter

MAX_LINE: Final = 250  # characters; longer paragraphs are prose
MAX_FOOTER: Final = 1_200  # characters below the first line of it
FOOTER_FROM: Final = 0.6  # of the words
_BUTTONS: Final = """
    read more; read on; read now; read in app; read the full story; read the full article; read full story
    read the story; read the article; read the whole story; continue reading; keep reading; full story
    learn more; find out more; more; subscribe; subscribe now; subscribe here; share; share this
    share this post; like; comment; restack; tweet; forward; donate; donate now; upgrade; upgrade to paid
    shop now; sign up; leave a comment; start writing; get the app; refer a friend; forward to a friend
    advertisement; sponsored; weiterlesen; mehr lesen; mehr erfahren; zum artikel; zur website; anzeige
    werbung; teilen; lire la suite; lire plus; en savoir plus; publicité; leer más; seguir leyendo
    publicidad; leggi tutto; czytaj więcej; lees meer; saiba mais; ler mais
    facebook; twitter; instagram; linkedin; youtube; website; x
"""
BUTTONS: Final = frozenset(words.strip() for words in re.split(r"[;\n]", _BUTTONS) if words.strip())
PARTED: Final = re.compile(r"\s*[|•·]\s*")
ELSEWHERE: Final = re.compile(
    r"(?:view|read|open|see|display)"
    r"(?: (?:this|the|it|in|on|as|a|our|your|e-?mail|newsletter|message|issue|post|my)){0,6}"
    r" (?:(?:web ?)?browser|online|web(?: ?page| ?version)?|app)\b|"
    r"(?:if you(?:.re| are)? )?(?:having )?(?:trouble|problems?|difficult\w*) (?:viewing|reading|seeing)|"
    r"(?:if you )?can(?:not|.?t) (?:see|read|view) this|images not displaying|"
    r"(?:was this \S+ |this \S+ was )?forwarded (?:this|to you)|add us to your address book|"
    r".{0,60}\bim browser (?:ansehen|anzeigen|öffnen|lesen)|.{0,60}\bnicht richtig (?:dargestellt|angezeigt)|"
    r".{0,60}\b(?:dans (?:votre|le)|en (?:el|tu|su)) nav[ei]gad?[oe]u?r|.{0,60}\bversion en ligne|"
    r".{0,60}\bnel (?:tuo )?browser",
    re.I,
)
FOOTER: Final = re.compile(
    r"\bunsubscribe\b|manage (?:your )?(?:subscription|preferences|e-?mails?)|our mailing address|"
    r"(?:update|change) (?:your )?(?:e-?mail )?(?:preferences|settings)|want to change how you receive|"
    r"you(?:.re| are) (?:receiving|getting|subscribed|currently a (?:free|paid) subscriber)|"
    r"you (?:have )?(?:received?|were sent) this|"
    r"this (?:e-?mail|message|newsletter) was sent|sent (?:this e-?mail )?to \S+@\S+|"
    r"newsletter.{0,40}\bab(?:bestellen|melden)|sie erhalten diese[ns]? (?:e-?mail|newsletter)|"
    r"désabonner|désinscrire|vous recevez ce|darse de baja|cancelar (?:la|tu|su) suscripción|"
    r"recibes? este (?:correo|boletín)|annulla(?:re)? l.iscrizione|disiscriv|wypisz się|zrezygnuj|"
    r"afmelden|uitschrijven|cancelar (?:a )?(?:sua )?inscrição",
    re.I,
)
LINK: Final = re.compile(r" ?[<(\[] ?https?://[^\s<>()\[\]]+ ?[>)\]]")
BARE_LINK: Final = re.compile(r"https?://\S+")


def without_clutter(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs of a mail that say something, without the links between its words.

    The footer goes with what is below it: an address, the owner, the way out.
    """
    found = [LINK.sub("", paragraph).strip() for paragraph in paragraphs]
    whole = sum(map(len, found))
    kept: list[str] = []
    passed = 0
    for words in found:
        passed += len(words)
        if len(words) <= MAX_LINE and FOOTER.search(words):
            if passed >= FOOTER_FROM * whole and whole - passed <= MAX_FOOTER:
                break
        elif words and not _is_aside(words):
            kept.append(words)
    return kept


def _is_aside(words: str) -> bool:
    """Tell buttons, menus, bare links, lines of ornament and ways to read elsewhere from what is said."""
    if not any(letter.isalnum() for letter in words) or BARE_LINK.fullmatch(words) or is_clutter(words):
        return True
    parts = [part.strip(" \t»→›>.…!:*").casefold() for part in PARTED.split(words)]
    menu = len(parts) > 2 and all(len(part) <= 20 and not re.search(r"[\d\n]", part) for part in parts)
    return menu or BUTTONS.issuperset(parts) or (len(words) <= MAX_LINE and bool(ELSEWHERE.match(words)))
