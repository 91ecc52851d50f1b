"""The bytes of an RTF document -> its tokens: control words, signs, groups and text, in one pass."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ....errors import SourceError

_TOKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,9})?[ ]?"
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z'])"
    rb"|([{}])"
    rb"|[\r\n\x00]+"
    rb"|([^\\{}\r\n\x00]+)"
    rb"|\\"
)
_BRACE: Final = re.compile(rb"[{}]|\\bin([0-9]{1,9})[ ]?|\\[^b]|\\")
MAX_TOKENS: Final = 5_000_000  # some seconds; 16 MB as Word writes them have 1.7 million
MAX_DEPTH: Final = 500


class Token(NamedTuple):
    """A piece of a document: a word (``{`` and ``}`` too) with its number, bytes of text, or a sign."""

    word: str = ""
    number: int | None = None
    text: bytes = b""
    sign: str = ""


class Tokens:
    """The tokens of a document; a group that says nothing is passed over as a whole."""

    def __init__(self, content: bytes, name: str) -> None:
        self._content, self._name = content, name
        self._place = 0

    def __iter__(self) -> Iterator[Token]:
        content, count, depth = self._content, 0, 0
        while match := _TOKEN.match(content, self._place):
            self._place = match.end()
            count += 1
            if count > MAX_TOKENS:
                raise SourceError(self._name, f"holds more than {MAX_TOKENS:,} pieces of mark-up")
            word, number, code, sign, brace, text = match.groups()
            if text:
                yield Token(text=text)
            elif word:
                yield from self._word(word.decode(), int(number) if number else None)
            elif code:
                yield Token(text=bytes([int(code, 16)]))
            elif brace:
                depth += 1 if brace == b"{" else -1
                if depth > MAX_DEPTH:
                    raise SourceError(self._name, "is nested too deeply to be read")
                yield Token(word=brace.decode())
            elif sign:
                yield Token(sign=sign.decode("latin-1"))

    def _word(self, word: str, number: int | None) -> Iterator[Token]:
        if word == "bin":
            self._place += max(0, number or 0)
        else:
            yield Token(word, number)

    def pass_group(self) -> None:
        """Go to the brace that ends the group, which is the next token."""
        depth, place = 0, self._place
        while match := _BRACE.search(self._content, place):
            place = match.end()
            if match[1]:
                place += int(match[1])
            elif match[0] == b"{":
                depth += 1
            elif match[0] == b"}":
                if not depth:
                    self._place = match.start()
                    return
                depth -= 1
        self._place = len(self._content)
