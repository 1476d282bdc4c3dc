"""Nothing leaves for an address inside, and nobody outside can hold us up."""

import ipaddress
import socket
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback import egress
from feedback.egress import AddressRefused, NoAnswer, Unreachable, post
from feedback.networks import is_forbidden
from tests.feedback import hostile
from tests.feedback.hostile import listening

SPECIAL_LINES = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.254
127.0.0.1 127.1.2.3 127.255.255.254 168.63.129.16 169.254.0.1 169.254.169.254
169.254.170.2 172.16.0.1 172.31.255.254 192.0.0.1 192.0.0.9 192.0.0.192 192.0.2.1
192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1 192.168.255.254 192.175.48.1
198.18.0.1 198.19.255.254 198.51.100.1 203.0.113.1 224.0.0.1 224.0.0.251
239.255.255.250 240.0.0.1 250.1.2.3 255.255.255.255
:: ::1 ::2 ::127.0.0.1 ::a9fe:a9fe ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1
::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
64:ff9b:1::1 64:ff9b:1:7f00::1 100::1 2001::1 2001:0:7f00:1::1 2001:2::1 2001:10::1
2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe::1 2002:c0a8:1::1 3fff::1 5f00::1 fc00::1
fd00::1 fd00:ec2::254 fdff:ffff::1 fe80::1 febf::1 fec0::1 feff::1 ff02::1 ff05::2
ffff::1 2620:4f:8000::1 100:0:0:1::1
"""
SPECIAL = SPECIAL_LINES.split()
INSIDE = ["127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.1.1", "100.100.100.200"]
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:4700::1111"]
ODD = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "127.1",
    "127.0.1",
    "0",
    "0x7f.1",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "127.0.0.1.",
    "[fe80::1%25lo]",
    "[::1%25lo]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:ffff:7f00:0001]",
    "ｌｏｃａｌｈｏｓｔ",
]
TRICKS = [
    "https://example.com@127.0.0.1:{port}/",
    "https://127.0.0.1:{port}\\@example.com/",
    "https://example.com\\@127.0.0.1:{port}/",
    "https://127.0.0.1%2f@example.com:{port}/",
    "https://127.0.0.1:{port}#@example.com/",
    "https://127.0.0.1:{port}?@example.com/",
    "https:127.0.0.1:{port}/",
    "https:///127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "http://127.0.0.1:{port}/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/",
    "unix:///var/run/docker.sock",
    "https://127.0.0.1:{port}\r\nhost: x/",
    "\thttps://127.0.0.1:{port}/",
]


def spellings(address: str) -> list[str]:
    """The same IPv4 address as programs of different ages write it."""
    number = int(ipaddress.IPv4Address(address))
    a, b, c, d = address.split(".")
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    return [
        str(number),
        hex(number),
        ".".join(hex(int(part)) for part in (a, b, c, d)),
        ".".join(f"0{int(part):o}" for part in (a, b, c, d)),
        f"{a}.{(int(b) << 16) + (int(c) << 8) + int(d)}",
        f"{a}.{b}.{(int(c) << 8) + int(d)}",
        f"[::{address}]",
        f"[::ffff:{address}]",
        f"[::ffff:{high}:{low}]",
        f"[64:ff9b::{high}:{low}]",
        f"[2002:{high}:{low}::1]",
    ]


HOSTS = [
    *(f"[{each}]" if ":" in each else each for each in SPECIAL),
    *(spelling for each in INSIDE for spelling in spellings(each)),
    *ODD,
]


@pytest.fixture
def local(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback is allowed, and the deadline is short."""
    settings.WEBHOOK_ALLOW_LOCAL = True
    monkeypatch.setattr(egress, "DEADLINE_SECONDS", 0.7)


def send(url: str) -> egress.Reply:
    return post(url, body=b"{}", headers={"content-type": "application/json"})


def knock(url: str) -> str:
    try:
        return str(send(url).status)
    except (AddressRefused, Unreachable, NoAnswer) as problem:
        return type(problem).__name__


def all_urls(*ports: int) -> list[str]:
    hosts = [f"https://{host}:{port}/" for host in HOSTS for port in ports]
    return hosts + [trick.format(port=port) for trick in TRICKS for port in ports]


def test_no_spelling_of_an_address_inside_reaches_a_canary(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with (
        listening(hostile.slam, host="0.0.0.0") as four,
        listening(hostile.slam, host="::1") as six,
    ):
        monkeypatch.setattr(egress, "PORTS", {443, four[0], six[0]})
        urls = all_urls(four[0], six[0])
        outcomes = {url: knock(url) for url in urls}
        canaries = len(four) + len(six) - 2
    assert len(HOSTS) + len(TRICKS) >= 100
    assert canaries == 0
    assert set(outcomes.values()) <= {"AddressRefused", "Unreachable"}


def test_the_canary_would_have_sung(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: without the list the same spellings get through."""
    monkeypatch.setattr(egress, "is_forbidden", lambda *_a, **_k: False)
    monkeypatch.setattr(egress, "DEADLINE_SECONDS", 0.4)
    with listening(hostile.slam, host="0.0.0.0") as four:
        monkeypatch.setattr(egress, "PORTS", {four[0]})
        for host in ["127.0.0.1", "2130706433", "0x7f000001", "127.1"]:
            knock(f"https://{host}:{four[0]}/")
        assert len(four) - 1 == 4


@pytest.mark.parametrize("address", SPECIAL)
def test_the_list_forbids(address: str) -> None:
    assert is_forbidden(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_list_lets_the_public_through(address: str) -> None:
    assert not is_forbidden(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_the_same_inside_ipv6(address: Any) -> None:
    assert is_forbidden(f"::ffff:{address}") == is_forbidden(str(address))
    assert is_forbidden(f"64:ff9b::{address}")
    assert is_forbidden(f"::{address}")


@given(st.ip_addresses())
def test_whatever_python_calls_private_is_forbidden(address: Any) -> None:
    if getattr(address, "ipv4_mapped", None):
        return  # judged as the IPv4 address: see above
    if address.is_private or address.is_multicast or address.is_reserved:
        assert is_forbidden(str(address))


def answers(*rows: list[str]) -> tuple[Any, list[str]]:
    """A name server that gives these answers one after the other."""
    asked: list[str] = []

    def look_up(host: str, port: int, **_options: object) -> list[Any]:
        asked.append(host)
        addresses = rows[min(len(asked), len(rows)) - 1]
        return [(0, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    return look_up, asked


def test_one_forbidden_address_among_many_refuses_the_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_up, _asked = answers(["93.184.216.34", "2606:4700::1111", "10.0.0.7"])
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert knock("https://mixed.example/") == "AddressRefused"


def test_a_name_is_asked_once_and_the_answer_is_what_is_connected_to(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WEBHOOK_ALLOW_LOCAL = True
    look_up, asked = answers(["127.0.0.1"], ["10.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with listening(hostile.bomb) as seen:
        assert knock(f"http://rebinding.example:{seen[0]}/") == "200"
    assert asked == ["rebinding.example"]


def never(*_asked: object, **_options: object) -> list[Any]:
    time.sleep(0.8)
    raise OSError


def test_a_name_server_that_never_answers_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(egress, "LOOKUP_SECONDS", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    start = time.monotonic()
    assert knock("https://slow.example/") == "Unreachable"
    assert time.monotonic() - start < 0.6


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    ("behave", "outcome"),
    [
        (hostile.hang, "NoAnswer"),
        (hostile.trickle, "NoAnswer"),
        (hostile.trickle_body, "NoAnswer"),
        (hostile.flood_headers, "NoAnswer"),
        (hostile.babble, "NoAnswer"),
        (hostile.slam, "NoAnswer"),
        (hostile.flood, "200"),
        (hostile.bomb, "200"),
    ],
)
def test_a_hostile_receiver_is_over_quickly(behave: Any, outcome: str) -> None:
    with listening(behave) as seen:
        start = time.monotonic()
        assert knock(f"http://127.0.0.1:{seen[0]}/") == outcome
        assert time.monotonic() - start < 3


@pytest.mark.usefixtures("local")
def test_of_a_flood_only_the_first_64_kb_are_kept() -> None:
    with listening(hostile.flood) as seen:
        assert len(send(f"http://127.0.0.1:{seen[0]}/").body) == egress.LONGEST_ANSWER


@pytest.mark.usefixtures("local")
def test_nothing_is_unpacked() -> None:
    with listening(hostile.bomb) as seen:
        assert send(f"http://127.0.0.1:{seen[0]}/").body.startswith(b"\x1f\x8b")


@pytest.mark.usefixtures("local")
def test_a_redirect_is_an_answer_and_not_a_way() -> None:
    with listening(hostile.slam) as canary:
        to = f"http://127.0.0.1:{canary[0]}/"
        with listening(hostile.redirect(to)) as seen:
            assert knock(f"http://127.0.0.1:{seen[0]}/") == "307"
        assert len(canary) == 1


@pytest.mark.usefixtures("local")
def test_proxies_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with listening(hostile.slam) as proxy, listening(hostile.bomb) as seen:
        for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy[0]}")
        assert knock(f"http://127.0.0.1:{seen[0]}/") == "200"
        assert len(proxy) == 1


@pytest.mark.usefixtures("local")
def test_local_means_loopback_and_nothing_else_inside() -> None:
    assert knock("http://169.254.169.254/") == "AddressRefused"
    assert knock("http://10.0.0.1/") == "AddressRefused"


@pytest.mark.usefixtures("local")
def test_https_needs_a_certificate_that_stands() -> None:
    with listening(hostile.babble) as seen:
        assert knock(f"https://127.0.0.1:{seen[0]}/") == "Unreachable"
