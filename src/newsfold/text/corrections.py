"""Where an outlet says that it corrected or changed a text: the words of its notice.

A notice stands in a paragraph of its own that opens with a set phrase (“Correction:”,
“Berichtigung:”, “訂正：”), or says of the article that it was changed (“This article
was amended on …”).  Phrases of outlets in a dozen languages; no list knows all of them.
"""

from __future__ import annotations

import re

__all__ = ["notices"]

_LONGEST = 300
"""Characters of a notice that are kept."""
_MOST = 8
_READ = 400
"""Characters of a paragraph that are looked at: a notice says so at once."""
_LABELS = (
    # English
    r"corrections?|correction appended|clarifications?|retraction|erratum|errata"
    r"|editor['’]?s['’]? note|amendment"
    # German, Dutch
    r"|berichtigung|korrektur(?:hinweis)?|richtigstellung|anmerkung der redaktion"
    r"|korrekturen|rectificatie|correctie|rechtzetting"
    # French, Spanish, Italian, Portuguese, Catalan, Romanian
    r"|rectificatif|correctif|erratum|mise au point|note de la rédaction"
    r"|fe de errores|fe de erratas|corrección|rectificación|nota del editor"
    r"|errata corrige|rettifica|correzione|nota della redazione"
    r"|correção|errata|retificação|nota da redação|correcció|erată"
    # Danish, Norwegian, Swedish, Finnish
    r"|rettelse|rättelse|rettet|oikaisu|korjaus"
    # Polish, Czech, Slovak, Hungarian, Turkish
    r"|sprostowanie|korekta|oprava|helyreigazítás|düzeltme"
    # Russian, Ukrainian, Bulgarian, Greek
    r"|исправление|поправка|уточнение|опровержение|виправлення|спростування"
    r"|διόρθωση|διευκρίνιση"
    # Arabic, Hebrew, Hindi
    r"|تصحيح|توضيح|תיקון|संशोधन|भूल सुधार"
)
_LEAD = r"[\s•·*_\-–—\[(]{0,4}"
"""No quotation marks: what stands in them is somebody's words, or a title."""
_LABELLED = re.compile(
    rf"{_LEAD}(?:{_LABELS})\b[^:：—–.\n]{{0,60}}[:：—–]", re.IGNORECASE
)
_CJK = re.compile(
    r"[\W_]{0,3}(?:訂正|訂正とお詫び|お詫びと訂正|更正|勘误|更正启事|정정|바로잡습니다)[\s:：】〉）)]"
)
_SAID = re.compile(
    # English: what, was, how
    r"\b(?:this|the|an earlier version of this|a previous version of this)"
    r"(?: \w+){0,2} (?:article|story|report|piece|post|headline|column|interview)"
    r"(?: \w+){0,3} (?:was|has been|have been|is)"
    r"(?: \w+){0,2} (?:amended|corrected|updated|edited|changed|clarified|modified"
    r"|revised|retracted)\b"
    r"|\b(?:an|a) (?:earlier|previous|prior) version of (?:this|the)"
    r" (?:\w+ )?(?:article|story|report|piece|post|headline)\b"
    # German
    r"|\bin einer (?:früheren|ersten|vorherigen) (?:version|fassung)\b"
    r"|\b(?:dieser|der) (?:artikel|beitrag|text) wurde\b[^.\n]{0,80}\b(?:korrigiert"
    r"|aktualisiert|berichtigt|geändert|ergänzt)\b"
    # French
    r"|\bune (?:première|précédente) version de (?:cet article|ce texte)\b"
    r"|\bcet article a été (?:modifié|corrigé|mis à jour)\b"
    # Spanish, Portuguese, Italian
    r"|\buna versión (?:anterior|previa) de (?:este|esta)\b"
    r"|\bes(?:te|ta) (?:artículo|noticia|nota) (?:ha sido|fue) (?:corregid|modificad"
    r"|actualizad)[oa]\b"
    r"|\buma versão anterior d(?:este|esta|o|a)\b"
    r"|\buna (?:precedente|prima) versione d(?:i questo|ell)"
    # Dutch, Swedish, Norwegian, Danish
    r"|\bin een eerdere versie van dit\b|\bi en tidigare version av\b"
    r"|\bi en (?:tidligere|første) versjon av\b|\bi en tidligere version af\b"
    # Polish, Russian
    r"|\bwe wcześniejszej wersji\b|\bв (?:более ранней|предыдущей) версии\b",
    re.IGNORECASE,
)


_SAID_BY = (
    *("vers", "wersji", "верси", "fassung"),
    *("amended", "corrected", "updated", "edited", "changed", "clarified", "modified"),
    *("revised", "retracted", "korrigiert", "aktualisiert", "berichtigt", "geändert"),
    *("ergänzt", "modifié", "corrigé", "mis à jour", "corregid", "modificad"),
    "actualizad",
)
"""Some of these stands in all that `_SAID` finds: to look for them is cheap."""


def notices(text: str) -> tuple[str, ...]:
    """The notices of a text, in its order; takes time linear in the text."""
    found = []
    for line in text.split("\n"):
        head = line[:_READ]
        if _LABELLED.match(head) or _CJK.match(head) or _says(head):
            words = " ".join(line[: 2 * _LONGEST].split())
            found.append(words if len(words) <= _LONGEST else words[:_LONGEST] + "…")
            if len(found) == _MOST:
                break
    return tuple(dict.fromkeys(found))


def _says(head: str) -> bool:
    folded = head.lower()
    return any(map(folded.__contains__, _SAID_BY)) and _SAID.search(head) is not None
