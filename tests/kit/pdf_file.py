"""Small PDFs, written by hand: pages of lines at places, with what a maker leaves in a file."""

from collections.abc import Mapping, Sequence

from index import Article
from index.sources.formats.pdf.article import articles_from_pdf

Printed = tuple[float, float, float, str]  # from the left, from the foot, size of type, words

WIDTH, HEIGHT = 612, 792
FIRST = (
    "The harbour authority said that both cranes would be repaired before the winter storms, and that the "
    "money had been found."
)
SECOND = (
    "Its director told reporters that a third crane would be bought as soon as the council had agreed to "
    "the loan that it needs."
)
TITLE: Printed = (72, 700, 20, "Cranes to be repaired")


def pdf_file(
    pages: Sequence[Sequence[Printed]],
    *,
    facts: Mapping[str, str] | None = None,
    catalog: str = "",
    turned: int = 0,
    drawing: str = "",
) -> bytes:
    """Return a PDF whose pages bear these lines, in Helvetica and in this order."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {turned} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>".encode()
        )
        content = b"\n".join([drawing.encode(), *map(_shown, lines)])
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content))
    objects.append(
        b"<< %s >>" % b" ".join(b"/%s (%s)" % (k.encode(), _bytes(v)) for k, v in (facts or {}).items())
    )
    return written(objects)


def prose(
    text: str, *, top: float = 650, left: float = 72, width: int = 70, size: float = 11
) -> list[Printed]:
    """Return the lines of a paragraph that is broken between words, at so many characters."""
    lines = [""]
    for word in text.split(" "):
        fits = len(lines[-1]) + 1 + len(word) <= width
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return [(left, top - 1.2 * size * number, size, line) for number, line in enumerate(lines)]


def column(*texts: str, top: float = 650, left: float = 72, width: int = 70) -> list[Printed]:
    """Return paragraphs one below the other, with a gap between."""
    lines: list[Printed] = []
    for text in texts:
        lines += prose(text, top=lines[-1][1] - 26 if lines else top, left=left, width=width)
    return lines


def _shown(line: Printed) -> bytes:
    left, foot, size, words = line
    return b"BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, left, foot, _bytes(words))


def _bytes(words: str) -> bytes:
    plain = words.encode("cp1252")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def written(objects: list[bytes]) -> bytes:
    """Return the file: its objects, and the table of where each begins; the last holds the facts."""
    content, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, size - 1, len(content))
    )


def article_from_pdf(content: bytes, name: str) -> Article:
    """Return the one article that a PDF holds."""
    (found,) = articles_from_pdf(content, name)
    return found
