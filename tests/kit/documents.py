"""Paragraphs -> the bytes of a file as programs write it: text, DOCX, RTF, ODT, HTML, PDF."""

import io
import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from .pdf_file import Printed, pdf_file

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN: Final = "urn:oasis:names:tc:opendocument:xmlns"
CODE: Final = re.compile(r"([A-Z]{2,3})\n(.*)", re.S)
MIMETYPE: Final = "application/vnd.oasis.opendocument.text"


def as_text(paragraphs: Sequence[str], *, width: int = 78) -> bytes:
    """Return a text file whose lines are broken at a width; 0 leaves each paragraph on a line."""
    return "\n\n".join(wrapped(one, width) for one in paragraphs).encode()


def wrapped(paragraph: str, width: int) -> str:
    """Return a paragraph broken between words."""
    return "\n".join("\n".join(_lines(line, width)) if width else line for line in paragraph.split("\n"))


def _lines(line: str, width: int) -> list[str]:
    lines = [""]
    for word in line.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def packed(parts: dict[str, str]) -> bytes:
    """Return a zip of parts; the kind of an OpenDocument file lies first and as it is."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def as_docx(paragraphs: Sequence[str]) -> bytes:
    """Return a Word document; two letters before a field stand in a table, as in a download."""
    body = "".join(_word_row(code) if (code := CODE.fullmatch(one)) else _word(one) for one in paragraphs)
    body = body.replace("</w:tbl><w:tbl>", "")
    main = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": main})


def _word(words: str) -> str:
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    return f"<w:p><w:r>{text}</w:r></w:p>"


def _word_row(code: re.Match[str]) -> str:
    cells = "".join(f"<w:tc>{_word(words)}</w:tc>" for words in code.groups())
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


def as_odt(paragraphs: Sequence[str]) -> bytes:
    """Return an OpenDocument text."""
    body = "".join(
        f"<text:p>{escape(one).replace(chr(10), '<text:line-break/>')}</text:p>" for one in paragraphs
    )
    return odt_of(body)


def odt_of(body: str, *, styles: str = "", meta: str = "") -> bytes:
    """Return an OpenDocument text of mark-up: what stands in its text, its styles and its properties."""
    spaces = " ".join(
        f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "text", "table", "style", "meta")
    )
    spaces += f' xmlns:draw="{OPEN}:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}"
    main = f"{content}</office:text></office:body>"
    return packed(
        {
            "mimetype": MIMETYPE,
            "content.xml": f"<office:document-content {spaces}>{main}</office:document-content>",
            "meta.xml": f"<office:document-meta {spaces}>{meta}</office:document-meta>",
        }
    )


def as_rtf(paragraphs: Sequence[str]) -> bytes:
    """Return an RTF document as Nexis writes it; two letters before a field stand in a table."""
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times New Roman;}}{\info{\title Download}}"
    body = "\n".join(_rtf_row(code) if (code := CODE.fullmatch(one)) else _rtf(one) for one in paragraphs)
    return f"{head}\n\\f0\\fs24 {body}}}".encode("ascii")


def _rtf(words: str) -> str:
    label, mark, rest = words.partition(": ")
    shown = f"{{\\b {rtf_words(label)}:}} {rtf_words(rest)}" if mark and len(label) < 40 else rtf_words(words)
    return f"\\pard\\ql {shown}\\par"


def _rtf_row(code: re.Match[str]) -> str:
    return rf"\trowd\cellx1000\cellx9000\pard\intbl {{\b {code[1]}}}\cell {rtf_words(code[2])}\cell\row"


def rtf_words(words: str) -> str:
    """Return words as RTF writes them: in its character set where that has them, else as Unicode."""
    found = ""
    for letter in words:
        if letter in "\\{}":
            found += "\\" + letter
        elif letter == "\n":
            found += "\\line "
        elif ord(letter) < 128:
            found += letter
        elif letter.encode("cp1252", "replace") != b"?":
            found += f"\\'{letter.encode('cp1252')[0]:02x}"
        else:
            found += "".join(f"\\u{int.from_bytes(two, 'little', signed=True)}?" for two in _halves(letter))
    return found


def _halves(letter: str) -> list[bytes]:
    content = letter.encode("utf-16-le")
    return [content[place : place + 2] for place in range(0, len(content), 2)]


def as_html(paragraphs: Sequence[str]) -> bytes:
    """Return a page; two letters before a field stand in a table."""
    body = "\n".join(
        f"<table><tr><td><b>{code[1]}</b>&nbsp;</td><td>{escape(code[2])}</td></tr></table>"
        if (code := CODE.fullmatch(one))
        else f"<p>{escape(one).replace(chr(10), '<br>')}</p>"
        for one in paragraphs
    )
    return f"<html><head><title>Download</title></head><body>\n{body}\n</body></html>".encode()


def as_pdf(paragraphs: Sequence[str], *, width: int = 80, foot: float = 90) -> bytes:
    """Return a PDF of as many pages as are needed, each with its number at the foot."""
    pages: list[list[Printed]] = [[]]
    top = 720.0
    for paragraph in paragraphs:
        for line in wrapped(paragraph, width).split("\n"):
            if top < foot:
                pages.append([])
                top = 720.0
            pages[-1].append((72, top, 10, line))
            top -= 12
        top -= 14
    for number, page in enumerate(pages, start=1):
        page.append((280, 40, 10, f"Page {number} of {len(pages)}"))
    return pdf_file(pages)


WRITERS: Final[dict[str, Callable[[Sequence[str]], bytes]]] = {
    "text": as_text,
    "docx": as_docx,
    "rtf": as_rtf,
    "odt": as_odt,
    "html": as_html,
    "pdf": as_pdf,
}
