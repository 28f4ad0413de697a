"""Whom a story's articles mean, and what they say of them."""

from __future__ import annotations

import msgspec

from newsfold.judge.organisations import entries
from newsfold.model import (
    Amount,
    Claim,
    Comparison,
    Deal,
    Link,
    Name,
    OtherAmount,
    Quantity,
)
from support.dossiers import disputed_deal, dossier, member, rising_toll

replace = msgspec.structs.replace


def _deal(number, *buyers, target="Orsolo", **fields):
    fields = {"kind": "funding", "quote": "the words"} | fields
    return Deal(
        article=f"a{number:012x}", target=target, buyer_or_investors=buyers, **fields
    )


def _story(*deals, members=None):
    members = members or tuple(
        member(n, "meridian.example", f"Report {n}", 9 - n)
        for n in range(1, len(deals) + 1)
    )
    return replace(
        dossier(1, members),
        comparison=Comparison(story="s000000000001", deals=tuple(deals)),
    )


def _counting(one, subject, value, quote, *, kind="other"):
    claim = Claim(
        what="count of robots",
        subject=subject,
        quantity=Quantity(kind="count", value=value, unit="robots"),
        quote=quote,
        start=0,
        end=1,
    )
    name = Name(text=subject, key=subject.casefold(), kind=kind)
    reading = replace(one.reading, claims=(claim,), names=(name,))
    return replace(one, reading=reading)


def test_a_party_gets_the_sum_and_the_target_what_else_is_told():
    deal = _deal(
        1,
        "Brightwater Capital",
        amount=Amount(value=5e7, currency="USD", approx=True),
        other_amounts=(
            OtherAmount(value=2e9, currency="USD", role="valuation"),
            OtherAmount(value=9e9, currency="USD", role="rival"),
        ),
        share_percent=12.5,
    )
    cells = entries(_story(deal)).cells
    target = {(c.what, c.value) for c in cells if c.role == "target"}
    assert target == {("sum", 5e7), ("valuation", 2e9), ("share", 12.5)}
    (party, share) = (c for c in cells if c.role == "party")
    assert (party.key, party.value) == ("brightwater capital", 5e7)
    assert party.qualifier == "about"
    assert party.others == ("Orsolo",)
    assert share.what == "share"
    assert all(c.quote and c.outlet and c.url and c.at for c in cells)


def test_a_deal_without_a_sum_is_still_said():
    (target,) = entries(_story(_deal(1))).cells
    assert (target.what, target.value, target.kind) == ("deal", None, "funding")


def test_places_people_and_common_nouns_are_no_organisations():
    one = member(1, "meridian.example", "Report", 1)
    person = Name(text="Ada Quill", key="ada quill", kind="person")
    one = replace(one, reading=replace(one.reading, names=(person,)))
    deal = _deal(1, "Ada Quill", "Germany", "prosecutor")
    assert {c.name for c in entries(_story(deal, members=(one,))).cells} == {"Orsolo"}


def test_two_names_are_one_where_articles_give_them_one_part():
    told = entries(
        _story(
            _deal(1, "Silk Quay"), _deal(2, "Silk Quay Ventures", target="Orsolo Ltd.")
        )
    )
    assert told.same == (("silk quay", "silk quay ventures"),)
    assert {c.key for c in told.cells if c.role == "target"} == {"orsolo"}


def test_two_names_side_by_side_are_two():
    told = entries(
        _story(_deal(1, "Silk Quay", "Silk Quay Ventures"), _deal(2, "Silk Quay"))
    )
    assert told.same == ()


def test_names_with_other_parts_or_a_common_end_are_two():
    told = entries(
        _story(
            _deal(1, "Orsolo Robotics", target="Tern"),
            _deal(2, "Quay Capital", target="Orsolo"),
            _deal(3, "Silk Quay Capital", target="Plover"),
        )
    )
    assert told.same == ()


def test_a_claim_counts_for_a_party_by_its_short_name_too():
    one = _counting(
        member(1, "meridian.example", "R", 1), "Orsolo", 9, "Orsolo has 9 robots"
    )
    deal = _deal(1, target="Orsolo Robotics")
    said = entries(_story(deal, members=(one,))).cells
    (claim,) = [c for c in said if c.role == "subject"]
    assert (claim.key, claim.name) == ("orsolo robotics", "Orsolo")
    assert claim.certain


def test_a_claim_of_somebody_else_counts_only_where_that_is_known():
    base = member(1, "meridian.example", "R", 1)
    vague = _counting(base, "Tern", 9, "Tern has 9")
    told = entries(_story(members=(vague,)))
    assert [c.certain for c in told.cells] == [False]
    named = _counting(base, "Tern", 9, "Tern has 9", kind="organisation")
    assert [c.certain for c in entries(_story(members=(named,))).cells] == [True]
    place = _counting(base, "Tern", 9, "Tern has 9", kind="place")
    assert entries(_story(members=(place,))).cells == ()


def test_a_domain_is_theirs_where_name_and_link_agree():
    one = member(1, "meridian.example", "R", 1)
    links = (
        Link(url="https://www.silkquay.example/about", text="Silk Quay"),
        Link(url="https://meridian.example/tag/orsolo", text="Orsolo"),
    )
    one = replace(one, article=replace(one.article, links=links))
    told = entries(_story(_deal(1, "Silk Quay"), members=(one,)))
    ((site),) = told.sites
    assert (site.key, site.domain) == ("silk quay", "silkquay.example")
    assert "Silk Quay" in site.evidence


def test_copies_say_nothing_of_their_own():
    story = disputed_deal()
    copies = {m.article.id for m in story.members if m.copy}
    assert copies
    assert not copies & {c.article for c in entries(story).cells}
    assert entries(rising_toll()).cells == ()
