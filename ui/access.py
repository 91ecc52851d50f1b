"""Who comes in, and who may change the library."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

LOCAL: Final = ("localhost", "127.0.0.1", "::1")
NOBODY: Final = ""  # the name of a visitor where no names are asked for


@dataclass(frozen=True, slots=True)
class Access:
    """The people of one server.

    Attributes:
        accounts: the password of each user; without any, nobody is asked for one.
        user_header: the header in which a proxy that asks for passwords itself names the user.
        editors: those who may change the library; ``None`` for everyone who comes in.
        read_only: nobody may.
        folders: where folders of this machine may be added from; ``None`` for anywhere.
    """

    accounts: Mapping[str, str] = field(default_factory=dict, repr=False)
    user_header: str | None = None
    editors: frozenset[str] | None = None
    read_only: bool = False
    folders: tuple[Path, ...] | None = ()

    @property
    def is_open(self) -> bool:
        """Whether people come in without saying who they are."""
        return not self.accounts and self.user_header is None

    def knows(self, user: str, password: str) -> bool:
        """Whether a user has this password; takes as long for one who has none."""
        expected = self.accounts.get(user, "")
        return hmac.compare_digest(password.encode(), expected.encode()) and bool(expected)

    def may_change(self, user: str) -> bool:
        """Whether a user may add articles and remove them."""
        return not self.read_only and (self.editors is None or user in self.editors)

    def may_add_folder(self, user: str, folder: Path) -> bool:
        """Whether a user may add a folder of this machine."""
        if not self.may_change(user):
            return False
        place = folder.expanduser().resolve()
        return self.folders is None or any(place.is_relative_to(each.resolve()) for each in self.folders)


def user_of(connection: HTTPConnection) -> str:
    """Return the user of a request that the gate has let in; ``NOBODY`` where no names are asked for."""
    return str(connection.scope.get("user", NOBODY))
