"""A dossier as lists show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.model import Rights, Summary, Voice
from newsfold.publish.rights import outward
from newsfold.publish.wording import quantity, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.model import Article, Dossier, Figure

__all__ = ["NAME", "TITLE", "language_of", "naming", "outlet_of", "summary"]

TITLE = 240
"""Characters of a headline that a page shows."""
NAME = 80
_VOICES = 4
_VALUES = 4


def summary(dossier: Dossier) -> Summary:
    """What lists, feeds and the API say of a story."""
    article = dossier.lead.article
    compared = dossier.comparison
    return Summary(
        story=dossier.story,
        lead=replace(
            outward(article),
            body="",
            links=(),
            repairs=(),
            evidence={},
            signals={},
            rights=Rights(),
        ),
        quality=dossier.lead.quality.value,
        outlets=dossier.outlets,
        independent=dossier.independent,
        topics=tuple(topic.name for topic in dossier.topics),
        heat=replace(dossier.heat, terms=()) if dossier.heat else None,
        verdict=compared.verdict if compared else "single-source",
        parties=compared.parties if compared else "single-source",
        dispute=_dispute(compared.figures if compared else ()),
        voices=tuple(_voices(dossier)),
        published=dossier.published,
        path=dossier.path,
    )


def outlet_of(article: Article) -> str:
    """The outlet's name, or its domain."""
    name = article.provider.name or article.provider.domain or "Unknown outlet"
    return shorten(name, NAME)


def language_of(article: Article) -> str:
    """The article's language where it can stand in an attribute."""
    tag = article.language
    return tag if tag.isascii() and tag.replace("-", "").isalnum() else ""


def naming(figure: Figure) -> str:
    """What a figure counts, for people: `count of robots` is `Robots`."""
    what = shorten(figure.what, TITLE).removeprefix("count of ").replace("_", " ")
    return what[:1].upper() + what[1:]


def _voices(dossier: Dossier) -> Iterator[Voice]:
    """How other outlets head the story: no copies, no outlet twice."""
    heard = {dossier.lead.article.provider.domain}
    for member in dossier.members[1:]:
        article = member.article
        if member.copy is None and article.provider.domain not in heard:
            heard.add(article.provider.domain)
            yield Voice(
                outlet=outlet_of(article),
                title=shorten(article.title, TITLE),
                language=language_of(article),
            )
            if len(heard) > _VOICES:
                return


def _dispute(figures: tuple[Figure, ...]) -> str:
    for figure in figures:
        if figure.verdict == "conflict":
            values = dict.fromkeys(
                quantity(report.value, _unit(report.unit), report.qualifier)
                for report in figure.reports
            )
            values.pop("", None)
            return f"{naming(figure)}: {' or '.join(list(values)[:_VALUES])}"
    return ""


def _unit(unit: str) -> str:
    """The unit where a number needs it: `Jobs cut: 900 or 1200` says enough."""
    return unit if unit == "percent" or unit.isupper() else ""
