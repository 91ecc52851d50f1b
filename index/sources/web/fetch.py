"""A link -> the page that it leads to, from public addresses only, within bounds of time and size.

No proxy is used, whatever the environment says, and nothing is tried twice. ``robots.txt`` is for
programs that wander; this fetches one page because a person asked for it.
"""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from ...errors import SourceError
from ..decode import in_utf8, named
from ..formats import UNSAID, Format, media_type
from ..formats.registry import FORMATS
from ..formats.unpack import Unpackable, decoded, joined
from ..limits import MAX_BYTES
from .address import Link, LinkRefused, Reach, is_any, parsed_link
from .connect import Answer, Deadline, answered

SECONDS: Final = 20.0  # for all of it: names, redirects, the last byte
MAX_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
SHOWN: Final = 200  # characters of an address in an error


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page from the web.

    Attributes:
        url: where it was found, after all redirects.
        content: unpacked; in UTF-8 with a byte order mark where only the header told the character set.
        content_type: the header, as sent.
    """

    url: str
    content: bytes = field(repr=False)
    content_type: str


def fetched(url: str, *, allow_private: bool = False) -> Fetched:
    """Return the page that a link leads to, at most ``MAX_BYTES`` in at most ``SECONDS``.

    With ``allow_private`` addresses of this machine and its networks are fetched from too.

    Raises:
        SourceError: there is no such page, it is none that can be read, it takes too long or is too
            large, or it lies at an address that is not public.
    """
    return followed(url, Reach(allowed=is_any) if allow_private else Reach())


def followed(url: str, reach: Reach, *, seconds: float = SECONDS) -> Fetched:
    """Return the page that a link leads to within a reach; see ``fetched``."""
    deadline = Deadline(seconds)
    at = url
    try:
        for _ in range(MAX_REDIRECTS + 1):
            link = parsed_link(at)
            found = _page_or_redirect(link, reach, deadline)
            if isinstance(found, Fetched):
                return found
            at = link.joined(found)
    except TimeoutError:
        raise SourceError(_shown(url), f"took longer than {seconds:g} s and was given up") from None
    except (LinkRefused, Unpackable) as problem:
        reason = str(problem) if at == url else f"leads to {_shown(at)}, which {problem}"
        raise SourceError(_shown(url), reason) from None
    raise SourceError(_shown(url), f"leads on more than {MAX_REDIRECTS} times")


def _page_or_redirect(link: Link, reach: Reach, deadline: Deadline) -> Fetched | str:
    addresses = reach.addresses(link.host, deadline.left())
    with answered(link, addresses, deadline) as answer:
        if answer.status in REDIRECTS and "location" in answer.headers:
            return answer.headers["location"]
        header = answer.headers.get("content-type", "")
        sent_as = FORMATS.sent_as(header)
        _refuse_other_kinds(answer.status, header, sent_as)
        content = _content(answer)
    if media_type(header) in UNSAID - {""} and not content.startswith(b"%PDF-"):
        raise LinkRefused(f"is of the type {media_type(header)}, which is not read")
    return Fetched(link.url, in_utf8(content, header, sent_as.name if sent_as else ""), header)


def _refuse_other_kinds(status: int, header: str, sent_as: Format | None) -> None:
    if status != HTTPStatus.OK:
        known = status in {one.value for one in HTTPStatus}
        raise LinkRefused(f"answers {status}{' ' + HTTPStatus(status).phrase if known else ''}")
    if not sent_as and media_type(header) not in UNSAID:
        raise LinkRefused(f"is of the type {named(media_type(header))[:60]}, which is not read")


def _content(answer: Answer) -> bytes:
    announced = answer.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > MAX_BYTES:
        raise LinkRefused(f"is over {MAX_BYTES / 1e6:g} MB")
    packed = joined(answer.body, MAX_BYTES)
    return decoded(packed, answer.headers.get("content-encoding", ""), MAX_BYTES)


def _shown(url: str) -> str:
    line = named(url.strip().encode("utf-8", "replace").decode())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
