"""One file inside another: a page of an archive, the body of a mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Member:
    """A file that another file holds.

    Attributes:
        name: what it is called in there; only a name, never a place on the disk.
        kind: what it holds, where the container knows; else its bytes decide.
        defaults: fields of ``Article`` (``url``, ``title``, ``author``, ``source``, ``published`` with
            ``published_from``) for articles in it that do not say themselves.
    """

    name: str
    content: bytes = field(repr=False)
    kind: str | None = None
    defaults: Mapping[str, str | None] = field(default_factory=dict)
