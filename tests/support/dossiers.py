"""Invented stories of invented outlets, complete enough to render."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from newsfold.model import (
    Amount,
    Article,
    Change,
    Comparison,
    Copy,
    Deal,
    Decision,
    Dossier,
    Edit,
    Figure,
    Heat,
    Image,
    Instant,
    Member,
    Novelty,
    Origin,
    OtherAmount,
    Placement,
    Provider,
    Reading,
    Report,
    Revision,
    Score,
    Story,
    Tally,
    Term,
    Topic,
)

NOW: Instant = 1_771_383_600
"""2026-02-18T03:00:00Z"""
HOUR = 3600
IMAGES = "https://img.harbourpost.example"

OUTLETS = {
    "harbourpost.example": "The Harbour Post",
    "meridian.example": "Daily Meridian",
    "contwire.example": "Continental Wire",
    "ledgercoast.example": "Ledger & Coast",
    "techquarter.example": "Tech Quarter",
    "nordbote.example": "Norddeutscher Bote",
    "valleyobserver.example": "Valley Observer",
    "sahltimes.example": "أخبار السهل",
}

TALLIES = tuple(
    Tally(
        provider=Provider(name=OUTLETS[domain], domain=domain, kind=kind),
        reports=6 - n,
        stories=5 - n,
        led=2,
        copies=n,
        latest=NOW - n * HOUR,
    )
    for n, (domain, kind) in enumerate(
        [
            ("meridian.example", "outlet"),
            ("contwire.example", "agency"),
            ("sahltimes.example", "outlet"),
        ]
    )
)


def member(
    number: int,
    domain: str,
    title: str,
    hours: float,
    *,
    excerpt: str = "",
    language: str = "en",
    copy_of: str = "",
    origin: Origin | None = None,
    quality: int = 60,
    image: str = "",
    authors: tuple[str, ...] = (),
    joined: tuple[tuple[str, float], ...] = (),
    marks: tuple[str, ...] = (),
    edits: tuple[Edit, ...] = (),
) -> Member:
    """An article `hours` before now, with what is known of it."""
    name = f"a{number:012x}"
    time = NOW - int(hours * HOUR)
    agency = domain == "contwire.example"
    article = Article(
        id=name,
        revision=1,
        title=title,
        excerpt=excerpt,
        excerpt_from="outlet" if excerpt else "",
        web_url=f"https://{domain}/{number}/story",
        original_url=f"https://{domain}/{number}/story?from=feed",
        published=None if "undated" in marks else time,
        seen=time + 300,
        language=language,
        provider=Provider(
            name=OUTLETS[domain], domain=domain, kind="agency" if agency else "outlet"
        ),
        authors=authors,
        images=(Image(url=f"{image}", width=1600, height=1000),) if image else (),
        source=f"https://{domain}/feed.xml",
        marks=marks,
    )
    return Member(
        article=article,
        reading=Reading(article=name, time=time, language=language, domain=domain),
        quality=Score(
            value=quality,
            terms=(
                Term(name="length", points=quality - 30.0, why="640 words"),
                Term(name="byline", points=10.0, why="a named author"),
                Term(name="sources", points=25.0, why="it cites two documents"),
                Term(name="bait", points=-5.0, why="the title withholds the subject"),
            ),
        ),
        copy=Copy(article=name, of=copy_of, kind="near", containment=0.94)
        if copy_of
        else None,
        origin=origin,
        placement=Placement(
            article=name,
            story="",
            score=sum(share for _, share in joined),
            terms=joined,
            nearest="s0000000000ff",
            nearest_score=0.08,
        ),
        edits=edits,
    )


def state(
    number: int, title: str, *, excerpt: str = "", body: str = "", hours: float = 0
) -> Revision:
    """A state of an article's text, seen `hours` before now."""
    return Revision(
        article=f"a{number:012x}",
        number=1,
        hash="",
        fetched=NOW - int(hours * HOUR),
        extractor="1",
        title=title,
        excerpt=excerpt,
        body=body,
    )


def dossier(
    number: int,
    members: tuple[Member, ...],
    *,
    topics: tuple[str, ...] = (),
    level: float = 50.0,
    comparison: Comparison | None = None,
    published: bool = True,
) -> Dossier:
    """A story of `members`, the lead first."""
    name = f"s{number:012x}"
    times = [m.article.time for m in members]
    return Dossier(
        story=Story(
            id=name,
            lead=members[0].article.id,
            articles=tuple(m.article.id for m in members),
            opened=min(times),
            updated=max(times),
            lead_reason="the earliest report with a body that is nobody's copy",
        ),
        members=members,
        topics=tuple(Topic(name=topic, why=(topic.lower(),)) for topic in topics),
        heat=Heat(
            level=level,
            at=max(times),
            half_life=12 * HOUR,
            terms=(
                Term(name="told", points=5.0, why="it is told at all"),
                Term(
                    name="outlets", points=level - 15.0, why=f"{len(members)} outlets"
                ),
                Term(name="speed", points=10.0, why="three outlets within the hour"),
            ),
        ),
        comparison=comparison,
        decision=Decision(
            subject=name,
            kind="usable" if published else "withheld",
            by="policy",
            reason="quality and outlets suffice",
            at=NOW,
        ),
    )


def _report(
    number: int, value: float, unit: str, quote: str, qualifier: str = "exact"
) -> Report:
    return Report(
        article=f"a{number:012x}",
        value=value,
        unit=unit,
        qualifier=qualifier,  # type: ignore[arg-type]  # a literal in every call
        quote=quote,
        place="body",
        start=120,
        end=120 + len(quote),
    )


def disputed_deal() -> Dossier:
    """One deal, three sums, the investors told differently, an agency text twice."""
    members = (
        member(
            1,
            "harbourpost.example",
            "Orsolo Robotics raises $342 million as Brightwater and Kestrel back"
            " warehouse machines",
            9,
            excerpt="Brightwater Capital and Kestrel Holdings put $342 million into the"
            " maker of warehouse robots, the largest round in the industry this year,"
            " and take a seat each on its board.",
            quality=74,
            image=f"{IMAGES}/robots.jpg",
            authors=("Mira Castellane", "Jon Okafor"),
        ),
        member(
            2,
            "contwire.example",
            "Orsolo in $340 mln funding led by Brightwater – sources",
            8.5,
            excerpt="Warehouse robot maker Orsolo has raised about $340 million from"
            " investors that include Brightwater Capital, two people familiar with the"
            " matter said on Tuesday.",
            quality=66,
            joined=(("orsolo", 0.34), ("brightwater", 0.21), ("robotics", 0.09)),
        ),
        member(
            3,
            "valleyobserver.example",
            "Robot maker Orsolo in $340 mln funding",
            8.1,
            excerpt="Warehouse robot maker Orsolo has raised about $340 million from"
            " investors that include Brightwater Capital.",
            quality=41,
            copy_of="a000000000002",
            origin=Origin(kind="agency-copy", name="Continental Wire"),
            joined=(("orsolo", 0.36), ("brightwater", 0.22)),
        ),
        member(
            4,
            "meridian.example",
            "Orsolo funding: what we know",
            7.2,
            copy_of="a000000000002",
            origin=Origin(kind="agency-copy", name="Continental Wire"),
            quality=38,
            joined=(("orsolo", 0.31),),
        ),
        member(
            5,
            "nordbote.example",
            "Orsolo sammelt 2,5 Milliarden Yuan ein",
            5,
            excerpt="Der Hersteller von Lagerrobotern Orsolo hat nach eigenen Angaben"
            " 2,5 Milliarden Yuan eingenommen, davon einen Teil bereits im Vorjahr.",
            language="de",
            quality=58,
            joined=(("orsolo", 0.29), ("milliarden", 0.05)),
        ),
        member(
            6,
            "ledgercoast.example",
            "Why Brightwater is betting on machines that never sleep",
            2.4,
            excerpt="The round values Orsolo at $2.1 billion, twice what it was worth"
            " eighteen months ago.",
            origin=Origin(kind="cited-scoop", name="The Harbour Post"),
            quality=71,
            joined=(("orsolo", 0.22), ("brightwater", 0.24)),
        ),
    )
    deals = (
        Deal(
            article="a000000000001",
            kind="funding",
            buyer_or_investors=("Brightwater Capital", "Kestrel Holdings"),
            target="Orsolo Robotics",
            amount=Amount(value=342e6, currency="USD"),
            status="completed",
            quote="Brightwater Capital and Kestrel Holdings put $342 million into the"
            " maker of warehouse robots",
        ),
        Deal(
            article="a000000000002",
            kind="funding",
            buyer_or_investors=("Brightwater Capital",),
            target="Orsolo",
            amount=Amount(value=340e6, currency="USD", approx=True),
            parties_partial=True,
            status="announced",
            quote="has raised about $340 million from investors that include"
            " Brightwater Capital",
        ),
        Deal(
            article="a000000000005",
            kind="funding",
            target="Orsolo",
            amount=Amount(value=2.5e9, currency="CNY"),
            status="announced",
            quote="hat nach eigenen Angaben 2,5 Milliarden Yuan eingenommen",
        ),
        Deal(
            article="a000000000006",
            kind="funding",
            buyer_or_investors=("Brightwater Capital",),
            target="Orsolo",
            other_amounts=(OtherAmount(value=2.1e9, currency="USD", role="valuation"),),
            status="completed",
            quote="The round values Orsolo at $2.1 billion",
        ),
    )
    figures = (
        Figure(
            what="money",
            subject="funding round",
            verdict="converted",
            note="2.5bn yuan = $342M at 7.31; about $340M is the same sum, rounded",
            reports=(
                _report(1, 342e6, "USD", "$342 million"),
                _report(2, 340e6, "USD", "about $340 million", "about"),
                _report(5, 2.5e9, "CNY", "2,5 Milliarden Yuan"),
            ),
        ),
        Figure(
            what="count of robots",
            subject="Orsolo",
            verdict="conflict",
            note="11,000 and 14,000 cannot both be exact",
            reports=(
                _report(
                    1, 14_000, "robots", "its 14,000 robots work in nine countries"
                ),
                _report(
                    6, 11_000, "robots", "some 11,000 machines in service", "about"
                ),
            ),
        ),
    )
    return dossier(
        1,
        members,
        topics=("Robotics", "Business"),
        level=83.0,
        comparison=Comparison(
            story="s000000000001",
            verdict="converted",
            parties="subset",
            deals=deals,
            figures=figures,
            note="2.5bn yuan = $342M at 7.31; about $340M is the same sum, rounded",
            parties_note="Continental Wire: Brightwater was among the investors",
        ),
    )


def moved(story: str, article: str, before: str, after: str, **how: Any) -> Change:
    """A line of the log: a fact is told otherwise."""
    detail = {
        "what": "killed",
        "before": before,
        "after": after,
        "article": article,
        "quote": f"{before}, now {after}",
        "outlet": "Daily Meridian",
        "revised": False,
    }
    return Change(
        seq=7,
        at=NOW - 6 * HOUR,
        kind="fact.changed",
        subject=story,
        detail=detail | how,
    )


def rising_toll() -> Dossier:
    """A count that later reports raise."""
    members = (
        member(
            11,
            "valleyobserver.example",
            "At least 14 dead as Marle river bursts its banks",
            20,
            excerpt="Rescuers searched flooded streets through the night after two days"
            " of rain; the regional governor asked people to stay on upper floors.",
            quality=69,
            image=f"{IMAGES}/flood.jpg",
            authors=("Ines Halloran",),
        ),
        member(
            12,
            "contwire.example",
            "Marle flood kills 11, dozens missing",
            22,
            excerpt="Eleven people died and dozens were missing on Tuesday.",
            quality=63,
            joined=(("marle", 0.4), ("flood", 0.2)),
        ),
        member(
            13,
            "meridian.example",
            "Flood toll rises to 17 in Marle valley",
            6,
            excerpt="The toll rose to 17 on Wednesday as water began to fall.",
            joined=(("marle", 0.38), ("toll", 0.11)),
        ),
        member(
            14,
            "sahltimes.example",
            "ارتفاع حصيلة فيضانات مارل إلى 17 قتيلاً",
            5.5,
            excerpt="قال مسؤولون إن المياه بدأت في الانحسار صباح الأربعاء.",
            language="ar",
            joined=(("marle", 0.3),),
        ),
    )
    told = dossier(
        2,
        members,
        topics=("Weather", "World"),
        level=78.0,
        comparison=Comparison(
            story="s000000000002",
            verdict="superseded",
            figures=(
                Figure(
                    what="killed",
                    subject="Marle flood",
                    verdict="superseded",
                    note="17 is the latest count; 11 and 14 are earlier",
                    reports=(
                        _report(12, 11, "people", "Eleven people died"),
                        _report(11, 14, "people", "At least 14 dead", "at least"),
                        _report(13, 17, "people", "The toll rose to 17"),
                    ),
                ),
            ),
        ),
    )
    return replace(
        told,
        novelty=(
            Novelty(article="a00000000000b", claims=("At least 14 dead",)),
            Novelty(
                article="a00000000000d",
                claims=("The toll rose to 17",),
                names=("Marle Valley",),
            ),
        ),
        fact_changes=(moved(told.story.id, "a00000000000d", "14 people", "17 people"),),
    )


def plain_conflict() -> Dossier:
    """Two outlets, two counts, nothing to explain them."""
    members = (
        member(
            21,
            "meridian.example",
            "Ferry operator Lindholm to cut 900 jobs and close its Port Vell yard",
            3,
            excerpt="Lindholm Lines said on Wednesday that 900 jobs would go by the"
            " summer, most of them at the yard in Port Vell.",
            quality=64,
            image=f"{IMAGES}/ferry.jpg",
        ),
        member(
            22,
            "ledgercoast.example",
            "Lindholm to shed 1,200 posts",
            1.5,
            excerpt="The operator will shed 1,200 posts, a letter to staff says.",
            quality=70,
            joined=(("lindholm", 0.41), ("ferry", 0.1)),
            edits=(
                Edit(
                    before=state(22, "Lindholm to shed 1,000 posts", hours=1.4),
                    after=state(
                        22,
                        "Lindholm to shed 1,200 posts",
                        body="The yard closes in June.",
                        hours=0.5,
                    ),
                ),
            ),
        ),
    )
    return dossier(
        3,
        members,
        topics=("Business",),
        level=61.0,
        comparison=Comparison(
            story="s000000000003",
            verdict="conflict",
            deals=(
                Deal(
                    article="a000000000015",
                    kind="layoffs",
                    target="Lindholm Lines",
                    people=900,
                    status="announced",
                    quote="900 jobs would go by the summer",
                ),
                Deal(
                    article="a000000000016",
                    kind="layoffs",
                    target="Lindholm",
                    people=1200,
                    status="planned",
                    quote="The operator will shed 1,200 posts",
                ),
            ),
            figures=(
                Figure(
                    what="jobs cut",
                    subject="Lindholm Lines",
                    verdict="conflict",
                    note="900 and 1,200 differ by a third",
                    reports=(
                        _report(21, 900, "jobs", "900 jobs would go by the summer"),
                        _report(22, 1200, "posts", "will shed 1,200 posts"),
                    ),
                ),
            ),
        ),
    )


def plain(
    number: int,
    title: str,
    domain: str,
    hours: float,
    topics: tuple[str, ...],
    *,
    excerpt: str = "",
    image: str = "",
    others: tuple[str, ...] = (),
    level: float = 30.0,
    verdict: str = "",
) -> Dossier:
    """A story without a dispute."""
    first = member(
        number * 16, domain, title, hours, excerpt=excerpt, image=image, quality=55
    )
    rest = tuple(
        member(number * 16 + n, other, title, hours - n * 0.3, joined=(("word", 0.3),))
        for n, other in enumerate(others, 1)
    )
    comparison = (
        Comparison(story=f"s{number:012x}", verdict=verdict)  # type: ignore[arg-type]  # a literal in every call
        if verdict
        else None
    )
    return dossier(
        number, (first, *rest), topics=topics, level=level, comparison=comparison
    )


def edition() -> tuple[Dossier, ...]:
    """A small front page."""
    return (
        disputed_deal(),
        rising_toll(),
        plain_conflict(),
        plain(
            4,
            "Parliament passes coastal housing act after an all-night sitting",
            "harbourpost.example",
            4,
            ("Politics",),
            excerpt="The act lets towns within ten kilometres of the sea cap the share"
            " of second homes; the opposition will go to court.",
            others=("meridian.example", "contwire.example"),
            level=66.0,
            verdict="agree",
        ),
        plain(
            5,
            "An open model for tides beats the agencies' own",
            "techquarter.example",
            11,
            ("AI", "Science"),
            excerpt="Three students trained it on forty years of gauge readings. It"
            " errs by four centimetres a day ahead.",
            image=f"{IMAGES}/tide.jpg",
            others=("harbourpost.example",),
            level=44.0,
            verdict="rounded",
        ),
        plain(
            6,
            "Central bank of Toren holds its rate at 3.25 percent",
            "ledgercoast.example",
            7,
            ("Economy",),
            excerpt="Two of nine members wanted a cut.",
            others=("contwire.example", "nordbote.example", "meridian.example"),
            level=52.0,
            verdict="agree",
        ),
        plain(
            7,
            "Hundert Jahre Sternwarte: ein Rundgang bei Nacht",
            "nordbote.example",
            15,
            ("Culture",),
            excerpt="Die Kuppel knarrt, wenn sie sich dreht.",
            level=15.0,
        ),
        plain(
            8,
            "Halden chip plant wins its water permit, with conditions",
            "techquarter.example",
            13,
            ("Technology", "Climate"),
            excerpt="The plant may draw half of what it asked for in dry months.",
            image=f"{IMAGES}/plant.jpg",
            others=("valleyobserver.example",),
            level=36.0,
        ),
        plain(
            9,
            "Rail unions and operators agree on a four-year contract",
            "contwire.example",
            10,
            ("Business",),
            excerpt="Night trains run again from Friday.",
            others=("harbourpost.example", "meridian.example"),
            level=41.0,
            verdict="part-of",
        ),
        plain(
            10,
            "A village of 212 people restarts its own newspaper",
            "valleyobserver.example",
            26,
            ("Culture",),
            excerpt="The first number has eight pages, one of them recipes.",
            level=12.0,
        ),
    )


def _poisoned_state(article: Article, number: int, title: str, body: str) -> Revision:
    return Revision(
        article=article.id,
        number=number,
        hash=str(number),
        fetched=NOW,
        extractor="1",
        title=title,
        excerpt=title,
        body=body,
    )


def poisoned(payload: str, number: int = 1) -> Dossier:
    """A story that has the payload in every field that may come from an outlet."""
    first = disputed_deal().lead
    article = replace(
        first.article,
        title=payload,
        excerpt=payload,
        web_url=payload,
        original_url=payload,
        language=payload,
        provider=Provider(name=payload, domain=payload, kind="agency"),
        authors=(payload,),
        images=(Image(url=payload), Image(url="https://i.example/?" + payload)),
    )
    one = replace(
        first,
        article=article,
        edits=(
            Edit(
                before=_poisoned_state(article, 1, "", "Before."),
                after=_poisoned_state(article, 2, payload, f"{payload} After."),
            ),
        ),
        origin=Origin(kind="cited-scoop", name=payload),
        quality=replace(
            first.quality, terms=(Term(name=payload, points=1, why=payload),)
        ),
        placement=replace(first.placement, terms=((payload, 0.5),)),
    )
    copy = replace(
        one,
        article=replace(article, id="a00000000000b"),
        copy=disputed_deal().members[2].copy,
    )
    report = Report(
        article=article.id,
        value=1.0,
        unit=payload,
        qualifier="exact",
        quote=payload,
        place="body",
        start=0,
        end=1,
    )
    figure = Figure(
        what=payload,
        subject=payload,
        verdict="conflict",
        note=payload,
        reports=(report,),
    )
    deal = Deal(
        article=article.id,
        kind="funding",
        buyer_or_investors=(payload,),
        target=payload,
        amount=Amount(value=1.0, currency=payload),
        quote=payload,
    )
    story = dossier(number, (one, copy, replace(one, copy=None)))
    return replace(
        story,
        story=replace(story.story, lead_reason=payload),
        topics=(Topic(name=payload, why=(payload,)),),
        comparison=Comparison(
            story="s",
            verdict="conflict",
            parties="conflict",
            deals=(deal,),
            figures=(figure,),
            note=payload,
            parties_note=payload,
        ),
        decision=replace(story.decision, reason=payload),
        novelty=(
            Novelty(article=copy.article.id, claims=(payload,), names=(payload,)),
        ),
        fact_changes=(
            moved(
                story.story.id,
                article.id,
                payload,
                payload,
                what=payload,
                quote=payload,
            ),
        ),
    )
