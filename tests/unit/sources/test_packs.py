"""The starter packs, by form: nobody asks the addresses here."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest

from newsfold.errors import UsageError
from newsfold.sources.packs import names, pack
from newsfold.text.urls import canonical, registrable


def test_the_packs_that_are_promised() -> None:
    assert {"ai", "business", "climate", "science", "world"} <= set(names())


@pytest.mark.parametrize("name", names())
def test_a_pack_is_a_list_of_feeds_of_different_outlets(name: str) -> None:
    sources = pack(name)
    assert 8 <= len(sources) <= 15
    titles = [source.title for source in sources]
    assert titles == sorted(titles, key=str.casefold)
    assert len(set(titles)) == len(titles)
    outlets = Counter(registrable(source.site) for source in sources)
    assert [outlet for outlet, feeds in outlets.items() if feeds > 1] == []


@pytest.mark.parametrize(
    "source",
    [pytest.param(source, id=source.url) for name in names() for source in pack(name)],
)
def test_an_address_is_a_public_one_and_bare(source) -> None:
    assert source.title
    assert source.state == "active"
    for url in (source.url, source.site):
        parts = urlsplit(url)
        assert parts.scheme == "https"
        assert parts.hostname == parts.netloc, "no user name, password or port"
        assert parts.hostname == parts.hostname.lower()
        assert registrable(url), "a domain under a public suffix"
        assert not parts.query
        assert not parts.fragment
        assert canonical(url), "an address that we should take in"


def test_a_name_that_is_none_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'climate'"):
        pack("climat")
    with pytest.raises(UsageError, match="'newsfold init --list-packs' shows all"):
        pack("../x")
