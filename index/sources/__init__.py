"""Files, folders and links -> articles; whatever strangers wrote is parsed in a child process."""

from .beside import facts_among, facts_beside, with_facts
from .decode import clean_line, named
from .files import Files, files_under, read_bytes, read_digest
from .formats.html import is_companion
from .formats.registry import FORMATS, kind_of
from .left_out import left_out_count, left_out_line
from .limits import MAX_BYTES
from .reading import links_in, read_articles
from .sandbox.ahead import Job, Pool
from .sandbox.gathered import Parsed
from .sandbox.kept import KeptParser
from .sandbox.parser import Parser
from .web.address import LinkRefused, parsed_link

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "Files",
    "Job",
    "KeptParser",
    "LinkRefused",
    "Parsed",
    "Parser",
    "Pool",
    "clean_line",
    "facts_among",
    "facts_beside",
    "files_under",
    "is_companion",
    "kind_of",
    "left_out_count",
    "left_out_line",
    "links_in",
    "named",
    "parsed_link",
    "read_articles",
    "read_bytes",
    "read_digest",
    "with_facts",
]
