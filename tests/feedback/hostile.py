"""Receivers that mean harm, each on a port of its own in a thread."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Behaviour = Callable[[socket.socket], None]


def hang(line: socket.socket) -> None:
    time.sleep(5)


def trickle(line: socket.socket) -> None:
    """A byte of headers now and then, for ever."""
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(200):
        line.sendall(b"x")
        time.sleep(0.05)


def trickle_body(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
    for _ in range(200):
        line.sendall(b"x")
        time.sleep(0.05)


def flood(line: socket.socket) -> None:
    """Ten gigabytes, if anybody takes them."""
    line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n")
    for _ in range(10_000):
        line.sendall(b"x" * 1_000_000)


def flood_headers(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    for n in range(100_000):
        line.sendall(b"x-%d: " % n + b"y" * 1000 + b"\r\n")


def babble(line: socket.socket) -> None:
    line.sendall(b"\x00\x16\x03 what?\r\n\r\n")


def slam(line: socket.socket) -> None:
    """Closes without a word."""


def redirect(to: str) -> Behaviour:
    def answer(line: socket.socket) -> None:
        line.sendall(
            f"HTTP/1.1 307 Moved\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n".encode()
        )

    return answer


def bomb(line: socket.socket) -> None:
    """Claims to be compressed; nothing may unpack it."""
    body = b"\x1f\x8b" + b"\x00" * 100
    line.sendall(
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nset-cookie: a=b\r\n"
        b"content-length: %d\r\n\r\n" % len(body) + body
    )


@contextmanager
def listening(behave: Behaviour, *, host: str = "127.0.0.1") -> Iterator[list[int]]:
    """Its port, and then one entry more for each connection that came."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    server = socket.create_server((host, 0), family=family)
    seen = [server.getsockname()[1]]

    def serve() -> None:
        while True:
            try:
                line, _peer = server.accept()
            except OSError:
                return
            seen.append(1)
            threading.Thread(target=answer, args=[line], daemon=True).start()

    def answer(line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            line.settimeout(5)
            line.recv(65536)
            behave(line)
            line.shutdown(socket.SHUT_WR)
            while line.recv(65536):
                pass

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield seen
    finally:
        server.close()
