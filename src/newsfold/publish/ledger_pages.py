"""The pages for analysts: facts that changed, deals, organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.publish.dealings import (
    DEALS_PAGE,
    KINDS,
    STATUSES,
    Asked,
    deal_lines,
    deals_path,
    kind_links,
)
from newsfold.publish.news import all_moves
from newsfold.publish.organisations import (
    ORGANISATIONS_PAGE,
    holding,
    lines,
    organisation_path,
    organisations_path,
)
from newsfold.publish.paging import pager, pages_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsfold.model import Cell, Change, Dealing, Organisation, Summary

__all__ = ["LedgerPages"]

NO_FILTER = Asked()


class LedgerPages:
    """A part of `newsfold.publish.site.Site`, which renders."""

    _live: bool

    def _render(self, template: str, path: str, **values: object) -> str:
        raise NotImplementedError

    def moves(self, told: Sequence[tuple[Change, Summary]]) -> str:
        """The page of facts that changed, each with its story, in the order given."""
        return self._render(
            "changes.j2",
            "changes.html",
            here="changes.html",
            moves=all_moves(told),
        )

    def deals(
        self,
        found: Sequence[tuple[Dealing, Summary]],
        *,
        kinds: Mapping[str, int],
        asked: Asked = NO_FILTER,
        number: int = 1,
        total: int = 0,
        problem: str = "",
        known: Mapping[str, str] | None = None,
    ) -> str:
        """One page of the list of deals, as many of them as are `asked` for.

        `kinds`: how many deals there are of each; `problem`: what is wrong with what
        was asked; `known`: ids of organisations by key.
        """

        def path_at(page: int) -> str:
            return asked.href(page) if self._live else deals_path(asked.kind, page)

        return self._render(
            "deals.j2",
            "deals.html" if self._live else path_at(number),
            here="deals.html",
            lines=deal_lines(found, known or {}),
            kinds=kind_links(kinds),
            all_kinds=KINDS,
            all_statuses=STATUSES,
            asked=asked,
            total=total,
            problem=problem,
            live=self._live,
            **pager(number, pages_of(total, DEALS_PAGE), path_at),
        )

    def organisations(
        self, found: Sequence[Organisation], *, number: int = 1, total: int = 0
    ) -> str:
        """One page of the list of organisations."""
        return self._render(
            "organisations.j2",
            organisations_path(number),
            here=organisations_path(1),
            lines=lines(found),
            total=total,
            **pager(number, pages_of(total, ORGANISATIONS_PAGE), organisations_path),
        )

    def organisation(
        self,
        one: Organisation,
        cells: Sequence[Cell],
        *,
        stories: Mapping[str, Summary],
        known: Mapping[str, str],
    ) -> str:
        """The page of one organisation; see `holding`."""
        return self._render(
            "organisation.j2",
            organisation_path(one.id),
            one=holding(one, cells, stories=stories, known=known),
        )
