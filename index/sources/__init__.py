"""Files, folders and links -> articles; whatever strangers wrote is parsed in a child process."""

from .files import Files, files_under, named, read_bytes, read_digest
from .formats.decode import clean_line
from .formats.kind import kind_of
from .reading import read_articles
from .sandbox.ahead import Job, Pool
from .sandbox.limits import MAX_BYTES
from .sandbox.parsed import Parsed
from .sandbox.parser import Parser
from .web.address import LinkRefused
from .web.link import parsed_link

__all__ = [
    "MAX_BYTES",
    "Files",
    "Job",
    "LinkRefused",
    "Parsed",
    "Parser",
    "Pool",
    "clean_line",
    "files_under",
    "kind_of",
    "named",
    "parsed_link",
    "read_articles",
    "read_bytes",
    "read_digest",
]
