"""Sums of money in running text: numbers with a currency before or after them.

`US$1.3bn`, `1,3 milliards d'euros`, `₹1,000 crore`, `25亿元`, `RMB 2.5bn`, `about a
billion dollars`.  Currencies come out as ISO 4217; one that cannot be told (`crowns`,
`pesos` alone) is `XXX`, the standard's own code for none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsfold.model import Qualifier
from newsfold.text.numbers import Number

__all__ = ["Money", "money"]


class Money(NamedTuple):
    """A sum at `text[start:end]`, in whole units of `currency`."""

    start: int
    end: int
    value: float
    currency: str
    qualifier: Qualifier = "exact"
    high: float | None = None


_SIGNS = {
    "us$": "USD",
    "$us": "USD",
    "usd": "USD",
    "$": "USD",
    "＄": "USD",
    "c$": "CAD",
    "ca$": "CAD",
    "cad": "CAD",
    "cad$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "aud": "AUD",
    "nz$": "NZD",
    "nzd": "NZD",
    "hk$": "HKD",
    "hkd": "HKD",
    "s$": "SGD",
    "sg$": "SGD",
    "sgd": "SGD",
    "nt$": "TWD",
    "twd": "TWD",
    "r$": "BRL",
    "brl": "BRL",
    "mx$": "MXN",
    "mxn": "MXN",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "￡": "GBP",
    "¥": "JPY",
    "￥": "JPY",
    "jpy": "JPY",
    "cn¥": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "人民币": "CNY",
    "₹": "INR",
    "rs": "INR",
    "rs.": "INR",
    "inr": "INR",
    "₩": "KRW",
    "krw": "KRW",
    "₽": "RUB",
    "rub": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "₦": "NGN",
    "₱": "PHP",
    "฿": "THB",
    "₫": "VND",
    "₴": "UAH",
    "₿": "XBT",
    "chf": "CHF",
    "fr.": "CHF",
    "sek": "SEK",
    "nok": "NOK",
    "dkk": "DKK",
    "pln": "PLN",
    "sar": "SAR",
    "aed": "AED",
    "idr": "IDR",
    "myr": "MYR",
    "thb": "THB",
    "zar": "ZAR",
    "try": "TRY",
    "ils": "ILS",
    "huf": "HUF",
    "czk": "CZK",
}
_ISO = frozenset(
    [
        "USD",
        "CAD",
        "AUD",
        "NZD",
        "HKD",
        "SGD",
        "TWD",
        "BRL",
        "MXN",
        "EUR",
        "GBP",
        "JPY",
        "RMB",
        "CNY",
        "INR",
        "KRW",
        "RUB",
        "CHF",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "SAR",
        "AED",
        "IDR",
        "MYR",
        "THB",
        "ZAR",
        "TRY",
        "ILS",
        "HUF",
        "CZK",
    ]
)

# Words after the number; the first of an entry's codes is what the bare word means.
_WORDS: dict[str, str] = {
    **dict.fromkeys(
        [
            "dollar",
            "dollars",
            "dólar",
            "dólares",
            "dollari",
            "dollaro",
            "доллар",
            "доллара",
            "долларов",
            "долл",
            "bucks",
            "usd",
            "ドル",
            "美元",
            "米ドル",
            "美金",
        ],
        "USD",
    ),
    **dict.fromkeys(
        ["euro", "euros", "eur", "€", "евро", "ユーロ", "欧元", "歐元"],
        "EUR",
    ),
    **dict.fromkeys(
        ["pound", "pounds", "pfund", "livres", "libras", "sterline", "gbp", "£"], "GBP"
    ),
    **dict.fromkeys(("英镑", "英鎊", "ポンド", "фунтов", "sterling"), "GBP"),
    **dict.fromkeys(
        ["yen", "yens", "iene", "ienes", "jpy", "иен", "円", "日元", "日圆", "日圓"],
        "JPY",
    ),
    **dict.fromkeys(
        [
            "yuan",
            "yuans",
            "renminbi",
            "rmb",
            "cny",
            "юаней",
            "юаня",
            "元",
            "元人民币",
            "人民币元",
            "人民币",
            "人民元",
        ],
        "CNY",
    ),
    **dict.fromkeys(
        ["rupee", "rupees", "rupien", "roupies", "rupias", "inr", "рупий"], "INR"
    ),
    **dict.fromkeys(["won", "ウォン", "韩元", "韓元", "вон"], "KRW"),
    **dict.fromkeys(
        ["ruble", "rubles", "rouble", "roubles", "rubel", "rublos", "rubli"], "RUB"
    ),
    **dict.fromkeys(["рубль", "рубля", "рублей", "руб", "₽", "卢布"], "RUB"),
    **dict.fromkeys(["riyal", "riyals", "rial", "rials"], "SAR"),
    **dict.fromkeys(["dirham", "dirhams"], "AED"),
    **dict.fromkeys(["real", "reais", "reales"], "BRL"),
    **dict.fromkeys(["rand"], "ZAR"),
    **dict.fromkeys(["zloty", "zlotys", "złoty"], "PLN"),
    **dict.fromkeys(["lira", "liras", "lire"], "TRY"),
    **dict.fromkeys(["shekel", "shekels"], "ILS"),
    **dict.fromkeys(["naira"], "NGN"),
    **dict.fromkeys(["baht"], "THB"),
    **dict.fromkeys(["ringgit"], "MYR"),
    **dict.fromkeys(["rupiah"], "IDR"),
    **dict.fromkeys(["hryvnia", "hryvnias"], "UAH"),
    **dict.fromkeys(["dong"], "VND"),
    **dict.fromkeys(["taka"], "BDT"),
    **dict.fromkeys(["franken", "chf", "瑞士法郎"], "CHF"),
    **dict.fromkeys(["franc", "francs", "franchi"], "CHF"),
    **dict.fromkeys(
        ["peso", "pesos", "kronor", "kroner", "krone", "krona", "crowns", "dinars"],
        "XXX",
    ),
    **dict.fromkeys(["港元", "港币", "港幣"], "HKD"),
    **dict.fromkeys(["新台币", "新台幣", "台币"], "TWD"),
    "cad": "CAD",
    "aud": "AUD",
    "hkd": "HKD",
    "sgd": "SGD",
    "chf": "CHF",
    "sek": "SEK",
    "nok": "NOK",
    "dkk": "DKK",
    "$": "USD",
    "₹": "INR",
    "加元": "CAD",
    "澳元": "AUD",
}
# An adjective before the word decides what the word leaves open.
_ADJECTIVES: dict[str, dict[str, str]] = {
    "dollar": {
        "canadian": "CAD",
        "australian": "AUD",
        "hong kong": "HKD",
        "singapore": "SGD",
        "taiwan": "TWD",
        "new zealand": "NZD",
        "us": "USD",
        "u.s.": "USD",
        "american": "USD",
    },
    "rupee": {"pakistani": "PKR", "indian": "INR", "sri lankan": "LKR"},
    "peso": {
        "mexican": "MXN",
        "argentine": "ARS",
        "philippine": "PHP",
        "chilean": "CLP",
        "colombian": "COP",
    },
    "kron": {"swedish": "SEK", "norwegian": "NOK", "danish": "DKK"},
    "crown": {"swedish": "SEK", "norwegian": "NOK", "danish": "DKK", "czech": "CZK"},
    "franc": {"swiss": "CHF", "cfa": "XOF"},
    "yuan": {"chinese": "CNY"},
    "won": {"south korean": "KRW", "korean": "KRW"},
    "riyal": {"saudi": "SAR", "qatari": "QAR"},
    "pound": {"egyptian": "EGP", "british": "GBP", "lebanese": "LBP"},
}
_ADJECTIVE = "|".join(
    sorted(
        {re.escape(a) for d in _ADJECTIVES.values() for a in d}, key=len, reverse=True
    )
)
_LATIN = "|".join(
    sorted(
        (re.escape(w) for w in _WORDS if w[0].isalpha() and w[0] < "\u3000"),
        key=len,
        reverse=True,
    )
)
_OTHER = "|".join(
    sorted(
        (re.escape(w) for w in _WORDS if not (w[0].isalpha() and w[0] < "\u3000")),
        key=len,
        reverse=True,
    )
)
_AFTER = re.compile(
    rf"[\s\u00a0\u202f-]?(?:(?:of|de|di|d['’]|in|an)\s?)?"
    rf"(?:(?P<a>{_ADJECTIVE})[\s-])?"
    rf"(?:(?P<w>{_LATIN})\b(?!-)|(?P<s>{_OTHER})(?!\d))"
    rf"(?P<us>\s(?:US|canadiens|australiens)\b)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:"
    + "|".join(
        sorted(
            (re.escape(s) for s in _SIGNS if s[0].isascii() and s[0].isalpha()),
            key=len,
            reverse=True,
        )
    )
    + r")|"
    + "|".join(
        sorted(
            (re.escape(s) for s in _SIGNS if not (s[0].isascii() and s[0].isalpha())),
            key=len,
            reverse=True,
        )
    )
    + r")[\s\u00a0\u202f]?$",
    re.IGNORECASE,
)
_SIGN_CHARS = frozenset("$€£¥￥＄￡₹₩₽₺₪₦₱฿₫₴₿币.sSdDrRfFkKnNbBlLmMyYeEzZCc")
_YUAN = re.compile(r"yuan|renminbi|RMB|人民币|\bChin|Beijing|中国", re.IGNORECASE)
_HINT = re.compile(r"[$€£¥￥＄￡₹₩₽₺₪₦₱฿₫₴₿元円]|\b[Rr]s\b|[A-Z]{3}\b")


def _currency_before(text: str, start: int, language: str) -> tuple[str, int] | None:
    """Currency that ends right before `start`, and where it begins."""
    if start == 0:
        return None
    last = text[start - 1]
    if last in " \u00a0\u202f" and start > 1:
        last = text[start - 2]
    if last not in _SIGN_CHARS:
        return None
    offset = max(0, start - 6)
    match = _BEFORE.search(text[offset:start])
    if match is None:
        return None
    sign = match[0].strip("\u00a0\u202f ")
    low = sign.lower()
    if low.isalpha() and low.isascii() and low != "rs" and sign not in _ISO:
        return None  # `try 5` is no lira.
    currency = _SIGNS[low]
    if low in {"¥", "￥"} and (language == "zh" or _YUAN.search(text)):
        currency = "JPY" if re.search(r"\byen\b|Japan|日本", text) else "CNY"
    return currency, offset + match.start()


def _currency_after(text: str, end: int) -> tuple[str, int] | None:
    """Currency that begins right after `end`, and where it ends."""
    match = _AFTER.match(text, end)
    if match is None:
        return None
    word = (match["w"] or match["s"]).lower()
    currency = _WORDS[word]
    if match["a"]:
        adjective = match["a"].lower()
        for stem, codes in _ADJECTIVES.items():
            if word.startswith(stem):
                currency = codes.get(adjective, currency)
    return currency, match.end()


def money(text: str, found: Sequence[Number], language: str = "") -> list[Money]:
    """The sums among the numbers that `newsfold.text.numbers.numbers` found in `text`."""
    sums: list[Money] = []
    for number in found:
        if number.form in {"fraction", "ordinal", "one"}:
            continue
        before = _currency_before(text, number.start, language)
        if before is not None:
            start, end, currency = before[1], number.end, before[0]
        else:
            after = _currency_after(text, number.end)
            if after is None:
                continue
            if (
                number.start
                and text[number.start - 1].isalpha()
                and text[number.start - 1] < "\u3000"
            ):
                continue
            start, end, currency = number.start, after[1], after[0]
        qualifier = number.qualifier
        sums.append(Money(start, end, number.value, currency, qualifier, number.high))
    return sums
