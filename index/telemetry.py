"""What a library that others bring in would tell the world, and is kept from."""

import sys
from typing import Any, cast


def silence_openvino() -> None:
    """Keep openvino, which is imported after this, from calling Google Analytics at each import."""
    sys.modules.setdefault("openvino_telemetry", cast(Any, None))  # fails to import; openvino has a stub
