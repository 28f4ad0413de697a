"""Web addresses: one spelling for one article, and whose domain it is.

`canonical` decides the identity of an article, so it changes only what is known not to
change the answer: trackers go, an `id=` never does.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

import idna
from tld import get_fld

__all__ = ["canonical", "host_of", "is_web", "registrable", "resolve", "shown"]

_MAX_LENGTH = 8192
"""Characters; whatever is longer is no address of an article."""

# Parameters that are trackers whatever their value.
# Sources: AdGuard's TrackParamFilter, ClearURLs, Firefox's query-stripping records,
# courlan's list, and the parameters of the big newsrooms' analytics.
_TRACKER = re.compile(
    r"""(?:
      (?:utm|mc|mkt|mtm|matomo|piwik|pk|vero|oly|hsa|at|ns|wt|itm|soc|guce|_bta|hmb|trk|
         ito|sr_share|__twitter|otm|gaa)_[a-z0-9_-]*
      |(?:fb|g|dc|y|ys|tw|msclk|gc|tt)clid|msclkid|igshid|igsh|_hsenc|_hsmi|hsctatracking
      |gbraid|wbraid|gad_source|gad_campaignid|gclsrc|_ga|_gl|_gid|_openstat
      |_branch_match_id|mkt_tok|mkwid|epik|xtor|xtref|xts|icid|ocid|ncid|smid|cmpid|cmp
      |cvid|maca|traffic_source|ref_src|ref_url|srcref|refsrc|referr?er|ftcamp|ftag|mbid
      |cndid|guccounter|dicbo|tblci|obclid|oborigurl|wickedid|spm|share_token|sharetoken
      |s_cid|s_kwcid|ef_id|trackingid|tracking_id|campaign_id|campaignid|ico|ito|cm_mmc
      |cm_ven|cm_cat|cm_pla|cm_ite|sc_cid|sc_channel|sc_campaign|sc_eh|sc_uid|sc_llid
      |newsletterid|emailid|rss_id|fromrss|isrss|outputtype|amp_js_v|amp_gsa|usqp
      |aff_id|affid|affiliate|affiliate_id|yptr|bcmt|reflink_?\w*|feedtype|feedname
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Parameters that are trackers only when their value speaks of a channel.
_MAYBE = re.compile(
    "ref|source|src|from|cid|sc|mod|partner|via|share|origin|feed|rss|f|r|s|sr|cp|co"
    "|campaign|medium|channel|chn|st|smtyp|intcmp|int_cmp|link_source|taid|esrc"
    "|lp|tpcc|pcampaign|xid|tag|print|fsrc|sref|in_source|amp|m"
)
_CHANNEL = re.compile(
    r"(?:^|[^a-z])(?:rss\d*|feeds?|twitter|facebook|fb|linkedin|whatsapp|telegram|reddit|"
    r"social|email|newsletter|mail|share|sharing|socialflow|dlvr|flipboard|google|"
    r"googlenews|gnews|apple|applenews|push|homepage|amp)(?:$|[^a-z])",
    re.IGNORECASE,
)
_AMP_VALUES = frozenset(("", "1", "true", "amp", "yes"))

# Addresses that only carry another: host → the parameter that holds it.
_WRAPPERS = {
    "www.google.com/url": ("url", "q"),
    "google.com/url": ("url", "q"),
    "l.facebook.com/l.php": ("u",),
    "lm.facebook.com/l.php": ("u",),
    "www.bing.com/news/apiclick.aspx": ("url",),
    "bing.com/news/apiclick.aspx": ("url",),
    "out.reddit.com/": ("url",),
    "slack-redir.net/link": ("url",),
}
# Hosts that are known to be the mobile twin of another.
_MOBILE = {
    "m.youtube.com": "www.youtube.com",
    "m.facebook.com": "www.facebook.com",
    "mobile.twitter.com": "twitter.com",
    "m.reuters.com": "www.reuters.com",
    "mobile.reuters.com": "www.reuters.com",
    "m.huffpost.com": "www.huffpost.com",
    "m.economictimes.com": "economictimes.indiatimes.com",
    "mobile.nytimes.com": "www.nytimes.com",
    "m.washingtonpost.com": "www.washingtonpost.com",
    "amp.theguardian.com": "www.theguardian.com",
    "amp.dw.com": "www.dw.com",
    "m.dw.com": "www.dw.com",
}
# Hosts that lend a name below theirs to every outlet: there each name is an outlet.
_SHARED = re.compile(
    r"(?:substack|wordpress|beehiiv|tumblr|livejournal|typepad|over-blog|hatenablog"
    r"|medium)\.com|ghost\.io|bearblog\.dev"
)

_PLAIN = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]*[a-z0-9](/[A-Za-z0-9._~!$'()*+,;=:@-]+)+/?"
)
_BLANK = "".join(map(chr, range(33))) + "\x7f\u00a0\u200b\ufeff"
_SPACE = re.compile(r"[\x00-\x20\x7f\u00a0]")
_BREAKS = re.compile(r"[\t\r\n]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
_UNRESERVED = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
)
_SAFE = "/%!$&'()*+,;=:@~-._"
_AMP_CACHE = re.compile(r"[a-z0-9-]+\.cdn\.ampproject\.org$")
_WIKI_MOBILE = re.compile(r"^([a-z-]+)\.m\.(wik[a-z]+\.org)$")
_HAS_ESCAPED_DOT = re.compile(r"/%2e|/\.", re.IGNORECASE)
_SLASHES = re.compile(r"(?<!:)/{2,}")
_USER_INFO = re.compile(r"^([^/?#]*//)[^/?#\\]*@")


def is_web(url: str) -> bool:
    """Whether `url` is an absolute http or https address with a host."""
    if url[:8].lower().startswith(("http://", "https://")):
        return bool(host_of(url))
    return False


def shown(url: str) -> str:
    """A URL as it may be logged or published: without user name and password."""
    return _USER_INFO.sub(r"\1", url, count=1) if "@" in url else url


def host_of(url: str) -> str:
    """Host of an absolute URL or of a bare host: lower case, ASCII, without port.

    Empty where there is none.  An IPv6 address comes without its brackets.
    """
    text = url.partition("://")[2] or url.removeprefix("//")
    for stop in "/?#\\":
        text = text.partition(stop)[0]
    return _host(text.rpartition("@")[2])


@lru_cache(maxsize=8192)
def _host(netloc: str) -> str:
    netloc = netloc.strip().lower()
    if netloc.startswith("["):
        return _address(netloc[1:].partition("]")[0])
    host = netloc.partition(":")[0].strip(".")
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return ""
    return host if _HOST.fullmatch(host) and len(host) <= 253 else ""  # noqa: PLR2004 - RFC 1035


def _address(text: str) -> str:
    try:
        return ipaddress.ip_address(text.partition("%")[0]).compressed
    except ValueError:
        return ""


def registrable(url_or_host: str) -> str:
    """The domain that somebody registered: `news.bbc.co.uk` → `bbc.co.uk`.

    ASCII, lower case; empty for IP addresses, `localhost` and what is no host.  Below a
    shared host (`x.github.io`, `x.substack.com`) every name is its own.  By the Public
    Suffix List of the `tld` package; under an unknown suffix, the last two labels.
    """
    return _registrable(host_of(url_or_host))


@lru_cache(maxsize=16384)
def _registrable(host: str) -> str:
    if "." not in host or ":" in host or _address(host):
        return ""
    labels = host.split(".")
    if labels[-1].isdigit() or "" in labels:
        return ""
    try:
        text = idna.decode(host) if "xn--" in host else host
    except (idna.IDNAError, UnicodeError):
        text = host
    found = get_fld(
        text, fail_silently=True, fix_protocol=True, search_private=True
    ) or ".".join(text.split(".")[-2:])
    if _SHARED.fullmatch(found) and labels[-3:-2] not in ([], ["www"]):
        found = ".".join(labels[-3:])
    return _host(str(found))


def resolve(base: str, url: str) -> str:
    """`url` as it stands in a document at `base`, made absolute.

    Empty where that gives no http(s) address with a host.  Never raises.
    """
    url = _trim(url)
    if url[:8].lower().startswith(("http://", "https://")):
        return url if is_web(url) else ""
    if not base or len(url) > _MAX_LENGTH:
        return ""
    try:
        joined = urljoin(base, url.replace("\\", "/"))
    except ValueError:
        return ""
    return joined if is_web(joined) else ""


def _trim(url: str) -> str:
    # As browsers do: no line breaks or tabs; a space within is an escaped one.
    url = url.strip(_BLANK).removeprefix("<![CDATA[").removesuffix("]]>").strip(_BLANK)
    if _SPACE.search(url):
        url = _SPACE.sub("%20", _BREAKS.sub("", url))
    return url.replace("&amp;", "&") if "&amp;" in url else url


def canonical(url: str) -> str:
    """The one spelling of an article's address, by which it is known.

    Trackers, fragments (except `#!`), credentials and default ports go; host in lower
    case ASCII; escapes normalised (RFC 3986, 6.2.2); AMP caches, AMP and mobile twins
    mapped to what they stand for where that is certain.  Parameters keep their order
    and an `id=` is never lost.  Idempotent.  Empty where `url` is no web address.
    """
    if _PLAIN.fullmatch(url) and not _needs_work(url):
        return url
    return _canonical(url)


def _needs_work(url: str) -> bool:
    # A plain address may still be a twin, or hold dot segments.
    start = url.find("/", 8)
    host = url[url.find("//") + 2 : start]
    return (
        "amp" in url
        or "/." in url[start:]
        or host.startswith(("m.", "mobile."))
        or ".m." in host
    )


@lru_cache(maxsize=4096)
def _canonical(url: str) -> str:
    # Each unwrapping shortens the address, so this ends.
    while True:
        split = _split(url)
        if split is None:
            return ""
        inner = _unwrapped(*split)
        if not inner or len(inner) >= len(url):
            return _build(*split)
        url = inner


_Parts = tuple[str, str, str, str, str]


def _split(url: str) -> _Parts | None:
    """Scheme, host with port, path, query, fragment."""
    url = _trim(url)
    if len(url) > _MAX_LENGTH:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = _host(parts.netloc.rpartition("@")[2])
    if scheme not in {"http", "https"} or not host:
        return None
    if ":" in host:
        host = f"[{host}]"
    if port and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    return scheme, host, parts.path, parts.query, parts.fragment


def _unwrapped(scheme: str, host: str, path: str, query: str, _fragment: str) -> str:
    """The address inside one that only carries it, or empty."""
    del scheme
    tail = f"?{query}" if query else ""
    if host in {"www.google.com", "google.com"} and path.startswith("/amp/"):
        return _amp_target(path[5:] + tail)
    if _AMP_CACHE.fullmatch(host):
        kind, _, rest = path.lstrip("/").partition("/")
        return _amp_target(rest + tail) if kind in {"c", "v", "wp"} else ""
    for key in _WRAPPERS.get(f"{host}{path}", ()):
        for name, value in parse_qsl(query, max_num_fields=None):
            if name == key and is_web(value):
                return value
    if host.endswith("search.yahoo.com") and "/RU=" in path:
        inner = unquote(path.partition("/RU=")[2].partition("/")[0])
        return inner if is_web(inner) else ""
    return ""


def _amp_target(rest: str) -> str:
    secure = rest.startswith("s/")
    inner = f"http{'s' if secure else ''}://{rest[2:] if secure else rest}"
    return inner if is_web(inner) and "." in host_of(inner) else ""


def _build(scheme: str, host: str, path: str, query: str, fragment: str) -> str:
    host = _MOBILE.get(host, host)
    if wiki := _WIKI_MOBILE.fullmatch(host):
        host = f"{wiki[1]}.{wiki[2]}"
    path = _clean_path(path)
    out = f"{scheme}://{host}{path}"
    if query and (kept := _clean_query(query)):
        out = f"{out}?{kept}"
    if fragment.startswith("!"):
        out = f"{out}#{_quoted(fragment)}"
    return out


def _clean_path(path: str) -> str:
    path = _quoted(path)
    if _HAS_ESCAPED_DOT.search(path):
        path = _without_dots(path)
    path = _SLASHES.sub("/", path) or "/"
    while (stem := _without_amp(path)) != path:
        path = stem
    return path


def _without_amp(path: str) -> str:
    # Never a section's front page: /news/amp stays.
    stem = path
    if path.endswith(("/amp", "/amp/")):
        stem = path[:-4]
    elif path.startswith("/amp/"):
        stem = path[4:]
    elif path.endswith((".amp.html", ".amp")):
        head, _, tail = path.rpartition(".amp")
        stem = head + tail
    return stem if _is_article_path(stem) else path


def _is_article_path(path: str) -> bool:
    # An article's last segment says something: it has digits or several words.
    last = path.rstrip("/").rpartition("/")[2]
    return any(c.isdigit() for c in last) or last.count("-") + last.count("_") > 1


def _without_dots(path: str) -> str:
    out: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(out) > 1:
                out.pop()
        elif segment != ".":
            out.append(segment)
    if segments[-1] in {".", ".."}:
        out.append("")
    joined = "/".join(out)
    return joined if joined.startswith("/") else "/" + joined


def _clean_query(query: str) -> str:
    kept: list[str] = []
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if pair and not _is_tracker(name, value):
            kept.append(_quoted(pair, extra="/?[]|"))
    return "&".join(kept)


def _is_tracker(name: str, value: str) -> bool:
    folded = unquote(name).lower().removeprefix("amp;").removeprefix(";")
    if _TRACKER.fullmatch(folded):
        return True
    if folded == "amp":
        return value.lower() in _AMP_VALUES
    return bool(_MAYBE.fullmatch(folded) and _CHANNEL.search(unquote(value).lower()))


def _quoted(text: str, extra: str = "") -> str:
    """Escapes in upper case, needless ones undone, what has to be escaped escaped."""
    if "%" in text:
        text = _ESCAPE.sub(_escape, text)
    try:
        return quote(text, safe=_SAFE + extra)
    except UnicodeEncodeError:
        return quote(text, safe=_SAFE + extra, errors="replace")


def _escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    char = chr(int(match[1], 16))
    return char if char in _UNRESERVED else "%" + match[1].upper()
