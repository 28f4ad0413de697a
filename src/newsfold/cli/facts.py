"""`newsfold facts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsfold.cli.session import Session, safe, with_globals

if TYPE_CHECKING:
    from newsfold.model import Comparison, Dossier


@click.command("facts", short_help="What the outlets of a story report, side by side.")
@click.argument("story", metavar="STORY")
@with_globals
def command(session: Session, story: str) -> None:
    """Show the facts of STORY side by side, with the words and the verdict.

    \b
    Example:
      newsfold facts s1f2e3d4c5b6a
    """
    from newsfold.judge.compare import public
    from newsfold.model import Comparison

    with session.open_hub() as hub:
        dossier = hub.story(story)
        compared = dossier.comparison or Comparison(story=dossier.story.id)
        session.answer(public(compared), lambda: _told(compared, dossier))


def _told(compared: Comparison, dossier: Dossier) -> str:
    outlets = {m.article.id: m.article.provider.name for m in dossier.members}
    lines = [
        f"{dossier.story.id}  {dossier.lead.article.title}",
        f"  sums: {compared.verdict} {compared.note}",
        f"  parties: {compared.parties} {compared.parties_note}",
    ]
    for deal in compared.deals:
        amount = (
            f"{'about ' if deal.amount.approx else ''}{deal.amount.value:,.0f} "
            f"{deal.amount.currency}"
            if deal.amount
            else "no sum"
        )
        who = ", ".join(deal.buyer_or_investors) or "nobody named"
        lines.append(
            f"    {outlets.get(deal.article, deal.article)}: {deal.kind}, {amount}, "
            f"{who} → {deal.target or 'no target named'} ({deal.status})"
        )
    for figure in compared.figures:
        lines.append(
            f"  {figure.what}, {figure.subject}: {figure.verdict} {figure.note}"
        )
        lines += [
            f"    {outlets.get(report.article, report.article)}: “{report.quote}”"
            for report in figure.reports
        ]
    return safe(lines)
