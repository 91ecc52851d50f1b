"""``python -m tests.pictures``: the README's pictures, taken of the real page on the sample articles."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from index import Library
from tests.bench.texts import SAMPLES
from tests.kit.browser import PHONE, Visit, chromium
from tests.kit.live import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE: Final = Path(__file__).parent
BEIRUT: Final = "How many people were killed in the Beirut port explosion?"
INDIA: Final = "Why was India exempted from CAATSA?"
GAP: Final = 24  # pixels between two screens


def main() -> int:
    """Take both pictures and write them beside this file."""
    with TemporaryDirectory() as folder:
        library = Library.open(Path(folder) / "library")
        library.add(SAMPLES)
        questions = (
            (Path("ui") / "command" / "sample_questions.txt").read_text(encoding="utf-8").splitlines()[:6]
        )
        with served(library.folder, *questions) as address, chromium() as browser:
            _desk(browser, address, HERE / "page.png")
            _phone(browser, address, HERE / "phone.png", Path(folder))
    return 0


def _desk(browser: Browser, address: str, path: Path) -> None:
    visit = Visit(browser, address, viewport={"width": 1360, "height": 860})
    visit.ask(INDIA)
    visit.page.locator("#side .new").click()
    visit.ask(BEIRUT)
    visit.marked(1)
    visit.page.locator("#side li").nth(1).wait_for()
    visit.page.screenshot(path=path)
    visit.close()


def _phone(browser: Browser, address: str, path: Path, folder: Path) -> None:
    """Four screens side by side: the answer, the article, and in the dark conversations and library."""
    shots = [folder / f"{number}.png" for number in range(4)]
    for scheme, first in (("light", 0), ("dark", 2)):
        visit = Visit(browser, f"{address}?__theme={scheme}", color_scheme=scheme, **PHONE)
        page = visit.page
        if scheme == "light":
            visit.ask(BEIRUT)
            page.screenshot(path=shots[first])
            visit.mark(1).click()
            visit.marked(1)
        else:
            page.locator("#side li").first.wait_for(state="attached")
            page.locator("#side-button").click()
            page.wait_for_timeout(400)
            page.screenshot(path=shots[first])
            page.keyboard.press("Escape")
            page.locator('[data-opens="library"]').click()
            page.locator("#library .articles li").first.wait_for()
        page.screenshot(path=shots[first + 1])
        visit.close()
    _joined(shots, path)


def _joined(shots: list[Path], path: Path) -> None:
    from PIL import Image

    images = [Image.open(shot) for shot in shots]
    width = sum(image.width for image in images) + GAP * (len(images) - 1)
    whole = Image.new("RGB", (width, images[0].height), "white")
    left = 0
    for image in images:
        whole.paste(image, (left, 0))
        left += image.width + GAP
    whole.quantize(128).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
