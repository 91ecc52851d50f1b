"""Plain text and spans over it -> runs of text with the elements that end and begin before each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Layer:
    """An element around ``text[start:end]``, such as ``strong``, with its attributes."""

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """Some text, the tags that are closed before it, and the layers that are opened before it."""

    closed: tuple[str, ...]
    opened: tuple[Layer, ...]
    text: str


def annotate(text: str, layers: Sequence[Layer], *, start: int = 0, end: int | None = None) -> list[Run]:
    """Return ``text[start:end]`` in runs, with the layers around their words.

    Layers may overlap in any way: one that ends inside another closes it and opens it again, so the
    elements are always nested, and a layer is one element unless it is crossed. What lies outside
    ``[start, end)`` is cut off; empty layers are left out.
    """
    end = len(text) if end is None else end
    inside = [_clip(layer, start, end) for layer in layers]
    waiting = sorted((x for x in inside if x.start < x.end), key=lambda x: (x.start, -x.end))
    edges = sorted({start, end, *(x.start for x in waiting), *(x.end for x in waiting)})
    runs: list[Run] = []
    opened: list[Layer] = []
    for here, following in zip(edges, [*edges[1:], end], strict=True):
        first = next((i for i, layer in enumerate(opened) if layer.end == here), len(opened))
        closed = tuple(layer.tag for layer in reversed(opened[first:]))
        again = [layer for layer in opened[first:] if layer.end > here]
        new = [layer for layer in waiting if layer.start == here]
        waiting = waiting[len(new) :]
        runs.append(Run(closed, (*again, *new), text[here:following]))
        opened = [*opened[:first], *again, *new]
    return runs


def _clip(layer: Layer, start: int, end: int) -> Layer:
    return Layer(max(layer.start, start), min(layer.end, end), layer.tag, layer.attributes)
