"""Where converted models and what was found of their files are kept from one start to the next."""

from __future__ import annotations

import os
from pathlib import Path


def cache_root() -> Path:
    """Return where converted models are kept: ``$QUOTH_CACHE``, else the user's cache folder."""
    import platformdirs

    chosen = os.environ.get("QUOTH_CACHE")
    return (
        Path(chosen).expanduser() if chosen else Path(platformdirs.user_cache_dir("quoth", appauthor=False))
    )
