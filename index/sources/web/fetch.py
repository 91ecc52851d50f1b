"""A link -> the page that it leads to, from public addresses only, within bounds of time and size.

No proxy is used, whatever the environment says, and nothing is tried twice. ``robots.txt`` is for
programs that wander; this fetches one page because a person asked for it.

This is the home of httpcore, which takes what opens its connections as an argument, so that name,
certificate and ``Host`` stay those of the link while the connection goes to the checked address. It holds
HTTP more strictly than ``http.client``: a body shorter than announced is an error. It knows no proxy,
follows no redirect, and unpacks nothing.
"""

import ssl
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from ...errors import SourceError
from ..decode import in_utf8, named
from ..formats import UNSAID, Format, media_type
from ..formats.registry import FORMATS
from ..formats.unpack import Unpackable, decoded, joined
from ..limits import MAX_BYTES
from .address import Link, LinkRefused, Reach, is_any, parsed_link

SECONDS: Final = 20.0  # for all of it: names, redirects, the last byte
MAX_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
SHOWN: Final = 200  # characters of an address in an error

TRY_SECONDS: Final = 6.0  # for one of several addresses of a host
HEADERS: Final = (
    (b"User-Agent", b"Quoth/0.1 (one page at a person's request)"),
    (b"Accept", b"text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.5"),
    (b"Accept-Encoding", b"gzip, deflate, br"),
    (b"Connection", b"close"),
)


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


class Deadline:
    """The seconds that are left; they run from the start."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            TimeoutError: there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answers: its headers by their names in lower case, its body as it arrives."""

    status: int
    headers: Mapping[str, str]
    body: Iterable[bytes]


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


@contextmanager
def answered(link: Link, addresses: Sequence[str], deadline: Deadline) -> Iterator[Answer]:
    """Give what the host of a link answers at the first of these addresses that can be reached.

    Raises:
        LinkRefused: nobody answers, in this block or on the way to it, or not as HTTP wants it.
        TimeoutError: the deadline passed.
    """
    import httpcore

    backend: Any = _Backend(addresses, deadline)
    host, scheme = link.host.encode(), link.scheme.encode()
    url = httpcore.URL(scheme=scheme, host=host, port=link.port, target=link.target.encode())
    line = httpcore.HTTPConnection(httpcore.Origin(scheme, host, link.port), network_backend=backend)
    asked = [(b"Host", link.place.encode()), *HEADERS]
    try:
        with line, line.stream("GET", url, headers=asked) as response:
            headers = {name.decode("latin-1").lower(): _text(value) for name, value in response.headers}
            yield Answer(response.status, headers, response.iter_stream())
    except httpcore.ConnectTimeout:
        raise LinkRefused("does not answer") from None
    except httpcore.TimeoutException:
        raise TimeoutError from None
    except httpcore.ConnectError as problem:
        raise LinkRefused(_no_connection(problem.__cause__)) from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise LinkRefused("broke off, or answers other than HTTP wants") from None


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _no_connection(problem: BaseException | None) -> str:
    if isinstance(problem, ssl.SSLCertVerificationError):
        return f"has a certificate that cannot be trusted ({problem.verify_message})"
    if isinstance(problem, ssl.SSLError):
        return "does not speak TLS, or none that is safe"
    said = problem.strerror if isinstance(problem, OSError) else None
    return f"cannot be reached ({(said or 'no connection').lower()})"


class _Backend:
    """What httpcore opens connections by: to the checked addresses, whatever the name of the host."""

    def __init__(self, addresses: Sequence[str], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline

    def connect_tcp(self, host: str, port: int, **_: object) -> "_Stream":  # noqa: ARG002 - not the host
        import httpcore

        problem: Exception = httpcore.ConnectError()
        for address in self._addresses:
            try:
                seconds = min(TRY_SECONDS, self._deadline.left())
                return _Stream(httpcore.SyncBackend().connect_tcp(address, port, seconds), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as found:
                problem = found
        raise problem


class _Stream:
    """A connection that counts the seconds of all its reads and writes together."""

    def __init__(self, stream: Any, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - ours is stricter
        found: bytes = self._stream.read(max_bytes, timeout=self._deadline.left())
        return found

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, timeout=self._deadline.left())

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> "_Stream":
        try:
            seconds = self._deadline.left()
        except TimeoutError:
            self.close()
            raise
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
