"""Where a search engine is, as people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

SCHEME: Final = "milvus"
NAME: Final = "quoth"
PORT: Final = 19530

_NAME: Final = re.compile(r"[A-Za-z_]\w{0,200}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """Where an engine is, and the collections there: ``milvus://[USER:PASSWORD@]HOST[:PORT][/NAME]``."""

    host: str
    port: int
    name: str
    token: str = ""

    def __str__(self) -> str:
        return f"{SCHEME}://{self.host}:{self.port}/{self.name}"

    @classmethod
    def of(cls, text: str) -> Address:
        """Return what an address says.

        Raises:
            ValueError: it is none; the message never has the password.
        """
        form = f"write {SCHEME}://HOST:PORT/NAME, the name of letters, digits and underscores"
        try:
            said = urlsplit(text)
            host, port, name = said.hostname, said.port or PORT, said.path.strip("/") or NAME
        except ValueError:
            raise ValueError(f"the address of a search engine is wrong; {form}") from None
        if said.scheme != SCHEME or not host or not _NAME.fullmatch(name) or said.query or said.fragment:
            shown = text.rpartition("@")[2]
            raise ValueError(f"{shown!r} is no address of a search engine; {form}")
        token = unquote(said.netloc.rpartition("@")[0])
        return cls(f"[{host}]" if ":" in host else host, port, name, token)
