"""Files that belong together: what one says of others beside it, and which of several are one article.

Names alone decide, as paths below one folder or archive; a path in a file is looked up among them and
never opened.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from ..facts.titles import plain
from . import Pointer
from .html import begins_as_page
from .sample import Sample

_RENDERINGS: Final = """
    singlefile.html output.html article.html readability/content.html mercury/content.html
"""
_PLAINER: Final = "output.pdf article.txt readability/content.txt mercury/content.txt htmltotext.txt"
RENDERINGS: Final = tuple(_RENDERINGS.split())
PLAINER: Final = tuple(_PLAINER.split())
"""What ArchiveBox calls the copies of one page, the best first; a page as wget keeps it stands between."""

FACTS: Final = "index.json"  # in the folder of such a snapshot
OF_FOLDER: Final = frozenset({"index", "info", "meta", "metadata", "article"})  # stems: of what lies beside
MIN_TITLE: Final = 12  # letters by which a file is known that is called like its article
MAX_TITLES: Final = 2_000
PARTED: Final = " - "  # "Author - Year - Title.pdf"

Known = Mapping[str, str]


def companions(paths: Collection[PurePosixPath]) -> set[PurePosixPath]:
    """Return the paths that are no articles of their own: other copies of a page, passages marked in it."""
    found: set[PurePosixPath] = set()
    names = set(paths)
    below: dict[PurePosixPath, list[PurePosixPath]] = defaultdict(list)
    snapshots = {path.parent for path in paths if path.name == FACTS and _is_snapshot(path.parent, names)}
    for path in paths:
        for folder in snapshots.intersection(path.parents):
            below[folder].append(path)
        if path.parent.name == "highlights":  # of Omnivore, beside the pages
            page = path.parent.parent / "content" / f"{path.stem}.html"
            found.update({path} if page in names else ())
    for folder, inside in below.items():
        best = _best(folder, inside)
        found.update(path for path in inside if path not in (best, folder / FACTS))
    return found | {folder.parent.parent / "index.html" for folder in snapshots} & names


def _is_snapshot(folder: PurePosixPath, names: set[PurePosixPath]) -> bool:
    return any(folder / name in names for name in (*RENDERINGS, *PLAINER))


def _best(folder: PurePosixPath, inside: Sequence[PurePosixPath]) -> PurePosixPath | None:
    for names in (RENDERINGS, PLAINER):
        best = next((folder / name for name in names if folder / name in inside), None)
        if best or names is PLAINER:
            return best
        if pages := [path for path in inside if path.suffix in (".html", ".htm") and path.parent != folder]:
            return min(pages, key=lambda path: (len(path.parts), str(path)))
    return None


def described(
    paths: Collection[PurePosixPath], said: Mapping[PurePosixPath, Sequence[Pointer]]
) -> tuple[dict[PurePosixPath, Known], dict[PurePosixPath, list[Pointer]]]:
    """Return what is known of each path that a file beside or above it speaks of, and those files.

    With each of those stand the links in it that lead to none of the paths.
    """
    known: dict[PurePosixPath, Known] = {}
    spoke: dict[PurePosixPath, list[Pointer]] = {}
    for file, pointers in said.items():
        lookup = _Lookup(file, [path for path in paths if path not in said and file.parent in path.parents])
        meant = [lookup.of(pointer, alone=len(pointers) == 1) for pointer in pointers]
        if any(meant):
            pairs = list(zip(pointers, meant, strict=True))
            known |= {path: pointer.known for pointer, own in reversed(pairs) for path in own} | known
            spoke[file] = [pointer for pointer, own in pairs if not own and pointer.known.get("url")]
    return known, spoke


def goes_first(content: bytes, name: str) -> bool:
    """Tell whether a file speaks for itself before what is said of it, as a whole page does, but no PDF."""
    return begins_as_page(Sample(content, name))


class _Lookup:
    """The files that one file may speak of, by the ends of their paths."""

    def __init__(self, file: PurePosixPath, paths: Sequence[PurePosixPath]) -> None:
        self._file, self._paths = file, paths
        self._by: dict[tuple[str, ...], list[PurePosixPath]] = defaultdict(list)
        for path in paths:
            parts = path.relative_to(file.parent).parts
            for key in {parts, parts[-2:], parts[-1:], (path.stem,), parts[-2:-1]} - {()}:
                self._by[key].append(path)
        self._titles = [(plain(path.stem.split(PARTED, 2)[-1]), path) for path in paths[:MAX_TITLES]]

    def of(self, pointer: Pointer, *, alone: bool) -> Collection[PurePosixPath]:
        """Return the files that a pointer means; ``alone`` says that it is the only one of its file."""
        for name in pointer.files:
            parts = PurePosixPath(name.replace("\\", "/")).parts
            for key in dict.fromkeys((parts, parts[-2:])):
                if key in self._by:
                    return self._by[key]
        if own := self._beside() if alone else ():
            return own
        title = plain(pointer.known.get("title", ""))
        return [path for words, path in self._titles if _is_called(words, title)]

    def _beside(self) -> Collection[PurePosixPath]:
        """Return the file that this one is named after, or the only one in its folder."""
        here = [path for path in self._paths if path.parent == self._file.parent]
        named = [path for path in here if self._file.stem in (path.stem, path.name)]
        if named or self._file.stem.lower() not in OF_FOLDER:
            return named
        inside = here or self._paths
        return inside if len(inside) == 1 else []


def _is_called(words: str, title: str) -> bool:
    return len(words) >= MIN_TITLE and len(title) >= MIN_TITLE and title.startswith(words)
