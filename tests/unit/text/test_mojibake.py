"""Broken text is mended; sound text is not touched."""

from __future__ import annotations

import pytest

from newsfold.text.mojibake import repair

CLEAN = {
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy – „opravdu“?",
    "da": "Rødgrød med fløde på Ærø, sagde hun: »Ja!«",
    "de": "Ärger über „Größe“: 5 € für 3 × 4 m² – ganz schön.",
    "el": "Η Αθήνα — «πρωτεύουσα» της Ελλάδας· όμορφη.",
    "en": "The naïve café owner’s “résumé” … cost £5 — or 10°.",
    "es": "¿Qué pasó en España? ¡Año nuevo! «Sí», dijo él.",
    "et": "Õhtul jõudis üle õue öö, ütles Ülle Šveitsist.",
    "fi": "Äiti näki öisen hämärän – ”kaunista”, hän sanoi.",
    "fr": "L’été à « Noël » : ça coûte 3 € — où est-ce, Maïté ?",
    "he": "ראש הממשלה אמר: ״שלום״ – ומיהר.",
    "hu": "Árvíztűrő tükörfúrógép – „valóban” így van.",
    "is": "Þórður sagði: „Ég á æðri köllun.“",
    "ja": "「東京」で会議が開かれた。参加者は約100人…",
    "ko": "서울에서 “회의”가 열렸다 — 약 100명 참석.",
    "pl": "Zażółć gęślą jaźń – „naprawdę”? Łódź, ŻÓŁĆ.",
    "pt": "À noite, SÃO PAULO não dorme: “coração” e ação.",
    "ro": "Șapte țări și „împărăția” — în România.",
    "ru": "Президент сказал: «Да» — и уехал. РФ, СССР № 5.",
    "sv": "Åtta älgar i Ö, sade ”hon” – é.",
    "tr": "İstanbul’da ığüşöç “güzel” — Çağrı ŞİİR.",
    "uk": "Її ґанок – «Київ» і п’ять їжаків.",
    "vi": "Thủ tướng Việt Nam: “Đổi mới” – ƯỚC MƠ, ÂN ĐỨC.",
    "zh": "北京——“会议”在周一举行，约100人参加……",
    "ar": "قال الرئيس: «نعم» — ثم غادر القاهرة.",
    "hi": "प्रधानमंत्री ने कहा — “हाँ” और चले गए।",
    "th": "นายกรัฐมนตรีกล่าวว่า “ใช่” — แล้วเดินทางไป",
}


@pytest.mark.parametrize("language", CLEAN)
def test_clean_text_comes_back_as_the_same_object(language: str) -> None:
    text = CLEAN[language]
    mended, kinds = repair(text)
    assert mended is text
    assert kinds == ()


@pytest.mark.parametrize("language", CLEAN)
def test_text_read_as_cp1252_is_mended(language: str) -> None:
    text = CLEAN[language]
    broken = "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte)
        for byte in text.encode("utf-8")
    )
    mended, kinds = repair(broken)
    assert mended == text
    assert kinds == ("mojibake",)


@pytest.mark.parametrize(
    ("broken", "sound"),
    [
        ("(Agency) â€” Two firms", "(Agency) — Two firms"),
        ("CafÃ© Ã  Paris", "Café à Paris"),
        ("a price of Â£5m", "a price of £5m"),
        ("РџСЂРёРІРµС‚ РјРёСЂ", "Привет мир"),
        ("schÃ¶n 中文 fÃ¼r alle", "schön 中文 für alle"),
        ("the \x93word\x94", "the “word”"),
        ("a â€œwordâ€ here", "a “word” here"),
    ],
)
def test_known_breakage(broken: str, sound: str) -> None:
    assert repair(broken) == (sound, ("mojibake",))


def test_only_the_broken_line_of_a_text_is_touched() -> None:
    sound = "ﬁne ligature, ｆｕｌｌ width, straight “curls”\r\n"
    mended, _ = repair(sound + "and itâ€™s broken\n" + sound)
    assert mended == sound + "and it’s broken\n" + sound


def test_long_texts_take_linear_time_and_stay_whole() -> None:
    text = "clean ünd länger " * 20_000 + "itâ€™s"
    assert repair(text)[0] == text.replace("â€™", "’")
