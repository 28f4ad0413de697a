"""A dossier as a record, and a record as articles."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from newsfold.model import Article, Image, Provider, Summary
from newsfold.model.recordfile import (
    RecordAuthor,
    RecordImage,
    RecordProvider,
    RelatedRecord,
    StoryRecord,
)
from newsfold.publish.rights import outward_all
from newsfold.publish.slug import slug

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsfold.model import Dossier, Heat, Instant, Member

__all__ = ["HEAT_BANDS", "articles_of", "band_of", "heat_band", "path_of", "record_of"]

HEAT_BANDS: tuple[int, ...] = (80, 60, 40, 20, 10, 0)
"""A record states the lower end of the band that its heat is in, so that it is written
again only when the story enters another: 80 top, 60 hot, 40 lively, 20 warm,
10 cooling, 0 cold."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_PIXELS = 1_000_000
_TITLE = 120
_LAST_INSTANT = 253_402_300_799
_FIRST_INSTANT = -62_135_596_800


def record_of(
    dossier: Dossier,
    *,
    now: Instant,
    seal: Callable[[dict[str, Any], str], str] | None = None,
    kept: StoryRecord | None = None,
) -> StoryRecord:
    """The record of a story: its lead's fields, the other members as related.

    `seal` encrypts the private fields (where each article came from) into `secured`;
    without it there is none.  `kept`: the record that the story was imported from;
    what only that knows stays (unknown keys, actions, body, a `secured` that is not
    ours to open, and its heat as long as none was computed).

    An article that nobody dates is given the time it was first seen.
    """
    dossier = outward_all(dossier)
    lead = dossier.lead.article
    original_url = lead.original_url or lead.web_url
    record = StoryRecord(
        category=_fit(lead.category),
        title=_title(lead),
        excerpt=_fit(lead.excerpt),
        published_date_time=_time(lead),
        original_url=_fit(original_url),
        web_url=_fit(lead.web_url),
        type=_fit(lead.type),
        quality=dossier.lead.quality.value,
        heat=heat_band(dossier.heat, now),
        published=dossier.published,
        provider=_provider(lead),
        topics=tuple(dict.fromkeys(_fit(topic.name) for topic in dossier.topics)),
        images=_images(lead),
        related=tuple(_related(member) for member in dossier.members[1:]),
        secured="" if seal is None else seal(_private(dossier), _fit(original_url)),
    )
    return record if kept is None else _keep(record, kept, computed=dossier.heat)


def heat_band(heat: Heat | None, now: Instant) -> int:
    """The lower end of the band that `heat` is in at `now`; -1 where none is known."""
    return -1 if heat is None else band_of(heat.value(now))


def band_of(value: int) -> int:
    """The lower end of the band that a heat from 0 to 100 is in; -1 for none."""
    return next((band for band in HEAT_BANDS if value >= band), -1)


def path_of(told: Dossier | Summary) -> str:
    """Where the record stands below `content/`: `YYYY/MM/<slug>-<story id>.md`.

    The path of the first publication where there was one.
    """
    if told.path:
        return told.path
    lead = told.lead if isinstance(told, Summary) else told.lead.article
    month = datetime.fromtimestamp(_time(lead), UTC).strftime("%Y/%m")
    return f"{month.zfill(7)}/{slug(lead.title)}-{told.story.id}.md"


def articles_of(record: StoryRecord) -> tuple[Article, ...]:
    """The articles that an imported record tells of, the lead first.

    They have no id yet.  What is the hub's judgement and not the outlets' word
    (quality, heat, published, topics) stays in the record, whose `related` stand in
    the same order.
    """
    lead = Article(
        title=record.title,
        web_url=record.web_url or record.original_url,
        original_url=record.original_url or record.web_url,
        excerpt=record.excerpt,
        excerpt_from="outlet" if record.excerpt else "",
        body=record.body.strip(),
        published=record.published_date_time,
        category=record.category,
        type=record.type,
        provider=_outlet(record.provider),
        authors=_authors(record.provider),
        images=_pictures(record.images),
    )
    return (
        lead,
        *(
            Article(
                title=related.title,
                web_url=related.web_url,
                original_url=_original(related),
                excerpt=related.excerpt,
                excerpt_from="outlet" if related.excerpt else "",
                published=related.published_date_time,
                category=record.category,
                type=related.type,
                provider=_outlet(related.provider),
                authors=_authors(related.provider),
                images=_pictures(related.images),
            )
            for related in record.related
        ),
    )


def _related(member: Member) -> RelatedRecord:
    article = member.article
    return RelatedRecord(
        title=_title(article),
        excerpt=_fit(article.excerpt),
        published_date_time=_time(article),
        web_url=_fit(article.web_url),
        type=_fit(article.type),
        provider=_provider(article),
        quality=member.quality.value,
        images=_images(article),
    )


def _provider(article: Article) -> RecordProvider:
    provider = article.provider
    return RecordProvider(
        name=_fit(provider.name or provider.domain),
        domain=_fit(provider.domain),
        images=tuple(RecordImage(url=_fit(url)) for url in provider.images),
        authors=tuple(RecordAuthor(name=_fit(name)) for name in article.authors),
    )


def _images(article: Article) -> tuple[RecordImage, ...]:
    return tuple(
        RecordImage(
            url=_fit(image.url),
            width=min(max(image.width, 0), _PIXELS),
            height=min(max(image.height, 0), _PIXELS),
            is_cached=image.is_cached,
        )
        for image in article.images
        if image.url.lower().startswith(("http://", "https://"))
    )


def _private(dossier: Dossier) -> dict[str, Any]:
    """What the hub knows and a reader need not: where each article came from."""
    return {
        "story": dossier.story.id,
        "lead": dossier.story.lead,
        "leadReason": dossier.story.lead_reason,
        "decision": ""
        if dossier.decision is None
        else f"{dossier.decision.by}: {dossier.decision.reason}",
        "articles": [
            {
                "id": member.article.id,
                "revision": member.article.revision,
                "source": member.article.source,
                "seen": member.article.seen,
                "excerptFrom": member.article.excerpt_from,
                "marks": list(member.article.marks),
            }
            for member in dossier.members
        ],
    }


def _keep(
    record: StoryRecord, kept: StoryRecord, *, computed: Heat | None
) -> StoryRecord:
    foreign = kept.secured and kept.secured.count(";") == 1
    providers = {related.web_url: related for related in kept.related}
    return msgspec.structs.replace(
        record,
        heat=kept.heat if computed is None else record.heat,
        topics=record.topics or kept.topics,
        provider=_keep_extra(record.provider, kept.provider),
        related=tuple(
            _keep_related(related, providers[related.web_url])
            if related.web_url in providers
            else related
            for related in record.related
        ),
        actions=kept.actions,
        secured=kept.secured if foreign or not record.secured else record.secured,
        extra=kept.extra,
        body=kept.body,
    )


def _keep_related(record: RelatedRecord, kept: RelatedRecord) -> RelatedRecord:
    return msgspec.structs.replace(
        record, provider=_keep_extra(record.provider, kept.provider), extra=kept.extra
    )


def _keep_extra(record: RecordProvider, kept: RecordProvider) -> RecordProvider:
    same = record.domain == kept.domain
    return msgspec.structs.replace(record, extra=kept.extra) if same else record


def _outlet(provider: RecordProvider) -> Provider:
    return Provider(
        name=provider.name,
        domain=provider.domain,
        images=tuple(image.url for image in provider.images),
    )


def _authors(provider: RecordProvider) -> tuple[str, ...]:
    return tuple(author.name for author in provider.authors)


def _pictures(images: tuple[RecordImage, ...]) -> tuple[Image, ...]:
    return tuple(
        Image(
            url=image.url,
            width=image.width,
            height=image.height,
            is_cached=image.is_cached,
        )
        for image in images
    )


def _original(related: RelatedRecord) -> str:
    original = related.extra.get("originalUrl")
    return original if isinstance(original, str) else related.web_url


def _title(article: Article) -> str:
    """The title; where there is none, what else names the article."""
    named = (article.title, article.excerpt[:_TITLE], article.web_url)
    return _fit(next((text for text in named if text.strip()), "Untitled"))


def _time(article: Article) -> Instant:
    return min(max(article.time, _FIRST_INSTANT), _LAST_INSTANT)


def _fit(text: str) -> str:
    """Text that a file can hold: half surrogate pairs become U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)
