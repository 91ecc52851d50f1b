"""What people write in a search -> its plain words, and what articles must have or must not: the one parser.

``"exact phrase"``, ``-word``, ``title:``, ``source:``, ``author:``, ``after:``, ``before:`` and ``OR``. In a
question only quotation marks and fields count: its hyphens, its "OR" and its colons in prose are words. An
apostrophe is no quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal, cast

from .article import days
from .text.scripts import UNSPACED

Place = Literal["text", "title", "source", "author"]
"""Where in an article words are looked for; ``text`` is its title too."""

DAYS: Final = ("after", "before")
FIELDS: Final = ("title", "source", "author", *DAYS)
CLOSED_BY: Final = {
    '"': '"',
    "＂": "＂",
    "“": "”",
    "”": "”",
    "‟": "”",
    "„": "“”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
}
"""The mark that opens a phrase, of any script, and those that may close it."""

_AT_WORDS: Final = frozenset('"＂”»›')  # these open a phrase only where a word may begin
_BEFORE: Final = re.compile(rf"[\s(\[{{/—–:,−-]|[{UNSPACED}]")  # what may stand before a word
_BEHIND: Final = re.compile(rf"[^\W_{UNSPACED}]")  # what may not stand behind a closing mark
_FIELD: Final = re.compile(r"([A-Za-z]{2,}):(?!//)")
_BARE: Final = re.compile(rf"[^\s{''.join(CLOSED_BY)}〞〟」』]+|\S")
_TRAILING: Final = ".,;:!?)]}…。？！，、"
_WORD: Final = re.compile(r"[^\W_]")
_MINUS: Final = re.compile(r"[-−](?=[^\s−-])")
_GAPS: Final = re.compile(r"\s+(?=[?!.,;:]|\s|$)|^\s+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that an article has in some place: ``exact`` in this order, else as a search finds a word."""

    words: str
    place: Place = "text"
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Operators:
    """A search or a question, parted.

    Attributes:
        text: what is searched by words and meaning; it may be blank.
        plain: the words of it that no operator takes, each of which stands for itself.
        groups: of each an article has to have one term at least.
        without: terms that it must not have.
        since: the first day that it may be of, ISO 8601.
        until: the last one.
        notes: a line for each thing that looks like an operator and is none.
    """

    text: str
    plain: str = ""
    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    since: str | None = None
    until: str | None = None
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything confines the search."""
        return bool(self.groups or self.without or self.since or self.until)

    @property
    def fields(self) -> Operators:
        """These without any phrase."""
        return self.of_phrases(Operators(""))

    def of_phrases(self, part: Operators) -> Operators:
        """Return these without the phrases that a part of what was written does not have."""
        kept = (group for group in self.groups if group[0].place != "text" or group in part.groups)
        return replace(self, groups=tuple(kept))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of what was written, at ``[start, end)``.

    ``kind`` is ``word``, which is searched as it stands; ``term``; ``since`` or ``until``, with the day as
    the term's words; ``or``; or ``nothing``, which has a note alone.
    """

    kind: Literal["word", "term", "since", "until", "or", "nothing"]
    start: int
    end: int
    term: Term
    minus: bool = False
    note: str = ""


def in_search(query: str) -> Operators:
    """Return a search with all that it asks for; its text has the words of phrases without their marks."""
    pieces = list(_pieces(query, is_search=True))
    shown = (piece for piece in pieces if piece.kind in ("word", "term") and not piece.minus)
    text = " ".join(piece.term.words for piece in shown if piece.term.place == "text")
    return _read(text, pieces)


def in_question(question: str) -> Operators:
    """Return a question with the fields taken out of its text; phrases stay in it with their marks."""
    pieces = list(_pieces(question, is_search=False))
    text = question
    for piece in reversed(pieces):
        if piece.kind in ("since", "until") or piece.term.place != "text":
            text = _GAPS.sub("", f"{text[: piece.start]} {text[piece.end :]}").lstrip()
    return _read(text, pieces)


def _read(text: str, pieces: Sequence[_Piece]) -> Operators:
    alone = (at for at, piece in enumerate(pieces) if piece.kind == "word" and not _is_joined(pieces, at))
    found = Operators(
        text,
        " ".join(pieces[at].term.words for at in alone),
        _groups(pieces),
        tuple(piece.term for piece in pieces if piece.minus),
        max((piece.term.words for piece in pieces if piece.kind == "since"), default=None),
        min((piece.term.words for piece in pieces if piece.kind == "until"), default=None),
    )
    notes = [piece.note for piece in pieces if piece.note]
    if any(piece.kind == "or" and not _joins(pieces, at) for at, piece in enumerate(pieces)):
        notes.append("OR joins two words or phrases; one side of it has none.")
    return replace(found, notes=tuple(dict.fromkeys(notes)))


def _groups(pieces: Sequence[_Piece]) -> tuple[tuple[Term, ...], ...]:
    groups: list[list[Term]] = []
    for at, piece in enumerate(pieces):
        if piece.minus or piece.kind not in ("word", "term"):
            continue
        if _joins(pieces, at - 1):
            groups[-1].append(piece.term)
        elif piece.kind == "term" or _is_joined(pieces, at):
            groups.append([piece.term])
    return tuple(map(tuple, groups))


def _is_joined(pieces: Sequence[_Piece], at: int) -> bool:
    return _joins(pieces, at - 1) or _joins(pieces, at + 1)


def _joins(pieces: Sequence[_Piece], at: int) -> bool:
    """Tell whether there is an ``OR`` at a place, with something to join on both sides."""
    if not 0 < at < len(pieces) - 1 or pieces[at].kind != "or":
        return False
    return all(one.kind in ("word", "term") and not one.minus for one in (pieces[at - 1], pieces[at + 1]))


# -- the pieces


def _pieces(text: str, *, is_search: bool) -> Iterator[_Piece]:
    """Yield the pieces of a text in order; of a question only those that are no plain words."""
    at = 0
    while at < len(text):
        piece = None
        if is_search and _MINUS.match(text, at) and (at == 0 or text[at - 1] in " \t\n("):
            piece = _left_out(text, at)
        elif not text[at].isspace():
            piece = _operator(text, at, is_search=is_search)
            piece = piece or (_plain(text, at) if is_search else None)
        if piece is not None:
            yield piece
        at = max(piece.end if piece else 0, at + 1)


def _left_out(text: str, at: int) -> _Piece:
    """Return what stands behind a minus."""
    piece = _operator(text, at + 1, is_search=True) or _plain(text, at + 1)
    if piece.kind in ("since", "until"):
        note = f"{text[at : piece.end]}: a minus before a day leaves nothing out."
        return _Piece("nothing", at, piece.end, piece.term, note=note)
    if piece.kind == "nothing" or not _WORD.search(piece.term.words):
        return replace(piece, start=at)
    bare = piece.term if piece.kind == "term" else Term(piece.term.words.rstrip(_TRAILING))
    return replace(piece, kind="term", start=at, term=bare, minus=True)


def _plain(text: str, at: int) -> _Piece:
    """Return the word of a search at a place, up to the next space or quotation mark."""
    found = _BARE.match(text, at)
    assert found is not None
    if found[0] == "OR":
        return _Piece("or", *found.span(), Term(""))
    if found[0] in ("-", "−"):
        return _Piece("nothing", *found.span(), Term(""), note="A minus alone leaves nothing out.")
    return _Piece("word", *found.span(), Term(found[0]))


def _operator(text: str, at: int, *, is_search: bool) -> _Piece | None:
    """Return the phrase or the field at a place, ``None`` for plain words."""
    begins = at == 0 or bool(_BEFORE.match(text, at - 1))
    if text[at] in CLOSED_BY and (begins or text[at] not in _AT_WORDS):
        return _phrase(text, at)
    is_field = begins and (at == 0 or text[at - 1] in " \t\n(-−")
    named = _FIELD.match(text, at) if is_field else None
    return _of_field(text, named, is_search=is_search) if named else None


def _phrase(text: str, at: int) -> _Piece | None:
    """Return the phrase that a quotation mark opens, or that it does not."""
    quoted = _quoted(text, at)
    if quoted is None:
        said = " ".join(text[at + 1 :].split()[:3])
        note = f"The quotation mark before “{said}” is never closed; its words are searched one by one."
        return _Piece("nothing", at, at + 1, Term(""), note=note) if _WORD.search(said) else None
    words, end = quoted
    if not _WORD.search(words):
        return _Piece("nothing", at, end, Term(""), note="The quotation marks have no word between them.")
    return _Piece("term", at, end, Term(words, exact=True))


def _quoted(text: str, at: int) -> tuple[str, int] | None:
    """Return the words of the phrase that begins at a place, and where it ends; ``None`` if nowhere."""
    for end in range(at + 1, len(text)):
        if text[end] in CLOSED_BY[text[at]] and not _BEHIND.match(text, end + 1):
            return " ".join(text[at + 1 : end].split()), end + 1
    return None


def _of_field(text: str, named: re.Match[str], *, is_search: bool) -> _Piece | None:
    """Return what a field says; a plain word, with a note, where it is none or says nothing."""
    name, at = named[1].casefold(), named.end()
    if name not in FIELDS:
        return _unsaid(text, named, f"“{named[0]}” is no field") if is_search and text[at:].strip() else None
    quoted = _quoted(text, at) if text[at : at + 1] in CLOSED_BY and at < len(text) else None
    bare = _BARE.match(text, at)
    words, end = quoted or (bare[0].rstrip(_TRAILING) if bare else "", bare.end() if bare else at)
    if not _WORD.search(words):
        return _unsaid(text, named, f"“{named[0]}” has nothing behind it") if is_search else None
    end -= 0 if quoted else len(text[at:end]) - len(words)
    if name not in DAYS:
        return _Piece("term", named.start(), end, Term(words, cast(Place, name), exact=True))
    if (day := _day(name, words)) is None:
        form = f"{named[0]}2022-03-05, {named[0]}2022-03 or {named[0]}2022"
        return _unsaid(text, named, f"“{text[named.start() : end]}” names no day, as {form} would")
    return _Piece("since" if name == "after" else "until", named.start(), end, Term(day))


def _unsaid(text: str, named: re.Match[str], why: str) -> _Piece:
    """Return a word that looks like a field and is searched as it stands."""
    found = _BARE.match(text, named.start())
    assert found is not None
    return _Piece("word", *found.span(), Term(found[0]), note=f"{why}; it is searched as a word.")


def _day(name: str, words: str) -> str | None:
    """Return the first day behind ``after`` a day, month or year, or the last one ``before`` it."""
    try:
        named = days(words, name)
        if named is None:
            return None
        step = timedelta(1 if name == "after" else -1)
        return (date.fromisoformat(named[name == "after"]) + step).isoformat()
    except (ValueError, OverflowError):
        return None
