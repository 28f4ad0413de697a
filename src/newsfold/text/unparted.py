"""Proper names in Chinese and Japanese, which have neither blanks nor capitals.

Without a dictionary only what stands in a telling place is found.
"""

from __future__ import annotations

import re

__all__ = ["unparted"]

_SIGN = r"A-Za-z0-9\u30a0-\u30ff\u4e00-\u9fff"
_MOST = 40
"""Names whose other places in the text are looked for."""
_FIRM = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:股份)?有限公司"
    r"|[A-Za-z0-9]{0,12}[\u4e00-\u9fff]{2,6}(?:AI|科技|集团|集團|公司(?![A-Za-z])|资本|資本|银行|銀行|基金"
    r"|控股|智能|创投|股份|汽车|电子|证券(?!交易)|保险|委员会|总局|管理局|办公室|法院|ホールディングス|グループ|自動車|電機)"
)
_LISTED = re.compile(rf"(?:[{_SIGN}]{{2,12}}、)+[{_SIGN}]{{2,12}}")
_LISTED_ITEM = re.compile(r"[^、和与及]+")
_LISTED_FRONT = re.compile(
    r"^.*(?:包括|有(?!限)|对|向|在|周[一二三四五六日]|为|是|由|含|与|和|来自|投资方|出资方|收购|收購|买下|入股|领投)"
)
_NATION = re.compile(r"^[米英仏独韓印](?=[\u30a1-\u30fa])")
_DESCRIBED = re.compile(r"^.+(?:公司|企业|制造商|开发商|平台|巨头)(?=..)")
"""What describes a firm right before its name, where no blank parts them."""
_SUM = re.compile(r"\d+[亿億万兆].*$")
_LISTED_BACK = re.compile(r"(?:等|共同|领投|跟投|参投|联合|参与|旗下|的|など).*$")
_HEADED = re.compile(rf"^([{_SIGN}]{{2,10}})[：:]")
_SAYING = re.compile(
    rf"(?:^|[。，；\s「『、])([{_SIGN}]{{2,10}}?)"
    r"(?=周[一二三四五六日]|宣布|表示|透露|完成|获得|获|拟|计划|将以|收购|称|は|が)"
)
_FOREIGN = re.compile(
    r"[\u30a1-\u30fa\u30fc]{3,}|[A-Z][A-Za-z0-9]+(?:\s[A-Z][A-Za-z0-9]+)*"
)
_NO_NAME = re.compile(
    r"^\d+[年月日万億亿千百人円]|^(?:全?社員|従業員|株式|同社|両社|公司|该公司|本周|今年|去年|此次|同一|竞争|对手|记者|目前|其中|据|双方|投资)"
    r"|[年月日額円]$"
)


def _front(word: str, *patterns: re.Pattern[str]) -> int:
    """Where the name begins in `word`, behind what the first fitting pattern takes."""
    return next((found.end() for p in patterns if (found := p.match(word))), 0)


def unparted(text: str) -> list[tuple[int, int]]:
    """Spans of the names of `text` in its order: lists, firms by their form, who says
    or does, the head of a headline, words in Latin letters and katakana.
    """
    spans: dict[tuple[int, int], None] = {}

    def keep(start: int, end: int) -> None:
        word = text[start:end]
        if end - start >= 2 and not _NO_NAME.search(word) and not word.isdigit():  # noqa: PLR2004  one sign is no name
            spans[(start, end)] = None

    for match in _LISTED.finditer(text):
        for item in _LISTED_ITEM.finditer(text, match.start(), match.end()):
            start, end = item.span()
            start += _front(item[0], _LISTED_FRONT, _NATION)
            back = _LISTED_BACK.search(text[start:end])
            keep(start, start + back.start() if back else end)
    position = 0
    while firm := _FIRM.search(text, position):
        position = firm.end()
        start = firm.start() + _front(firm[0], _LISTED_FRONT)
        # Who stands before `对` or `收购` may have the form of a firm, too.
        for other in _FIRM.finditer(text, firm.start(), start):
            keep(other.start(), other.end())
        keep(start, firm.end())
    for pattern in (_HEADED, _SAYING):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            start += _front(match[1], _DESCRIBED, _NATION)
            summed = _SUM.search(match[1])
            keep(start, match.start(1) + summed.start() if summed else end)
    for match in _FOREIGN.finditer(text):
        keep(match.start(), match.end())
    for word in sorted({text[s:e] for s, e in spans})[:_MOST]:
        for match in re.finditer(re.escape(word), text):
            spans[match.span()] = None
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
