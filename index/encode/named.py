"""A name -> the encoder that goes by it."""

from __future__ import annotations

from typing import Final

from . import Encoder
from .e5.encoder import E5Encoder
from .e5.package import NAME
from .encoder import SentenceEncoder

MULTILINGUAL: Final = "multilingual"
DEFAULT_ENCODER: Final = NAME


def encoder_named(name: str | None = None) -> Encoder:
    """Return an encoder by name: ``multilingual`` or what ``SentenceEncoder`` takes; for none the default."""
    if (name or DEFAULT_ENCODER) in (MULTILINGUAL, NAME):
        return E5Encoder()
    return SentenceEncoder(name or DEFAULT_ENCODER)


def name_in(identity: str | None) -> str | None:
    """Return the name of the encoder whose ``identity`` that is: all but the digest."""
    return identity.rpartition("@")[0] or None if identity else None
