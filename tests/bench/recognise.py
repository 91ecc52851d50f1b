"""How well pages that are pictures are read, and how fast, on pages made for it.

    python -m tests.bench.recognise

Four texts of the project's own, in English, French, German and Polish, are drawn as pages and spoilt as
scanners spoil them: askew, at 150 dots an inch, grey and grainy, in two columns. Beside Quoth with the extra
``ocr`` stands tesseract, given the language, where it is installed. A figure is the share of characters that
are right: 1 less the edits from the text, in its order, over its length; white space counts as one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from index.sources import Parser
from index.sources.pictures import can_recognise
from tests.bench.worker import ROOT
from tests.kit.pdf_file import prose
from tests.kit.scan import picture, picture_pdf

TEXTS: Final = Path(__file__).parent / "printed"
OUT: Final = ROOT / "bench-results" / "recognise.json"
DPI: Final = 200
LOW: Final = 150
WIDTH: Final = 84  # characters of a line
TESSERACT: Final = {"en": "eng", "fr": "fra", "de": "deu", "pl": "pol"}


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as a scanner gives it, and what it says."""

    how: str
    language: str
    said: str
    image: Image.Image
    dpi: int


def scans() -> Iterator[Scan]:
    """Yield every text in every way."""
    for path in sorted(TEXTS.iterdir()):
        text = path.read_text(encoding="utf-8").strip()
        for how, make in WAYS.items():
            image, dpi = make(text)
            yield Scan(how, path.stem, text, image, dpi)


def _clean(text: str, dpi: int = DPI) -> tuple[Image.Image, int]:
    return picture([_lines(text, WIDTH)], dpi=dpi), dpi


def _low(text: str) -> tuple[Image.Image, int]:
    return _clean(text, LOW)


def _askew(text: str) -> tuple[Image.Image, int]:
    image, dpi = _clean(text)
    return image.rotate(1.6, resample=Image.Resampling.BICUBIC, fillcolor=255), dpi


def _grainy(text: str) -> tuple[Image.Image, int]:
    """Blur, lift the black, add grain of a fixed seed: a copy of a copy."""
    image, dpi = _clean(text, LOW)
    grey = np.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float64)
    grain = np.random.default_rng(7).normal(0, 22, grey.shape)
    return Image.fromarray(np.clip(40 + grey * 0.78 + grain, 0, 255).astype(np.uint8)), dpi


def _columns(text: str) -> tuple[Image.Image, int]:
    lines = _lines(text, 40)
    half = (len(lines) + 1) // 2
    return picture([lines[:half], lines[half:]], dpi=DPI, size=10), DPI


WAYS: Final[Mapping[str, Callable[[str], tuple[Image.Image, int]]]] = {
    "clean": _clean,
    "150 dpi": _low,
    "askew by 1.6 degrees": _askew,
    "150 dpi, grey and grainy": _grainy,
    "two columns": _columns,
}


def _lines(text: str, width: int) -> list[str]:
    return [line for part in text.split("\n\n") for *_, line in [*prose(part, width=width), (0, 0, 0, "")]]


def quoth(parser: Parser, scan: Scan) -> str:
    """Return what Quoth reads in a PDF of the page."""
    return parser.parse("page.pdf", picture_pdf(scan.image, dpi=scan.dpi)).articles[0].text


def tesseract(scan: Scan) -> str:
    """Return what tesseract reads, which was given the language and the resolution."""
    path = OUT.with_name("page.png")
    scan.image.save(path, dpi=(scan.dpi, scan.dpi))
    command = ["tesseract", str(path), "stdout", "-l", TESSERACT[scan.language], "--dpi", str(scan.dpi)]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    finally:
        path.unlink()


def right(said: str, read: str) -> float:
    """Return the share of characters that are right, at least 0."""
    wanted, found = " ".join(said.split()), " ".join(read.replace("-\n", "").split())
    return max(0.0, 1 - edits(wanted, found) / len(wanted))


def edits(one: str, other: str) -> int:
    """Return Levenshtein's distance, row by row."""
    letters = np.array([ord(letter) for letter in other], dtype=np.int64)
    row = np.arange(len(other) + 1)
    for number, letter in enumerate(one, start=1):
        least = np.minimum(row[1:] + 1, row[:-1] + (letters != ord(letter)))
        steps = np.arange(1, len(other) + 1)
        whole = np.concatenate([[number], least - steps])
        row = np.minimum.accumulate(whole) + np.concatenate([[0], steps])
    return int(row[-1])


def main() -> int:
    """Measure, print a table and write ``bench-results/recognise.json``."""
    if not can_recognise():
        print("recognition is not installed: pip install 'quoth[ocr]'", file=sys.stderr)
        return 1
    OUT.parent.mkdir(exist_ok=True)
    found: dict[str, dict[str, list[tuple[float, float]]]] = {}
    with Parser() as parser:
        quoth(parser, next(scans()))  # libraries and models are loaded
        readers: dict[str, Callable[[Scan], str]] = {"Quoth": lambda scan: quoth(parser, scan)}
        if shutil.which("tesseract"):
            readers["tesseract"] = tesseract
        for scan in scans():
            for name, read in readers.items():
                begun = time.monotonic()
                text = read(scan)
                took = time.monotonic() - begun
                for row in (scan.how, f"all, {scan.language}"):
                    found.setdefault(row, {}).setdefault(name, []).append((right(scan.said, text), took))
    print(table(found))
    OUT.write_text(json.dumps(found, indent=1))
    return 0


def table(found: Mapping[str, Mapping[str, list[tuple[float, float]]]]) -> str:
    """Return characters right and seconds a page, for each way and each language."""
    names = list(next(iter(found.values())))
    lines = [f"| pages | {' | '.join(f'{name}: right | seconds' for name in names)} |"]
    lines.append("|---" * (1 + 2 * len(names)) + "|")
    for row, each in found.items():
        cells = [
            f"{fmean(share for share, _ in each[name]):.4f} | {fmean(took for _, took in each[name]):.1f}"
            for name in names
        ]
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
