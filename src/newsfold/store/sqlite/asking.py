"""What a query asks of deals, as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.text.query import Query

__all__ = ["Test", "Value", "of_deals"]

Value = str | int | float


class Test(NamedTuple):
    """What has to hold for a deal `d`, with the values of its marks."""

    words: str
    values: tuple[Value, ...] = ()


def of_deals(query: Query) -> Iterator[Test]:
    """What a query asks of a deal itself."""
    for column, wanted in (("kind", query.kinds), ("status", query.statuses)):
        if wanted:
            yield Test(f"d.{column} IN ({_marks(wanted)})", wanted)
    for sign, bound in ((">", query.over), ("<", query.under)):
        if bound is not None:
            yield Test(f"d.usd {sign} ?", (bound,))
    if query.parties:
        from newsfold.text.names import key  # costly to load

        keys = tuple(key(name) for name in query.parties)
        like = " OR ".join("substr(p.key, 1, length(?) + 1) = ? || ' '" for _ in keys)
        yield Test(
            f"""EXISTS (SELECT 1 FROM dealing_party p WHERE p.story = d.story
                AND (p.key IN ({_marks(keys)}) OR {like} OR p.key IN (
                  SELECT k.key FROM organisation_key k WHERE k.organisation IN (
                    SELECT organisation FROM organisation_key
                    WHERE key IN ({_marks(keys)})
                    UNION SELECT new FROM organisation_heir
                    WHERE old IN ({_marks(keys)})
                    UNION SELECT id FROM organisation
                    WHERE id IN ({_marks(keys)})))))""",  # noqa: S608  # only marks
            (*keys, *(name for each in keys for name in (each, each)), *keys * 3),
        )


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
