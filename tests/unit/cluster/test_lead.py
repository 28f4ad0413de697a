from typing import Any

from newsfold.cluster import choose
from newsfold.model import Article, Copy, Member, Origin, Provider, Reading, Score
from support.folding import START


def member(
    name: Any,
    *,
    at: Any = 0,
    body: Any = "",
    quality: Any = 50,
    copy: Any = "",
    origin: Any = "",
    kind: Any = "outlet",
):
    article = Article(
        id=name,
        title=name,
        body=body,
        web_url=f"https://{name}.example/",
        published=START + at,
        provider=Provider(name=name, domain=f"{name}.example", kind=kind),
    )
    cited = Origin(kind=origin, name="Reuters") if origin else None
    return Member(
        article=article,
        reading=Reading(article=name, time=START + at, origin=cited),
        quality=Score(value=quality),
        copy=Copy(article=name, of=copy, kind="near") if copy else None,
        origin=cited,
    )


def test_a_copy_never_leads_its_origin():
    origin = member("origin", at=3600, quality=10)
    copy = member("copy", body="x" * 5000, quality=100, copy="origin")
    assert choose([copy, origin]) == ("origin", "the others are copies")


def test_a_copy_may_lead_where_its_origin_is_elsewhere():
    assert choose([member("copy", copy="gone")])[0] == "copy"


def test_who_had_it_first_leads_of_equals():
    assert choose([member("late", at=9000), member("early")])[0] == "early"


def test_who_tells_most_leads_of_the_same_hour():
    brief, full = member("brief"), member("full", body="x" * 4000)
    found, reason = choose([brief, full])
    assert found == "full"
    assert "tells most" in reason


def test_who_quotes_another_outlet_does_not_lead():
    quoting = member("quoting", origin="aggregated-quote", body="x" * 800)
    own = member("own", at=3600, body="x" * 800)
    assert choose([quoting, own, member("third", at=7200)])[0] == "own"


def test_the_order_given_does_not_matter():
    members = [member("b"), member("a"), member("c")]
    assert choose(members) == choose(members[::-1])
    assert choose(members[:1]) == ("b", "the only article")
