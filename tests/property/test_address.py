"""Whatever is written where an address should stand, it is one or it is refused."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from yarl import URL

from newsfold.fetch import headers
from newsfold.fetch.address import credentials, parse, shown, site_of, target
from newsfold.fetch.politeness import host_of
from newsfold.fetch.trouble import TroubleError

pieces = st.lists(
    st.sampled_from(
        ["http://", "https:", "//", "/", "\\", "@", ":", "?", "#", "[", "]", "::1", "%",
         "%2F", "%zz", "..", "a", "news.example", "80", "99999", " ", "\t", "\n", "\0",
         "é", "。", "ⓐ", "\u202e", "\ud800", "xn--", "xn--a", "-", "&", "=", "+", ";"]
    ),
    max_size=12,
).map("".join)  # fmt: skip
texts = pieces | st.text() | pieces.map(lambda text: "http://" + text)


@given(texts)
@example("http://[::1%25lo]/")
@example("http://a" + "." * 300)
def test_an_address_or_a_trouble(text: str) -> None:
    shown(text)
    host_of(text)
    site_of(text)
    try:
        url = parse(text)
    except TroubleError:
        return
    assert url.scheme in {"http", "https"}
    assert url.raw_host
    assert str(url).isascii()
    assert str(url).isprintable()
    assert credentials(url).isascii()


@given(texts)
def test_a_redirect_leads_to_an_address_or_to_trouble(location: str) -> None:
    try:
        url = target(URL("https://news.example/a/b?c=d"), location)
    except TroubleError:
        return
    assert url.raw_user is None
    assert url.raw_password is None
    assert not url.fragment


@given(st.text(), st.integers(0, 2**33))
def test_any_retry_after_is_a_number_of_seconds(text: str, now: int) -> None:
    assert 0 <= headers.wait_of({"retry-after": text}, now) <= 31 * 86_400
