"""Notices of correction, in the languages of outlets."""

from __future__ import annotations

import time

import pytest

from newsfold.text.corrections import notices


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: the ferry carries 240 passengers, not 420.",
        "CORRECTION (2 March): the ferry carries 240 passengers.",
        "Editor's note: this story gave a wrong figure.",
        "This article was amended on 2 March 2026 to correct the name of the pier.",
        "• This piece has been updated to clarify what the council said.",
        "An earlier version of this article misstated the depth of the harbour.",
        "Berichtigung: In einer früheren Version stand, die Fähre sei gesunken.",
        "Anmerkung der Redaktion: Der Name wurde korrigiert.",
        "In einer früheren Fassung dieses Artikels hieß es, es seien 40 Pfähle.",
        "Rectificatif : le bac transporte 240 passagers.",
        "Une première version de cet article donnait un autre chiffre.",
        "Fe de errores: el transbordador lleva 240 pasajeros.",
        "Errata corrige: il traghetto porta 240 passeggeri.",
        "Correção: a balsa leva 240 passageiros.",
        "Rectificatie: de veerboot vervoert 240 passagiers.",
        "Rättelse: färjan tar 240 passagerare.",
        "Sprostowanie: prom zabiera 240 pasażerów.",
        "Исправление: паром берёт 240 пассажиров.",
        "訂正：フェリーの定員は240人です。",
        "更正：渡轮可载240人。",
    ],
)
def test_a_notice_is_found_among_paragraphs(notice):
    assert notices(f"The ferry sails.\n\n{notice}\n\nIt is blue.") == (notice,)


@pytest.mark.parametrize(
    "text",
    [
        "The correction of the market came on Monday: shares fell.",
        "The department of corrections said that 40 inmates were moved.",
        "The minister asked for a retraction of the report.",
        "Die Korrektur der Bilanz kostet die Bank 40 Millionen.",
        "The law was amended in 2024, and the story of the ferry was not over.",
        "She updated her will.",
        "„Richtigstellung!“ – unter diesem Titel veröffentlicht er ein Video.",
    ],
)
def test_news_of_corrections_is_no_notice(text):
    assert notices(text) == ()


def test_a_long_notice_is_cut_and_a_hostile_text_takes_no_long_time():
    assert len(notices("Correction: " + "word " * 500)[0]) <= 301
    began = time.process_time()
    for text in ("Correction " * 90_000, "this article " * 90_000, "a\n" * 500_000):
        notices(text)
    assert time.process_time() - began < 3
