"""What readers and editors wait for, on a hub of 100,000 articles.

    python benchmarks/serving.py [DATA] [--articles 100000]

The hub is made of recorded texts repeated and mixed, 200 outlets, stories of one to
some dozens of reports.  Timed are whole answers of the server's application, called in
this process: CPU of the story list (`/api/v1/stories`, cursors walked), the front page
and a story page; wall time of searches of every kind.  Then `newsfold run` takes in
feeds at full speed, folds, judges and publishes them, in a process of its own, while an
editor decides: wall time of each decision.  Goals: list ≤ 2 ms (median), front page
≤ 10 ms (median), search p99 ≤ 50 ms, editor's write p99 ≤ 200 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import msgspec

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from newsfold.evaluate.items import article, lines  # noqa: E402
from newsfold.hub import Hub  # noqa: E402
from newsfold.model import (  # noqa: E402
    Article,
    Decision,
    Heat,
    Judgement,
    Placement,
    Provider,
    Source,
    Story,
    Summary,
)
from newsfold.pipeline import STEPS  # noqa: E402
from newsfold.publish.card import story_path  # noqa: E402
from newsfold.serve import app  # noqa: E402
from support.replay import Replay  # noqa: E402  # after the path is set

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOW = 1_772_000_000
DAYS = 120
TOPICS = [f"Topic {n}" for n in range(40)]
OUTLETS = [
    Provider(name=f"The Outlet {n}", domain=f"outlet{n}.example") for n in range(200)
]
BATCH = 500
DECISIONS = 300
SECONDS = 900
"""How long an editor decides beside the run, at most: until it has published."""
WORDS = ["the", "ai", "government", "million", "bitcoin", "election", "fire", "zurich"]


def fill(hub: Hub, data: Path, size: int, chance: Random) -> None:
    """`size` articles in stories, judged and published, written through the store."""
    texts = [
        (one.title.split(), f"{one.excerpt} {one.body}".split())
        for name in ("wire", "vertical")
        for one in map(article, lines(data / name / "items.jsonl"))
    ]
    store, number = hub._store, 0
    while number < size:
        with store.transaction():
            for _ in range(BATCH):
                if number >= size:
                    break
                count = 1 if chance.random() < 0.7 else chance.randint(2, 12)
                base = chance.choice(texts)
                told = [
                    Article(
                        title=" ".join(base[0]) + f" {number + n}",
                        excerpt=" ".join(base[1][:40]),
                        body=" ".join(base[1] + chance.choice(texts)[1][:120]),
                        web_url=f"https://outlet.example/{number + n}",
                        published=NOW - chance.randrange(DAYS * 86_400),
                        language="de" if chance.random() < 0.1 else "en",
                        provider=OUTLETS[int(len(OUTLETS) * chance.random() ** 2)],
                    )
                    for n in range(count)
                ]
                _publish(hub, told, chance)
                number += count
        print(f"\r{number} articles", end="", file=sys.stderr)
    print(file=sys.stderr)
    with store.transaction():  # what is made here is done; a run has what is new
        for step in STEPS:
            store.log.advance(step.name, store.log.changes(limit=1)[0].seq)


def _publish(hub: Hub, told: Sequence[Article], chance: Random) -> None:
    store = hub._store
    saved = []
    for one in told:
        _, name = store.articles.save(one, at=NOW, extractor="bench")
        saved.append(msgspec.structs.replace(one, id=name, revision=1))
    saved.sort(key=lambda one: one.time)
    lead = saved[0]
    story = Story(
        id=f"s{lead.id[1:]}",
        lead=lead.id,
        articles=tuple(one.id for one in saved),
        opened=lead.time,
        updated=saved[-1].time,
    )
    for one in saved:
        store.stories.place(Placement(article=one.id, story=story.id))
    topics = tuple(
        dict.fromkeys(
            TOPICS[int(len(TOPICS) * chance.random() ** 3)]
            for _ in range(chance.randint(0, 2))
        )
    )
    heat = Heat(level=40 + 10 * len(saved), at=story.updated, half_life=43_200)
    store.stories.save(story)
    for kind, value in (
        ("heat", msgspec.to_builtins(heat)),
        ("topics", [{"name": t, "weight": 1.0, "why": []} for t in topics]),
    ):
        store.stories.save_judgement(
            Judgement(
                subject=story.id,
                kind=kind,  # type: ignore[arg-type]  # of two words
                value=value,
                stage_version="bench",
                input_hash="",
            )
        )
    store.decisions.save(
        Decision(subject=story.id, kind="usable", by="policy", reason="bench", at=NOW)
    )
    outlets = tuple(dict.fromkeys(one.provider.domain for one in saved))
    store.summaries.save(
        Summary(
            story=story,
            lead=msgspec.structs.replace(lead, body=""),
            quality=50,
            outlets=outlets,
            independent=len(saved),
            topics=topics,
            heat=heat,
            verdict="conflict" if chance.random() < 0.02 else "single-source",
            published=True,
        )
    )


def caller(hub: Hub) -> Callable[[str], bytes]:
    """A GET on the application, without a socket."""
    serve = app(hub)

    async def ask(path: str) -> bytes:
        parts, body, status = urlsplit(path), [], []
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [(b"host", b"bench")],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                status.append(message["status"])
            body.append(message.get("body", b""))

        await serve(scope, receive, send)
        if status != [200]:
            sys.exit(f"{path} answered {status}")
        return b"".join(body)

    loop = asyncio.new_event_loop()
    return lambda path: loop.run_until_complete(ask(path))


def timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    work()
    return 1000 * (clock() - began)


def line(name: str, times: list[float], goal: str) -> None:
    times = sorted(times)
    at = [times[min(len(times) - 1, int(len(times) * q))] for q in (0.5, 0.9, 0.99)]
    shown = "".join(f"{value:>9.2f}" for value in (*at, times[-1]))
    print(f"{name:<26}{len(times):>6}{shown}   {goal}")


def searches(chance: Random, titles: Sequence[str]) -> list[str]:
    """Queries of every kind: common and rare words, phrases, operators, mixtures."""
    made = []
    for _ in range(60):
        words = [w for w in chance.choice(titles).split() if w.isalnum()] or ["the"]
        word, topic = chance.choice(words), f'topic:"{chance.choice(TOPICS)}"'
        outlet = f"source:{chance.choice(OUTLETS).domain}"
        day = f"2026-{chance.randint(1, 2):02}-{chance.randint(1, 28):02}"
        made += [
            chance.choice(WORDS),
            word,
            f'"{" ".join(words[:2])}"',
            f"{word} -{chance.choice(WORDS)}",
            topic,
            outlet,
            f"{chance.choice(WORDS)} {outlet}",
            f"{chance.choice(WORDS)} {topic}",
            f"{word} {topic} {outlet} after:{day}",
            f"verdict:conflict {chance.choice(WORDS)} lang:de",
            f"before:{day} {chance.choice(WORDS)}",
            f"lang:de {topic}",
        ]
    return made


def reading(hub: Hub, chance: Random) -> None:
    get = caller(hub)
    lists, cursor = [], ""
    for _ in range(200):
        path = f"/api/v1/stories?limit=40{cursor}"
        began = time.process_time()
        body = get(path)
        lists.append(1000 * (time.process_time() - began))
        after = json.loads(body)["next"]
        cursor = f"&cursor={after}" if after else ""
    line("story list, CPU", lists, "median ≤ 2")
    fronts = [timed(lambda: get("/"), time.process_time) for _ in range(60)]
    line("front page, CPU", fronts, "median ≤ 10")
    rows = hub.summaries.shelf(limit=400)
    pages = ["/" + quote(story_path(told)) for told, _ in rows[:100]]
    line(
        "story page, CPU",
        [timed(lambda page=page: get(page), time.process_time) for page in pages],
        "",
    )
    titles = [told.lead.title for told, _ in rows]
    made = searches(chance, titles)
    line(
        "search, articles, wall",
        [
            timed(lambda q=q: get(f"/api/v1/search?q={quote(q)}"), time.perf_counter)
            for q in made
        ],
        "p99 ≤ 50",
    )
    line(
        "search, page, wall",
        [
            timed(lambda q=q: get(f"/search?q={quote(q)}"), time.perf_counter)
            for q in made
        ],
        "",
    )


def deciding(hub: Hub, data: Path) -> None:
    """An editor's decisions while a run ingests."""
    stories = [told.story.id for told, _ in hub.summaries.shelf(limit=DECISIONS)]
    with Replay() as web:
        for path in sorted((data / "feeds").glob("*.xml")):
            hub.watch([Source(url=web.serve(f"/{path.name}", path.read_bytes()))])
        environment = os.environ | {
            "NEWSFOLD_FETCH_ALLOW_PRIVATE_NETWORKS": "true",
            "NEWSFOLD_FETCH_HOST_DELAY": "0",
            "NEWSFOLD_FETCH_PAGES": "never",
        }
        command = [sys.executable, "-m", "newsfold", "--hub", str(hub.folder)]
        run = subprocess.Popen(
            [*command, "run", "--once", "--quiet"],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        times, began = [], time.monotonic()
        for n in count():
            if run.poll() is not None or time.monotonic() - began > SECONDS:
                break
            story, kind = stories[n % len(stories)], ("withheld", "usable")[n % 2]
            times.append(
                timed(lambda: hub.decide(story, kind, "bench"), time.perf_counter)  # noqa: B023  # called at once
            )
            time.sleep(0.02)
        whole = time.monotonic() - began
        run.terminate()
        code = run.wait(timeout=60)
    line("editor's write, wall", times, "p99 ≤ 200")
    if code:
        sys.exit(f"the run had not ended after {SECONDS} s, or failed: {code}")
    print(f"(beside a run of {whole:.0f} s, from its first poll to its last page)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = os.environ.get("NEWSFOLD_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("data", nargs="?", type=Path, default=Path(default))
    parser.add_argument("--articles", type=int, default=100_000)
    given = parser.parse_args()
    chance = Random(7)
    with tempfile.TemporaryDirectory() as folder:
        Hub.create(f"{folder}/hub")
        with Hub.open(f"{folder}/hub", environ={}, now=NOW) as hub:
            fill(hub, given.data, given.articles, chance)
            print(
                f"{given.articles} articles, {hub.summaries.shelves()[''][1]} stories"
            )
            print(
                f"{'milliseconds':<26}{'calls':>6}{'p50':>9}{'p90':>9}{'p99':>9}{'max':>9}"
            )
            reading(hub, chance)
            deciding(hub, given.data)


if __name__ == "__main__":
    main()
