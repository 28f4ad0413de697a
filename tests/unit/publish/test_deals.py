import csv
import io

from newsfold.publish import deals
from support.dossiers import disputed_deal, rising_toll


def test_a_row_for_each_article_that_tells_a_deal():
    dossier = disputed_deal()
    assert dossier.comparison is not None
    copies = {m.article.id for m in dossier.members if m.copy}
    told = [d for d in dossier.comparison.deals if d.article not in copies]
    found = list(deals.rows([dossier, rising_toll()]))
    assert len(found) == len(told) > 1
    assert all(tuple(row) == deals.COLUMNS for row in found)
    first, deal = found[0], told[0]
    assert deal.amount is not None
    assert (first["article"], first["amount"], first["currency"]) == (
        deal.article,
        deal.amount.value,
        deal.amount.currency,
    )
    assert first["verdict"] == dossier.comparison.verdict
    assert first["quote"] == deal.quote


def test_the_table_is_csv():
    lines = list(deals.csv_lines([disputed_deal()]))
    heading, *table = list(csv.reader(io.StringIO("\n".join(lines))))
    assert tuple(heading) == deals.COLUMNS
    assert table
    assert all(len(row) == len(deals.COLUMNS) for row in table)
    assert table[0][heading.index("amount")].isdigit()


def test_a_story_without_deals_has_no_row():
    assert list(deals.rows([rising_toll()])) == []
