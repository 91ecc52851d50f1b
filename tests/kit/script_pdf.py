"""Small PDFs in any script: each glyph is given the letters that it stands for, and where it is drawn."""

from collections.abc import Sequence

from tests.kit.pdf_file import HEIGHT, WIDTH, written

SIZE = 12.0
ADVANCE = 6.0  # points, of every glyph

# From the left, from the foot, what each glyph stands for, and perhaps the size of type.
Drawn = tuple[float, float, Sequence[str]] | tuple[float, float, Sequence[str], float]


def script_pdf(pages: Sequence[Sequence[Drawn]]) -> bytes:
    """Return a PDF that draws these runs of glyphs, each run by itself and from the left, in this order."""
    glyphs = sorted({glyph for page in pages for run in page for glyph in run[2]})
    codes = {glyph: number for number, glyph in enumerate(glyphs, start=1)}
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    widths = " ".join(["500"] * len(glyphs))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 4 0 R "
        b"/FirstChar 1 /LastChar %d /Widths [%s] >>" % (len(glyphs), widths.encode()),
        _stream(_to_unicode(codes)),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {6 + 2 * number} 0 R >>".encode()
        )
        objects.append(_stream("\n".join(_shown(run, codes) for run in page)))
    return written([*objects, b"<< >>"])


def words_apart(line: str, *, right: float, foot: float, joined: bool = False) -> list[Drawn]:
    """Return a line as it stands on paper, drawn word by word from the right; or at once, with its spaces."""
    left = right - ADVANCE * len(line)
    if joined:
        return [(left, foot, line)]
    runs: list[Drawn] = []
    place = 0
    for word in line.split(" "):
        runs.append((left + ADVANCE * place, foot, word))
        place += len(word) + 1
    return runs[::-1]


def _shown(run: Drawn, codes: dict[str, int]) -> str:
    left, foot, glyphs, size = (*run, SIZE)[:4]
    shown = "".join(f"{codes[glyph]:02x}" for glyph in glyphs)
    return f"BT /F {size:g} Tf 1 0 0 1 {left:g} {foot:g} Tm <{shown}> Tj ET"


def _to_unicode(codes: dict[str, int]) -> str:
    lines = [f"<{code:02x}> <{glyph.encode('utf-16-be').hex()}>" for glyph, code in codes.items()]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        f"1 begincodespacerange <00> <ff> endcodespacerange {len(lines)} beginbfchar\n"
        + "\n".join(lines)
        + "\nendbfchar endcmap end end"
    )


def _stream(content: str) -> bytes:
    return f"<< /Length {len(content)} >> stream\n{content}\nendstream".encode()
