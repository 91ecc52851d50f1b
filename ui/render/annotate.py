"""Plain text and spans over it -> HTML, with every character of the text kept and escaped."""

import html
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """An element around ``text[start:end]``, such as ``<strong>``; ``attributes`` are escaped HTML."""

    start: int
    end: int
    tag: str
    attributes: str = ""

    @property
    def opening(self) -> str:
        """The start tag."""
        return f"<{self.tag} {self.attributes}>" if self.attributes else f"<{self.tag}>"


def escaped(text: str) -> str:
    """Return the text for HTML, in an element or an attribute; a browser reads back the same characters."""
    return html.escape(text, quote=True).replace("\r", "&#13;")


def annotate(text: str, layers: Sequence[Layer], *, start: int = 0, end: int | None = None) -> str:
    """Return ``text[start:end]`` as HTML with the layers around their words.

    Layers may overlap in any way: one that ends inside another closes it and opens it again, so the
    elements are always nested, and a layer is one element unless it is crossed. What lies outside
    ``[start, end)`` is cut off; empty layers are left out.
    """
    end = len(text) if end is None else end
    inside = [_clip(layer, start, end) for layer in layers]
    waiting = sorted((x for x in inside if x.start < x.end), key=lambda x: (x.start, -x.end))
    edges = sorted({start, end, *(x.start for x in waiting), *(x.end for x in waiting)})
    parts: list[str] = []
    opened: list[Layer] = []
    for here, following in zip(edges, [*edges[1:], end], strict=True):
        opened = _close(opened, here, parts)
        while waiting and waiting[0].start == here:
            opened.append(waiting.pop(0))
            parts.append(opened[-1].opening)
        parts.append(escaped(text[here:following]))
    return "".join(parts)


def _clip(layer: Layer, start: int, end: int) -> Layer:
    return Layer(max(layer.start, start), min(layer.end, end), layer.tag, layer.attributes)


def _close(opened: list[Layer], here: int, parts: list[str]) -> list[Layer]:
    """Close the layers that end here; return those that stay open, opened again where need be."""
    first = next((i for i, layer in enumerate(opened) if layer.end == here), len(opened))
    parts.extend(f"</{layer.tag}>" for layer in reversed(opened[first:]))
    again = [layer for layer in opened[first:] if layer.end > here]
    parts.extend(layer.opening for layer in again)
    return opened[:first] + again
