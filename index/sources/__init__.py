"""Files, folders and links -> articles; whatever strangers wrote is parsed in a child process."""

from .ahead import Job, Pool
from .decode import clean_line
from .files import Files, files_under, named, read_bytes, read_digest
from .kind import kind_of
from .limits import MAX_BYTES
from .parsed import Parsed
from .parser import Parser
from .reading import read_articles
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
