"""The tokens of an RTF document -> its paragraphs and tables, its notes, styles and properties."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ....errors import SourceError
from ...limits import MAX_DOWNLOAD
from ..docx.article import Document
from ..docx.text import Block
from ..raised import lowered, raised
from .charsets import BY_NAME, decoded
from .flow import Flow, State
from .grid import Edge
from .header import Header
from .tokens import Token, Tokens
from .words import ENDS, FACTS, LEFT_OUT, READ, SIGNS

BULLET: Final = 0xF0B7


class RtfReader:
    """Reads one document; see ``document``."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._tokens = Tokens(content, name)
        self._state = State()
        self._stack: list[State] = []
        self._header = Header()
        self._flows = {"body": Flow(), "note": Flow()}
        self._bytes = bytearray()
        self._owed = 0  # characters to come that only stand for one before
        self._opens = self._starred = False
        self._merges = (False, False)  # whether the cell to be described goes on one above, or beside it
        self._raised: list[str] = []  # the words above or below the line so far
        self._lowers = False
        self._written = 0
        self._words: dict[str, Callable[[int | None], None]] = {
            "u": self._unicode, "uc": self._set_skips, "f": self._set_font, "plain": self._plain,
            "pard": self._pard, "s": self._style, "intbl": self._in_table, "cell": self._end_cell,
            "nestcell": self._end_cell, "row": self._end_row, "nestrow": self._end_row, "ls": self._list,
            "ansicpg": self._set_page, "fcharset": self._font_charset, "cpg": self._font_page,
            "outlinelevel": self._outline, "trhdr": self._row_heading,
            "trowd": self._row_begins, "cellx": self._edge, "clvmrg": self._merged,
            "clmrg": self._merged_beside,
            "yr": self._day_part, "mo": self._day_part, "dy": self._day_part,
        }  # fmt: skip

    def document(self) -> Document:
        """Return what the document holds.

        Raises:
            SourceError: it is nested too deeply, or too large.
        """
        for token in self._tokens:
            self._take(token)
        self._flush()
        for flow in self._flows.values():
            flow.end_paragraph()
            if flow.in_table or flow.row:
                flow.end_row()
            flow.end_table()
        body, note = self._flows["body"].found, self._flows["note"].found
        return Document(body, [note], self._header.styles, self._header.facts)

    def _take(self, token: Token) -> None:
        if token.text:
            self._text(token.text)
        elif token.word == "{":
            self._flush()
            self._stack.append(self._state)
            self._opens, self._starred, self._owed = True, False, 0
            return
        elif token.word == "}":
            self._close()
        elif token.word:
            self._control(token.word, token.number)
        else:
            self._sign(token.sign)
            if token.sign == "*":
                return
        self._opens = False

    def _close(self) -> None:
        self._flush()
        above = self._stack.pop() if self._stack else State()
        if above.height != self._state.height:
            self._end_raised()
        if self._state.goes == "note" != above.goes:
            self._flows["note"].end_paragraph()
        self._state, self._owed = above, 0

    def _control(self, word: str, number: int | None) -> None:
        if self._opens and self._destination(word):
            return
        if self._owed:
            self._owed -= 1
            return
        if word in SIGNS:
            self._write(SIGNS[word])
        elif word in ENDS:
            self._end_paragraph()
        elif word in ("v", "deleted"):
            self._flush()
            self._state = replace(self._state, hidden=number != 0)
        elif word == "b":
            self._flush()
            self._state = replace(self._state, bold=number != 0)
        elif word in ("super", "sub", "nosupersub", "up", "dn"):
            self._set_height(word, number)
        elif word in BY_NAME:
            self._header.set_charset(word)
        elif word in self._words:
            self._words[word](number)

    def _destination(self, word: str) -> bool:
        """Take the first word of a group where it says what the group is."""
        goes = self._state.goes
        if word in LEFT_OUT or (self._starred and word not in READ):
            self._tokens.pass_group()
        elif word == "fonttbl":
            goes = "fonts"
        elif word == "stylesheet":
            goes = "styles"
        elif word == "info":
            goes = "nowhere"
        elif word in FACTS and goes == "nowhere":
            self._state = replace(self._state, goes="fact", fact=FACTS[word])
            return True
        elif word == "creatim":
            goes = "created"
        elif word == "footnote":
            self._end_raised()
            goes = "note"
        elif word in ("listtext", "pntext"):
            self._flows[self._flow].block.numbered = True
            self._tokens.pass_group()
        else:
            return word in READ
        self._state = replace(self._state, goes=goes, height=0 if goes == "note" else self._state.height)
        return True

    @property
    def _flow(self) -> str:
        return "note" if self._state.goes == "note" else "body"

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign == "~":
            self._write("\xa0")
        elif sign == "_":
            self._write("-")
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in "\\{}":
            self._text(sign.encode())

    def _text(self, text: bytes) -> None:
        if self._owed:
            owed = min(self._owed, len(text))
            self._owed -= owed
            text = text[owed:]
        self._bytes += text

    def _unicode(self, number: int | None) -> None:
        code = (number or 0) & 0xFFFF
        of_signs = code & 0xFF00 == 0xF000  # where fonts of signs have theirs
        self._write(("•" if code == BULLET else "") if of_signs else chr(code))
        self._owed = self._state.skips

    def _write(self, words: str) -> None:
        self._flush()
        self._put(words)

    def _flush(self) -> None:
        """Decode the bytes so far: those of a letter may be two."""
        if self._bytes:
            content, self._bytes = bytes(self._bytes), bytearray()
            self._put(decoded(content, self._header.charset(self._state.font)))

    def _put(self, words: str) -> None:
        goes = self._state.goes
        if goes == "fact":
            self._header.add_fact(self._state.fact, words)
        elif goes == "styles":
            self._header.name_style(words)
        elif goes in self._flows and not self._state.hidden:
            self._count(words)
            if self._state.height:
                self._raised.append(words)
                return
            self._end_raised()
            flow = self._flows[goes]
            flow.words.append(words)
            flow.bold += len(words) if self._state.bold else 0

    def _count(self, words: str) -> None:
        self._written += len(words)
        if self._written > MAX_DOWNLOAD:
            raise SourceError(
                self._name, f"holds more than {MAX_DOWNLOAD / 1e6:g} million characters of text"
            )

    def _end_raised(self) -> None:
        """Write what stood above or below the line as text, or leave it out as the mark of a note."""
        mark, self._raised = "".join(self._raised), []
        if not mark:
            return
        flow = self._flows[self._flow]
        before = "".join(flow.words[-3:])
        flow.words.append(lowered(mark) if self._lowers else raised(mark, before))

    def _set_height(self, word: str, number: int | None) -> None:
        self._flush()
        height = {"super": 1, "up": 1, "sub": -1, "dn": -1}.get(word, 0) if number != 0 else 0
        if height != self._state.height:
            self._end_raised()
        self._lowers = height < 0 or (self._lowers and not height)
        self._state = replace(self._state, height=height)

    def _end_paragraph(self) -> None:
        self._flush()
        self._end_raised()
        if self._state.goes in self._flows:
            self._flows[self._state.goes].end_paragraph()

    def _end_cell(self, _: int | None) -> None:
        self._flush()
        self._end_raised()
        self._flows[self._flow].end_cell()

    def _end_row(self, _: int | None) -> None:
        self._flush()
        self._flows[self._flow].end_row()

    def _row_begins(self, _: int | None) -> None:
        self._flows[self._flow].edges = []

    def _edge(self, number: int | None) -> None:
        self._flows[self._flow].edges.append(Edge(number or 0, *self._merges))
        self._merges = (False, False)

    def _merged(self, _: int | None) -> None:
        self._merges = (True, self._merges[1])

    def _merged_beside(self, _: int | None) -> None:
        self._merges = (self._merges[0], True)

    def _row_heading(self, _: int | None) -> None:
        self._flows[self._flow].heading = True

    def _in_table(self, _: int | None) -> None:
        self._flows[self._flow].in_table = True

    def _plain(self, _: int | None) -> None:
        self._set_height("nosupersub", None)
        self._state = replace(self._state, hidden=False, bold=False)

    def _pard(self, _: int | None) -> None:
        flow = self._flows[self._flow]
        flow.block, flow.in_table = Block(), False

    def _style(self, number: int | None) -> None:
        if self._state.goes == "styles":
            self._header.begin_style(number or 0)
        else:
            self._flows[self._flow].block.style = str(number or 0)

    def _outline(self, number: int | None) -> None:
        block = self._flows[self._flow].block
        if self._state.goes != "styles" and number is not None and number < 9 and not block.style:
            block.style = f"Heading {number + 1}"

    def _list(self, number: int | None) -> None:
        self._flows[self._flow].block.numbered = bool(number)

    def _set_skips(self, number: int | None) -> None:
        self._state = replace(self._state, skips=max(0, 1 if number is None else number))

    def _set_page(self, number: int | None) -> None:
        self._header.set_page(number or 0)

    def _set_font(self, number: int | None) -> None:
        self._flush()
        self._state = replace(self._state, font=number or 0)

    def _font_charset(self, number: int | None) -> None:
        if self._state.goes == "fonts":
            self._header.font_charset(self._state.font, number or 0)

    def _font_page(self, number: int | None) -> None:
        if self._state.goes == "fonts":
            self._header.font_page(self._state.font, number or 0)

    def _day_part(self, number: int | None) -> None:
        if self._state.goes == "created" and number is not None:
            self._header.add_day_part(number)
