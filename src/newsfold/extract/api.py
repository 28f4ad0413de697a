"""JSON of an API → articles and tips, by the rule that says where what stands.

What a rule finds becomes a feed's draft, so that dates, links and HTML are read as a
feed's are.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import msgspec
from msgspec.structs import replace

from newsfold.extract.failed import failed
from newsfold.extract.feed.assemble import assemble
from newsfold.extract.feed.draft import Channel, Draft
from newsfold.extract.rules import steps, values
from newsfold.model import Extraction, Image, Request, Tip
from newsfold.text import charset, dates, urls
from newsfold.text.html import to_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.extract.rules import ApiRule
    from newsfold.model import Article, Page

__all__ = ["extract_items"]

_MOST = 500
"""Items that are taken from one page of an API."""
_MOST_VALUES = 50
_BRACES = re.compile(r"\{([^{}]+)\}")
_MILLISECONDS = 100_000_000_000
"""Numbers from here on are no seconds: that would be the year 5138."""
_KEYS_SHOWN = 8
_DIGITS = 9
"""Of a page's number."""


class _RuleError(Exception):
    """What a rule says does not fit the answer."""


def extract_items(page: Page, rule: ApiRule) -> Extraction:
    """Read the items of an API's answer.

    An answer that is no JSON becomes a `Failure` with the reason `not-json`, one that
    the rule does not fit with `bad-rule`, whose detail names the key.  An item without
    an address is a `Failure` with `no-link`, one without a headline a tip.  The next
    page, where there is one, is in `requests`.  Never raises for what the page holds.
    """
    try:
        tree = _decoded(page.body)
    except ValueError as error:
        return Extraction(failures=(failed(page, "not-json", str(error)[:300]),))
    try:
        items = _items(tree, rule)
        drafts = [_draft(item, rule) for item in items[:_MOST]]
        _check_links(drafts, items, rule)
        following = _next(tree, items, page, rule)
    except _RuleError as error:
        return Extraction(failures=(failed(page, "bad-rule", str(error)),))
    site = rule.site or page.url or page.request.url
    channel = Channel(title=rule.name, site=site, base=site, drafts=drafts)
    found = assemble(channel, page)
    feed = found.feed
    if feed is None:
        raise AssertionError("a channel always tells of itself")
    return Extraction(
        articles=tuple(map(_named, filter(_is_told, found.articles))),
        tips=tuple(_tip(one) for one in found.articles if not _is_told(one)),
        requests=following,
        failures=found.failures,
        left=max(0, len(items) - _MOST),
        feed=replace(
            feed,
            kind="api",
            title=feed.title or urls.host_of(site),
            # The address that is asked may hold a key, and is nothing to read.
            site=urls.resolve(site, rule.site or "/"),
        ),
    )


def _check_links(drafts: list[Draft], items: list[Any], rule: ApiRule) -> None:
    if drafts and not any(draft.link for draft in drafts):
        seen = _seen(items[0])
        raise _RuleError(f"api.url: no item has {rule.url!r}; the first has {seen}")


def _decoded(body: bytes) -> Any:
    """The value that JSON stands for.  Raises ValueError for what is none."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, ValueError):
        # What is not UTF-8, or has control characters in its strings.
        text, _ = charset.decode(body)
    try:
        return json.loads(text.lstrip("\ufeff"), strict=False)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _items(tree: Any, rule: ApiRule) -> list[Any]:
    """The list that `items` leads to; an empty one is none too few."""
    path = rule.items if rule.items.endswith("]") else f"{rule.items}[]"
    holder = path.rpartition("[")[0]
    lists = values(tree, holder) if holder else [tree]
    if not any(isinstance(value, list) for value in lists):
        what = (
            "is no list" if lists else f"is not there; there is {_there(tree, holder)}"
        )
        raise _RuleError(f"api.items: {holder!r} {what}")
    return values(tree, path)


def _there(tree: Any, path: str) -> str:
    """What stands at the last step of a path that leads anywhere."""
    value = tree
    for step in steps(path):
        inner = None
        if isinstance(value, dict) and isinstance(step, str):
            inner = value.get(step)
        elif isinstance(value, list) and value:
            inner = value[0]
        if inner is None:
            break
        value = inner
    return _seen(value)


def _seen(value: Any) -> str:
    """What a value is, for a person who writes a rule."""
    if isinstance(value, dict):
        return ", ".join(repr(str(key)[:40]) for key in list(value)[:_KEYS_SHOWN])
    return "a list" if isinstance(value, list) else f"{value!r}"[:40]


def _draft(item: Any, rule: ApiRule) -> Draft:
    body = _text(item, rule.body)
    return Draft(
        title=to_line(_text(item, rule.title)),
        link=_link(item, rule.url),
        link_from="api",
        summary=_text(item, rule.summary),
        content=body,
        published=_date(item, rule.date),
        updated=_date(item, rule.updated),
        authors=[to_line(name) for name in _texts(item, rule.author)],
        tags=[to_line(tag) for tag in _texts(item, rule.tags)],
        images=[Image(url=url) for url in _texts(item, rule.image)],
        language=_text(item, rule.language),
    )


def _link(item: Any, path: str) -> str:
    """An item's address: what stands at the path, or the template filled in."""
    if "{" not in path:
        return _text(item, path)
    missing = False

    def fill(match: re.Match[str]) -> str:
        nonlocal missing
        value = _text(item, match[1])
        missing = missing or not value
        return quote(value, safe="/")

    filled = _BRACES.sub(fill, path)
    return "" if missing else filled


def _texts(item: Any, path: str) -> list[str]:
    """All that stands at a path and is text, or a number, in order."""
    return list(_scalars(values(item, path)))[:_MOST_VALUES] if path else []


def _scalars(found: list[Any]) -> Iterator[str]:
    for value in found:
        if isinstance(value, str) and value.strip():
            yield value.strip()
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield str(value)


def _text(item: Any, path: str) -> str:
    return next(iter(_texts(item, path)), "")


def _date(item: Any, path: str) -> str:
    """A date as written; a number counts seconds since 1970, or milliseconds."""
    text = _text(item, path)
    try:
        number = float(text)
    except ValueError:
        return text
    seconds = number / 1000 if abs(number) >= _MILLISECONDS else number
    plausible = 0 < seconds < _MILLISECONDS and len(text) > len("20261126")
    return dates.iso(int(seconds)) if plausible else text


def _next(
    tree: Any, items: list[Any], page: Page, rule: ApiRule
) -> tuple[Request, ...]:
    """The request for the next page, as the rule says; none at the last one."""
    if rule.pages <= 1 or not items:
        return ()
    url = page.request.url
    told = _text(tree, rule.next)
    if rule.next and not told:
        return ()
    if rule.next_parameter:
        target = _with(url, rule.next_parameter, told)
    else:
        target = urls.resolve(page.url or url, told)
    if not target or urls.host_of(target) != urls.host_of(url):
        raise _RuleError(f"api.next: {told[:200]!r} leads to another host")
    return (Request(url=target, purpose="api", source=page.request.source, parent=url),)


def _with(url: str, name: str, value: str) -> str:
    """An address with one parameter set; without a value, counted up from 1."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if not value:
        now = next((given for key, given in pairs if key == name), "1")
        counts = now.isascii() and now.isdecimal() and len(now) <= _DIGITS
        value = str(int(now) + 1) if counts else "2"
    pairs = [(key, given) for key, given in pairs if key != name]
    return urlunsplit(parts._replace(query=urlencode([*pairs, (name, value)])))


def _is_told(article: Article) -> bool:
    """Whether an item says what it is about."""
    return bool(article.title)


def _named(article: Article) -> Article:
    evidence = {
        field: "api" if origin == "feed" else origin
        for field, origin in article.evidence.items()
    }
    return replace(article, evidence=evidence)


def _tip(article: Article) -> Tip:
    return Tip(
        url=article.web_url, published=article.published, changed=article.modified
    )
