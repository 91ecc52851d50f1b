"""Downloads of newspaper databases, made up: articles in several languages, in the layouts that are known."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

WORDS: Final = {
    "en": "harbour council crane bridge ferry winter storm report budget tender quay island railway mill",
    "de": "Hafen Stadtrat Kran Brücke Fähre Winter Sturm Bericht Haushalt Schleuse Kai Insel Bahn Mühle",
    "fr": "port conseil grue pont bateau hiver tempête rapport budget écluse quai île gare moulin",
    "es": "puerto consejo grúa puente barco invierno tormenta informe presupuesto muelle isla tren molino",
    "nl": "haven raad kraan brug veerboot winter storm verslag begroting sluis kade eiland spoor molen",
}
SMALL: Final = {
    "en": "the of and in that would with for",
    "de": "der die das und in dass mit für",
    "fr": "le la les et dans que avec pour",
    "es": "el la los y en que con para",
    "nl": "de het een en in dat met voor",
}
OUTLETS: Final = {
    "en": ["The Quay Courier", "Northern Ledger", "Evening Harbour Post", "The Sun (Marsh Edition)"],
    "de": ["Deichbote", "Hafenzeitung", "Marsch Anzeiger"],
    "fr": ["Le Courrier du Quai", "La Dépêche du Port"],
    "es": ["El Correo del Muelle", "Diario del Puerto"],
    "nl": ["De Kadekrant", "Havenblad"],
}
MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
WEEKDAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
FIRST: Final = ("Ann", "Jo", "Mara", "Tove", "Elin", "Pavel", "Rosa", "Henk", "Luc", "Ines")
LAST: Final = ("Lee", "Hillman", "Verhoef", "Brandt", "Moreau", "Quiroga", "Sand", "Petrov", "Okafor", "Lind")

Paragraphs = list[str]
"""What a layout prints: paragraphs, with line breaks in those that are groups of lines."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article as it went into a download."""

    title: str
    outlet: str
    day: date
    author: str
    body: tuple[str, ...]
    language: str = "en"

    @property
    def words(self) -> int:
        """How many words its text has."""
        return sum(len(paragraph.split()) for paragraph in self.body)


def stories(number: int, *, seed: int = 0, languages: Sequence[str] = ("en",)) -> list[Story]:
    """Return so many made-up articles; each sentence has its own number, so that none is another."""
    source = random.Random(seed)
    return [_story(source, one, languages[one % len(languages)]) for one in range(number)]


def _story(source: random.Random, number: int, language: str) -> Story:
    nouns = WORDS[language].split()
    title = f"{source.choice(nouns).capitalize()} {_sentence(source, language, 5)} {number + 1}"
    body = tuple(
        " ".join(
            f"{_sentence(source, language, source.randint(8, 18)).capitalize()} {number}-{place}-{sentence}."
            for sentence in range(source.randint(1, 4))
        )
        for place in range(source.randint(2, 6))
    )
    day = date(source.randint(1999, 2024), source.randint(1, 12), source.randint(1, 28))
    author = f"{source.choice(FIRST)} {source.choice(LAST)}"
    return Story(title, source.choice(OUTLETS[language]), day, author, body, language)


def _sentence(source: random.Random, language: str, length: int) -> str:
    nouns, small = WORDS[language].split(), SMALL[language].split()
    return " ".join(source.choice(small if place % 2 == 0 else nouns) for place in range(length))


def day_of(story: Story, *, first: str = "") -> str:
    """Return the day as its language writes it; ``first`` says that English has the day before the month."""
    month = MONTHS[story.language].split()[story.day.month - 1]
    if story.language == "en" and not first:
        return f"{month} {story.day.day}, {story.day.year}"
    of = " de " if story.language == "es" else ". " if story.language == "de" else " "
    return f"{story.day.day}{of}{month}{' de ' if story.language == 'es' else ' '}{story.day.year}"


def _with_weekday(story: Story) -> str:
    return f"{day_of(story)} {WEEKDAYS[story.language].split()[story.day.weekday()]}"


OLD_LABELS: Final = {
    "en": [
        *("BYLINE", "SECTION", "LENGTH", "words"),
        *("LOAD-DATE", "LANGUAGE", "ENGLISH", "All Rights Reserved"),
    ],
    "de": [
        *("AUTOR", "RUBRIK", "LÄNGE", "Wörter"),
        *("UPDATE", "SPRACHE", "GERMAN; DEUTSCH", "Alle Rechte vorbehalten"),
    ],
    "fr": [
        *("AUTEUR", "RUBRIQUE", "LONGUEUR", "mots"),
        *("DATE-CHARGEMENT", "LANGUE", "FRENCH; FRANÇAIS", "Tous droits réservés"),
    ],
    "es": [
        *("AUTOR", "SECCIÓN", "LONGITUD", "palabras"),
        *("FECHA-CARGA", "IDIOMA", "SPANISH; ESPAÑOL", "Todos los derechos reservados"),
    ],
    "nl": [
        *("AUTEUR", "RUBRIEK", "LENGTE", "woorden"),
        *("LAADDATUM", "TAAL", "DUTCH; NEDERLANDS", "Alle rechten voorbehouden"),
    ],
}


def numbered(some: Sequence[Story]) -> Paragraphs:
    """Return the old layout: ``1 of 3 DOCUMENTS``, the outlet, the day, then the title and fields."""
    cover = "Download Request: Selected Items: 1-9\nTime Of Request: Friday, January 10, 2020  16:51:31"
    found = [cover, "Terms: (harbour AND quay)", "Source: The Quay Courier;Northern Ledger\nProject ID: None"]
    for number, story in enumerate(some, start=1):
        author, section, length, words, loaded, language, called, rights = OLD_LABELS[story.language]
        edition = "\nEdition 1;\nMarshland" if number % 3 == 0 else ""
        found += [
            f"{number} of {len(some)} DOCUMENTS",
            story.outlet,
            _with_weekday(story) + edition,
            story.title,
        ]
        found += [f"{author}: {story.author}", f"{section}: NEWS; Pg. {number}"]
        found += [f"{length}: {story.words} {words}", *story.body]
        found += [f"{loaded}: {day_of(story)}", f"{language}: {called}", "PUBLICATION-TYPE: Newspaper"]
        found += [f"Copyright {story.day.year} {story.outlet}\n{rights}"]
    return found


def labelled(some: Sequence[Story]) -> Paragraphs:
    """Return the old layout in which title and text have labels, and the copyright stands at the top."""
    found: Paragraphs = []
    for number, story in enumerate(some, start=1):
        found += [f"{number} of {len(some)} DOCUMENTS"]
        found += [f"Copyright {story.day.year} {story.outlet}\nAll Rights Reserved\n{story.outlet}"]
        found += [f"{_with_weekday(story)}\nFINAL EDITION", "SECTION: A SECTION; Pg. 1A"]
        found += [f"LENGTH: {story.words} words", f"HEADLINE: {story.title}", f"BYLINE:  By {story.author}"]
        found += ["BODY:", *story.body, "LANGUAGE: ENGLISH", "PUBLICATION-TYPE: Newspaper"]
        found += ["SUBJECT: HARBOURS (98%); CRANES (90%);\nFERRIES (90%)", f"LOAD-DATE: {day_of(story)}"]
    return found


END: Final = {
    "en": [
        *("Section", "Length", "words", "Byline"),
        *("Body", "Classification", "Language", "Load-Date", "End of Document"),
    ],
    "de": [
        *("Section", "Length", "words", "Byline"),
        *("Body", "Classification", "Language", "Load-Date", "End of Document"),
    ],
    "fr": [
        *("Rubrique", "Longueur", "mots", "Auteur"),
        *("Corps", "Classification", "Langue", "Date de chargement", "Fin du document"),
    ],
    "es": [
        *("Sección", "Longitud", "palabras", "Autor"),
        *("Cuerpo", "Clasificación", "Idioma", "Fecha de carga", "Fin del documento"),
    ],
    "nl": [
        *("Sectie", "Lengte", "woorden", "Auteur"),
        *("Tekst", "Classificatie", "Taal", "Laaddatum", "Einde van document"),
    ],
}


def ended(some: Sequence[Story]) -> Paragraphs:
    """Return the present layout: a cover, then title, outlet, day, fields, text and ``End of Document``."""
    found = [
        "User Name: = Jo Hill",
        "Date and Time: Friday, January 10, 2020 4:51:00 PM EST",
        "Job Number: 107123",
    ]
    found += [f"Documents ({len(some)})"]
    for number, story in enumerate(some, start=1):
        found += [f"{number}. {story.title}", "Client/Matter: -None-", "Search Terms: harbour"]
    found += ["| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2020 LexisNexis"]
    return found + [one for story in some for one in _one_ended(story)]


def _one_ended(story: Story) -> Paragraphs:
    section, length, words, author, body, back, language, loaded, end = END[story.language]
    return [
        *(story.title, story.outlet, _with_weekday(story)),
        f"Copyright {story.day.year} {story.outlet} All Rights Reserved",
        *(f"{section}: NEWS; Pg. 4", f"{length}: {story.words} {words}", f"{author}: {story.author}"),
        *(body, *story.body, back, f"{language}: ENGLISH", "Publication-Type: Newspaper"),
        *("Subject: HARBOURS (90%); CRANES (78%)", f"{loaded}: {day_of(story)}", end),
    ]


def coded(some: Sequence[Story]) -> Paragraphs:
    """Return the layout of two letters before each field, which ends with ``Document QUAY0000…``."""
    found: Paragraphs = []
    for number, story in enumerate(some, start=1):
        found += [f"HD\n{story.title}", f"BY\nBy {story.author}", f"WC\n{story.words} words"]
        found += [
            f"PD\n{day_of(story, first='day')}",
            f"SN\n{story.outlet}",
            "SC\nQUAY",
            "PG\n4",
            "LA\nEnglish",
        ]
        found += [f"CY\n(c) {story.day.year} {story.outlet}", f"LP\n{story.body[0]}"]
        found += [f"TD\n{story.body[1]}", *story.body[2:], "CO\nhrbr : Harbour Ltd", "NS\ngport : Ports"]
        found += [
            "RE\nuk : United Kingdom",
            f"PUB\n{story.outlet} Ltd",
            f"AN\nDocument {_code(story, number)}",
        ]
    return found


def counted(some: Sequence[Story]) -> Paragraphs:
    """Return the same database's layout without letters: the count of words stands below title and author."""
    found: Paragraphs = []
    for number, story in enumerate(some, start=1):
        label = OLD_LABELS[story.language][3]
        found += [*(["News"] if number % 2 else []), story.title, story.author, f"{story.words} {label}"]
        found += [
            day_of(story, first="day"),
            story.outlet,
            "QUAY",
            "1; National",
            "19",
            CALLED[story.language],
        ]
        found += [f"(c) {story.day.year} {story.outlet} Ltd", *story.body]
        found += [f"{story.outlet} Limited", f"{DOCUMENT[story.language]} {_code(story, number)}"]
    return [*found, "© 2024 Factiva, Inc. All rights reserved."]


CALLED: Final = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "nl": "Nederlands"}
DOCUMENT: Final = {"en": "Document", "de": "Dokument", "fr": "Document", "es": "Documento", "nl": "Document"}


def _code(story: Story, number: int) -> str:
    return f"QUAY0000{story.day:%Y%m%d}e{story.day.month:01x}9h{number:05}"


def ruled(some: Sequence[Story]) -> Paragraphs:
    """Return the layout of rules, where fields stand above ``Full text:`` and below the text."""
    found: Paragraphs = []
    for number, story in enumerate(some, start=1):
        first, last = story.author.split()
        found += ["_" * 60, f"Document {number} of {len(some)}"] if number % 2 else ["_" * 60]
        found += [story.title, f"Author: {last}, {first}"]
        place = f"Marsh [Marsh]{story.day:%d %b %Y}: A.4."
        found += [f"Publication info: {story.outlet}, Late Edition; {place}"]
        found += [
            "ProQuest document link",
            "Abstract: A summary of the harbour that nobody printed, in one line.",
        ]
        found += ["Links: Check for full text", f"Full text: {story.body[0]}", *story.body[1:]]
        found += ["Subject: Harbours; Cranes", "Company / organization: Name: Harbour Ltd; NAICS: 1234"]
        found += [f"Title: {story.title}", f"Publication title: {story.outlet}; Marsh, N.Y.", "Pages: A.4"]
        found += [
            f"Publication year: {story.day.year}",
            f"Publication date: {story.day:%b} {story.day.day}, {story.day.year}",
        ]
        found += ["Publisher: Quay Press", "ISSN: 03624331", "Language of publication: English"]
        found += [f"ProQuest document ID: {43000000 + number}", "Database: ProQuest Central"]
    return [
        *found,
        "_" * 60,
        "Contact us at: http://www.proquest.com",
        "Database copyright © 2020 ProQuest LLC",
    ]


def unruled(some: Sequence[Story]) -> Paragraphs:
    """Return that layout without rules, as it is printed to PDF."""
    dropped = ("_", "Document ", "Contact", "Database copyright")
    return [one for one in ruled(some) if not one.startswith(dropped) or one.startswith("Document URL")]


def opened(some: Sequence[Story]) -> Paragraphs:
    """Return records that begin with the same label and end with their number."""
    found: Paragraphs = []
    for number, story in enumerate(some, start=1):
        found += [
            f"Paper: {story.outlet}\nTitle: {story.title}\nDate: {day_of(story)}\nAuthor: {story.author}"
        ]
        found += ["Section: Local\nPage: A1", *story.body, f"Copyright (c) {story.day.year} {story.outlet}"]
        found += [f"Record Number: 0F2A{number:05}"]
    return found


def barred(some: Sequence[Story]) -> Paragraphs:
    """Return records of a title, a line of day and outlet, fields, text, and a reference at the end."""
    found: Paragraphs = []
    for number, story in enumerate(some, start=1):
        found += [story.title, f"{day_of(story)} | {story.outlet}", f"Author: {story.author}; Staff Writer"]
        found += ["Section: News", f"Page: A{number}", "OpenURL Link", *story.body]
        found += [
            f"Copyright, {story.day.year}, {story.outlet}. All Rights Reserved.",
            f"Record Number: 0F2A{number:05}",
        ]
        found += [f"Citation (APA Style): {story.author} ({story.day.year}). {story.title}. {story.outlet}."]
    return found


def sourced(some: Sequence[Story]) -> Paragraphs:
    """Return articles that end with how to cite them and the number of the document."""
    found: Paragraphs = []
    for number, story in enumerate(some, start=1):
        found += [
            story.title,
            f"Author: {story.author}",
            f"Date: {story.day:%b.} {story.day.day}, {story.day.year}",
        ]
        found += [f"From: {story.outlet}(Vol. 3, Issue 4)", "Publisher: Quay Press", "Document Type: Article"]
        found += [f"Length: {story.words} words", "Full Text:", *story.body]
        found += [
            f"Source Citation (MLA 9th Edition): {story.author}. {story.title}.",
            f"Gale Document Number: GALE|A{number:06}",
        ]
    return found


def filed(some: Sequence[Story]) -> Paragraphs:
    """Return articles whose outlet and day share a line, and which end with a number of their day."""
    found: Paragraphs = []
    for number, story in enumerate(some, start=1):
        weekday = WEEKDAYS["fr"].split()[story.day.weekday()]
        found += [
            f"{story.outlet} {weekday} {day_of(story)} {story.words} mots, p. 12",
            story.title,
            story.author,
        ]
        found += [*story.body, f"© {story.day.year} {story.outlet}. Tous droits réservés."]
        found += [f"news·{story.day:%Y%m%d}·QC·{number:05}"]
    return found


def detailed(some: Sequence[Story]) -> Paragraphs:
    """Return the present layout with a list of titles, ``FULL TEXT`` and ``DETAILS``."""
    found = ["Table of contents", *(f"{number}. {story.title}" for number, story in enumerate(some, start=1))]
    for number, story in enumerate(some, start=1):
        first, last = story.author.split()
        found += [story.title, "ProQuest document link", "FULL TEXT", *story.body, "DETAILS"]
        found += ["Subject: Harbours; Cranes", f"Publication title: {story.outlet}; Marsh, N.Y."]
        found += ["First page: A4", f"Publication year: {story.day.year}"]
        found += [f"Publication date: {story.day:%b} {story.day.day}, {story.day.year}"]
        found += [f"Author: {last}, {first}", f"ProQuest document ID: {43000000 + number}"]
        found += [f"Document URL: https://quay.example/{number}", "Last updated: 2020-01-02"]
        found += ["Database: Global Newsstream", "LINKS", "Linking Service"]
    return [*found, "Database copyright © 2020 ProQuest LLC. All rights reserved."]


LAYOUTS: Final[dict[str, tuple[Callable[[Sequence[Story]], Paragraphs], tuple[str, ...]]]] = {
    "numbered": (numbered, ("en", "de", "fr", "es", "nl")),
    "labelled": (labelled, ("en",)),
    "ended": (ended, ("en", "de", "fr", "es", "nl")),
    "coded": (coded, ("en",)),
    "counted": (counted, ("en", "de", "fr", "es", "nl")),
    "ruled": (ruled, ("en",)),
    "unruled": (unruled, ("en",)),
    "detailed": (detailed, ("en",)),
    "opened": (opened, ("en",)),
    "barred": (barred, ("en",)),
    "sourced": (sourced, ("en",)),
    "filed": (filed, ("fr",)),
}
"""Each layout by its name, with the languages that it is made in."""
