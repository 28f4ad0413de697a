"""No address inside a network passes, and hardly any other is refused."""

from __future__ import annotations

import ipaddress

from hypothesis import given
from hypothesis import strategies as st

from newsfold.fetch.guard import kind, spelled

v4 = st.ip_addresses(v=4)
v6 = st.ip_addresses(v=6)


@given(v4 | v6)
def test_what_python_calls_private_is_never_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert kind(str(address)) != "public"


@given(v4)
def test_an_address_within_another_is_never_public(
    address: ipaddress.IPv4Address,
) -> None:
    number = int(address)
    for wrapped in (
        number,  # compatible
        0xFFFF << 32 | number,  # mapped
        0xFFFF << 48 | number,  # translated
        0x64FF9B << 96 | number,  # NAT64
        0x2002 << 112 | number << 80,  # 6to4
        0x2001 << 112 | number ^ 0xFFFF_FFFF,  # Teredo
        0x2A00 << 112 | 0x5EFE << 32 | number,  # ISATAP
    ):
        assert kind(str(ipaddress.IPv6Address(wrapped))) != "public"


@given(st.text())
def test_what_is_no_address_is_never_public(text: str) -> None:
    try:
        ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        assert kind(text) == "unreadable"


@given(v4, st.sampled_from(["{:d}", "{:#x}", "0{:o}", "{:#X}"]))
def test_every_spelling_is_the_same_address(
    address: ipaddress.IPv4Address, form: str
) -> None:
    assert spelled(form.format(int(address))) == kind(str(address))
