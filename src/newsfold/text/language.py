"""Which language a text is in, as ISO 639-1.

Scripts that one language alone uses decide at once; the rest is asked of py3langid, cut
to the first 600 characters, where its answers no longer change.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["detect", "of_tag"]

_LONGEST_CODE = 3

_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_ALONE = (
    (_HANGUL, "ko"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[\u0590-\u05ff]"), "he"),
    (re.compile(r"[\u10a0-\u10ff]"), "ka"),
    (re.compile(r"[\u0530-\u058f]"), "hy"),
)
_LETTER = re.compile(r"[^\W\d_]")
# Words that make a text plainly English; the commonest case need not be computed.
_ENGLISH = re.compile(r"\b(?:the|and|of|to|in|is|for|that|with|was|said|has)\b")
_OTHERS = re.compile(
    r"\b(?:der|die|und|le|la|les|des|el|los|que|il|di|de|het|een|och|att|og|na|nie)\b"
)
_ENOUGH = 600


# What the news of the world is written in; the model knows tongues besides (Nigerian
# Pidgin, Occitan …) that it confuses with these.
_LANGUAGES = [
    "af",
    "ar",
    "az",
    "be",
    "bg",
    "bn",
    "bs",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fr",
    "ga",
    "gl",
    "gu",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ja",
    "ka",
    "kk",
    "kn",
    "ko",
    "ku",
    "lt",
    "lv",
    "mk",
    "ml",
    "mn",
    "mr",
    "ms",
    "mt",
    "nb",
    "ne",
    "nl",
    "nn",
    "no",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "si",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "te",
    "th",
    "tl",
    "tr",
    "uk",
    "ur",
    "vi",
    "xh",
    "zh",
    "zu",
]


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a tenth of a second

    identifier: Any = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = set(identifier.nb_classes)
    identifier.set_languages([one for one in _LANGUAGES if one in known])
    return cast("Callable[[str], tuple[str, float]]", identifier.classify)


@lru_cache(maxsize=4096)
def detect(text: str) -> str:
    """ISO 639-1 of `text`, or an empty string where it is too short to tell."""
    sample = text[:_ENOUGH]
    letters = len(_LETTER.findall(sample))
    if letters < 2:  # noqa: PLR2004  nothing to go by
        return ""
    if not sample.isascii():
        if _KANA.search(sample):
            return "ja"
        if len(_HAN.findall(sample)) * 3 > letters:
            return "zh"
        for script, language in _ALONE:
            if len(script.findall(sample)) * 3 > letters:
                return language
    low = sample.lower()
    english = len(_ENGLISH.findall(low))
    if english >= 3 and english > 4 * len(_OTHERS.findall(low)):  # noqa: PLR2004  three are no chance
        return "en"
    if letters < 12:  # noqa: PLR2004  a name or two fits any language
        return ""
    found = _classifier()(sample)[0]
    return "no" if found in {"nb", "nn"} else found


def of_tag(tag: str) -> str:
    """The language of a tag like `en-GB`; '' where it is none."""
    code = tag.strip().replace("_", "-").partition("-")[0].lower()
    short = 1 < len(code) <= _LONGEST_CODE
    return code if short and code.isascii() and code.isalpha() else ""
