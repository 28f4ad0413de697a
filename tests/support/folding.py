"""Invented readings for tests of the folding."""

from __future__ import annotations

from newsfold.model import Reading

HOUR = 3600
START = 1_700_000_000 // HOUR * HOUR

_WORDS = {
    "flood": "flood river valley bridge evacuated villages rain dam burst rescue",
    "trial": "court verdict banker fraud prosecutor appeal sentence jury trial fine",
    "match": "cup final striker penalty goalkeeper stadium coach extra whistle fans",
    "quake": "earthquake magnitude island tsunami epicentre aftershock rubble seismic",
}
EVENTS = {event: words.split() for event, words in _WORDS.items()}
FLOOD, TRIAL = EVENTS["flood"], EVENTS["trial"]


def reading(
    name: str,
    words: list[str],
    *,
    hour: float = 0,
    language: str = "en",
    roundup: bool = False,
) -> Reading:
    """A reading that has `words` as its terms, `hour` hours after the start."""
    return Reading(
        article=name,
        time=START + int(hour * HOUR),
        language=language,
        domain=f"{name}.example",
        terms=dict.fromkeys(words, 1.0),
        roundup=roundup,
    )


def wire(each: int = 4, *, apart: float = 0.5) -> list[Reading]:
    """`each` readings of every event, mixed: all but one or two words of the event,
    and one of their own.
    """
    readings = []
    for number in range(each):
        for event, words in EVENTS.items():
            kept = [w for at, w in enumerate(words) if (at + number) % 5]
            own = [f"{event}own{number}"]
            hour = apart * len(readings)
            readings.append(reading(f"{event}{number}", kept + own, hour=hour))
    return readings
