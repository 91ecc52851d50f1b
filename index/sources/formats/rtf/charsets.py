"""The character sets that RTF names by numbers."""

import codecs
from typing import Final

WESTERN: Final = "cp1252"
SYMBOL: Final = "symbol"  # a font of signs: its bullets are bullets, its other signs no letters
_BY_FONT: Final = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_BY_PAGE: Final = {
    10000: "mac_roman",
    65001: "utf-8",
    936: "gbk",
    1361: "johab",
    708: "iso8859-6",
    42: SYMBOL,
}
BY_NAME: Final = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": WESTERN}


def of_page(number: int) -> str | None:
    """Return the character set of a code page, ``None`` for an unknown one."""
    name = _BY_PAGE.get(number, f"cp{number}")
    try:
        return name if name == SYMBOL else codecs.lookup(name).name
    except LookupError:
        return None


def of_font(number: int) -> str | None:
    """Return the character set of a font, ``None`` for the document's own."""
    return SYMBOL if number == 2 else _BY_FONT.get(number)


def decoded(content: bytes, charset: str) -> str:
    """Return bytes as text; what a set does not know becomes U+FFFD."""
    if charset == SYMBOL:
        return "".join("•" if byte == 0xB7 else chr(byte) if 31 < byte < 127 else "" for byte in content)
    return content.decode(charset, "replace")
