"""Figures that a test tells of what it saw; ``pytest -s`` shows them."""

import sys


def tell(line: str) -> None:
    """Write a line of its own."""
    sys.stdout.write(f"\n{line}\n")
    sys.stdout.flush()
