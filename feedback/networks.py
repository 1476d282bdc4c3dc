"""Addresses that nothing may be sent to: our own list, the same on every Python."""

import ipaddress
from functools import lru_cache

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

FORBIDDEN: list[Network] = [
    ipaddress.ip_network(line.split()[0])
    for line in """
    0.0.0.0/8           this network
    10.0.0.0/8          private
    100.64.0.0/10       carrier's NAT, and metadata at 100.100.100.200
    127.0.0.0/8         loopback
    168.63.129.16/32    metadata of a cloud
    169.254.0.0/16      link-local, and metadata at 169.254.169.254
    172.16.0.0/12       private
    192.0.0.0/24        protocol assignments, and metadata at 192.0.0.192
    192.0.2.0/24        documentation
    192.31.196.0/24     AS112
    192.52.193.0/24     AMT
    192.88.99.0/24      6to4 relays
    192.168.0.0/16      private
    192.175.48.0/24     AS112
    198.18.0.0/15       benchmarks
    198.51.100.0/24     documentation
    203.0.113.0/24      documentation
    224.0.0.0/4         multicast
    240.0.0.0/4         reserved, and broadcast
    ::/3                all of IPv6 that is not global unicast (2000::/3): this,
    4000::/2            this,
    8000::/1            and this
    ::/96               unspecified, loopback, and IPv4 in the old spelling
    ::ffff:0:0:0/96     IPv4 translated
    64:ff9b::/96        NAT64
    64:ff9b:1::/48      NAT64 for local use
    100::/64            discard
    100:0:0:1::/64      discard
    2001::/23           protocol assignments, Teredo included
    2001:db8::/32       documentation
    2002::/16           6to4
    2620:4f:8000::/48   AS112
    3fff::/20           documentation
    5f00::/16           segment routing
    fc00::/7            private
    fe80::/10           link-local
    fec0::/10           site-local
    ff00::/8            multicast
    """.strip().splitlines()
]
LOOPBACK: list[Network] = [
    ipaddress.ip_network("127.0.0.0/8"),
    ipaddress.ip_network("::1/128"),
]


def read_address(text: str) -> Address:
    """The address without its zone; IPv4 mapped into IPv6 is judged as IPv4."""
    address = ipaddress.ip_address(text.split("%", 1)[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def is_address(text: str) -> bool:
    """Whether it is an address as it is usually written, and no name to be looked up."""
    try:
        read_address(text)
    except ValueError:
        return False
    return True


@lru_cache(4096)
def is_forbidden(text: str, *, allow_loopback: bool = False) -> bool:
    address = read_address(text)
    if allow_loopback and _within(address, LOOPBACK):
        return False
    return _within(address, FORBIDDEN)


def _within(address: Address, networks: list[Network]) -> bool:
    return any(
        address.version == network.version and address in network
        for network in networks
    )
