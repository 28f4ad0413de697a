"""Who did it to whom: the parties of a deal, by a grammar over signs.

Each pattern that fits a sentence votes for names in roles (`b` buys, invests, partners,
demands; `t` is bought, funded, fined).  Votes of all sentences are summed by party.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsfold.model import DealKind
from newsfold.text.names import key, same

if TYPE_CHECKING:
    from newsfold.read.deal_text import Sentence, Telling

__all__ = ["parties", "partial", "weight"]

# B, T: one name; BB, TT: a list of names.  ~: up to four small words; M: a sum.
_ONE = r"⟦\d+⟧"
_ANY = r"⟦p?\d+⟧"
_LIST = r"⟦\d+⟧(?: \w+)?(?:(?:[、和与及](?=⟦)|等?(?:,| and| und| et| y| e|, and|, und| &|, from| sowie) (?:a |an |its |his |other )?(?:[a-z][\w-]* ){0,3}?)⟦\d+⟧(?: fund)?)*"
_GAP = r"(?:[\w'’%.-]+,? ){0,4}?"
_SUM = r"¤\d+¤"
_DESC = r"(?:[a-z][\w'’-]* |[A-Z][\w'’-]*(?:ese|ish|ian|ch|an) |AI |IT ){0,5}?"


def _compile(pattern: str) -> re.Pattern[str]:
    for macro, meaning in (
        ("<BB>", f"(?P<bb>{_LIST})"),
        ("<TT>", f"(?P<tt>{_LIST})"),
        ("<B>", f"{_DESC}(?P<b>{_ONE})"),
        ("<T>", f"{_DESC}'?(?P<t>{_ONE})"),
        ("<A>", f"{_DESC}(?P<b>{_ANY})"),
        ("~", _GAP),
        ("<M>", _SUM),
        ("<MM>", rf"(?:[\w'’-]+ ){{0,5}}?{_SUM}"),
    ):
        pattern = pattern.replace(macro, meaning)
    return re.compile(pattern)


_ADV = r"(?:(?:ha[sd]|have|is|are|will|would|to|be|now|also|finally|been|not|agreed|agrees|set) ){0,5}"
_TAKES = (
    r"(?:acquir\w+|buy(?:s|ing)?|bought|purchas\w+|tak(?:e|es|ing|en) over|took over|snaps? up"
    r"|swallow\w*|gets?|wins?(?: back)?|won(?: back)?|swoops? (?:on|for)|scoops? up|absorbs?"
    r"|wants|paid for|pay(?:s|ing)? for|rachète|acquiert|übernimmt|kauft|compra|adquiere|acquista)"
)
_NOUN = (
    r"(?:purchase|acquisition|takeover|buyout|pursuit|quest|offer|proposal|bid|sale|deal"
    r"|combination|merger|tie-up|move)"
)
_ACQUISITION: tuple[tuple[str, float], ...] = (
    (rf"<B> {_ADV}{_TAKES} (?:<M> )?(?:less )?(?:for )?<T>", 3.0),
    (rf"<B> {_ADV}(?:pay\w*|paid|spends?|spent|offer(?:s|ed)?) ~<M> ~(?:for|on) ~<T>", 3.0),
    (rf"<T> {_ADV}(?:sold|swallowed|bought|acquired|taken over|purchased)(?: for <M>)?(?: (?:by|to) <B>)", 4.0),
    (rf"<T> {_ADV}(?:sold|taken over|bought|acquired) (?:by|to|for)", 1.5),
    (rf"{_NOUN} (?:of|for|by) <T>(?:'s \w+ \w+)? by <B>", 4.0),
    (rf"{_NOUN} of <T> to <B>", 4.0),
    (rf"<B>['’]s? (?:plan to (?:buy|acquire)|<M> {_NOUN}|{_NOUN})(?: (?:of|for|to buy))? <T>", 3.5),
    (rf"<B> {_ADV}(?:gives? up|gave up|abandons?|drops?|ends?|withdr\w+|walk(?:s|ing)? away from|scraps?|no longer wants|ended) (?:its |the |their )?(?:<M> )?(?:{_NOUN} )?(?:of |for |from )?<T>", 3.5),
    (rf"<T> ~(?:goes|going|returns?|falls) to <B>", 3.0),
    (rf"<T> ~(?:joins?|part of|belong to|under|stays with) <B>", 1.6),
    (rf"<T> ~(?:part of|belong to|company under) <B>", 2.0),
    (rf"<T> {_ADV}accepted a <M> offer from <B>", 4.0),
    (rf"<M> (?:and \w+ )?is what <B> (?:offers|pays|paid) for ~<T>", 4.0),
    (rf"<M> ~is what <B> ~for ~<T>", 4.0),
    (rf"{_NOUN} (?:of|for) <T>", 1.5),
    (rf"<T>['’]s (?:directors|board|owners?|shareholders)", 1.5),
    (rf"(?:owners|board|shareholders|directors) of <T>", 2.0),
    (rf"<T> sold\b", 1.5),
    (rf"<M> <T> deal", 1.5),
    (rf"(?:[Bb]uyer|[Aa]cquirer) is <B>", 3.0),
    (rf"<B> (?:is|are) the buyer", 3.0),
    (rf"<B> ~submitted ~(?:offer|bid)", 2.0),
    (rf"<B> ~offer(?:s|ed) <M>", 1.2),
    (rf"<B>['’]s (?:biggest )?(?:purchase|takeover|bid|move)", 2.0),
    (rf"sells ~to <B>", 2.5),
    (rf"<T> says yes", 1.5),
    (rf"<M> from <B>", 1.2),
    (rf"<B> gets his <M> <T>", 3.0),
    (rf"[Tt]akes over <T>", 2.0),
    (rf"takes over ~<T>", 1.2),
    (rf"<B> and <T> {_ADV}(?:agreed|ended|scrap\w*|cancel\w+|blame|seal\w*|merge\w*|join\w*|combine\w*)", 2.4),
    (rf"merger (?:of|between) <B> (?:and|with) <T>", 4.0),
    (rf"<B> ~merge\w* with <T>", 4.0),
    (rf"<B> ~(?:and|with) <T> ~merge", 2.5),
    (rf"No <B> money for <T>", 3.0),
    (rf"leaves <B> with", 1.2),
    (rf"(?:head of|shares of) <T>", 0.4),
    (rf"<B>[一-鿿]{{0,8}}(?:收购|并购|买下)<T>", 4.0),
)
_GETS = (
    r"(?:rais(?:es?|ed|ing)|secures?d?|lands?|landed|clos(?:es?|ed|ing)|gets?|got|obtain\w*|bags?"
    r"|bagged|nabs?|nabbed|collect\w*|attract\w*|won|wins?|takes? in|took in|taken in|receive[sd]?"
    r"|pulls? in|nets?|reels? in|draws?|drew|bekommt|erhält|lève|a levé|boucle|recauda|levanta|capta|raccoglie|holt)"
)
_FUNDING: tuple[tuple[str, float], ...] = (
    (rf"^<T>[：:，]?[^。⟦]{{0,40}}(?:融资|融資|获投|資金調達)", 3.0),
    (rf"<T>[^。⟦]{{0,24}}(?:融资|融資|获得|拿到|完成|資金調達)", 2.0),
    (rf"(?:出资方|投资方|投资者|股东|出資)[^。⟦]{{0,6}}<BB>", 4.0),
    (rf"(?:由|从)<BB>", 2.0),
    (rf"<BB>[^。⟦]{{0,4}}(?:领投|跟投|参投|共同投资|投资|出資)", 3.5),
    (rf"<T>:? {_ADV}{_GETS} (?:a |an |its |about |over |some |around |nearly |more than |another ){{0,2}}(?:\w+ ){{0,3}}?(?:<M>|funding|\w+ round)", 3.0),
    (rf"<M> (?:funding |investment |financing )?~(?:for|into|in|to|pour|pour la) (?:\w+ ){{0,4}}?<T>", 2.4),
    (rf"<M> {_ADV}~(?:raised by|flowed into|flowed to|gone to|go to|goes to|flows to) <T>", 3.5),
    (rf"<M> of \w+ \w+ ~to <T>", 3.0),
    (rf"(?:round|series [A-Za-z]) (?:of|for) <T>", 2.0),
    (rf"(?:give[sn]?|gave|handed?|hands) ~<T>", 2.0),
    (rf"<T> {_ADV}(?:valued|assessed|worth)\b", 2.0),
    (rf"agreed that <T> is worth", 3.0),
    (rf"keeps <T> going", 2.0),
    (rf"<T>: .{{0,40}}<M>", 2.0),
    (rf"(?:[Tt]he |[Dd]as |[Ll]a )?(?:startup|start-up|company|firm|pioneer|developer|maker|KI-Unternehmen|jeune pousse)(?: \w+)? <T>", 0.8),
    (rf"<BB> (?:(?:and others|are|is|to|have|has|also) ){{0,2}}(?:back|backs|fund|funds|financ\w+|invest\w*|pour\w*|inject\w*|put|puts|pump\w*|lead|leads|bet|bets) (?:\w+ ){{0,3}}?<T>", 3.0),
    (rf"<BB> {_ADV}(?:invest(?:s|ed|ing)?|pour\w*|inject\w*|put(?:s|ting)?|pump\w*|putting) (?:<MM> )?(?:\w+ ){{0,2}}(?:in|into) <T>", 4.0),
    (rf"<BB> ~(?:put|putting) <MM> into <T>", 3.5),
    (rf"<BB> ~(?:spent|paid|pays) ~<M> ~(?:on|for) ~(?:\d+ ?(?:%|per cent) of )<T>", 4.0),
    (rf"<M> ~is what <BB> paid for ~(?:\d+ ?(?:%|per cent) )?of <T>", 4.0),
    (rf"(?:led|co-led|headed|emmené|mené|angeführt|liderad[ao]|guidat[ao]) (?:jointly )?(?:by|par|von|por|da) (?:\w+ ){{0,6}}?<BB>", 4.0),
    (rf"<BB> (?:\w+ )?(?:leads?|led|leading|co-led)\b", 3.0),
    (rf"[Ll]eading ~is <BB>", 4.0),
    (rf"with (?:\w+ ){{0,3}}?<BB> (?:also )?(?:taking part|participating|joining|contributing)", 4.0),
    (rf"<M> from (?:\w+ ){{0,4}}?<BB>", 3.5),
    (rf"(?:investors|backers|shareholders|owners|Geldgeber\w*|investisseurs|inversores)(?: \w+)? (?:such as|including|like|wie|darunter|dont|como) <BB>", 4.0),
    (rf"from (?:\w+ ){{0,5}}(?:including|such as|like) <BB>", 4.0),
    (rf"(?:including|among them) <BB>", 1.2),
    (rf"(?:list|round) (?:\w+ )?(?:now )?include[sd]? <BB>", 4.0),
    (rf"counts <BB> among", 4.0),
    (rf"(?:backed|joined|financed|funded) by (?:\w+ ){{0,3}}?<BB>", 2.5),
    (rf"<BB> (?:\w+ )?(?:took part|take part|taking part|participat\w+|joined|y participent)", 3.5),
    (rf"<BB> joined ⟦", 2.5),
    (rf"⟧(?: fund)? joined <BB>", 2.5),
    (rf"<BB> (?:is|are) (?:one of them|on board|in as well|a newcomer|among|the main names|a new name)", 3.5),
    (rf"<BB> put in\b", 3.5),
    (rf"[Bb]eteiligt sind (?:unter anderem )?<BB>", 4.0),
)
_IPO: tuple[tuple[str, float], ...] = (
    (rf"<T> {_ADV}(?:raises?d?|raised|floats?|sold shares|placed|takes?|sells|lists?|debuts?|goes public|going public|files|filed|priced?|prices|collects?|gets|seeks)\b", 3.0),
    (rf"<M> flowed to <T>", 4.0),
    (rf"<T> on ~(?:stock exchange|exchange|market)", 3.0),
    (rf"(?:IPO|listing|offering|debut|flotation) (?:of|by|for) <T>", 3.0),
    (rf"state-owned <T>", 1.0),
    (rf"holding <T>", 2.0),
    (rf"<T>['’]s (?:\w+ )?(?:IPO|listing|offering|debut|flotation|shares)", 3.0),
    (rf"(?:company|shop|firm|retailer|group), <T>", 1.0),
)
_PARTNERSHIP: tuple[tuple[str, float], ...] = (
    (rf"<BB> {_ADV}(?:\w+ )?(?:build|pump|unite|launch|put|invest\w*|team up|form|found|create|join|set up|agree\w*|partner\w*|announce\w*|cleared|pledge\w*|sign\w*|each)", 3.0),
    (rf"<BB> (?:and partners|and (?:\w+ ){{1,4}}companies)", 2.5),
    (rf"(?:venture|alliance|partnership|deal) (?:\w+ )?(?:between|of|with) <BB>", 3.5),
    (rf"(?:owners|makers|parents) of <BB>", 1.0),
    (rf"(?:invested|spent|built) (?:\w+ ){{0,3}}(?:⟦p\d+⟧ )?by <BB>", 3.0),
    (rf"<B> (?:partners|teams up|joins forces|works) with <BB>", 4.0),
    (rf"(?:joint venture|venture|alliance|company|subsidiary)(?: is|,)? (?:called |named |to be called )?<T>", 3.0),
    (rf"<BB>['’]s (?:\w+ )?presented", 1.0),
)
_FINE: tuple[tuple[str, float], ...] = (
    (rf"<T> {_ADV}(?:hit with|fined|ordered to pay|told to pay|punished|found guilty|facing|faces|pays?|accepts?|penali[sz]ed|slapped)\b", 3.0),
    (rf"(?:fine|penalty|fines|blow|bill|punishment|Bußgeld|amende|multa) (?:of <M> )?~(?:on|for|against|gegen|contre|pour|a) <T>", 3.0),
    (rf"(?:due from|payable by|paid by|imposed on|levied on|for) <T>", 2.0),
    (rf"<A>['’]?s? (?:[\w-]+ ){{0,4}}?(?:imposed|imposes|fined|fines|slapped|slaps|hits?|orders?|ordered|demands|decided) ", 2.0),
    (rf"<A> (?:\w+ )?(?:fines|fined|slaps|hits|orders) <T>", 4.0),
    (rf"(?:by|to) (?:a |the )?<A>", 1.8),
    (rf"judges in <A>", 2.5),
    (rf"(?:the |The )?(?:watchdog|regulator|authority|commission|court|ministry)(?: \w+)? <A>", 2.0),
    (rf"<A> also demands", 3.0),
    (rf"after <A>['’]s", 0.8),
    (rf"(?:penalt\w+|guilty|case|fine) (?:\w+ )?in <A>", 0.7),
)
_SETTLEMENT: tuple[tuple[str, float], ...] = (
    (rf"<T> {_ADV}(?:pays?|settles?|settled|pay|accepts?|faces|pleads?|agreed?|agrees|offers?)\b", 3.0),
    (rf"(?:paid by|due from|payable by|on offer from|from the (?:\w+ )?|from) <T>", 2.0),
    (rf"as <T> (?:accepts|agrees|pays|settles)", 3.0),
    (rf"<T>['’]s (?:sales|shares|settlement)", 0.6),
    (rf"(?:pay|paid|pays|settle[sd]?) ~(?:<M> )?(?:by <T> )?(?:to|with) <A>", 3.0),
    (rf"settle[sd]? (?:\w+ )?with <A>", 2.5),
    (rf"<A> (?:\w+ ){{0,3}}(?:obtained|won|extracted|collects)", 2.5),
    (rf"(?:breaking|violating) <A>", 1.2),
    (rf"<A> has ever obtained", 2.5),
)
_LAYOFFS: tuple[tuple[str, float], ...] = (
    (rf"<T> {_ADV}(?:cut\w*|sack\w*|dismiss\w*|lay\w* off|laid off|shed\w*|axe\w*|slash\w*|part\w* with|eliminat\w*|fir(?:es|ed|ing)|announc\w*|streicht|supprime|despide|avert\w*|let go)\b", 3.0),
    (rf"(?:jobs|posts|staff|workers|people|employees|layoffs|cuts|axe|go|jobs) ~(?:at|from|in) <T>", 3.0),
    (rf"(?:leave|leaving) <T>", 2.5),
    (rf"owner <T>", 1.5),
    (rf"compromise at <T>", 2.0),
    (rf"<T>['’]s (?:boss|chief|staff|workforce|parent)", 1.0),
    (rf"<T> and (?:union|⟦\d+⟧) (?:\w+ ){{0,2}}(?:agree)", 2.0),
    (rf"\b(?:at|by) <T>", 1.0),
)


@cache
def _grammar(kind: DealKind) -> tuple[tuple[re.Pattern[str], float], ...]:
    chosen = {
        "acquisition": _ACQUISITION,
        "merger": _ACQUISITION,
        "funding": _FUNDING,
        "ipo": _IPO,
        "partnership": _PARTNERSHIP,
        "fine": _FINE,
        "settlement": _SETTLEMENT,
        "layoffs": _LAYOFFS,
    }[kind]
    return tuple((_compile(p), w) for p, w in chosen)


_SIGN = re.compile(r"⟦p?(\d+)⟧( fund\b)?")
_PARTIAL = re.compile(
    r"\bamong (?:the |its |those |influential |them)|\bincluding\b|\bsuch as\b|\band others\b"
    r"|\band other\b|\bone of them\b|\bamong its members\b|\bas well\b|\bunter anderem\b"
    r"|\bdarunter\b|\bnotamment\b|\bentre otros\b|等",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:rivals?|competitors?|previous record|by comparison|last comparable|record until"
    r"|had bought|had held|in (?:19|20)\d\d|similar case|recently agreed|another former)\b",
    re.IGNORECASE,
)


def partial(told: Telling) -> bool:
    """Whether the words say that the parties named were only some."""
    return any(_PARTIAL.search(s.signs) for s in told.sentences[:4])


class _Votes:
    """Votes for parties, names of one party together under the fullest form."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.votes: list[dict[str, float]] = []
        self.first: list[int] = []

    def add(self, name: str, role: str, weight: float, at: int) -> None:
        for index, known in enumerate(self.names):
            if same(name, known):
                self.votes[index][role] = self.votes[index].get(role, 0.0) + weight
                if len(key(name)) > len(key(known)) or (
                    len(name) > len(known) and key(name) == key(known)
                ):
                    self.names[index] = name
                return
        self.names.append(name)
        self.votes.append({role: weight})
        self.first.append(at)


def _vote(told: Telling, kind: DealKind) -> _Votes:
    votes = _Votes()
    body = 0
    for sentence in told.sentences[:8]:
        if sentence.title:
            factor = 0.9
        else:
            factor = (1.0, 0.8, 0.7, 0.5, 0.4, 0.3, 0.2, 0.2)[min(body, 7)]
            body += 1
        if _HISTORY.search(sentence.signs):
            factor *= 0.3
        if kind == "funding" and _RIVAL_SUBJECT.match(sentence.signs):
            continue
        for pattern, weight in _grammar(kind):
            for match in pattern.finditer(sentence.signs):
                _count(told, match, votes, weight * factor, sentence)
    return votes


_RIVAL_SUBJECT = re.compile(r"(?:[\w'’ -]{0,20}, )?(?:[A-Z]\w+ )?(?:[Rr]ival|[Cc]ompetitor|[Mm]arket leader)s? ⟦")


def _count(
    told: Telling, match: re.Match[str], votes: _Votes, weight: float, sentence: Sentence
) -> None:
    for group, text in match.groupdict().items():
        if not text:
            continue
        for sign in _SIGN.finditer(text):
            name = told.name(int(sign[1])) + (sign[2] or "")
            votes.add(name, group[0], weight, sentence.start + match.start())


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
    scored = [(votes.votes[i].get("t", 0.0), votes.votes[i].get("b", 0.0), i) for i in order]
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
        buyers = [
            i for t, b, i in scored if i != target and b >= floor and b > 0.8 * t
        ]
        if kind in {"acquisition", "merger", "fine", "settlement"} and buyers:
            buyers = [max(buyers, key=lambda i: votes.votes[i].get("b", 0.0))]
    if kind == "layoffs":
        buyers = []
    buyers.sort(key=lambda i: votes.first[i])
    return (
        tuple(votes.names[i] for i in buyers),
        None if target is None else votes.names[target],
    )
