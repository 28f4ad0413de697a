"""A page's evidence → its article's fields, with the evidence that won for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.extract import byline, headline, times
from newsfold.model import Image, Provider
from newsfold.text import language, urls
from newsfold.text.html import pixels, to_line, to_text
from newsfold.text.titles import fold

if TYPE_CHECKING:
    from newsfold.extract.evidence import Evidence
    from newsfold.model import Instant

__all__ = ["Fields"]

_MOST_TAGS = 40
_LONGEST_TAG = 80
_LONGEST_EXCERPT = 2000
_TAG_SPLIT = re.compile(r"\s*[,;|]\s*")
_LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]|$)")
_LONGEST_NAME = 60
_LONGEST_DISPUTE = 400


class Fields:
    """Chooses each field from `evidence`; notes the winners in `evidence_of`."""

    def __init__(self, evidence: Evidence, url: str) -> None:
        self._said = evidence
        self._url = url
        self._domain = urls.registrable(url)
        self._sites = headline.site_names(evidence, self._domain)
        self.evidence_of: dict[str, str] = {}

    def title(self) -> str:
        """The headline, without the site's name where the page proves it to be one."""
        text, origin = headline.choose(self._said, self._domain)
        self._note("title", origin)
        chosen = fold(text)
        self._dispute(
            "title",
            {
                offer.origin: offer.value
                for offer in reversed(self._said.of("title"))
                if chosen not in (other := fold(offer.value)) and other not in chosen
            },
        )
        return text

    def address(self) -> str:
        """The article's canonical URL, believed only where it stays on the site."""
        own = urls.canonical(self._url)
        for field, origin in (("canonical", "link"), ("address", "opengraph")):
            for offer in self._said.of(field, origin):
                stated = urls.canonical(urls.resolve(self._url, offer.value))
                if stated and self._plausible(stated):
                    self._note("webUrl", f"{field} {origin}")
                    return stated
        return own

    def _plausible(self, stated: str) -> bool:
        # A front page is no article's address, and another site's is a claim of origin.
        if urls.registrable(stated) != self._domain:
            return not self._domain
        path = stated.partition("://")[2].partition("/")[2]
        own_path = self._url.partition("://")[2].partition("/")[2]
        return bool(path) or not own_path

    def times(self, fetched: Instant) -> times.Times:
        """When it was published and changed."""
        found = times.choose(self._said, self._url, fetched)
        self._note("published", found.origin)
        if found.stated:
            self.evidence_of["publishedAsStated"] = found.stated
        if found.refused:
            self.evidence_of["publishedRefused"] = found.refused
        self._dispute("published", dict(found.disagreed))
        return found

    def excerpt(self) -> str:
        """The outlet's own summary."""
        for offer in self._said.of(
            "excerpt", "opengraph", "json-ld", "meta", "microdata", "twitter"
        ):
            text = (
                to_line(to_text(offer.value))
                if "<" in offer.value
                else to_line(offer.value)
            )
            if text and fold(text) not in self._sites and len(text) <= _LONGEST_EXCERPT:
                self._note("excerpt", offer.origin)
                return text
        return ""

    def authors(self) -> tuple[str, ...]:
        """Who wrote it."""
        found, origin = byline.choose(self._said, self._sites)
        self._note("authors", origin)
        chosen = set(map(fold, found))
        persons = byline.persons_by_origin(self._said, self._sites)
        self._dispute(
            "authors",
            {
                other: ", ".join(names)
                for other, names in persons.items()
                if chosen.isdisjoint(map(fold, names))
            },
        )
        return found

    def is_signed(self) -> bool:
        """Whether the page has named a person so far."""
        return bool(byline.persons_by_origin(self._said, self._sites))

    def tags(self) -> tuple[str, ...]:
        """The outlet's sections, categories and keywords, as written, each once."""
        found: dict[str, str] = {}
        for field, origins in (
            ("keywords", ("json-ld",)),
            ("tag", ("opengraph",)),
            ("keywords", ("meta", "parsely", "keywords", "microdata")),
            ("section", ("json-ld", "opengraph", "meta", "microdata")),
            ("about", ("json-ld",)),
        ):
            for offer in self._said.of(field, *origins):
                parts = (
                    _TAG_SPLIT.split(to_line(offer.value))
                    if field in {"keywords", "tag"}
                    else [to_line(offer.value)]
                )
                for part in parts:
                    if part and len(part) <= _LONGEST_TAG and len(found) < _MOST_TAGS:
                        found.setdefault(fold(part), part)
                        self.evidence_of.setdefault("tags", offer.origin)
        found.pop("", None)
        return tuple(found.values())

    def images(self) -> tuple[Image, ...]:
        """The article's pictures as its evidence names them, the lead first."""
        found: dict[str, Image] = {}
        for offer in self._said.of(
            "image", "opengraph", "json-ld", "link", "meta", "twitter"
        ):
            address, _, size = offer.value.partition(" ")
            url = urls.resolve(self._url, address)
            if not url or url in found:
                continue
            width, height = _size(size)
            if offer.origin == "opengraph" and not found:
                width = width or _pixels(self._said, "image-width")
                height = height or _pixels(self._said, "image-height")
            found[url] = Image(url=url, width=width, height=height)
            self.evidence_of.setdefault("images", offer.origin)
        return tuple(found.values())

    def language(self, text: str) -> str:
        """ISO 639-1: as stated, unless the text is plainly in another."""
        stated = ""
        for offer in self._said.of("language", "json-ld", "html", "opengraph", "meta"):
            if match := _LANGUAGE.match(offer.value):
                stated = match[1].lower()
                self._note("language", offer.origin)
                break
        if stated and len(stated) == 2:  # noqa: PLR2004 - ISO 639-1
            return stated
        found = language.detect(text)
        self._note("language", "text")
        return found

    def provider(self) -> Provider:
        """The outlet: the name that the site gives itself, and its domain."""
        for field, origins in (
            ("site", ("opengraph", "json-ld")),
            ("publisher", ("json-ld", "microdata")),
            ("organisation", ("json-ld",)),
            ("site", ("meta", "app")),
        ):
            for offer in self._said.of(field, *origins):
                name = to_line(offer.value)
                if (
                    name
                    and len(name) <= _LONGEST_NAME
                    and not name.startswith(("http", "@"))
                ):
                    self._note("provider", f"{field} {offer.origin}")
                    return Provider(name=name, domain=self._domain)
        return Provider(domain=self._domain)

    def type(self) -> str:
        """`article`, `live` or `opinion`."""
        offer = self._said.first("type", "json-ld")
        return offer.value if offer else "article"

    def paywalled(self) -> bool:
        """Whether the page says that not all of it is free."""
        return self._said.first("paywall") is not None

    def _dispute(self, field: str, others: dict[str, str]) -> None:
        """Note evidence that says something else, by origin."""
        if others:
            told = "; ".join(f"{origin}: {text}" for origin, text in others.items())
            self.evidence_of[f"{field}Disagreed"] = told[:_LONGEST_DISPUTE]

    def _note(self, field: str, origin: str) -> None:
        if origin:
            self.evidence_of[field] = origin


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition(" ")
    return pixels(width), pixels(height)


def _pixels(said: Evidence, field: str) -> int:
    offer = said.first(field)
    return pixels(offer.value) if offer else 0
