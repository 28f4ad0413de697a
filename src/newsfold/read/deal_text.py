"""A report as the deal's grammar reads it: names and sums made into signs.

`Lumora has raised $80m from Brindle` becomes `⟦0⟧ has raised ¤0¤ from ⟦1⟧`, so that one
pattern serves all parties and sums.  Asides between a party and its verb are dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newsfold.read.deal_frames import parting
from newsfold.read.names import within
from newsfold.text.money import Money, money
from newsfold.text.names import NameSpan, cased, find, key, place, thing
from newsfold.text.numbers import Number, numbers
from newsfold.text.words import sentences, stopwords

if TYPE_CHECKING:
    from newsfold.model import Article

__all__ = ["Sentence", "Telling", "bygone", "telling"]

_LONGEST = 1500


class Sentence(NamedTuple):
    """One sentence: its span in the telling's text, and the text in signs."""

    start: int
    end: int
    signs: str
    title: bool


class Telling(NamedTuple):
    """Title and beginning of the text, with its names, sums and sentences."""

    text: str
    names: list[NameSpan]
    sums: list[Money]
    numbers: list[Number]
    sentences: list[Sentence]
    language: str

    def name(self, index: int) -> str:
        """The name that sign `index` stands for."""
        span = self.names[index]
        return self.text[span.start : span.end]


_PAREN = re.compile(r"\s?\([^()]{0,80}\)")
_ARTICLE = re.compile(
    r"\b(?:[Tt]he|[Dd](?:er|ie|as|em|en)|[Ll][aeo]s?|[Ii]l|l['’]) ?(?=⟦)"
)
_BELONGS = re.compile(r"(⟦\d+⟧), ⟦p?\d+⟧['’]s? [^,¤⟦]{1,60},(?=\s)")
_LOCATED = re.compile(
    r"⟦p\d+⟧ (?=(?:[a-z-]+ ){0,2}(?:retailer|giant|group|firm|company|watchdog"
    r"|regulator|agency|manager|investor|fund|house|rival|brewer|airline|carrier|broker"
    r"|conglomerate|chain|supplier|platform|app|service|brand|unicorn|pioneer|specialist"
    r"|tycoon|billionaire|entrepreneur"
    r"|start-?up|[a-z]*maker|bank|lender|insurer|developer|operator|court|authority"
    r"|ministry) ⟦\d+⟧)"
)
_OWNED = re.compile(
    r"⟦p?\d+⟧['’]s? (?:(?!(?:of|for|to|from|by|with|on|in|at|as|and|is|are|was|has|had"
    r"|will|goes|bid|deal|plan|offer|stake)\b)[\w-]+ ){0,3}?(?=⟦\d+⟧)"
)
_PARENT = re.compile(
    r"⟦p?\d+⟧(?:['’]s?)? (?:parent(?: company| firm)?|owner|operator|maker|developer"
    r"|producer|publisher|creator|brewer|founder) (?=⟦\d+⟧)"
)
"""`Harrow parent company Quillet`: the latter acts."""
_MADE = re.compile(
    r"\b(?:maker|owner|parent|operator|developer|publisher|producer|creator)s? of "
    r"(?:⟦p?\d+⟧(?: of |,? and |, )?){1,4},? (?=⟦)"
)
"""`the maker of Pinta, Harrow, for $2bn`: the latter is meant."""
_PRODUCT = re.compile(
    r"⟦p?\d+⟧['’]s (?=(?:maker|owner|parent|publisher|developer|operator)\b)"
    r"|(?<=\bbehind )(?:[a-z-]+ ){0,3}⟦p?\d+⟧(?= [a-z])"
)
"""`Pinta's maker`, `the firm behind the app Pinta`: not the one who acts."""
_REPORTED = re.compile(
    r"\b((?:said|says|announced|confirmed|disclosed) (?:that )?(?:it|they|he|she"
    r"|the (?:company|firm|group|start-?up))) had (?=[a-z])"
)
"""What has just been done, as one tells who said it."""
_FROM = re.compile(r"(⟦\d+⟧) (?:of|aus|from) ⟦p\d+⟧(?:, [A-Z]\w+\.,?)?")
_ASIDE = re.compile(
    r"(⟦p?\d+⟧), (?:which|who|whose|where|an?|the|one|formerly|owner|maker|known"
    r"|nicknamed"
    r"|started|founded|set|run|once|now|often|based|its|then|owned|whose|eine?r?|der"
    r"|die"
    r"|das|une?|qui|dont|una?|que|il|la|le|as|under|facing|hit|part)\b[^,.;¤]{1,110}"
    r"(?:,(?=\s)|(?=\.$))"
)
_OWN = dict.fromkeys(map(ord, "⟦⟧¤"), " ")
"""Our signs in a stranger's text mean nothing."""
_SPACES = re.compile(r"\s+")


def _in_signs(
    text: str, start: int, end: int, names: list[NameSpan], sums: list[Money]
) -> str:
    """`text[start:end]` with its names as ⟦i⟧ (places ⟦pi⟧) and its sums as ¤j¤.

    A technology or an office acts in no deal and stays a word: `an AI company`.
    """
    marks = [
        (s.start, s.end, f"¤{j}¤")
        for j, s in enumerate(sums)
        if start <= s.start and s.end <= end
    ]
    taken = [(s, e) for s, e, _ in marks]
    for i, span in enumerate(names):
        if start <= span.start and span.end <= end:
            name = text[span.start : span.end]
            if (
                thing(name)
                or _ROUND.fullmatch(name)
                or _FAMILY.match(text, span.end)
                or any(s < span.end and span.start < e for s, e in taken)
            ):
                continue
            kind = "p" if place(name) else ""
            marks.append((span.start, span.end, f"⟦{kind}{i}⟧"))
    marks.sort()
    parts, position = [], start
    for low, high, sign in marks:
        if low < position:
            continue
        parts += [text[position:low].translate(_OWN), sign]
        position = high
    parts.append(text[position:end].translate(_OWN))
    signs = _SPACES.sub(" ", "".join(parts)).strip()
    signs = _ARTICLE.sub("", signs)
    signs = _REPORTED.sub(r"\1 has ", signs)
    signs = _MADE.sub("", signs)
    signs = _PRODUCT.sub("", signs)
    signs = _LOCATED.sub("", signs)
    signs = _BELONGS.sub(r"\1", signs)
    signs = _PARENT.sub("", signs)
    signs = _OWNED.sub("", signs)
    signs = _FROM.sub(r"\1", signs)
    signs = _ASIDE.sub(r"\1", signs)
    return _PAREN.sub("", signs)


_NOUN = re.compile(
    r"\s(?!(?:and|und|bought|can|could|cut|et|for|from|has|hit|may|near|over|paid|put"
    r"|set|sold|to|will|with|won|would)\b)[a-z]{3,}(?<!s)(?<!ed)(?<!ing)(?<!en)\b"
)
"""A noun, as far as its form tells, which the word before it describes."""
_ROUND = re.compile(r"[Ss][eé]ries? [A-K]\d?|[Ss]eed|[Ss]erie [A-K]")
"""A round is no party."""
_YEAR = re.compile(r"\bin (?:19|20)\d\d\b")
_AHEAD = re.compile(r"\b(?:will|should|plans?|starts?|opens?) ")


def bygone(signs: str) -> bool:
    """Whether a sentence tells of a year that is over, as far as its words say."""
    return bool(_YEAR.search(signs)) and not _AHEAD.search(signs)


_FAMILY = re.compile(r"\s(?:brothers|sisters|family|families|twins|clan|heirs)\b")
_GENERIC = re.compile(
    r"\s(?:makers?|equity|firms?|houses?|giants?|groups?|industry|market|prices?"
    r"|sellers?"
    r"|producers?|companies|company|users?|bosses|boss|owners?|chiefs?|workers"
    r"|downturn)\b"
)


def _known(text: str, title: int, found: list[NameSpan]) -> list[NameSpan]:
    """Names without the weak ones that only describe: `Painkiller makers`, and a
    headline's first word that the text, which names others, does not name.
    """
    keys = [key(text[n.start : n.end]) for n in found]
    seen = Counter(keys)
    below = {
        word
        for name, n in zip(keys, found, strict=True)
        if n.start >= title
        for word in name.split()
    }
    named = any(n.start >= title and not n.weak for n in found)

    def describes(n: NameSpan, name: str) -> bool:
        if not n.weak or seen[name] > 1:
            return False
        unnamed = named and n.start < title and name not in below
        follows = _GENERIC.match(text, n.end) or (unnamed and _NOUN.match(text, n.end))
        return bool(follows)

    return [n for n, name in zip(found, keys, strict=True) if not describes(n, name)]


def _confirmed(text: str, title: int, found: list[NameSpan]) -> list[NameSpan]:
    """Names of a Headline In Capitals cut to what the text below names, too."""
    found = _known(text, title, found)
    if not cased(text[:title]):
        return found
    below = text[title:]
    strong = {key(text[n.start : n.end]) for n in found if n.start >= title}
    if not strong:
        return [part for span in found for part in _parted(text, span)]
    kept: list[NameSpan] = []
    for span in found:
        if span.end > title or key(text[span.start : span.end]) in strong:
            kept.append(span)
            continue
        kept += [NameSpan(s, e) for s, e in within(text, span, strong, below)]
    return kept


def _parted(text: str, span: NameSpan) -> list[NameSpan]:
    """A run of a Headline In Capitals, where no text tells what it names, parted at
    the words that join and at those of business.
    """
    parts: list[NameSpan] = []
    begin = end = -1
    for word in _WORD.finditer(text, span.start, span.end):
        if word[0].lower() in _joining():
            if begin >= 0:
                parts.append(NameSpan(begin, end))
            begin = -1
            continue
        begin = word.start() if begin < 0 else begin
        end = word.end()
    if begin >= 0:
        parts.append(NameSpan(begin, end))
    return parts


_WORD = re.compile(r"\S+")


@cache
def _joining() -> frozenset[str]:
    return frozenset(parting()) | stopwords("en")


def _sentence(
    text: str,
    start: int,
    end: int,
    names: list[NameSpan],
    sums: list[Money],
    *,
    title: int,
    shouted: bool,
) -> Sentence:
    """A sentence in signs; the words of a Headline In Capitals in small letters."""
    signs = _in_signs(text, start, end, names, sums)
    first = end <= title
    return Sentence(start, end, signs.lower() if first and shouted else signs, first)


def _whole(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences made one again that a firm's own mark (`Yahoo! Inc.`) had parted."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and text.startswith(("Inc", "Corp", "Ltd"), start):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept


def telling(article: Article, language: str) -> Telling:
    """Read title and lead once, for all that the deal asks of them."""
    body = article.body or ""
    lead = body
    if article.excerpt and article.excerpt[:60] not in body:
        lead = f"{article.excerpt}\n\n{body}"
    title = article.title.strip()
    text = f"{title}\n\n{lead}"[:_LONGEST]
    found = numbers(text, language)
    sums = money(text, found, language)
    names = _confirmed(text, len(title), find(text, language))
    shouted = cased(title)
    spans = _whole(text, sentences(text, language))
    return Telling(
        text=text,
        names=names,
        sums=sums,
        numbers=found,
        sentences=[
            _sentence(text, s, e, names, sums, title=len(title), shouted=shouted)
            for s, e in spans
        ],
        language=language,
    )
