"""An outlet's name and kind, by the register, its own words or its domain."""

from __future__ import annotations

import pytest

from newsfold.clean.providers import resolve


@pytest.mark.parametrize(
    ("domain", "name", "expected", "kind"),
    [
        ("reuters.com", "", "Reuters", "agency"),
        ("news.google.com", "Google News", "Google News", "aggregator"),
        ("prnewswire.com", "News releases", "PR Newswire", "release"),
        ("bbc.co.uk", "BBC News - World", "BBC", "outlet"),
        ("", "Agence France-Presse", "AFP", "agency"),
        ("daily.example", "World – The Daily", "The Daily", "outlet"),
        ("daily.example", "The Daily: latest news and more", "The Daily", "outlet"),
        ("rw.example", "Rhein Welle", "Rhein Welle", "outlet"),
        ("daily.example", "Top Stories", "daily.example", "outlet"),
        ("daily.example", "", "daily.example", "outlet"),
        ("gazette.example", "GazetteRSS feed", "GazetteRSS", "outlet"),
    ],
)
def test_resolve(domain: str, name: str, expected: str, kind: str) -> None:
    provider = resolve(domain, name)
    assert (provider.name, provider.kind) == (expected, kind)


def test_the_domain_is_the_registrable_one() -> None:
    assert resolve("edition.daily.example", "The Daily").domain == "daily.example"
