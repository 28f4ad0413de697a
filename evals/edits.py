"""How many of a thousand edits of pages are noticed: `python evals/edits.py [PAGES]`.

Pages of invented outlets on loopback are edited within 80 hours of their publication,
and a hub runs hourly (`RUNS`) on a virtual clock.  An edit is noticed when its article
has exactly one, told as the outlet told of it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from newsfold.hub import Hub  # noqa: E402  # the path comes first
from support.edited import HOUR, Press  # noqa: E402  # the same
from support.replay import Replay  # noqa: E402  # the same

START = 1_772_400_000
PAGES = 1_000
RUNS = (*range(13), *range(15, 30, 3), *range(36, 102, 6))
"""Hours after the first run."""
LEAST = 0.95
FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "fetch.pages": "always",
    "fetch.again_most": PAGES,
}


def measure(pages: int) -> dict[str, float]:
    """Shares of the edits that were noticed, and told rightly; what it cost."""
    press = Press(seed=20, pages=pages, start=START, hosts=40)
    total: Counter[str] = Counter()
    with Replay() as web, tempfile.TemporaryDirectory() as folder:
        made = Hub.create(Path(folder) / "hub")
        feeds = press.serve(web)
        for hours in RUNS:
            press.now = START + hours * HOUR
            with Hub.open(made, environ={}, flags=FLAGS, now=press.now) as hub:
                if not hours:
                    hub.add(feeds)
                total.update(hub.run(route=press.route(web)).counts)
        with Hub.open(made, environ={}) as hub:
            edits = {
                member.article.web_url.partition(".example")[2]: member.edits
                for dossier in hub.stories()
                for member in dossier.members
            }
        spared = web.count(status=304)
    noticed = [c for c in press.edits if len(edits[c.path]) == 1]
    rightly = [c for c in noticed if edits[c.path][0].told == c.told]
    return {
        "edits": len(press.edits),
        "noticed": len(noticed) / len(press.edits),
        "told rightly": len(rightly) / max(1, len(noticed)),
        "invented": sum(map(len, edits.values())) - len(noticed),
        "looks": total["looks"],
        "answered 304": spared,
    }


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    figures = measure(given[0] if given else PAGES)
    print(json.dumps(figures, indent=2))
    if figures["noticed"] < LEAST or figures["invented"]:
        sys.exit("too few were noticed, or some were invented")
