"""The one door to the outside: resolve once, judge every address, connect to what was judged.

No redirects, no proxies, no cookies, no decompression, one connection per message.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext_noop as _

from feedback.networks import is_address, is_forbidden, read_address

DEADLINE_SECONDS = 15.0
LOOKUP_SECONDS = 5.0
LONGEST_ANSWER = 64 * 1024
CHUNK = 16 * 1024
PORTS = {443, 8443}


class AddressRefused(Exception):
    """Hearth does not send there."""


class Unreachable(Exception):
    """Nobody could be connected to: no such name, nobody listening, no valid TLS."""


class NoAnswer(Exception):
    """Connected, but no proper answer came in time."""


@dataclass(frozen=True)
class Reply:
    """What came back. `body` is cut at 64 kB, and not decompressed."""

    status: int
    headers: dict[str, str]
    body: bytes


def parse(url: str) -> httpx.URL:
    """The address, if Hearth would call it at all. Raises AddressRefused."""
    allow_local = settings.WEBHOOK_ALLOW_LOCAL
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as problem:
        raise AddressRefused(_("not an address")) from problem
    schemes = {"https", "http"} if allow_local else {"https"}
    if target.scheme not in schemes or not target.raw_host:
        raise AddressRefused(_("not https"))
    if target.userinfo or "@" in url or "\\" in url:
        raise AddressRefused(_("a name or password in the address"))
    if not allow_local and (target.port or 443) not in PORTS:
        raise AddressRefused(_("a port that is not for webhooks"))
    return target


def post(url: str, *, body: bytes, headers: Mapping[str, str]) -> Reply:
    """Send one message within 15 seconds in all.

    Raises AddressRefused, Unreachable or NoAnswer, and nothing else.
    """
    target = parse(url)
    clock = Clock(DEADLINE_SECONDS)
    host = target.raw_host.decode("ascii")
    port = target.port or (443 if target.scheme == "https" else 80)
    whole = httpcore.URL(str(target.copy_with(fragment=None)))
    network = PinnedNetwork(resolve(host, port), clock)
    try:
        with (
            httpcore.HTTPConnection(
                whole.origin, ssl_context=_tls(), network_backend=network
            ) as line,
            line.stream(
                "POST",
                whole,
                headers=[("host", _host_header(target)), *headers.items()],
                content=body,
                extensions={"timeout": dict.fromkeys(TIMEOUTS, DEADLINE_SECONDS)},
            ) as response,
        ):
            return Reply(response.status, _headers(response), _body(response))
    except (httpcore.ConnectError, httpcore.ConnectTimeout, ssl.SSLError) as problem:
        raise Unreachable from problem
    except (httpcore.TimeoutException, httpcore.NetworkError) as problem:
        raise NoAnswer from problem
    except (httpcore.ProtocolError, OSError, ValueError) as problem:
        raise NoAnswer from problem


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, asked once. Raises AddressRefused if any is forbidden."""
    addresses = [host] if is_address(host) else _ask_name_server(host, port)
    allow = settings.WEBHOOK_ALLOW_LOCAL
    if any(is_forbidden(address, allow_loopback=allow) for address in addresses):
        raise AddressRefused(_("an address inside"))
    return addresses


def _ask_name_server(host: str, port: int) -> list[str]:
    """In a thread of its own, which nobody waits for longer than LOOKUP_SECONDS."""
    found: list[str] = []

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(LOOKUP_SECONDS)
    addresses = list(found)
    if thread.is_alive() or not addresses:
        raise Unreachable
    return addresses


class Clock:
    """What is left of a deadline."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    def left(self, error: type[Exception]) -> float:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise error("too slow")
        return left


class PinnedNetwork(httpcore.NetworkBackend):
    """Connects to the addresses that were judged, whatever the name says by now."""

    def __init__(self, addresses: list[str], clock: Clock) -> None:
        self.addresses, self.clock = addresses, clock

    def connect_tcp(  # noqa: PLR0917 - httpcore's shape
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        share = 1 / len(self.addresses)
        for address in self.addresses:
            try:
                wait = self.clock.left(httpcore.ConnectTimeout) * max(share, 0.25)
                sock = _connect(address, port, seconds=wait)
            except OSError:
                continue
            if read_address(str(sock.getpeername()[0])) == read_address(address):
                return TimedStream(sock, self.clock)
            sock.close()
        raise httpcore.ConnectError("nobody there")

    def connect_unix_socket(
        self, *_args: object, **_options: object
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no sockets")


def _connect(address: str, port: int, *, seconds: float) -> socket.socket:
    """To a literal address: no name is looked up any more."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.connect((address, port))
    except OSError:
        sock.close()
        raise
    return sock


class TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends with the deadline, however it trickles."""

    def __init__(self, sock: socket.socket, clock: Clock) -> None:
        self.sock, self.clock = sock, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.sock.settimeout(self.clock.left(httpcore.ReadTimeout))
        try:
            return self.sock.recv(max_bytes)
        except TimeoutError as late:
            raise httpcore.ReadTimeout from late
        except OSError as problem:
            raise httpcore.ReadError from problem

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.sock.settimeout(self.clock.left(httpcore.WriteTimeout))
        try:
            self.sock.sendall(buffer)
        except TimeoutError as late:
            raise httpcore.WriteTimeout from late
        except OSError as problem:
            raise httpcore.WriteError from problem

    def close(self) -> None:
        self.sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        self.sock.settimeout(self.clock.left(httpcore.ConnectTimeout))
        try:
            safe = ssl_context.wrap_socket(self.sock, server_hostname=server_hostname)
        except OSError as problem:
            self.close()
            raise httpcore.ConnectError from problem
        return TimedStream(safe, self.clock)


TIMEOUTS = ["connect", "read", "write", "pool"]


@cache
def _tls() -> ssl.SSLContext:
    """Verifies certificates; SSL_CERT_FILE may name a firm's own authority."""
    return httpx.create_ssl_context()


def _host_header(target: httpx.URL) -> str:
    return target.netloc.decode("ascii")


def _headers(response: httpcore.Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in response.headers
    }


def _body(response: httpcore.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) >= LONGEST_ANSWER:
            break
    return bytes(body[:LONGEST_ANSWER])
