"""What a story is about: topics by rules that a reader can check and change.

A rule is a topic with words of three grades, by language: `sure` (one mention in the
opening is enough), `likely` (in the headline) and `hint` (it only supports others).  A
word counts once, at the most telling place where it stands; `Topic.why` names every
word and place.

    points = Σ grade(word) x place(word)        grade 3, 2, 1; place 3, 2, 0.5
    given when points ≥ 6; what the body alone adds counts for 3 at the most

The shipped rules are `topics.toml` beside this module; `docs/how-to/own-topics.md`
tells how to write others.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newsfold.errors import ConfigError
from newsfold.judge.lexicon import Given, Lexicon, build, find, problem
from newsfold.model import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsfold.model import Article, Reading

__all__ = ["Rules", "load", "shipped", "together", "topics"]

_HINT = 1.0
_GRADES = {"sure": 3.0, "likely": 2.0, "hint": _HINT, "ignore": 0.0}
_TITLE, _TAG, _LEAD, _BODY = "title", "tags", "lead", "text"
_PLACES = {_TITLE: 3.0, _TAG: 3.0, _LEAD: 2.0, _BODY: 0.5}
_ENOUGH = 6.0
_BODY_AT_MOST = 3.0
_LEAD_LENGTH = 500
_BODY_LENGTH = 8_000
_MOST_TOPICS = 5
_MOST_REASONS = 8
_FAINT = 0.34
"""A topic with a smaller part of the strongest one's points is a side matter."""
_SHARED = 2 / 3
"""Part of a story's articles that give it a topic whatever the weight."""
_HEAVY = 0.4
"""Mean weight that gives a story a topic which fewer of its articles have."""


class _Hit(NamedTuple):
    """A keyword of one topic, found."""

    points: float
    place: str
    decides: bool
    """It is more than a hint."""


class Rules(msgspec.Struct, frozen=True):
    """Rules as `load` made them: topic names, and what gives them by language."""

    names: tuple[str, ...]
    tags: dict[str, tuple[int, ...]]
    lexicons: dict[str, Lexicon]
    """By ISO 639-1 code; `any` stands for every other language."""


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sure: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    hint: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class _Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    tags: tuple[str, ...] = ()
    words: dict[str, _Words] = {}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    topic: tuple[_Rule, ...]


def topics(article: Article, reading: Reading, rules: Rules) -> tuple[Topic, ...]:
    """The topics of one article, strongest first, at most five.

    `Topic.weight` is from 0 to 1; `Topic.why` lists the words, heaviest first, as
    `“solar farm” in the title`.
    """
    language = reading.language or article.language or "en"
    lexicon = rules.lexicons.get(language) or rules.lexicons["any"]
    found: list[dict[str, _Hit]] = [{} for _ in rules.names]
    for tag in article.tags:
        for number in rules.tags.get(tag.strip().casefold(), ()):
            found[number][tag.strip()] = _Hit(3.0 * _PLACES[_TAG], _TAG, decides=True)
    for place, text in _texts(article):
        factor = _PLACES[place]
        for phrase in find(text, lexicon):
            for number, grade in phrase.given:
                known = found[number].get(phrase.keyword)
                if known is None or grade * factor > known.points:
                    hit = _Hit(grade * factor, place, decides=grade > _HINT)
                    found[number][phrase.keyword] = hit
    sums = [(_points(words), number) for number, words in enumerate(found) if words]
    strongest = max(sums, default=(0.0, 0))[0]
    floor = max(_ENOUGH, strongest * _FAINT)
    given = sorted((-points, number) for points, number in sums if points >= floor)
    return tuple(
        Topic(
            name=rules.names[number],
            weight=round(min(1.0, -negative / (3 * _ENOUGH)), 2),
            why=_why(found[number]),
        )
        for negative, number in given[:_MOST_TOPICS]
    )


def together(parts: Iterable[tuple[Topic, ...]]) -> tuple[Topic, ...]:
    """The topics of a story from those of its articles, strongest first.

    A topic weighs the sum over its articles by the number of all; it stays when it
    weighs 0.4 or when two thirds of the articles have it.
    """
    each = list(parts)
    by_name: dict[str, list[Topic]] = {}
    for topic in (topic for part in each for topic in part):
        by_name.setdefault(topic.name, []).append(topic)
    merged = [
        Topic(
            name=name,
            weight=round(sum(topic.weight for topic in same) / len(each), 2),
            why=_merged(same),
        )
        for name, same in by_name.items()
    ]
    kept = [
        topic
        for topic in merged
        if topic.weight >= _HEAVY or len(by_name[topic.name]) >= len(each) * _SHARED
    ]
    return tuple(sorted(kept, key=lambda t: (-t.weight, t.name))[:_MOST_TOPICS])


@lru_cache(maxsize=1)
def shipped() -> Rules:
    """The rules that come with Newsfold."""
    here = resources.files("newsfold.judge")
    return load(here.joinpath("topics.toml").read_text("utf-8"))


def load(toml_text: str) -> Rules:
    """Read rules from TOML.

    Raises ConfigError for text that is no TOML, an unknown key, a topic named twice
    or without anything that could give it, and a keyword that nothing can match.
    """
    try:
        file = msgspec.convert(tomllib.loads(toml_text), _File)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"the topic rules are not valid TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise ConfigError(f"the topic rules are wrong: {error}") from error
    names = tuple(rule.name for rule in file.topic)
    if not names:
        raise ConfigError("the topic rules name no topic")
    for rule in file.topic:
        _check(rule, names)
    tags: dict[str, tuple[int, ...]] = {}
    for number, rule in enumerate(file.topic):
        for tag in {tag.casefold() for tag in (rule.name, *rule.tags)}:
            tags[tag] = (*tags.get(tag, ()), number)
    languages = {"any", "en", *(code for rule in file.topic for code in rule.words)}
    lexicons = {
        code: build(_keywords(file.topic, code), english=code == "en")
        for code in languages
    }
    return Rules(names=names, tags=tags, lexicons=lexicons)


def _check(rule: _Rule, names: tuple[str, ...]) -> None:
    if not rule.name.strip():
        raise ConfigError("the topic rules hold a topic without a name")
    if names.count(rule.name) > 1:
        raise ConfigError(f"the topic {rule.name!r} is named twice in the topic rules")
    if not rule.words and not rule.tags:
        raise ConfigError(f"the topic {rule.name!r} has neither words nor tags")
    for code, words in rule.words.items():
        if code != "any" and not re.fullmatch("[a-z]{2}", code):
            raise ConfigError(
                f"the topic {rule.name!r} has words in {code!r}, "
                "which is no language code like 'en' and not 'any'"
            )
        for keyword in (k for grade in _GRADES for k in getattr(words, grade)):
            why = problem(keyword)
            if why:
                raise ConfigError(f"the topic {rule.name!r}: {keyword!r}: {why}")


def _keywords(rules: tuple[_Rule, ...], code: str) -> dict[str, Given]:
    """The keywords of one language and those of all, with what they add."""
    given: dict[str, dict[int, float]] = {}
    for number, rule in enumerate(rules):
        for words in (rule.words.get("any"), rule.words.get(code)):
            for grade, points in _GRADES.items() if words else ():
                for keyword in getattr(words, grade):
                    entry = given.setdefault(keyword, {})
                    if points:
                        entry[number] = max(points, entry.get(number, 0.0))
    return {keyword: tuple(entry.items()) for keyword, entry in given.items()}


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    """The article's texts by place: the lead is the excerpt and the body's opening."""
    yield _TITLE, article.title
    body = article.body[:_BODY_LENGTH]
    end = body.find(" ", _LEAD_LENGTH)
    cut = len(body) if end < 0 else end
    yield _LEAD, f"{article.excerpt}\n{body[:cut]}"
    yield _BODY, body[cut:]


def _points(words: dict[str, _Hit]) -> float:
    if not any(hit.decides for hit in words.values()):
        return 0.0
    body = sum(hit.points for hit in words.values() if hit.place == _BODY)
    rest = sum(hit.points for hit in words.values() if hit.place != _BODY)
    return rest + min(_BODY_AT_MOST, body)


def _merged(same: list[Topic]) -> tuple[str, ...]:
    """The reasons of several articles, each word once, at its most telling place."""
    ranks = {place: rank for rank, place in enumerate(_PLACES)}
    every = [why for topic in same for why in topic.why]
    every.sort(key=lambda why: ranks.get(why.rpartition(" ")[2], 0))
    best: dict[str, str] = {}
    for why in every:
        best.setdefault(why.rpartition("”")[0].casefold(), why)
    return tuple(best.values())[:_MOST_REASONS]


def _why(words: dict[str, _Hit]) -> tuple[str, ...]:
    heaviest = sorted(words.items(), key=lambda item: (-item[1].points, item[0]))
    return tuple(
        f"“{keyword}” in the {hit.place}" for keyword, hit in heaviest[:_MOST_REASONS]
    )
