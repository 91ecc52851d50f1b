"""How well the character set of bytes is told that declare none, or a wrong one.

    python -m tests.bench.encodings [--count 20] [--floors | --lower]

A text is read right when every character of it is. Beside it is what charset-normalizer makes of the same
bytes. Texts are made of the messages of Django, translated by people into 37 languages.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import fmean
from typing import Final

from index.sources.charset import OF_NAMES, likely
from index.sources.decode import clean, decode, decode_as
from tests.bench import gate
from tests.bench.old_sets import GROUPS, PAIRS, encoded, messages, texts

FLOORS: Final = Path(__file__).parent / "floors_encodings.json"
SIZES: Final = (60, 150, 400)  # bytes: a headline, a lead, a short report
OF_ZIPS: Final = {
    "ru": "cp866",
    "pl": "cp852",
    "cs": "cp852",
    "hu": "cp852",
    "de": "cp850",
    "fr": "cp437",
} | {
    "ja": "cp932",
    "zh_Hans": "gbk",
    "zh_Hant": "big5",
    "ko": "cp949",
    "tr": "cp857",
    "lt": "cp775",
    "el": "cp737",
}
Texts = Sequence[tuple[str, bytes]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and hold the figures against the floors."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.encodings", description=__doc__)
    parser.add_argument("--count", type=int, default=20, help="of texts of each language, set and size")
    parser.add_argument("--floors", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="set the floors to it, also where that is less")
    given = parser.parse_args(arguments)
    values: dict[str, float] = {}
    for name, ours, beside in (*_old_sets(given.count), *_others(given.count)):
        values[name] = ours
        print(f"{name:58}{ours:8.3f}" + (f"{beside:8.3f}" if beside is not None else ""), flush=True)
    return _held(values, given)


def _old_sets(count: int) -> Iterator[tuple[str, float, float | None]]:
    for size in SIZES:
        every = {
            language: [found for one in PAIRS[language] if (found := texts(language, one, size, count))]
            for language in PAIRS
        }
        for group, names in {**GROUPS, "all": " ".join(PAIRS)}.items():
            pairs = [found for name in names.split() for found in every[name]]
            ours = fmean(_right(found, decode) for found in pairs)
            yield f"{group}, {size} bytes", ours, fmean(_right(found, _by_normalizer) for found in pairs)


def _others(count: int) -> Iterator[tuple[str, float, float | None]]:
    """Yield how declared sets, damage, UTF-16 and names in a zip fare, on texts of 150 bytes."""
    pairs = [(one, texts(name, one, 150, count)) for name in PAIRS for one in _of_web(name)]
    right = fmean(_right(found, _declaring(one)) for one, found in pairs)
    wrong = fmean(_right(found, _western) for one, found in pairs if one not in ("cp1252", "iso8859-15"))
    utf8 = [texts(name, "utf-8", 150, count) for name in PAIRS]
    misread = [[(text, _misread(raw)) for text, raw in found] for found in utf8]
    orders = ("utf-16-le", "utf-16-be")
    wide = [texts(name, order, 60, count) for name in PAIRS for order in orders]
    yield "the declared set is right: kept", right, None
    yield "iso-8859-1 is declared, and wrong: mended", wrong, None
    yield "UTF-8 with a stray byte: the rest is right", fmean(map(_stray_harmless, utf8)), None
    yield "UTF-8 misread as Windows-1252: mended", fmean(_right(each, decode) for each in misread), None
    yield "UTF-8: left as it is", fmean(_right(found, decode) for found in utf8), None
    yield "UTF-16 without a mark, 60 bytes", fmean(_right(found, decode) for found in wide), None
    for many in (1, 3):
        yield f"{many} names in a zip", fmean(_names_right(many, count)), None


def _of_web(language: str) -> list[str]:
    of_web = ("cp125", "cp9", "iso8859", "koi8", "gb", "big5")
    return [one for one in PAIRS[language] if one.startswith(of_web)]


def _right(found: Texts, read: Callable[[bytes], str]) -> float:
    return fmean(read(raw) == clean(text) for text, raw in found)


def _by_normalizer(content: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    return clean(content.decode(best.encoding if best else "cp1252", "replace"))


def _declaring(charset: str) -> Callable[[bytes], str]:
    return lambda content: decode_as(content, charset)


def _western(content: bytes) -> str:
    return decode_as(content, "iso-8859-1")


def _stray_harmless(found: Texts) -> float:
    return fmean(clean(text) in decode(raw + b"\n\xff") for text, raw in found)


def _misread(raw: bytes) -> bytes:
    return "".join(bytes([each]).decode("cp1252", "ignore") or chr(each) for each in raw).encode()


def _names_right(many: int, count: int) -> Iterator[float]:
    for language, charset in OF_ZIPS.items():
        names = [" ".join(each.split()[:4])[:40] for each in messages(language)]
        told = [(name, raw) for name in names if not name.isascii() and (raw := encoded(name, charset))]
        for first in range(0, min(count * many, len(told) - many), many):
            raw = b"\n".join(each for _, each in told[first : first + many])
            yield raw.decode(likely(raw, sets=OF_NAMES), "replace") == raw.decode(charset)


def _held(values: dict[str, float], given: argparse.Namespace) -> int:
    sealed = sha256("\n".join(_all(messages(name) for name in PAIRS)).encode()).hexdigest()[:16]
    if given.lower or given.floors:
        fresh = given.lower or not FLOORS.exists()
        old = gate.Floors(sealed, given.count, {}) if fresh else gate.read(FLOORS)
        gate.write(gate.raised(values, old, lower=given.lower), FLOORS)
    failures = gate.failures(values, gate.read(FLOORS), data=sealed, questions=given.count)
    print("\n".join(failures) or f"no figure lies more than {gate.MARGIN} under its floor")
    return 1 if failures else 0


def _all(parts: Iterable[Sequence[str]]) -> Iterator[str]:
    for part in parts:
        yield from part


if __name__ == "__main__":
    sys.exit(main())
