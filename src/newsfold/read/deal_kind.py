"""Which kind of business event a report tells, by its words.

Each cue adds its weight where it stands: the headline counts double, the first sentence
once and a half, later ones less.  Below the threshold there is no deal: most news is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.model import DealKind, DealStatus

if TYPE_CHECKING:
    from newsfold.read.deal_text import Telling

__all__ = ["kind_of", "promising", "status_of"]

_N = r"⟦\d+⟧"
_CUES: dict[DealKind, tuple[tuple[str, float], ...]] = {
    "funding": (
        (r"(?:funding|financing|investment|fundraising|seed|venture) round", 4.0),
        (r"\bseries [A-H]\b(?!\w)", 4.0),
        (
            r"¤ (?:\w+ ){0,2}round\b|\bround (?:of (?:¤|\w+ing\b)|worth|led)|\b(?:giant|leads|mega) round",
            3.5,
        ),
        (
            rf"{_N}(?:,? [\w'’-]+){{0,4}} (?:ha[sd] |have )?(?:raise[sd]?|raising|collect(?:s|ed)"
            r"|secure[sd]?|lands?|landed|bag(?:s|ged)|nab(?:s|bed)|attract(?:s|ed)|obtain(?:s|ed)"
            r"|takes? in|won|draws?|reels in|receive[sd]?|closes?|closed)(?: \w+){0,4} ¤",
            2.6,
        ),
        (
            r"¤(?: \w+){0,4} raised|raised ¤|\braising (?:\w+ ){0,3}¤|has been raised by",
            2.0,
        ),
        (
            r"(?:invest(?:s|ed|ing)?|pour(?:s|ed|ing)?|put(?:s|ting)?|inject(?:s|ed)?"
            rf"|pump(?:s|ed)?|plough(?:s|ed)?|sink) (?:\w+ ){{0,3}}¤\d+¤ (?:\w+ ){{0,3}}in(?:to)? (?:[\w'’-]+ ){{0,3}}{_N}",
            3.5,
        ),
        (
            rf"(?:back|fund|finance)s? (?:[\w'’-]+ ){{0,3}}'?{_N}'? with (?:\w+ ){{0,2}}¤",
            3.5,
        ),
        (rf"¤ (?:\w+ ){{0,3}}(?:flowed|gone|flows|goes|go) (?:in)?to {_N}", 1.6),
        (rf"¤\d+¤ for {_N}|investors? (?:\w+ ){{0,2}}(?:g[ai]ve|handed)", 1.2),
        (
            r"\b(?:investors|backers|venture (?:capital|deals?|firms?)|start-?ups?|valued at"
            r"|pre-money|post-money|valuation)\b",
            1.0,
        ),
        (
            r"\b(?:fresh (?:capital|money|funds)|injection|new money|lifeline|equity stake"
            r"|shareholder list|consortium led by)\b",
            1.5,
        ),
        (
            r"\b(?:tour de table|levée de fonds|lève|boucle|Finanzierungsrunde|Geldgebern?"
            r"|Eigenkapital|ronda de (?:financiación|inversión)|rodada de investimento"
            r"|round di (?:finanziamento|investimento)|привлек\w*|раунд\w*)\b",
            3.5,
        ),
        (r"融资|融資|领投|領投|投资方|資金調達|出資", 4.0),
        (
            rf"(?:spent|paid|pays?) (?:\w+ ){{0,3}}¤\d+¤ (?:on|for) (?:\w+ )?\d+ ?(?:%|per ?cent) of {_N}",
            3.0,
        ),
        (rf"¤ (?:\w+ ){{0,4}}is what {_N} paid for (?:\w+ )?\d+ ?%", 3.0),
    ),
    "acquisition": (
        (
            r"\b(?:acqui(?:re[sd]?|ring|sition)s?|takeover|take-?over|buyout|buy-out)\b",
            3.0,
        ),
        (
            rf"\b(?:to buy|buys|buying|bought|agrees? to buy|snaps? up|swoops? (?:on|for)|scoops? up) (?:[\w'’-]+ ){{0,5}}?{_N}",
            3.0,
        ),
        (
            r"\b(?:sold to|sale of|purchase of|biggest purchase|bid for|pursuit of|quest for|biggest tech exit)\b",
            2.0,
        ),
        (
            rf"\b(?:takes?|taking|taken|took) over(?! (?:as|from))\b|{_N} sold for|\bswallow\w*\b",
            2.4,
        ),
        (
            rf"(?:part of|belong to|joins|under) {_N}|{_N} (?:gets|wins|wants) (?:back )?(?:[\w'’]+ )?(?:¤\d+¤ )?{_N}",
            1.6,
        ),
        (
            r"\b(?:including debt|a share in cash|in cash for|for each share|sells? flag)\b",
            1.5,
        ),
        (
            r"¤ (?:\w+ ){0,2}(?:offer|bid|deal|sale|acquisition|purchase|proposal|takeover)\b",
            1.5,
        ),
        (
            r"\b(?:price (?:is|was|tag)|owners of|the buyer|new price|lower price)\b",
            1.0,
        ),
        (
            r"\b(?:übernimmt|übernehmen|Übernahme|kauft|Kauf|rachat|rachète|racheter|acquiert"
            r"|compra(?:rá|r)?|adquier\w+|adquir\w+|aquisição|acquisizione|acquista|купи\w+"
            r"|покупк\w+|приобре\w+|поглощени\w+)\b",
            3.0,
        ),
        (r"收购|收購|买下|併購|并购|買収", 4.0),
    ),
    "merger": (
        (r"\bmerg(?:e[sd]?|ing|ers?)\b", 4.0),
        (r"\b(?:tie-up|combination|all-share deal|combined (?:group|company))\b", 2.5),
        (
            r"\b(?:Fusion|fusionner\w*|fusionieren|fusión|fusão|fusione|слияни\w+)\b|合并|合併",
            4.0,
        ),
    ),
    "ipo": (
        (
            r"\b(?:IPO|initial public offering|public offering|flotation|goes public|going public)\b",
            4.5,
        ),
        (
            r"\b(?:floats?|floated) (?:in|on|at|for)\b|\blisting\b|\bdebut\b|\bsold shares\b",
            2.4,
        ),
        (
            r"\b(?:priced its shares|depositary shares|stock exchange|sells \d[\d.]*% for|placed \d[\d.]*%)",
            2.2,
        ),
        (
            r"\b(?:Börsengang|introduction en bourse|entrée en bourse|salida a bolsa|OPV|abertura de capital|quotazione)\b",
            4.5,
        ),
        (r"上市|首次公开募股|招股|新規上場|IPO", 4.0),
    ),
    "partnership": (
        (r"\bjoint venture\b|\bstrategic (?:partnership|alliance)\b", 4.0),
        (
            r"\b(?:alliance|partnership|teams? up|partner(?:s|ed)? with|common company|collaborat\w+)\b",
            2.5,
        ),
        (
            rf"{_N} (?:and|et|und) (?:{_N}|partners) (?:\w+ ){{0,3}}(?:to build|pump|unite|launch|put|invest)",
            2.5,
        ),
        (
            r"\b(?:joint (?:\w+ ){0,2}(?:services|apps|company|unit|plant|project)|unite in)\b",
            2.5,
        ),
        (
            r"\b(?:to build a (?:\w+ ){0,3}(?:factory|plant)|(?:chip |semiconductor )?(?:plant|factory) in|the venture|first \w+ factory|¤ (?:⟦\d+⟧ )?factory)\b",
            1.6,
        ),
        (
            r"\b(?:Gemeinschaftsunternehmen|coentreprise|empresa conjunta|partenariat|Partnerschaft|alianza|parceria)\b|合资|合作",
            3.5,
        ),
    ),
    "fine": (
        (
            r"\b(?:fined|fines)\b|\bfine of\b|¤ (?:\w+ ){0,2}fine\b|\bfine\b(?! (?:art|print|line))",
            3.0,
        ),
        (r"\b(?:penalty|penalties|punished|sanction(?:ed)? with)\b", 2.0),
        (r"\b(?:ordered|told|condemned) to pay\b|\b(?:must|has to) pay ¤", 2.2),
        (r"\bfound guilty\b|\bdamages\b", 0.8),
        (
            r"\b(?:Bußgeld|Geldstrafe|Strafe von|amende|multa(?:da|do)?|sanzione|штраф\w*)\b|罚款|罰金|制裁金",
            4.0,
        ),
    ),
    "settlement": (
        (r"\b(?:settle[sd]? (?!for now|in|down|into)|settlement|settling)\b", 3.2),
        (
            r"\b(?:pleads? guilty|admit guilt|accepts? (?:\w+ )?¤\d+¤ penalty|does not admit (?:liability|wrongdoing))",
            3.0,
        ),
        (
            r"\b(?:agree[sd]? to pay|faces bill|on offer from|will be paid by|clean-?up)\b",
            2.0,
        ),
        (
            r"\b(?:Vergleich|règlement à l'amiable|acuerdo extrajudicial|acordo judicial)\b|和解",
            3.0,
        ),
    ),
    "layoffs": (
        (r"\b(?:lay(?:ing)?-?\s?offs?|laid off|lays off|redundanc\w+)\b", 3.5),
        (
            r"\b(?:job (?:cuts|losses)|fewer jobs|jobs? (?:at|in) (?:[\w ]{0,20})?⟦\d+⟧ (?:\w+ ){0,3}will go|loss of (?:\w+ ){0,3}jobs)\b",
            3.5,
        ),
        (
            r"\b(?:cut(?:s|ting)?|sack(?:s|ed|ing)?|dismiss\w*|shed(?:s|ding)?|axe[sd]?|axing"
            r"|slash\w*|eliminat\w+|parts? with|let go)\b[^.;¤]{0,40}?\d[\d,.]*[^.;¤]{0,20}"
            r"|\b(?:cut|cuts|cutting|slash\w*|axe|shed) (?:\w+ ){0,3}(?:jobs|staff|workforce|workers)",
            2.4,
        ),
        (
            r"\d[\d,. ]*(?:%? ?of its )?(?:\w+ ){0,2}(?:must (?:go|leave)|lose their (?:posts|jobs)|will (?:go|have to leave)|posts are given up|job cuts|staff go)",
            3.0,
        ),
        (
            r"\b(?:must leave|swings the axe|have to leave|lose their (?:posts|jobs)|jobs? cuts)\b",
            2.2,
        ),
        (
            r"\b(?:Stellenabbau|entlass\w+|streicht|Stellen|licenci\w+|suppressions? d['’]emplois|despid\w+|demiss\w+|demit\w+|licenziament\w+|esuber\w+|увольн\w+|сократ\w+)\b|裁员|裁員|リストラ|人員削減",
            3.5,
        ),
    ),
}
_COMPILED = {
    kind: tuple((re.compile(p, re.IGNORECASE), w) for p, w in cues)
    for kind, cues in _CUES.items()
}
_THRESHOLD = 1.0

# Stems that go with a kind without proving it: each counts once, the headline's and the
# first sentence's more.
_STEMS: dict[DealKind, str] = {
    "funding": r"invest\w*|backers?|backed|rais(?:e|es|ed|ing)|fund(?:ing|raising|raise)|financ\w+|capital|round"
    r"|cheques?|checks?|equity|ventures?|valu(?:ed|ation)|start-?ups?|stake|finanzier\w*|geldgeber\w*|sammelt"
    r"|bewertet|levée?|tour|inversi\w+|ronda|rodada|融资|融資|估值|投资|出資|調達|инвест\w+|раунд\w*",
    "acquisition": r"acqui\w+|takeover|tak(?:es?|en|ing) over|took over|buys?|bought|buying|buyer|purchas\w+|bids?|bidding"
    r"|offer(?:ed)?|sold|sale|price[d]?|swallow\w*|snap\w* up|snatch\w*|snapped|buyout|premium|deal|owner|übern\w+|kauft?"
    r"|rach\w+|s['’]offre|compr\w+|adqui\w+|opa|acquisi\w+|收购|買収|купи\w+|приобр\w+|clinch\w*|independent",
    "merger": r"merg\w+|tie-up|combin\w+|forces|one|all-stock|all-share|fusion\w*|fusi\w+|合并|合併|слияни\w+",
    "ipo": r"ipo|offering|list(?:s|ed|ing)|float\w*|debut\w*|stock (?:market|exchange)|nasdaq|nyse|first day|apiece"
    r"|public|börsengang|bourse|bolsa|borsa|上市|上場|招股",
    "partnership": r"joint\w*|ventures?|together|partner\w*|alliance|forces|team\w*|cooperat\w+|collaborat\w+|half and half"
    r"|gemeinsam\w*|coopér\w+|alianza|合资|合作|提携",
    "fine": r"fine[ds]?|penalt\w+|punish\w*|watchdog|regulators?|commission|court|violat\w+|breach\w*|antitrust|rules"
    r"|sanction\w*|record|appeal|bußgeld|\w*strafe|amende|multa|sanción|罚款|罰金|制裁|штраф\w*",
    "settlement": r"settl\w+|lawsuits?|sue[ds]?|suit|plead\w*|justice|claims|case|litigation|compens\w+|guilty|peace"
    r"|vergleich|acuerdo|和解",
    "layoffs": r"jobs?|staff|layoffs?|laid|dismiss\w*|sack\w*|redundan\w+|workforce|employees|positions?|posts?|workers"
    r"|severance|cut(?:s|ting)?|drops?|shut|stellen|mitarbeiter\w*|entlass\w+|emplois|postes|effectifs|supprim\w+"
    r"|emple\w+|despid\w+|dipendenti|esuberi|裁员|削減",
}
_STEM_PATTERNS = {
    kind: re.compile(rf"(?<![\w-])(?:{stems})(?!\w)", re.IGNORECASE)
    for kind, stems in _STEMS.items()
}
_STEM = 0.55
_STEMS_MOST = 2.6

_STRONG = re.compile(
    r"acqui[rs]|takeover|take over|takes over|to buy\b|buys\b|merge|\bipo\b|joint venture"
    r"|\bfined\b|layoff|laid off|lay off|job cuts|jobs|redundan|\bsacks|dismiss|series [a-h]\b"
    r"|funding round|settle[sd]?\b|übernahme|übernimmt|finanzierungsrunde|stellenabbau|fusion"
    r"|rachat|rachète|tour de table|levée de fonds|licenci|adquier|ronda de|despid|demit"
    r"|融资|融資|收购|收購|裁员|合并|罚款|上市|買収|資金調達|合併|купи|привлек|слияни|уволь"
)
_SUM = re.compile(
    r"[$€£¥₹]\s?\d|\d\s?(?:bn|billion|million|m|tn|trillion|crore|mrd|mio|milliard|millones"
    r"|milh|bilh|miliard|milion|млрд|млн)|[億亿万]|\b(?:billion|million) (?:dollars|euros|pounds)"
)
_LEAD = 600


def promising(title: str, lead: str) -> bool:
    """A cheap test before the grammar is asked: a sum or a word of business on top."""
    top = f"{title}\n{lead[:_LEAD]}".lower()
    return bool(_SUM.search(top) or _STRONG.search(top))


def kind_of(told: Telling) -> tuple[DealKind | None, dict[DealKind, float]]:
    """The kind, or None where the words do not suffice; and every kind's score."""
    considered = told.sentences[:6]
    factors: list[float] = []
    body = 0
    for sentence in considered:
        if sentence.title:
            factor = 1.6
        else:
            factor = (1.3, 0.8, 0.5, 0.4, 0.3, 0.3)[min(body, 5)]
            body += 1
            if _FOREIGN.search(sentence.signs):
                factor *= 0.35
        factors.append(factor)
    text = "\n".join(sentence.signs for sentence in considered)
    scores: dict[DealKind, float] = {}
    for kind, cues in _COMPILED.items():
        total = 0.0
        for pattern, weight in cues:
            best = 0.0
            for match in pattern.finditer(text):
                best = max(best, factors[text.count("\n", 0, match.start())])
            total += best * weight
        scores[kind] = total
    _weigh(told, scores)
    leaning = {kind: scores[kind] + _lean(kind, text, factors) for kind in scores}
    if not _LOSS.search(text):
        leaning["layoffs"] = scores["layoffs"]
    best_kind = max(leaning, key=lambda k: leaning[k])
    return (best_kind if leaning[best_kind] >= _THRESHOLD else None), scores


_LOSS = re.compile(r"(?<![¤\d⟦])\b\d[\d,.  ]{1,8}\b(?!¤)")


def _lean(kind: DealKind, text: str, factors: list[float]) -> float:
    """How far the stems of a kind lean towards it, at most 2.6."""
    seen: dict[str, float] = {}
    for match in _STEM_PATTERNS[kind].finditer(text):
        stem = match[0].lower()[:6]
        factor = factors[text.count("\n", 0, match.start())]
        seen[stem] = max(seen.get(stem, 0.0), factor)
    return min(_STEMS_MOST, _STEM * sum(seen.values()))


# A sentence that tells of another deal, for comparison or as history.
_FOREIGN = re.compile(
    r"\b(?:rivals?|competitors?|previous|earlier|last year|record until|by comparison"
    r"|in (?:19|20)\d\d|a year ago|days earlier|had (?:already|once|bought|raised|been))\b",
    re.IGNORECASE,
)


def _weigh(told: Telling, scores: dict[DealKind, float]) -> None:
    """Where two kinds share words, decide which of them the words are for."""
    if scores["merger"] >= 4 and scores["merger"] >= 0.4 * scores["acquisition"]:  # noqa: PLR2004  a merger is told in the words of purchase
        scores["acquisition"] *= 0.5
    if scores["settlement"] >= 4:  # noqa: PLR2004  penalties are what settlements are about
        scores["fine"] *= 0.6
    if scores["ipo"] >= 2:  # noqa: PLR2004  raising money is what a listing is for
        scores["funding"] *= 0.5
    if scores["partnership"] >= 4:  # noqa: PLR2004  partners invest, too
        scores["funding"] *= 0.6
    if not told.sums:
        for kind in ("funding", "fine", "ipo", "settlement"):
            scores[kind] *= 0.6


_STATUS: tuple[tuple[DealStatus, re.Pattern[str]], ...] = (
    (
        "abandoned",
        re.compile(
            r"\b(?:abandon\w*|collapse[sd]?|scrap(?:s|ped)?|call(?:s|ed)? off|gives? up|drop(?:s|ped) (?:\w+ ){0,2}"
            r"(?:¤\d+¤ )?(?:bid|plan|offer|takeover|deal|merger|pursuit|proposal)|dies\b|remains? independent"
            r"|stopped ⟦\d+⟧ from|(?:offer|bid)(?: \w+| ⟦\d+⟧){0,4} (?:expire|lapse)|(?:ended|ends?) (?:its|the|their)"
            r" (?:\w+ )?(?:pursuit|quest|bid|talks)|battle is over|blocked|fails?\b|failed|will not acquire"
            r"|gave up|is off\b|cancel\w*|withdr[ae]w\w*|walk(?:s|ing|ed)? away|falls? apart"
            r"|fell apart|ended their|ends? (?:\w+ )?¤\d+¤ (?:pursuit|bid)|drops (?:¤\d+¤|bid|plan)"
            r"|will not (?:go ahead|be sold)|is dead\b|no longer wants|terminat\w+|pull(?:s|ed)"
            r" out of (?:deal|talks)|loses buyer|ends ⟦\d+⟧'s bid|geplatzt|gescheitert|abandonn\w+"
            r"|renonce|cancela|abandona)\b|终止|放弃|断念",
            re.IGNORECASE,
        ),
    ),
    (
        "rumoured",
        re.compile(
            r"\b(?:in (?:\w+ )?talks|people (?:close to|familiar with)|sources say|reportedly"
            r"|is said to|considering|weighs?|weighing|exploring|could (?:raise|buy|acquire)"
            r"|mulls?|mulling|rumou?red|according to sources)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "planned",
        re.compile(
            r"\b(?:plans? to|planning to|aims? to|intends? to|seeks? to|hopes? to)\b",
            re.IGNORECASE,
        ),
    ),
)
_DONE = re.compile(
    r"\b(?:has (?:raised|closed|completed|obtained|secured|sold)|raised|closed|completed"
    r"|obtained|landed|secured|have handed|brought|flowed|flows)\b",
    re.IGNORECASE,
)


def status_of(told: Telling, kind: DealKind) -> DealStatus:
    """How far the deal has come, from the headline and the first sentences."""
    top = " ".join(s.signs for s in told.sentences[:2])
    for status, pattern in _STATUS:
        if pattern.search(top):
            if status == "abandoned" and kind in {"funding", "fine", "layoffs", "ipo"}:
                continue
            if status == "planned" and kind in {"fine", "settlement"}:
                continue
            return status
    if kind in {"funding", "ipo"}:
        return "completed"
    return "announced"
