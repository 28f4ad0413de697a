# ruff: noqa: E501  cue patterns read best unbroken
"""Where an article says that its news comes from: agency, other outlet, release.

Sourcing to people and officials is what any report does and is no origin.  A name
counts as an outlet where the register `outlets.toml` has it or its form says so (“the
Lagos Herald”, “DevClass.com”, “state television”); any other name only where the words
around leave no doubt (“quotes a report from …:”).  The names of the text are found in
one pass and judged by the words on their left and right, so the cost is linear.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.model import Origin
from newsfold.read.outlets import (
    NAME,
    PART,
    bare,
    is_own,
    mentions,
    own_names,
    register,
)

if TYPE_CHECKING:
    from newsfold.model import Article, OriginKind
    from newsfold.read.outlets import Mention

__all__ = ["origin"]

REACH = 8000
"""Characters of a body that are read."""

_SURE = 1
"""Rank up to which a citation leaves no doubt."""

_LEFT, _RIGHT = 90, 40
"""Characters before and after a name that are looked at."""

_SAID = r"(?:(?:has|have|had|also|first|previously|earlier|later) ){0,2}(?:reported|reports?|revealed|reveals|writes|wrote|noted|notes|verified|disclosed)\b"

_CUES = frozenset(
    [
        "a",
        "an",
        "and",
        "article",
        "as",
        "at",
        "blog",
        "by",
        "cited",
        "citing",
        "cites",
        "claims",
        "explains",
        "first",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "later",
        "magazine",
        "newspaper",
        "noted",
        "notes",
        "obtained",
        "of",
        "on",
        "outlet",
        "post",
        "previously",
        "reader",
        "report",
        "reported",
        "reporting",
        "reports",
        "revealed",
        "reveals",
        "reviewed",
        "said",
        "says",
        "seen",
        "site",
        "story",
        "tells",
        "the",
        "The",
        "this",
        "to",
        "told",
        "verified",
        "with",
        "writes",
        "wrote",
        "also",
        "earlier",
        "disclosed",
        "news",
        "saw",
    ]
)
"""Words beside a name without which no rule can hold: a quick look before a long one."""

_NEXT = re.compile(r"[\s,’'”\"]{0,3}([A-Za-z]+)")

# Words that end at a name.  The first group may stand before any name.
_SURE_LEFT = re.compile(
    r"(?:\b(?:quot(?:es?|ing) (?:from )?(?:a|an|the|this) (?:\w+ )?(?:report|article|story|post) (?:from|by|in)"
    r"|shared? (?:this|a|an|the) (?:\w+ )?(?:report|article|story|post) (?:from|by|in)"
    r"|(?:first|originally) (?:reported|published|appeared) (?:by|in|on))(?: the)?(?: (?:blog|site|news site|magazine|newspaper))?\s?"
    r"|[Aa]n anonymous reader )$"
)
_SHARES_LEFT = re.compile(r"\bshare[sd] (?:an?|this|the) $")
_SHARES_RIGHT = re.compile(r" (?:article|report|story|post)\b")
_INVERTED_LEFT = re.compile(
    r"[,”\"’] ?(?:reports|writes|notes|reported|wrote)(?: (?:the|site|blog|news|magazine|newspaper|outlet)){0,3} $"
)
_COLON_RIGHT = re.compile(r",? (?:reports|writes|explains|notes)(?: that)?:")
_STARTS_LEFT = re.compile(
    r"(?:^|[.!?”\"…)]\s|\n|: |¦ )(?:The |the )?(?:[\w-]{1,15} ){0,3}(?:site |blog )?$"
)
_TO_LEFT = re.compile(
    r"\bsaid [A-Z][^\n,”“\"]{3,40}, (?:an? |the )[^\n,]{3,40}, (?:to|in|at) (?:the )?$"
)

# And those that may only stand before a known outlet.
_SPOKE_LEFT = re.compile(
    r"(?:\b(?:said|writes|wrote|argued|says) (?:[A-Z][\w.’'\-]+ ){1,4}(?:in|at|on|for)"
    r"|[’”\"'] (?:[A-Z][\w.’'\-]+ ){1,4}(?:at|in)|[,”\"’] ?(?:said|says)) (?:the |The )?$"
)
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s reported by|[Rr]eport(?:s|ed|ing)? (?:by|from|in)) (?:[\w\-]+ ){0,4}$"
)
_CITED = re.compile(
    r"\b(?:told|tells|citing|cites|cited by|quoted by|consulted by|seen by|reviewed by"
    r"|obtained by|viewed by|speaking to|spoke to|attention to an?|a writer for"
    r"|(?:investigation|article|story|essay|op-ed|column|interview|video|analysis"
    r"|expose|exposé|poll|episode) (?:published )?(?:by|in|from|for|with|on|of)) (?:the |The )?$"
)
_SAID_RIGHT = re.compile(rf"(?: and (?:the )?{PART}(?: {PART})?)?,? {_SAID}")
_SAYS_RIGHT = re.compile(r" (?:said|says)\b")
_SEEN_RIGHT = re.compile(
    r",? (?:has|have) (?:seen|learned|learnt|obtained|reviewed|a screen)\b"
)

# Own work, announced as such.
_BEHIND = (
    r"exclusive|interview|has (?:seen|learned|learnt|obtained|reviewed|verified)\b"
)
_WORK = r"analysis|investigation"
_BEFORE = r"told|tells|exclusive(?:ly)? (?:to|with|for)|seen by|obtained by|reviewed by"
_OWN_RIGHT = re.compile(rf"(?:[’']s)? (?:{_BEHIND})|[’']s? (?:{_WORK})\b")
_OWN_LEFT = re.compile(rf"\b(?:{_BEFORE}) (?:the )?$")
_OWN = re.compile(f" (?:{_BEHIND}|{_WORK})|(?:{_BEFORE}) ")
"""One of these, or there is no such claim."""
_EXCLUSIVE = re.compile(r"^(?:exclusive|scoop)\b|\bexclusive$", re.IGNORECASE)

# Credits in set places.
_DATELINE = re.compile(r"^[^\n(]{0,200}\((?P<name>[\w /.\-]{2,40})\)\s{0,2}[-–—:]")
_BRACKET = re.compile(r"^\[(?P<name>[^\[\]\n]{2,80})\]\s*(?P<next>[^\n]{0,80})")
_CREDIT = re.compile(
    r"(?:^|\n|[.!?”\"] )(?:By |From |Source: |[—–] ?|\(|© ?|Copyright \d{4} )(?:The )?(?P<name>[A-Z][\w\- ]{1,40}?)(?:\)|\.|$|\n|,? contributed)"
)
_BY = re.compile(
    r"\b(?:curated|compiled|provided|distributed|written|produced) by (?:the )?$"
)
_RELEASE = re.compile(
    rf"\b(?:press release|handout|news release) (?:issued|released|published|put out)? ?(?:by|from) (?:the )?(?P<name>{PART}(?: (?:of |the |for |and )*{PART}){{0,4}})"
)
_SERVICE = re.compile(
    r"(?P<name>/PRNewswire/|PRNewswire|PR Newswire|GLOBE NEWSWIRE|GlobeNewswire|BUSINESS WIRE|ACCESSWIRE|Chainwire|ots\))"
)
_UNNAMED = re.compile(
    r"(?:^|[,:] )(?:(?:says?|according to) )?(?P<name>reports?)(?: says?| claims?)?$",
    re.IGNORECASE,
)


def origin(article: Article, language: str = "") -> Origin | None:  # noqa: ARG001  cues are English so far; names of agencies work in all
    """The outlet, agency or release that `article` names as where its news comes from;
    None where it reports on its own, from people and officials.

    Kinds: `agency-copy` (a dateline or credit), `cited-scoop` (another outlet reported
    it), `aggregated-quote` (it passes another outlet's text on), `release`,
    `own-exclusive-claim` (it says that it had it first).
    """
    lead = article.body if len(article.body) > len(article.excerpt) else article.excerpt
    own = own_names(article.provider)
    credit = _credit(article, lead, own)
    if credit is not None:
        return credit
    text = f"{article.title}\n{article.excerpt}"
    if article.body and not article.body.startswith(article.excerpt[:60] or "\0"):
        text += f"\n{article.body[:REACH]}"
    elif article.body:
        text = f"{article.title}\n{article.body[:REACH]}"
    cited = _cited(text, own)
    if cited is not None and cited[0] <= _SURE:
        return cited[1]
    claimed = _claimed(article, own)
    return claimed or (cited[1] if cited else None)


def _credit(article: Article, lead: str, own: frozenset[str]) -> Origin | None:
    """What stands in a place made for it: byline, dateline, bracket, closing line."""
    lists = register()
    for author in article.authors:
        name = author.removeprefix("The ").strip()
        if name in lists.agencies and not is_own(name, own):
            return Origin(kind="agency-copy", name=name)
    if match := _BRACKET.match(lead):
        found = _bracket(match["name"].strip(), match["next"])
        return None if is_own(found.name, own) else found
    match = _DATELINE.match(lead)
    if match and match["name"] in lists.agencies and not is_own(match["name"], own):
        return Origin(kind="agency-copy", name=match["name"])
    for match in _CREDIT.finditer(lead[:160] + "\n" + lead[-300:]):
        name = match["name"].strip()
        if name in lists.agencies and not is_own(name, own):
            return Origin(kind="agency-copy", name=name)
    if match := _SERVICE.search(lead[:400]):
        return Origin(kind="release", name=match["name"].strip("/)"))
    return None


def _bracket(name: str, following: str) -> Origin:
    """`[Name] …`, as aggregators of newspapers and releases write it."""
    lists = register()
    if re.match(r"pres+ release", name, re.IGNORECASE):
        who = NAME.match(following)
        return Origin(kind="release", name=who[0] if who else name)
    if name in lists.agencies or re.search(r"\b(?:Agenzia|Agency|Agence)\b", name):
        return Origin(kind="agency-copy", name=name)
    words = set(name.replace("/", " ").split())
    if name.removeprefix("The ") not in lists.outlets and words & lists.bodies:
        return Origin(kind="release", name=name)
    return Origin(kind="aggregated-quote", name=name)


def _cited(text: str, own: frozenset[str]) -> tuple[int, Origin] | None:
    """The surest of the names that the words around make an origin, with its rank."""
    best: tuple[int, Origin] | None = None
    for mention in mentions(text):
        found = _judge(mention, text)
        if found is None or (best is not None and found[0] >= best[0]):
            continue
        if not is_own(mention.name, own):
            best = (found[0], Origin(kind=found[1], name=mention.name))
            if not found[0]:
                return best
    if best is not None and best[0] <= _SURE:
        return best
    if match := _RELEASE.search(text):
        return _SURE, Origin(kind="release", name=bare(match["name"]))
    if best is None and (match := _UNNAMED.search(text.partition("\n")[0])):
        name = f"{match['name'].lower()} (unnamed)"
        return 4, Origin(kind="cited-scoop", name=name)
    return best


def _judge(mention: Mention, text: str) -> tuple[int, OriginKind] | None:
    """Rank (0 is surest) and kind of the origin that the words around a name make."""
    near = text[max(0, mention.start - 14) : mention.start].split()
    if not near or near[-1] not in _CUES:
        follows = _NEXT.match(text, mention.end, mention.end + _RIGHT)
        if follows is None or follows[1] not in _CUES:
            return None
    left = text[max(0, mention.start - _LEFT) : mention.start]
    right = text[mention.end : mention.end + _RIGHT]
    if _SURE_LEFT.search(left):
        return 0, "aggregated-quote"
    if _SHARES_LEFT.search(left) and _SHARES_RIGHT.match(right):
        return 0, "aggregated-quote"
    if _COLON_RIGHT.match(right) and _STARTS_LEFT.search(left):
        return 0, "aggregated-quote"
    known = mention.rank != "other"
    if (inverted := _INVERTED_LEFT.search(left)) and (
        known or ("reports" in inverted[0] and right[:1] in ".:,\n")
    ):
        return 1, "aggregated-quote"
    if _TO_LEFT.search(left):
        return 2, "aggregated-quote"
    if not known:
        return None
    if mention.rank == "agency" and (_BY.search(left) or _SEEN_RIGHT.match(right)):
        return 1, "agency-copy"
    if _ACCORDING.search(left) or _SAID_RIGHT.match(right):
        return 3, "cited-scoop"
    if _SPOKE_LEFT.search(left):
        return 3, "aggregated-quote"
    if _CITED.search(left):
        return 4, "cited-scoop"
    if _SAYS_RIGHT.match(right):
        return 4, "cited-scoop"
    return None


def _claimed(article: Article, own: frozenset[str]) -> Origin | None:
    """The article's own claim, in title or summary, to have had it first."""
    if _EXCLUSIVE.search(article.title):
        name = article.provider.name or article.provider.domain
        return Origin(kind="own-exclusive-claim", name=f"{name} (self)")
    head = f"{article.title}\n{article.excerpt or article.body[:400]}"
    if not _OWN.search(head):
        return None
    for mention in mentions(head):
        left = head[max(0, mention.start - _LEFT) : mention.start]
        right = head[mention.end : mention.end + _RIGHT]
        claims = _OWN_RIGHT.match(right) or _OWN_LEFT.search(left)
        if claims and mention.rank != "state" and is_own(mention.name, own):
            return Origin(kind="own-exclusive-claim", name=f"{mention.name} (self)")
    return None
