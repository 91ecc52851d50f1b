"""How much of what strangers wrote is read: sizes in bytes unless said otherwise."""

from typing import Final

MAX_BYTES: Final = 20_000_000
"""The largest page or text that is read; saved pages with their pictures inside reach a few million."""

MAX_ARCHIVE_BYTES: Final = 200_000_000
"""The largest file of those that hold many articles, or whose pictures are most of their size."""

MAX_UNPACKED: Final = 500_000_000
"""What all the files within one file may come to."""

MAX_PARTS: Final = 50_000
"""Articles and files within one file."""

MAX_NESTING: Final = 3
"""How deep files within files are opened: a page in a zip in a zip in a zip is read."""

MAX_TEXT: Final = 2_500_000
"""Characters of one article; in JSON one takes at most 6 bytes, so that a message fits its limit."""

MAX_DOWNLOAD: Final = 20_000_000
"""Characters of one document, which may be a download of many articles."""

MAX_FILE_TEXT: Final = 50_000_000
"""Characters of all articles of one file, some 10,000 long ones: 50 MB here, 200 MB at the worst."""
