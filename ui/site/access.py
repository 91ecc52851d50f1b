"""Who comes in, and who may change the library."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

LOCAL: Final = ("localhost", "127.0.0.1", "::1")
NOBODY: Final = ""  # the name of a visitor where no names are asked for
LONGEST_BODY: Final = 1 << 20  # bytes of a request, but for uploads


@dataclass(frozen=True, slots=True)
class Access:
    """The people of one server.

    Attributes:
        accounts: the password of each user; without any, nobody is asked for one.
        user_header: the header in which a proxy that asks for passwords itself names the user.
        editors: those who may change the library; ``None`` for everyone who comes in.
        read_only: nobody may.
        public: the host names under which a proxy in front is known.
        folders: where folders of this machine may be added from; ``None`` for anywhere.
    """

    accounts: Mapping[str, str] = field(default_factory=dict, repr=False)
    user_header: str | None = None
    editors: frozenset[str] | None = None
    read_only: bool = False
    folders: tuple[Path, ...] | None = ()
    public: tuple[str, ...] = ()

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


def path_of(scope: Mapping[str, Any]) -> str:
    """Return the path of a request below the library that it is about, as every route is named."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def client_of(connection: HTTPConnection) -> str:
    """Return what tells one who asks from others: the user, else the address.

    Blank on this machine, where nobody else would be kept waiting, or only a proxy is seen.
    """
    if user := user_of(connection):
        return f"user {user}"
    address = connection.client.host if connection.client else ""
    return "" if address in LOCAL else address


def accounts_of(pairs: Sequence[str]) -> dict[str, str]:
    """Return the password of each user from ``USER:PASSWORD`` pairs.

    Raises:
        ValueError: one of the two is missing, or a user is named twice.
    """
    accounts: dict[str, str] = {}
    for pair in pairs:
        user, _, password = pair.partition(":")
        if not (user and password):
            raise ValueError("auth must be USER:PASSWORD, with neither of them empty")
        if user in accounts:
            raise ValueError(f"auth names {user!r} twice; give each user one password")
        accounts[user] = password
    return accounts


def access_of(
    host: str,
    *,
    auth: Sequence[str] = (),
    user_header: str | None = None,
    editors: Sequence[str] = (),
    read_only: bool = False,
    folders: Sequence[str] = (),
    public: Sequence[str] = (),
) -> Access:
    """Return who may do what on a server that listens on ``host``.

    On this machine alone, without accounts, its one person may do everything. A server for others that asks
    nobody for a password is read-only; folders of the machine are added there only from ``folders``.

    Raises:
        ValueError: an account or a host name makes no sense, an editor has no account, or both ways of
            naming users are given.
    """
    accounts = accounts_of(auth)
    if accounts and user_header:
        raise ValueError("give auth or a user header, not both")
    unknown = [name for name in editors if accounts and name not in accounts]
    if unknown:
        raise ValueError(f"the editor {unknown[0]!r} has no account; name one with --auth")
    alone = host in LOCAL
    named = bool(accounts or user_header)
    return Access(
        accounts=accounts,
        user_header=user_header,
        editors=frozenset(editors) if editors else None,
        read_only=read_only or not (alone or named),
        public=tuple(map(_host_name, public)),
        folders=tuple(map(Path, folders)) if folders or named or not alone else None,
    )


def _host_name(given: str) -> str:
    """Return the host name in what was given for one, which may be a whole address with its port."""
    try:
        name = urlsplit(given if "://" in given else f"//{given}").hostname
    except ValueError:
        name = None
    if not name or not name.isprintable() or " " in name:
        raise ValueError(f"public={given!r} is no host name; give one such as quoth.example.org")
    return name.rstrip(".")
