"""A network of our own where every address there is answers: run by `test_island.py`.

In a namespace without a way out, all of IPv4 and IPv6 is local to this program, a name
server gives the answers an attacker would, and every connection is written down with
the address it was made to. Prints what happened as JSON.
"""

import contextlib
import json
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PUBLIC = {"93.184.216.34", "2606:4700::1111"}
INSIDE = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.100.100.200", "0.0.0.0", "168.63.129.16", "192.0.0.192", "198.18.0.1",
]  # fmt: skip
INSIDE_6 = [
    "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "fd00::1",
    "fe80::1", "2002:7f00:1::", "::7f00:1", "fd00:ec2::254",
]  # fmt: skip
PORTS = [443, 8443, 80]
A, AAAA = 1, 28
connections: list[str] = []
asked: Counter[tuple[str, int]] = Counter()


def answers(name: str, kind: int) -> list[str]:
    """What the attacker's name server says, now."""
    asked[name, kind] += 1
    label, number = split(name)
    inside, outside = INSIDE[number % len(INSIDE)], "93.184.216.34"
    said = {
        "rebind": ([outside] if asked[name, kind] == 1 else [inside], []),
        "flip": ([outside], ["::1"]),
        "mixed": ([outside, inside], []),
        "four": ([inside], []),
        "six": ([], [INSIDE_6[number % len(INSIDE_6)]]),
        "public": ([outside], []),
    }
    four, six = said.get(label, ([], []))
    return four if kind == A else six if kind == AAAA else []


def split(name: str) -> tuple[str, int]:
    """`four7.evil.example` is (four, 7)."""
    label = name.split(".", maxsplit=1)[0]
    word = label.rstrip("0123456789")
    return word, int(label[len(word) :] or 0)


def serve_names() -> None:
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    while True:
        query, asker = server.recvfrom(2048)
        server.sendto(reply_to(query), asker)


def reply_to(query: bytes) -> bytes:
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode("latin-1"))
        at += query[at] + 1
    kind = struct.unpack("!H", query[at + 1 : at + 3])[0]
    found = answers(".".join(labels).lower(), kind)
    body = b"".join(
        b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 0, len(raw)) + raw
        for raw in map(packed, found)
    )
    head = query[:2] + struct.pack("!HHHHH", 0x8180, 1, len(found), 0, 0)
    return head + query[12 : at + 5] + body


def packed(address: str) -> bytes:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.inet_pton(family, address)


def serve_canaries(context: ssl.SSLContext) -> None:
    for host, family in [("0.0.0.0", socket.AF_INET), ("::", socket.AF_INET6)]:
        for port in PORTS:
            server = socket.create_server((host, port), family=family, backlog=200)
            threading.Thread(target=canary, args=[server, context], daemon=True).start()


def canary(server: socket.socket, context: ssl.SSLContext) -> None:
    """Writes down where somebody came to, and sends them on to inside."""
    while True:
        line, _peer = server.accept()
        connections.append(line.getsockname()[0].split("%")[0])
        with contextlib.suppress(OSError):
            line.settimeout(10)
            with context.wrap_socket(line, server_side=True) as safe:
                said = b""  # all of it: what is left unread would cut the answer off
                while not said.endswith(b"{}") and (more := safe.recv(65536)):
                    said += more
                safe.sendall(
                    b"HTTP/1.1 307 Moved\r\nlocation: https://169.254.169.254/\r\n"
                    b"content-length: 0\r\nconnection: close\r\n\r\n"
                )


def certificate(folder: Path) -> ssl.SSLContext:
    """Valid for every name the attacker uses."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "island")])
    now = datetime.now(tz=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("*.evil.example")]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "island.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def urls() -> list[str]:
    from tests.feedback.test_egress import HOSTS, TRICKS

    names = [f"four{n}" for n in range(len(INSIDE))]
    names += [f"six{n}" for n in range(len(INSIDE_6))]
    names += [f"mixed{n}" for n in range(20)] + [f"flip{n}" for n in range(10)]
    names += [f"rebind{n}" for n in range(40)]
    hosts = [*HOSTS, *(f"{name}.evil.example" for name in names)]
    found = [f"https://{host}:{port}/" for host in hosts for port in (443, 8443)]
    found += [f"https://{host}:80/" for host in hosts[:40]]
    return found + [trick.format(port=port) for trick in TRICKS for port in PORTS]


def main(*, is_open: bool) -> None:
    for command in (
        "ip link set lo up",
        "ip route add local 0.0.0.0/0 dev lo",
        "ip -6 route add local ::/0 dev lo",
    ):
        subprocess.run(command.split(), check=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        resolver = folder / "resolv.conf"
        resolver.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
        subprocess.run(["mount", "--bind", resolver, "/etc/resolv.conf"], check=True)
        context = certificate(folder)
        threading.Thread(target=serve_names, daemon=True).start()
        serve_canaries(context)
        report = attack(folder / "island.pem", is_open=is_open)
        sys.stdout.write(json.dumps(report) + "\n")


def attack(authority: Path, *, is_open: bool) -> dict[str, object]:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["SSL_CERT_FILE"] = str(authority)
    from feedback import egress

    if is_open:
        egress.is_forbidden = lambda *_address, **_options: False  # type: ignore[assignment]
        egress.DEADLINE_SECONDS = 2.0
    outcomes: Counter[str] = Counter()
    tried = urls()[:: 10 if is_open else 1]
    for url in [*tried, "https://public.evil.example/"]:
        try:
            answer = str(egress.post(url, body=b"{}", headers={}).status)
        except (egress.AddressRefused, egress.Unreachable, egress.NoAnswer) as problem:
            answer = type(problem).__name__
        outcomes[answer] += 1
    inside = [each for each in connections if each not in PUBLIC]
    return {
        "tried": len(tried), "outcomes": dict(outcomes), "inside": inside[:20],
        "canaries": len(inside), "public": len(connections) - len(inside),
        "last": answer,
    }  # fmt: skip


if __name__ == "__main__":
    main(is_open="--open" in sys.argv)
