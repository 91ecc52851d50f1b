"""What a server, or the way to it, says when it fails -> a ``LibraryError`` of one line.

https://www.postgresql.org/docs/current/errcodes-appendix.html has the codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryReadOnly,
    LibraryUnavailable,
)

if TYPE_CHECKING:
    from .address import Address

RESTORE: Final = "go on with a replica or a backup, as of pg_dump or quoth backup, under another address"
RIGHTS: Final = (
    "who may only read asks with quoth ask, or on a page with --conversations FILE --read-only; the tables"
    " are made by one who may CREATE in the database"
)
_LINES: Final[tuple[tuple[tuple[str, ...], type[LibraryError], str], ...]] = (
    (
        ("53100",),
        LibraryFull,
        "the disk of the server is full; free some space there and try again",
    ),
    (
        ("53200", "53300", "53400"),
        LibraryUnavailable,
        "the server has no room for more just now ({})",
    ),
    (
        ("25006",),
        LibraryReadOnly,
        "the server takes no changes: it is a standby, or has become one; name every server and"
        " target_session_attrs=read-write in the address",
    ),
    (("42501",), LibraryReadOnly, f"its user has not the rights that are needed ({{}}); {RIGHTS}"),
    (("55P03",), LibraryBusy, "another program is writing to this library; try again when it has finished"),
    (("XX001", "XX002"), LibraryDamaged, f"is damaged ({{}}); {RESTORE}"),
    (
        ("42P01", "42703"),
        LibraryDamaged,
        f"its tables are not those of a library ({{}}); name another schema in the address, or {RESTORE}",
    ),
    (
        ("28P01", "28000"),
        LibraryError,
        "the server does not let this user in ({}); check user and password",
    ),
    (("3D000",), LibraryError, "there is no such database ({}); make it with createdb, or check the name"),
    (("22021", "22P05"), LibraryError, "a text holds what PostgreSQL cannot store ({})"),
    (("54000",), LibraryError, "a name or a link is too long for PostgreSQL to look up ({})"),
)
_TOLD: Final = (  # of a connection that was not had there is no code
    ("cannot contain NUL", "22021"),
    ("authentication failed", "28P01"),
    ("no password supplied", "28P01"),
    ("no pg_hba.conf entry", "28P01"),
    ("permission denied for database", "42501"),
    ("too many clients", "53300"),
    ("remaining connection slots", "53300"),
)


def explained(problem: Exception, address: Address, *, lost: bool = False) -> LibraryError:
    """Return what a failure means to a library; ``lost`` where the connection went with it."""
    text = address.hidden(str(problem))
    code = _code(problem, text)
    for codes, kind, line in _LINES:
        if code in codes:
            return kind(f"{address.place}: {line.format(text)}")
    if lost:
        return LibraryUnavailable(
            f"{address.place}: the connection was lost ({text}); what was being written was taken back,"
            " unless the server had just kept all of it: try again"
        )
    return LibraryUnavailable(f"{address.place}: could not be read or written just now ({text}); try again")


def unreached(problem: Exception, address: Address) -> LibraryError:
    """Return why no connection was had."""
    text = address.hidden(str(problem))
    code = _code(problem, text)
    if any(code in codes for codes, _, _ in _LINES):
        return explained(problem, address)
    if "invalid connection option" in text or "invalid URI" in text or "invalid port" in text:
        return LibraryError(f"{address.place}: is no address of a PostgreSQL server ({text})")
    return LibraryUnavailable(
        f"{address.place}: the server cannot be reached ({text}); check the address, or try again"
    )


def _code(problem: Exception, text: str) -> str | None:
    """Return the code of a failure; of a connection that was not had its text has to tell."""
    known = getattr(problem, "sqlstate", None)
    if known is None and "does not exist" in text and ('database "' in text or 'role "' in text):
        known = "3D000" if 'database "' in text else "28P01"
    return known or next((code for told, code in _TOLD if told in text), None)
