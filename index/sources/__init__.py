"""Files and folders -> articles; whatever strangers wrote is parsed in a child process."""

from .files import MAX_BYTES, Files, files_under, named, read_bytes
from .parser import Parser
from .reading import read_articles

__all__ = ["MAX_BYTES", "Files", "Parser", "files_under", "named", "read_articles", "read_bytes"]
