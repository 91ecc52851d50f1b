"""A picture of a page -> its printed lines: the home of rapidocr, whose models lie in its wheel."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from ....telemetry import silence_openvino
from .columns import lines_by_place
from .text import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDE: Final = 1280  # pixels of the small picture in which lines are looked for
SURE: Final = 0.6  # of a line, in [0, 1]; below, it is a stain or a drawing
TYPE: Final = 0.72  # of the height of a line's box is the size of its type
BASE: Final = 0.22  # of the height of a line's box lies below where its letters stand
ALIKE: Final = (0.78, 1.28)  # of the middle height of all boxes; lines between have one size of type
# The recogniser loses a space now and then; where a sign says that there was one it is put back.
LOST_SPACE: Final = re.compile(r"(?<=\w[,;])(?=[^\W\d_]{2})|(?<=[a-zß-ÿ]{2}[.!?])(?=[A-ZÀ-Þ][a-zß-ÿ])")
GRID: Final = 256  # pixels; the sides of a picture are made multiples of it
STEP: Final = 160  # pixels of the width of lines that are read together
LINES: Final = 6  # that are
WIDE: Final = 4.0  # times as wide as high: long enough to tell how a page is turned

Point = tuple[float, float]
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """Words seen in a picture: the corners of their box in pixels, clockwise from the top left."""

    text: str
    corners: tuple[Point, ...]

    @property
    def height(self) -> float:
        """How high the box is, in pixels."""
        return math.dist(self.corners[0], self.corners[3])

    @property
    def width(self) -> float:
        """How wide the box is, in pixels."""
        return math.dist(self.corners[0], self.corners[1])


def seen_in(picture: NDArray[np.uint8]) -> list[Seen]:
    """Return the words that a picture shows, line by line; ``picture`` has the shape (rows, columns, 3)."""
    found = _engine()(_padded(picture, (GRID, GRID, 1), white=255), use_cls=False)
    if found.boxes is None or found.txts is None:
        return []
    every = zip(found.txts, found.boxes, found.scores, strict=True)
    return [
        Seen(LOST_SPACE.sub(" ", text.strip()), tuple((float(x), float(y)) for x, y in corners))
        for text, corners, score in every
        if score >= SURE and text.strip()
    ]


def printed_lines(seen: Sequence[Seen], *, scale: float, page: int) -> list[Line]:
    """Return the lines in the order they are read; ``scale`` is points of the page for a pixel.

    A page that lies askew is turned upright first.
    """
    if not seen:
        return []
    middle = median(each.height for each in seen)
    angle = _angle(seen)
    return lines_by_place([_line(each, middle, angle, scale, page) for each in seen])


def box_of(seen: Seen, width: int, height: int) -> Box:
    """Return left, top, right and bottom of words in thousandths of a picture of so many pixels."""
    across = [1000 * x / width for x, _ in seen.corners]
    down = [1000 * y / height for _, y in seen.corners]
    edges = (min(across), min(down), max(across), max(down))
    left, top, right, bottom = (min(1000, max(0, round(edge))) for edge in edges)
    return left, top, right, bottom


def _line(seen: Seen, middle: float, angle: float, scale: float, page: int) -> Line:
    low, high = (ALIKE[0] * middle, ALIKE[1] * middle)
    height = middle if low < seen.height < high else seen.height
    corners = [_turned(point, -angle) for point in seen.corners]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    foot = (corners[2][1] + corners[3][1]) / 2
    return Line(
        text=seen.text,
        left=left * scale,
        right=right * scale,
        y=(foot - BASE * seen.height) * scale,
        size=round(TYPE * height * scale, 1),
        page=page,
    )


def _angle(seen: Sequence[Seen]) -> float:
    """Return how far a page is turned, in radians, from its long lines."""
    long = [each.corners for each in seen if each.width > WIDE * each.height]
    return median(math.atan2(b[1] - a[1], b[0] - a[0]) for a, b, *_ in long) if long else 0.0


def _turned(point: Point, angle: float) -> Point:
    x, y = point
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


@cache
def _engine() -> Any:
    """Return what recognises, on OpenVINO; it takes its models from its own folder and fetches none."""
    silence_openvino()
    import rapidocr
    from rapidocr import EngineType, RapidOCR

    models = Path(rapidocr.__file__).parent / "models"
    found = {kind: next(models.glob(f"*_{kind}_*.onnx")) for kind in ("det", "rec", "cls")}
    chosen = {f"{kind.capitalize()}.model_path": str(path) for kind, path in found.items()}
    engines = {f"{kind.capitalize()}.engine_type": EngineType.OPENVINO for kind in found}
    size = {"Det.limit_side_len": SIDE, "Det.limit_type": "max", "Global.max_side_len": 10 * SIDE}
    quiet = {"Global.use_cls": False, "Global.log_level": "critical"}
    made: Any = RapidOCR(params={**chosen, **engines, **size, **quiet})
    reader = made._load_rec_model()  # it would be loaded with the first page
    reader.session = _in_few_shapes(reader.session)
    return made


def _in_few_shapes(run: Callable[[NDArray[np.float32]], NDArray[np.float32]]) -> Callable[[Any], Any]:
    """Return what runs a network on batches of few shapes; OpenVINO keeps memory for each it meets."""

    def padded(batch: NDArray[np.float32]) -> NDArray[np.float32]:
        return run(_padded(batch, (LINES, 1, 1, STEP), white=0))[: len(batch)]

    return padded


def _padded(array: NDArray[Any], steps: Sequence[int], *, white: int) -> NDArray[Any]:
    """Return an array whose sides are multiples of steps, what is added at the ends being white."""
    import numpy

    ends = [(0, -side % step) for side, step in zip(array.shape, steps, strict=True)]
    return numpy.pad(array, ends, constant_values=white)
