"""A link -> the page that it leads to, from public addresses only, within bounds of time and size.

No proxy is used, whatever the environment says, and nothing is tried twice. ``robots.txt`` is for
programs that wander: a page that a person asks for once is fetched without it, what is looked at again and
again is asked for through ``polite.py``.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final, TypeVar

from ...errors import SourceError
from ..decode import in_utf8, named
from ..formats import UNSAID, Format, media_type
from ..formats.registry import FORMATS
from ..formats.unpack import Unpackable, decoded, joined
from ..limits import MAX_BYTES
from .address import Link, LinkRefused, Reach, is_any, parsed_link
from .connection import Answer, Deadline, Header, NotReached, answered

T = TypeVar("T")

SECONDS: Final = 20.0  # for all of it: names, redirects, the last byte
MAX_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
FOR_GOOD: Final = frozenset({301, 308})
UNCHANGED: Final = 304
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})  # what may be otherwise in a while
SHOWN: Final = 200  # characters of an address in an error
LONGEST_TAG: Final = 1_000  # characters of what tells a server which state of a page one has
AGENT: Final = "Quoth/0.1 (one page at a person's request)"


@dataclass(frozen=True, slots=True)
class Version:
    """What tells a server which state of a page one has: the ``ETag`` and ``Last-Modified`` of a ``url``."""

    url: str = ""
    etag: str = ""
    modified: str = ""

    def headers(self, url: str) -> list[Header]:
        """Return what asks for a page only if it is not this; nothing for another page."""
        said = (b"If-None-Match", self.etag), (b"If-Modified-Since", self.modified)
        return [(name, value.encode()) for name, value in said if value and url == self.url]


NO_VERSION: Final = Version()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page from the web.

    Attributes:
        url: where it was found, after all redirects.
        content: unpacked; in UTF-8 with a byte order mark where only the header told the character set.
        content_type: the header, as sent.
        version: what its server tells it by.
        moved: whether all redirects on the way are for good.
    """

    url: str
    content: bytes = field(repr=False)
    content_type: str
    version: Version = NO_VERSION
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page is what it was, as its server says."""


class PageError(SourceError):
    """A link that gave no page.

    Attributes:
        passing: whether it may give one in a while.
        wait: the seconds that its server asks to wait before it is asked again, 0 for none.
    """

    def __init__(self, source: str, reason: str, *, passing: bool = False, wait: float = 0.0) -> None:
        super().__init__(source, reason)
        self.passing = passing
        self.wait = wait


class Answered(LinkRefused):
    """A page's server answers, but with no page."""

    def __init__(self, reason: str, status: int, wait: float) -> None:
        super().__init__(reason)
        self.status = status
        self.wait = wait


Before = Callable[[Link], None]
"""Called with a link before it is asked; it may wait, or raise ``LinkRefused``."""


def at_once(link: Link) -> None:
    """Wait for nothing."""


def fetched(url: str, *, allow_private: bool = False) -> Fetched:
    """Return the page that a link leads to, at most ``MAX_BYTES`` in at most ``SECONDS``.

    With ``allow_private`` addresses of this machine and its networks are fetched from too.

    Raises:
        PageError: there is no such page, it is none that can be read, it takes too long or is too
            large, or it lies at an address that is not public.
    """
    return followed(url, reach_of(allow_private=allow_private))


def reach_of(*, allow_private: bool) -> Reach:
    """Return which addresses may be talked to: public ones, or any."""
    return Reach(allowed=is_any) if allow_private else Reach()


def followed(url: str, reach: Reach, *, seconds: float = SECONDS) -> Fetched:
    """Return the page that a link leads to within a reach; see ``fetched``."""
    found = fetched_anew(url, reach, seconds=seconds)
    assert isinstance(found, Fetched)  # only what has a version can be unchanged
    return found


def fetched_anew(
    url: str,
    reach: Reach,
    *,
    seconds: float = SECONDS,
    version: Version = NO_VERSION,
    agent: str = AGENT,
    before: Before = at_once,
) -> Fetched | Unchanged:
    """Return the page that a link leads to unless it is the version that is known; see ``fetched``.

    ``before`` is called with each link on the way before it is asked; what it takes does not count.
    """

    def headers(link: Link) -> list[Header]:
        return [(b"User-Agent", agent.encode()), *version.headers(link.url)]

    def take(link: Link, answer: Answer) -> Fetched | Unchanged:
        known = bool(version.headers(link.url))
        return Unchanged() if known and answer.status == UNCHANGED else _page(link, answer)

    found, moved = asked(url, reach, take, seconds=seconds, headers=headers, before=before)
    return replace(found, moved=moved) if isinstance(found, Fetched) else found


def asked(
    url: str,
    reach: Reach,
    take: Callable[[Link, Answer], T],
    *,
    headers: Callable[[Link], Sequence[Header]],
    seconds: float = SECONDS,
    before: Before = at_once,
) -> tuple[T, bool]:
    """Return what is taken of the answer behind all redirects, and whether there were only some for good.

    Raises:
        PageError: there is no answer, or ``take`` refuses it.
    """
    deadline = Deadline(seconds)
    at, moved = url, True
    try:
        for _ in range(MAX_REDIRECTS + 1):
            link = parsed_link(at)
            addresses = reach.addresses(link.host, deadline.left())
            _wait_for_turn(link, before, deadline)
            with answered(link, addresses, deadline, headers(link)) as answer:
                if not (answer.status in REDIRECTS and "location" in answer.headers):
                    return take(link, answer), moved and at != url
                at, moved = link.joined(answer.headers["location"]), moved and answer.status in FOR_GOOD
    except TimeoutError:
        reason = f"took longer than {seconds:g} s and was given up"
        raise PageError(shown(url), reason, passing=True) from None
    except (LinkRefused, Unpackable) as problem:
        raise _page_error(url, at, problem) from None
    raise PageError(shown(url), f"leads on more than {MAX_REDIRECTS} times")


def _wait_for_turn(link: Link, before: Before, deadline: Deadline) -> None:
    begun = time.monotonic()
    before(link)
    deadline.extend(time.monotonic() - begun)


def _page_error(url: str, at: str, problem: LinkRefused | Unpackable) -> PageError:
    """Return a failure at an address under the one that was asked for."""
    reason = str(problem) if at == url else f"leads to {shown(at)}, which {problem}"
    if isinstance(problem, Answered):
        return PageError(shown(url), reason, passing=problem.status in PASSING, wait=problem.wait)
    return PageError(shown(url), reason, passing=isinstance(problem, NotReached))


def _page(link: Link, answer: Answer) -> Fetched:
    header = answer.headers.get("content-type", "")
    sent_as = FORMATS.sent_as(header)
    _refuse_other_kinds(answer, header, sent_as)
    content = _content(answer)
    if media_type(header) in UNSAID - {""} and not content.startswith(b"%PDF-"):
        raise LinkRefused(f"is of the type {media_type(header)}, which is not read")
    readable = in_utf8(content, header, sent_as.name if sent_as else "")
    return Fetched(link.url, readable, header, _version(link.url, answer.headers))


def _refuse_other_kinds(answer: Answer, header: str, sent_as: Format | None) -> None:
    if answer.status != HTTPStatus.OK:
        raise refusal(answer)
    if not sent_as and media_type(header) not in UNSAID:
        raise LinkRefused(f"is of the type {named(media_type(header))[:60]}, which is not read")


def refusal(answer: Answer) -> Answered:
    """Return what an answer that has no page means: ``answers 503 Service Unavailable``."""
    status = answer.status
    phrase = next((f" {one.phrase}" for one in HTTPStatus if one.value == status), "")
    return Answered(f"answers {status}{phrase}", status, _wait(answer.headers))


def _version(url: str, headers: Mapping[str, str]) -> Version:
    """Return what a server tells a page by; what is no header line that could be sent back is none."""
    said = [headers.get(name, "").strip() for name in ("etag", "last-modified")]
    etag, modified = (each if each.isprintable() and len(each) <= LONGEST_TAG else "" for each in said)
    return Version(url, etag, modified)


def _wait(headers: Mapping[str, str]) -> float:
    """Return the seconds that a server asks to wait, 0 for none; a time is told by the server's own clock."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal() and said.isascii():
        return float(said[:12])
    try:
        until = parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    try:
        now = parsedate_to_datetime(headers.get("date", "")).timestamp()
    except (ValueError, TypeError, OverflowError):
        now = time.time()
    return max(until - now, 0.0)


def _content(answer: Answer) -> bytes:
    announced = answer.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > MAX_BYTES:
        raise LinkRefused(f"is over {MAX_BYTES / 1e6:g} MB")
    packed = joined(answer.body, MAX_BYTES)
    return decoded(packed, answer.headers.get("content-encoding", ""), MAX_BYTES)


def shown(url: str) -> str:
    """Return an address as errors name it."""
    line = named(url.strip().encode("utf-8", "replace").decode())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
