"""What of an article goes out: its summary and pictures, as far as its rights let them.

The full text never does, whatever a licence allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from newsfold.model import Article, Dossier, Edit, Member, Revision

__all__ = ["outward", "outward_all"]


def outward(article: Article) -> Article:
    """The article as others may see it."""
    rights = article.rights
    excerpt = article.excerpt
    if rights.republish == "deny" or (
        rights.own_summary and article.excerpt_from == "chosen"
    ):
        excerpt = ""
    elif rights.snippet >= 0:
        excerpt = _cut(excerpt, rights.snippet)
    images = article.images
    if rights.image == "deny":
        images = ()
    elif rights.image == "private":
        images = tuple(replace(i, file="", is_cached=False) for i in images)
    if excerpt == article.excerpt and images == article.images:
        return article
    return replace(article, excerpt=excerpt, images=images)


def outward_all(dossier: Dossier) -> Dossier:
    """A story with all its members as others may see them."""
    members = tuple(map(_member, dossier.members))
    same = all(a is b for a, b in zip(members, dossier.members, strict=True))
    return dossier if same else replace(dossier, members=members)


def _cut(text: str, most: int) -> str:
    """At most so many characters of a text, cut between words."""
    if len(text) <= most:
        return text
    head = text[: max(0, most - 1)].rpartition(" ")[0]
    return f"{head}…" if head else ""


def _member(member: Member) -> Member:
    article = outward(member.article)
    mute = member.article.rights.republish == "deny" and member.edits
    if article is member.article and not mute:
        return member
    edits = tuple(map(_headline_alone, member.edits)) if mute else member.edits
    return replace(member, article=article, edits=edits)


def _headline_alone(edit: Edit) -> Edit:
    def bare(state: Revision) -> Revision:
        return replace(state, excerpt="", body="")

    return replace(edit, before=bare(edit.before), after=bare(edit.after))
