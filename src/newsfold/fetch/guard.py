"""Which addresses the fetcher may connect to.

A feed or a page chooses the addresses that we ask next, so it must not be able to point
us at ourselves, at the machines around us or at a cloud's metadata service.  The one
question asked here is about an address in numbers, the one that a socket is about to be
connected to: names, spellings and redirects have all been resolved by then, so none of
them needs to be understood.

The block list is our own (IANA's special-purpose registries of 2025, and the clouds'
metadata addresses), because `ipaddress.is_global` changes between Python versions.
IPv6 is allowed only within 2000::/3, the only block that is given out.
"""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["RefusedAddressError", "kind", "sockets", "spelled"]

# The first match counts, so what stands inside a wider block comes before it.
_METADATA = (
    "169.254.169.254/32",  # most clouds
    "169.254.170.0/24",  # AWS containers
    "100.100.100.200/32",  # Alibaba
    "168.63.129.16/32",  # Azure
    "192.0.0.192/32",  # Oracle
    "fd00:ec2::/32",  # AWS
    "fd20:ce::254/128",  # Google
    "fe80::a9fe:a9fe/128",  # OpenStack
)
_BLOCKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("metadata", _METADATA),
    ("unspecified", ("0.0.0.0/8", "::/128")),
    ("loopback", ("127.0.0.0/8", "::1/128")),
    ("private", ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")),
    ("private", ("fc00::/7", "fec0::/10")),
    ("shared", ("100.64.0.0/10",)),  # carrier-grade NAT
    ("link-local", ("169.254.0.0/16", "fe80::/10")),
    ("documentation", ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")),
    ("documentation", ("2001:db8::/32", "3fff::/20")),
    ("benchmark", ("198.18.0.0/15", "2001:2::/48")),
    ("multicast", ("224.0.0.0/4", "ff00::/8")),
    ("reserved", ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4")),
    ("v4-mapped", ("::ffff:0:0/96", "::ffff:0:0:0/96")),
    ("v4-compatible", ("::/96",)),
    ("nat64", ("64:ff9b::/96", "64:ff9b:1::/48")),
    ("6to4", ("2002::/16",)),
    ("teredo", ("2001::/32",)),
    ("reserved", ("2001::/23",)),  # protocol assignments, ORCHID among them
)

_Block = tuple[int, int, str]


def _table(version: int) -> tuple[_Block, ...]:
    rows = []
    for name, networks in _BLOCKS:
        for text in networks:
            network = ipaddress.ip_network(text)
            if network.version == version:
                first, last = network.network_address, network.broadcast_address
                rows.append((int(first), int(last), name))
    return tuple(rows)


_V4 = _table(4)
_V6 = _table(6)
_GLOBAL_UNICAST = 0b001
_ISATAP = (0x00005EFE, 0x02005EFE)


@lru_cache(maxsize=4096)
def kind(address: str) -> str:
    """What sort of address this is: `public`, or the reason why it is not.

    Takes an IPv4 or IPv6 address in its standard text form (a zone is ignored); what is
    no such form is `unreadable`, so that nothing passes by being odd.
    """
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unreadable"
    value = int(number)
    for first, last, name in _V4 if number.version == 4 else _V6:  # noqa: PLR2004  # the protocol's name
        if first <= value <= last:
            return name
    if number.version == 4:  # noqa: PLR2004  # the protocol's name
        return "public"
    if value >> 125 != _GLOBAL_UNICAST:
        return "reserved"
    # An ISATAP address carries an IPv4 one that the network would unwrap.
    return "isatap" if value >> 32 & 0xFFFF_FFFF in _ISATAP else "public"


def spelled(host: str) -> str:
    """The kind of the address that a host in a URL spells out; `public` for a name.

    Knows the spellings that resolvers accept: `127.1`, `0x7f000001`, `017700000001`.
    Only for where the address connected to is not ours to see, as behind a proxy.
    """
    host = host.strip("[]").rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return "loopback"
    try:
        return kind(socket.inet_ntoa(socket.inet_aton(host)))
    except (OSError, UnicodeError):
        return kind(host) if ":" in host else "public"


class RefusedAddressError(OSError):
    """The name leads to an address that the fetcher may not connect to."""

    def __init__(self) -> None:
        # One text for all addresses: aiohttp raises a lone error as it is only when
        # every address of a host failed with the same words.
        super().__init__("it leads to an address inside a network, which is refused")


def sockets(*, private: bool) -> Callable[[tuple[Any, ...]], socket.socket]:
    """Make the socket factory through which every connection goes.

    It is called with `(family, type, proto, canonname, sockaddr)` for each address that
    is about to be connected to, and raises RefusedAddressError for one that must not
    be.  With `private`, all but metadata addresses are allowed.
    """

    def factory(info: tuple[Any, ...]) -> socket.socket:
        family, type_, proto, _, address = info
        found = kind(address[0])
        if found != "public" and (not private or found == "metadata"):
            raise RefusedAddressError
        return socket.socket(family, type_, proto)

    return factory
