import ipaddress

import pytest

from newsfold.fetch.guard import RefusedAddressError, kind, sockets, spelled

KINDS = {
    "loopback": ["127.0.0.1", "127.255.255.254", "::1"],
    "unspecified": ["0.0.0.0", "0.1.2.3", "::"],  # noqa: S104  # classified, not bound to
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd12::1"],
    "shared": ["100.64.0.1", "100.127.255.255"],
    "link-local": ["169.254.1.1", "fe80::1", "fe80::1%eth0"],
    "metadata": [
        "169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd20:ce::254",
    ],
    "multicast": ["224.0.0.1", "239.255.255.250", "ff02::1"],
    "reserved": ["240.0.0.1", "255.255.255.255", "192.0.0.1", "192.88.99.1", "4000::1"],
    "documentation": ["192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1"],
    "benchmark": ["198.18.0.1", "198.19.255.255", "2001:2::1"],
    "v4-mapped": ["::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:7f00:1"],
    "v4-compatible": ["::127.0.0.1", "::8.8.8.8"],
    "nat64": ["64:ff9b::7f00:1", "64:ff9b:1::1"],
    "6to4": ["2002:7f00:1::1"],
    "teredo": ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    "isatap": ["2001:470:1f0b::5efe:7f00:1", "2a00::200:5efe:a00:1"],
    "unreadable": [
        "",
        "localhost",
        "127.1",
        "0x7f.1",
        "1.2.3.4.5",
        "::1::",
        "08.8.8.8",
    ],
    "public": [
        "8.8.8.8",
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "169.253.255.255",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450:4001:80b::200e",
        "2400:cb00::1",
        "2003::1",
    ],
}


@pytest.mark.parametrize(
    ("address", "expected"),
    [(address, name) for name, listed in KINDS.items() for address in listed],
)
def test_kinds(address: str, expected: str) -> None:
    assert kind(address) == expected


def test_no_public_address_is_called_private() -> None:
    # Steps through all of IPv4 and the given-out part of IPv6, and asks a second
    # opinion: what the standard library calls global is public, up to known quarrels.
    quarrels = ("168.63.129.16", "192.88.99.0/24", "192.0.0.0/24", "2001::/23")
    known = [ipaddress.ip_network(text) for text in quarrels]
    known += [ipaddress.ip_network("2002::/16")]
    checked = 0
    v4 = (ipaddress.IPv4Address(n) for n in range(0, 1 << 32, (1 << 32) // 2003))
    v6 = (
        ipaddress.IPv6Address((1 << 125) + n * (1 << 125) // 1009) for n in range(1009)
    )
    for number in (*v4, *v6):
        if number.is_global and not number.is_multicast:
            if any(number in net for net in known if net.version == number.version):
                continue
            checked += 1
            assert kind(str(number)) == "public", number
    assert checked > 2000


@pytest.mark.parametrize(
    "address", [a for n in KINDS if n != "public" for a in KINDS[n]]
)
def test_no_socket_is_made_for_what_is_not_public(address: str) -> None:
    with pytest.raises(RefusedAddressError):
        sockets(private=False)((2, 1, 6, "", (address, 80)))


def test_private_addresses_can_be_allowed_but_never_metadata() -> None:
    sockets(private=True)((2, 1, 6, "", ("127.0.0.1", 80))).close()
    for address in KINDS["metadata"]:
        with pytest.raises(RefusedAddressError):
            sockets(private=True)((2, 1, 6, "", (address, 80)))


def test_a_host_that_spells_an_address() -> None:
    for host in ("127.1", "0x7f000001", "2130706433", "017700000001", "[::1]"):
        assert spelled(host) == ("loopback"), host
    assert spelled("sub.localhost.") == "loopback"
    assert spelled("10.1") == "private"
    assert spelled("news.example") == "public"
