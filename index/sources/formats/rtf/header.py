"""What the tables of an RTF document say beside its text: fonts, names of styles, properties."""

from ..docx.article import Style, Styles
from .charsets import BY_NAME, WESTERN, of_font, of_page


class Header:
    """The tables as they are read, token by token."""

    def __init__(self) -> None:
        self.styles = Styles()
        self.facts: dict[str, str] = {}
        self._charset = WESTERN
        self._fonts: dict[int, str] = {}
        self._entry = 0  # the style whose name is to come

    def charset(self, font: int) -> str:
        """Return the character set of a font, or else that of the document."""
        return self._fonts.get(font, self._charset)

    def set_charset(self, word: str) -> None:
        """Take the document's character set by its word."""
        self._charset = BY_NAME[word]

    def set_page(self, page: int) -> None:
        """Take the document's character set by the number of its code page."""
        self._charset = of_page(page) or self._charset

    def font_charset(self, font: int, number: int) -> None:
        """Take the character set of a font."""
        if charset := of_font(number):
            self._fonts[font] = charset

    def font_page(self, font: int, page: int) -> None:
        """Take the character set of a font by the number of a code page."""
        if charset := of_page(page):
            self._fonts[font] = charset

    def begin_style(self, number: int) -> None:
        """Go on with the style of a number."""
        self._entry = number

    def name_style(self, words: str) -> None:
        """Take some of a style's name, which ends with a semicolon."""
        name, mark, _ = words.partition(";")
        style = self.styles.known.setdefault(str(self._entry), Style())
        style.name = (style.name + name).strip()
        self._entry = 0 if mark else self._entry

    def add_fact(self, name: str, words: str) -> None:
        """Take some words of a property."""
        self.facts[name] = self.facts.get(name, "") + words

    def add_day_part(self, number: int) -> None:
        """Take the year, month or day on which the document was made, in that order."""
        made = self.facts.get("created", "")
        self.facts["created"] = f"{made}-{number:02}".lstrip("-")[:10]
