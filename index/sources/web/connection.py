"""One request to a host whose addresses were checked -> what it answers, within a deadline.

This is the home of httpcore, which takes what opens its connections as an argument, so that name,
certificate and ``Host`` stay those of the link while the connection goes to the checked address. It holds
HTTP more strictly than ``http.client``: a body shorter than announced is an error. It knows no proxy,
follows no redirect, and unpacks nothing.
"""

import ssl
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from .address import Link, LinkRefused

TRY_SECONDS: Final = 6.0  # for one of several addresses of a host
HEADERS: Final = (
    (b"Accept", b"text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.5"),
    (b"Accept-Encoding", b"gzip, deflate, br"),
    (b"Connection", b"close"),
)

Header = tuple[bytes, bytes]


class NotReached(LinkRefused):
    """Nobody answered, or not to the end: it may be otherwise in a while."""


class Deadline:
    """The seconds that are left; they run from the start."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """Give more seconds, such as those that were waited for a turn."""
        self._end += seconds

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


@contextmanager
def answered(
    link: Link, addresses: Sequence[str], deadline: Deadline, headers: Sequence[Header] = ()
) -> Iterator[Answer]:
    """Give what a link's host answers to some headers, at the first of these addresses that is reached.

    Raises:
        NotReached: nobody answers, in this block or on the way to it, or not as HTTP wants it.
        TimeoutError: the deadline passed.
    """
    import httpcore

    backend: Any = _Backend(addresses, deadline)
    host, scheme = link.host.encode(), link.scheme.encode()
    url = httpcore.URL(scheme=scheme, host=host, port=link.port, target=link.target.encode())
    line = httpcore.HTTPConnection(httpcore.Origin(scheme, host, link.port), network_backend=backend)
    asked = [(b"Host", link.place.encode()), *HEADERS, *headers]
    try:
        with line, line.stream("GET", url, headers=asked) as response:
            said = {name.decode("latin-1").lower(): _text(value) for name, value in response.headers}
            yield Answer(response.status, said, response.iter_stream())
    except httpcore.ConnectTimeout:
        raise NotReached("does not answer") from None
    except httpcore.TimeoutException:
        raise TimeoutError from None
    except httpcore.ConnectError as problem:
        raise NotReached(_no_connection(problem.__cause__)) from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise NotReached("broke off, or answers other than HTTP wants") from None


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
