"""Who did it to whom: the parties of a deal, by a grammar over signs.

Each pattern that fits a sentence votes for names in roles (`b` buys, invests, partners,
demands; `t` is bought, funded, fined).  Votes of all sentences are summed by party.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.read.deal_frames import frames
from newsfold.read.deal_sums import roles
from newsfold.read.deal_text import bygone
from newsfold.text.names import key, same, thing

if TYPE_CHECKING:
    from newsfold.model import DealKind
    from newsfold.read.deal_text import Sentence, Telling

__all__ = ["partial", "parties", "weight"]


_SIGN = re.compile(r"⟦p?(\d+)⟧( fund\b)?")
_PARTIAL = re.compile(
    r"\bamong\b|\bincluding\b|\bsuch as\b|\band others\b"
    r"|\band other\b|\bone of them\b|\bamong its members\b|\bas well\b"
    r"|\bunter anderem\b"
    r"|\bdarunter\b|\bnotamment\b|\bentre otros\b|等",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"^(?:[\w ]{0,20}, )?(?:\w+ )?(?:[Rr]ival|[Cc]ompetitor)s?\b|\b(?:previous record"
    r"|by comparison|last comparable"
    r"|record until"
    r"|had bought|had held|similar case|recently agreed"
    r"|another former|(?:days?|weeks?|months?|years?) later)\b",
    re.IGNORECASE,
)


def _short(one: str, other: str) -> bool:
    """Whether one is the other's first two capitals: `LG`, `LG Energy Solution`."""
    short, full = sorted((one, other), key=len)
    return len(short) == 2 and short.isupper() and full.startswith(f"{short} ")  # noqa: PLR2004  a longer one is `same`


def partial(told: Telling) -> bool:
    """Whether the words say that the parties named were only some."""
    return any(_PARTIAL.search(s.signs) for s in told.sentences[:4])


class _Votes:
    """Votes for parties, names of one party together under the fullest form."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.votes: list[dict[str, float]] = []
        self.first: list[int] = []
        self.lists: list[set[int]] = []
        """Parties that were told in one breath, in one role."""

    def together(self, one: int, other: int) -> bool:
        """Whether two are one party, or were told in one breath."""
        return one == other or any({one, other} <= told for told in self.lists)

    def add(self, name: str, role: str, weight: float, at: int) -> int:
        """Vote for a party; returns its index."""
        for index, known in enumerate(self.names):
            if same(name, known) or _short(name, known):
                self.votes[index][role] = self.votes[index].get(role, 0.0) + weight
                if len(key(name)) > len(key(known)) or (
                    len(name) > len(known) and key(name) == key(known)
                ):
                    self.names[index] = name
                return index
        self.names.append(name)
        self.votes.append({role: weight})
        self.first.append(at)
        return len(self.names) - 1


def _others(told: Telling, kind: DealKind) -> frozenset[int]:
    """The sums of other rounds and firms, by their signs."""
    told_of = ("rival", "previous_round")
    return frozenset(r.at for r in roles(told, kind) if r.role in told_of)


def _past(sentence: Sentence, past: frozenset[int]) -> bool:
    """Whether all sums of a sentence belong to another round or another firm."""
    here = {int(index) for index in _SUMS.findall(sentence.signs)}
    return bool(here) and here <= past


_SUMS = re.compile(r"¤(\d+)¤")


def _vote(told: Telling, kind: DealKind) -> _Votes:
    votes = _Votes()
    past = _others(told, kind) if kind == "funding" else frozenset[int]()
    body = 0
    for sentence in told.sentences[:8]:
        if sentence.title:
            factor = 0.9
        else:
            factor = (1.0, 0.8, 0.7, 0.5, 0.4, 0.3, 0.2, 0.2)[min(body, 7)]
            body += 1
        if _HISTORY.search(sentence.signs) or bygone(sentence.signs):
            factor *= 0.3
        if "⟦" not in sentence.signs:
            continue
        if kind == "funding" and _RIVAL_SUBJECT.match(sentence.signs):
            continue
        if kind == "funding" and _past(sentence, past):
            continue
        for pattern, weight in frames(kind):
            for match in pattern.finditer(sentence.signs):
                _count(told, match, votes, weight * factor, sentence)
    return votes


_RIVAL_SUBJECT = re.compile(
    r"(?:[\w'’ -]{0,20}, )?(?:[A-Z]\w+ )?(?:[Rr]ival|[Cc]ompetitor"
    r"|[Mm]arket leader)s? ⟦"
)


def _count(
    told: Telling,
    match: re.Match[str],
    votes: _Votes,
    weight: float,
    sentence: Sentence,
) -> None:
    for group, text in match.groupdict().items():
        if not text:
            continue
        at = sentence.start + match.start()
        found = {
            votes.add(name, group[0], weight, at)
            for sign in _SIGN.finditer(text)
            if not thing(name := told.name(int(sign[1])) + (sign[2] or ""))
        }
        if group == "bb" and len(found) > 1:
            votes.lists.append(found)


def weight(told: Telling, kind: DealKind) -> float:
    """How much the grammar of a kind finds: its best target and its best buyer."""
    votes = _vote(told, kind).votes
    return max((v.get("t", 0.0) for v in votes), default=0.0) + max(
        (v.get("b", 0.0) for v in votes), default=0.0
    )


def parties(told: Telling, kind: DealKind) -> tuple[tuple[str, ...], str | None]:
    """Buyers, investors, partners or authorities; and the target, None where none is
    told.
    """
    votes = _vote(told, kind)
    order = range(len(votes.names))
    scored = [
        (votes.votes[i].get("t", 0.0), votes.votes[i].get("b", 0.0), i) for i in order
    ]
    target: int | None = None
    best = 0.0
    for t, b, i in scored:
        strength = t - 0.6 * b
        if t > 0 and strength > best:
            best, target = strength, i
    if kind == "ipo":
        buyers: list[int] = []
    else:
        floor = 0.9 if kind in {"funding", "partnership"} else 0.6
        buyers = [i for t, b, i in scored if i != target and b >= floor and b > 0.8 * t]
        if kind in {"acquisition", "merger", "fine", "settlement"} and buyers:
            best_buyer = max(buyers, key=lambda i: votes.votes[i].get("b", 0.0))
            buyers = [i for i in buyers if votes.together(i, best_buyer)]
    if kind == "layoffs":
        buyers = []
    buyers.sort(key=lambda i: votes.first[i])
    named = tuple(votes.names[i] for i in buyers)
    if not named and kind in {"fine", "settlement"}:
        named = _unnamed(told, kind)
    return named, None if target is None else votes.names[target]


def prominent(told: Telling, taken: tuple[str, ...]) -> str | None:
    """The name that the report is most about, places, things and `taken` left out; None
    where nothing stands out.
    """
    votes = _Votes()
    body = 0
    for sentence in told.sentences[:4]:
        body += not sentence.title
        if _HISTORY.search(sentence.signs) or bygone(sentence.signs):
            continue
        share = 1.5 if sentence.title else (1.0, 1.0, 0.5, 0.4)[min(body, 3)]
        for order, sign in enumerate(_NAMED.finditer(sentence.signs)):
            name = told.name(int(sign[1]))
            if not thing(name) and not any(same(name, other) for other in taken):
                votes.add(name, "t", share + (0.7 if order == 0 else 0.0), sign.start())
    best = max(
        range(len(votes.names)),
        key=lambda i: votes.votes[i].get("t", 0.0),
        default=None,
    )
    if best is None or votes.votes[best].get("t", 0.0) < _STANDS_OUT:
        return None
    return votes.names[best]


_NAMED = re.compile(r"⟦(\d+)⟧")
_STANDS_OUT = 1.6

_AUTHORITY = re.compile(
    r"\b(?:[Tt]he |[Aa]n? |by |to |with |[Ll]a |[Dd]ie )?((?:[A-Z][\w'’]*(?:ish|ese|ian"
    r"|an|ch|['’]s) )?(?:[a-z-]+ ){0,2}"
    r"(?:regulators?|watchdog|authorit(?:y|ies)|prosecutors?|court|judges?|ministry"
    r"|commission)"
    r"|(?:[a-zäöü]+ische[nr]? )?[A-ZÄÖÜ]\w*(?:behörde|aufsicht|kommission|gericht)"
    r"|[Aa]utorit(?:é|à|ad) (?:[a-z]+ ){0,3}[a-z]+)\b"
)
_CLAIMANT = re.compile(
    r"\b(?:pay(?:s|ing)?|paid|to|with|by|so that)(?: ¤\d+¤)?(?: to| with| by)? (?:the "
    r"|a group of )?"
    r"((?:(?:\d[\d.,]*|[a-z]+(?:-[a-z]+)?|[A-Z]\w+(?:-[a-z]+)?) )?"
    r"(?:U\.?S\.? |[A-Z]\w*(?:ish|ese|ian|an|ch) )?(?:[a-z-]+ ){0,2}"
    r"(?:suppliers|customers"
    r"|shareholders|investors|states|propietarios|clientes|accionistas"
    r"|cities|towns|plaintiffs|users|victims|patients|consumers|drivers|owners"
    r"|employees|women|authors|regulators?))\b"
)


def _unnamed(told: Telling, kind: DealKind) -> tuple[str, ...]:
    """An authority or claimants that have no name: `water suppliers`."""
    pattern = _AUTHORITY if kind == "fine" else _CLAIMANT
    for sentence in told.sentences[1:4]:
        match = pattern.search(told.text, sentence.start, sentence.end)
        if match is None:
            match = pattern.search(sentence.signs)
        if match is not None and "¤" not in match[1] and "⟦" not in match[1]:
            return (match[1].strip(),)
    return ()
