"""What a PDF is called and when it was made: as printed on its first page, else as its maker left it."""

import re
from typing import Final

from ....language.dates import find_day
from ...facts.file_facts import MAX_TITLE, made_day, title_of_file
from ..decode import clean_line
from ..html.dates import IN_URL
from .heads import PRINTED
from .lines import Line, Pdf, body_size
from .words import Speller

LARGER: Final = 1.15  # than the text: a title
TOP: Final = 0.6  # of the first page
FIRST_YEAR: Final = 1993  # of the first PDF
BROWSER: Final = re.compile(r"Mozilla/|(?:Chromium|Firefox|Safari)\b", re.I)


def title_of(pdf: Pdf, name: str) -> str:
    """Return the title: as the PDF's maker left it if that makes sense, else as it is printed."""
    first = " ".join(line.text for page in pdf.pages[:1] for line in page.lines)
    return title_of_file(pdf.facts.get("Title", ""), _printed_title(pdf), first, name)


def url_day(url: str | None) -> str | None:
    """Return the day in an address such as ``https://harbour.example/2018/10/05/cranes``."""
    match = IN_URL.search(url or "")
    found = find_day("-".join(part.zfill(2) for part in match.groups() if part)) if match else None
    return found[0] if found else None


def file_day(pdf: Pdf, heads: list[str], text: str) -> str | None:
    """Return the day that the file was made, but none of saving (a browser made it) or before its text."""
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", pdf.facts.get("CreationDate", ""))
    if not match or int(match[1]) < FIRST_YEAR or BROWSER.match(pdf.facts.get("Creator", "")):
        return None
    return None if any(map(PRINTED.match, heads)) else made_day("-".join(match.groups()), text)


def _printed_title(pdf: Pdf) -> str:
    """Return the largest words at the top of the first page, if they are larger than the text."""
    if not pdf.pages:
        return ""
    page = pdf.pages[0]
    top = [line for line in page.lines if line.y < TOP * page.height and _says_something(line)]
    largest = max((line.size for line in top), default=0.0)
    if largest < LARGER * body_size(pdf.pages):
        return ""
    title: list[Line] = []
    for line in top:
        if line.size > 0.95 * largest:
            title.append(line)
        elif title:
            break
    speller, text = Speller(title), ""
    for line in title:
        text, glue = speller.glue(text, line.text)
        text += glue + line.text
    return clean_line(text.replace(" | ", " ")) if len(text) <= MAX_TITLE else ""


def _says_something(line: Line) -> bool:
    """Leave out initials set large, figures and rules."""
    return sum(letter.isalpha() for letter in line.text) > 3
