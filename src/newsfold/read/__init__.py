"""Stage 5: what one article says, for all later stages to work on.

    article → language → names, quantities → claims, deal
                       → terms, numbers, sketch, origin, links

Nothing here knows of other articles.
"""

from __future__ import annotations

from newsfold.model import Article, Reading
from newsfold.read.claims import claims
from newsfold.read.deal import deal
from newsfold.read.links import links
from newsfold.read.names import names
from newsfold.read.origin import origin
from newsfold.read.quantities import quantities
from newsfold.read.terms import numbers, roundup, sketch, terms
from newsfold.text.language import detect

__all__ = ["language", "read"]


def language(article: Article) -> str:
    """The stated language where it is a plausible code, else what the text shows."""
    stated = article.language[:2].lower()
    if len(stated) == 2 and stated.isalpha() and stated.isascii():  # noqa: PLR2004  ISO 639-1
        return stated
    return detect(f"{article.title}\n{article.body or article.excerpt}"[:600])


def read(article: Article) -> Reading:
    """Everything that the article says; its id may still be empty.  Never raises."""
    spoken = language(article)
    found = names(article, spoken)
    amounts = quantities(article, spoken)
    return Reading(
        article=article.id,
        revision=article.revision,
        time=article.time,
        language=spoken,
        domain=article.provider.domain,
        terms=terms(article, spoken),
        names=found,
        numbers=numbers(article),
        quantities=amounts,
        claims=claims(article, amounts, found, spoken),
        deal=deal(article, spoken),
        origin=origin(article, spoken),
        links=links(article),
        sketch=sketch(article),
        roundup=roundup(article),
    )
