"""What an EPUB says of itself: its files, its particulars, the order of its documents and their names."""

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from urllib.parse import unquote
from zipfile import ZipFile

from ....errors import SourceError
from ....language.dates import find_day
from ...decode import clean_line, decode
from ...facts import iso_language
from ..archives import DAMAGE, ENCRYPTED, SMALL
from ..safe_xml import Element, name_of, plain_xml, text_of, tree_of

MAX_UNPACKED: Final = 50_000_000  # bytes of all documents of a book; a long one has 5 million
MAX_DOCUMENT: Final = 10_000_000
MAX_RATIO: Final = 50  # of these to the book's file; prose packs to a third
PIECE: Final = 1 << 18

CONTAINER: Final = "META-INF/container.xml"
ENCRYPTION: Final = "META-INF/encryption.xml"
TYPE: Final = "{http://www.idpf.org/2007/ops}type"
PAGES: Final = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
NOT_DATES: Final = ("modification", "creation", "conversion")  # of the file, as is dcterms:modified
MAX_PEOPLE: Final = 10


class DamagedDocument(SourceError):
    """One file of a book cannot be read; the others may."""


class Pack:
    """The files of one book; each is unpacked when it is asked for.

    Raises:
        SourceError: the archive is damaged.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self._left = min(MAX_UNPACKED, max(SMALL, MAX_RATIO * len(content)))
        try:
            self._archive = ZipFile(BytesIO(content))
        except (*DAMAGE, NotImplementedError):
            raise SourceError(name, "is a damaged e-book: its list of files cannot be read") from None
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        self._lower = {entry.lower(): entry for entry in reversed(self._entries)}

    def find(self, path: str) -> str | None:
        """Return the name of a file as the archive spells it, ``None`` when it is not there."""
        return path if path in self._entries else self._lower.get(path.lower())

    def read(self, path: str) -> str:
        """Return the text of a file.

        Raises:
            DamagedDocument: it is not there or damaged.
            SourceError: it is locked, or the book unpacks to too much.
        """
        found = self.find(path)
        if found is None:
            raise DamagedDocument(self.name, f"is a damaged e-book: {path[:100]} is missing")
        if self._entries[found].flag_bits & ENCRYPTED:
            raise SourceError(self.name, "is protected with a password and cannot be read")
        try:
            return decode(self._unpacked(found), html=True)
        except NotImplementedError:
            raise DamagedDocument(self.name, f"{found[:100]} is packed in a way that is not read") from None
        except (*DAMAGE, RuntimeError):
            raise DamagedDocument(self.name, f"{found[:100]} is damaged") from None

    def _unpacked(self, path: str) -> bytes:
        pieces: list[bytes] = []
        size = 0
        with self._archive.open(self._entries[path]) as file:
            while piece := file.read(PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > min(MAX_DOCUMENT, self._left):
                    raise SourceError(self.name, f"is an e-book that unpacks to too much: {path[:100]}")
        self._left -= size
        return b"".join(pieces)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a book.

    Attributes:
        label: what the table of contents calls it, if it does.
        kinds: what the book says it is, as ``cover`` or ``toc``.
    """

    path: str
    label: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Book:
    """A book's particulars and its documents in the order of reading.

    Attributes:
        made: whether ``day`` is that on which a program made the file, and perhaps none of publication.
        missing: how many documents are not in its file.
    """

    title: str
    author: str | None
    day: str | None
    made: bool
    language: str | None
    documents: tuple[Document, ...]
    missing: int


def place_of(address: str, beside: str) -> str:
    """Return the path in the archive of what a file names by a relative address."""
    path = unquote(address.partition("#")[0].partition("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(beside), path)).lstrip("/")


def book_in(pack: Pack) -> Book:
    """Return what a book says of itself.

    Raises:
        SourceError: it says nothing that can be read, or is protected.
    """
    place = _package_place(pack)
    package = _tree(pack, place)
    items = {item.get("id", ""): item for item in _all(package, "item")}
    spine = [items[ref.get("idref", "")] for ref in _all(package, "itemref") if ref.get("idref", "") in items]
    paths = [
        place_of(item.get("href", ""), place) for item in spine if item.get("media-type", PAGES[0]) in PAGES
    ]
    _refuse_protected(pack, paths)
    if not paths:
        raise SourceError(pack.name, "is an e-book without documents")
    there = list(dict.fromkeys(path for path in paths if pack.find(path)))
    labels, kinds = _contents(pack, place, package, items)
    day = _day(package)
    documents = [Document(path, labels.get(path, ""), frozenset(kinds.get(path, ()))) for path in there]
    return Book(
        title=_said(package, "title"),
        author=_people(package),
        day=day,
        made=day is not None and day in _changed(package),
        language=iso_language(_said(package, "language")),
        documents=tuple(documents),
        missing=len(set(paths).difference(there)),
    )


def _package_place(pack: Pack) -> str:
    roots = [root.get("full-path", "") for root in _all(_tree(pack, CONTAINER), "rootfile")]
    if not roots or not roots[0]:
        raise SourceError(pack.name, "is a damaged e-book: it does not say where its contents are")
    return place_of(roots[0], "")


def _tree(pack: Pack, path: str) -> Element:
    tree = tree_of(plain_xml(pack.read(path), pack.name), broken=True)
    if tree is None:
        raise SourceError(pack.name, f"is a damaged e-book: {path[:100]} is no XML")
    return tree


def _all(tree: Element, name: str) -> Iterator[Element]:
    return (element for element in tree.iter() if name_of(element) == name)


def _said(package: Element, name: str) -> str:
    return next(filter(None, (clean_line(text_of(one)) for one in _all(package, name))), "")


def _people(package: Element) -> str | None:
    names = [clean_line(text_of(one)) for one in _all(package, "creator")]
    return ", ".join(dict.fromkeys(filter(None, names[:MAX_PEOPLE]))) or None


def _day(package: Element) -> str | None:
    """Return the day of publication; a year or month alone is none, nor is the day the file was made."""
    for date in _all(package, "date"):
        event = next((value for key, value in date.attrib.items() if key.endswith("event")), "")
        if event.lower() not in NOT_DATES and (found := find_day(text_of(date)[:100])):
            return found[0]
    return None


def _changed(package: Element) -> set[str]:
    """Return the days on which the file was changed last; programs write that of making as ``date`` too."""
    said = (one for one in _all(package, "meta") if one.get("property") == "dcterms:modified")
    return {found[0] for one in said if (found := find_day(text_of(one)[:100]))}


def _refuse_protected(pack: Pack, paths: list[str]) -> None:
    """Raise where documents are encrypted; fonts may be, which protects nothing."""
    if pack.find(ENCRYPTION) is None:
        return
    locked = {place_of(one.get("URI", ""), "") for one in _all(_tree(pack, ENCRYPTION), "cipherreference")}
    if locked.intersection(paths):
        raise SourceError(pack.name, "is protected (DRM) and cannot be read")


def _contents(
    pack: Pack, place: str, package: Element, items: dict[str, Element]
) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return what documents are called in the table of contents, and what kinds they are said to be."""
    labels: dict[str, str] = {}
    kinds: dict[str, set[str]] = {}
    for reference in _all(package, "reference"):  # the guide of EPUB 2
        kinds.setdefault(place_of(reference.get("href", ""), place), set()).add(
            reference.get("type", "").lower()
        )
    for item in items.values():
        path = place_of(item.get("href", ""), place)
        if "nav" in (item.get("properties") or "").split():
            kinds.setdefault(path, set()).add("toc")
            with suppress(SourceError):
                _read_nav(_tree(pack, path), path, labels, kinds)
        elif item.get("media-type") == "application/x-dtbncx+xml":
            with suppress(SourceError):
                _read_ncx(_tree(pack, path), path, labels)
    return labels, kinds


def _read_nav(tree: Element, path: str, labels: dict[str, str], kinds: dict[str, set[str]]) -> None:
    for nav in _all(tree, "nav"):
        landmarks = nav.get(TYPE) == "landmarks"
        for link in _all(nav, "a"):
            target = place_of(link.get("href", ""), path)
            if landmarks:
                kinds.setdefault(target, set()).update((link.get(TYPE) or "").lower().split())
            elif nav.get(TYPE) in (None, "toc"):
                labels.setdefault(target, clean_line(text_of(link)))


def _read_ncx(tree: Element, path: str, labels: dict[str, str]) -> None:
    for point in _all(tree, "navpoint"):
        content = next((child for child in point if name_of(child) == "content"), None)
        label = next((child for child in point if name_of(child) == "navlabel"), None)
        if content is not None:
            labels.setdefault(place_of(content.get("src", ""), path), clean_line(text_of(label)))
