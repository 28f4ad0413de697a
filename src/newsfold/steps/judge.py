"""judge: what the hub thinks of a story.

Quality of each article, who leads, topics, the facts side by side, what each article
adds, heat.  Judgements
carry the version of this step and a hash of all that went into them, so that only what
is stale is made again; those that came with an imported record are left alone.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from newsfold.cluster.lead import choose
from newsfold.edit.desk import FOLDING, constraints, in_force
from newsfold.judge.changes import changes
from newsfold.judge.compare import compare
from newsfold.judge.heat import heat
from newsfold.judge.novelty import novelty
from newsfold.judge.quality import quality
from newsfold.judge.rates import day_of
from newsfold.judge.topics import together, topics
from newsfold.model import Comparison, Judgement, Topic
from newsfold.steps import BATCH
from newsfold.store.dossiers import dossiers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from newsfold.model import Dossier, FactChange
    from newsfold.steps import Run

VERSION = "2"
"""Counts up whenever a formula below changes: everything is then stale."""
IMPORTED = "imported"
"""Version of the judgements that came with a record: kept until a person asks."""
_HOUR = 3_600


class _Given(NamedTuple):
    """What the judge goes by beside the story itself."""

    leads: dict[str, str]
    """Story → the article that an editor has put first."""
    topics: dict[str, tuple[str, ...]]
    """Source → topics that everything from it has."""


def judge(run: Run) -> None:
    """Judge every story that changed."""
    store = run.store
    names, seq = store.log.pending("judge", ("story.changed",))
    given = _Given(
        leads=constraints(store.decisions.all(FOLDING), store.stories.merged()).leads,
        topics={source.url: source.topics for source, _ in store.sources.all()},
    )
    for start in range(0, len(names), BATCH):
        found = [store.stories.get(name) for name in names[start : start + BATCH]]
        stories = {story.id: story for story in found if story is not None}
        standing = store.stories.judgements(
            [name for one in stories.values() for name in (one.id, *one.articles)]
        )
        judged = []
        for dossier in map(_by_time, dossiers(store, stories.values(), in_force)):
            made = list(_judgements(run, dossier, given, standing))
            facts = _changed(dossier, made, standing[dossier.story.id])
            judged.append((dossier.story.id, made, facts))
        with store.transaction():
            for story, judgements, changed in judged:
                if judgements:
                    run.counts["judged"] += 1
                    store.log.add("story.judged", story, at=run.now)
                for fact in changed:
                    detail = msgspec.to_builtins(fact)
                    store.log.add("fact.changed", story, at=run.now, **detail)
                for judgement in judgements:
                    store.stories.save_judgement(judgement)
        run.progress("judging", min(start + BATCH, len(names)), len(names))
    if names:
        with store.transaction():
            store.log.advance("judge", seq)


def _by_time(dossier: Dossier) -> Dossier:
    """The dossier whoever leads: what is judged must not hang on what was judged."""
    members = sorted(dossier.members, key=lambda m: (m.article.time, m.article.id))
    return msgspec.structs.replace(dossier, members=tuple(members))


def _judgements(
    run: Run,
    dossier: Dossier,
    given: _Given,
    judged: Mapping[str, Mapping[str, Judgement]],
) -> Iterator[Judgement]:
    """The judgements of one story, none where those that stand are fresh."""
    story = dossier.story.id
    half_life = round(run.settings.publish.half_life_hours * _HOUR)
    by_source = tuple(
        dict.fromkeys(
            topic
            for member in dossier.members
            for topic in given.topics.get(member.article.source, ())
        )
    )
    pinned = given.leads.get(story, "")
    input_hash = _hash(
        [(m.article.id, m.article.revision, m.copy) for m in dossier.members],
        pinned,
        half_life,
        by_source,
        run.rules_hash,
    )
    standing = judged[story]
    known = standing.get("lead")
    if known and (known.stage_version, known.input_hash) == (VERSION, input_hash):
        return

    members = []
    for member in dossier.members:
        scored = judged[member.article.id].get("quality")
        if scored is not None and scored.stage_version == IMPORTED:
            members.append(member)
            continue
        score = quality(member.article, member.reading)
        members.append(msgspec.structs.replace(member, quality=score))
        yield _judgement(
            member.article.id, "quality", score, _hash(member.article.revision)
        )
    lead, reason = (pinned, "put first by an editor") if pinned else choose(members)
    found = together(topics(m.article, m.reading, run.rules) for m in members)
    names = {topic.name for topic in found}
    stated = (Topic(name=n, why=("given by its source",)) for n in by_source)
    made = {
        "lead": {"article": lead, "reason": reason},
        "topics": (*(topic for topic in stated if topic.name not in names), *found),
        "comparison": compare(story, members),
        "novelty": novelty(members),
        "heat": heat(members, half_life=half_life),
    }
    for kind, value in made.items():
        kept = standing.get(kind)
        if kept is None or kept.stage_version != IMPORTED:
            yield _judgement(story, kind, value, input_hash)


def _changed(
    dossier: Dossier, made: Iterable[Judgement], judged: Mapping[str, Judgement]
) -> tuple[FactChange, ...]:
    """The facts that are told otherwise than when the story was last judged; none where
    another version of this step judged it.
    """
    standing = judged.get("comparison")
    now = next((one.value for one in made if one.kind == "comparison"), None)
    if now is None or standing is None or standing.stage_version != VERSION:
        return ()
    articles = {member.article.id: member.article for member in dossier.members}
    moments = {name: article.time for name, article in articles.items()}
    found = changes(
        msgspec.convert(standing.value, Comparison),
        msgspec.convert(now, Comparison),
        moments=moments,
        edited={m.article.id for m in dossier.members if m.edits},
        day=day_of(min(moments.values())),
    )
    return tuple(
        msgspec.structs.replace(
            fact,
            outlet=articles[fact.article].provider.name
            or articles[fact.article].provider.domain,
        )
        for fact in found
    )


def _judgement(subject: str, kind: Any, value: Any, input_hash: str) -> Judgement:
    return Judgement(
        subject=subject,
        kind=kind,
        value=msgspec.to_builtins(value),
        stage_version=VERSION,
        input_hash=input_hash,
    )


def _hash(*parts: object) -> str:
    return blake2b(msgspec.json.encode(parts), digest_size=12).hexdigest()
