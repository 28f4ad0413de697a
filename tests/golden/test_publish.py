"""Whole outputs of invented stories, compared with what was approved.

`UPDATE_GOLDEN=1 pytest tests/golden` writes them anew; look at the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsfold.model.recordfile import verified
from newsfold.publish.edition import Edition
from newsfold.publish.record import record_of
from newsfold.publish.site import SiteInfo
from newsfold.publish.summary import summary
from support.dossiers import NOW, TALLIES, disputed_deal, edition, plain_conflict

UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))
HERE = Path(__file__).parent / "publish"
INFO = SiteInfo(
    title="The Lantern",
    now=NOW,
    url="https://lantern.example/",
    description="Technology, business and the coast",
)


def _outputs() -> dict[str, str]:
    stories = [summary(each) for each in edition()]
    files = dict(Edition(INFO, stories).files(TALLIES))
    record = record_of(disputed_deal(), now=NOW)
    return {
        "record.md": verified(record),
        "record.hugo.md": verified(record, "hugo"),
        "front.html": files["index.html"],
        "story.html": Edition(INFO, stories).site.story(plain_conflict()),
        "about.html": files["about.html"],
        "feed.xml": files["feed.xml"],
        "feed.json": files["feed.json"],
    }


@pytest.mark.parametrize("name", sorted(_outputs()))
def test_output_is_as_approved(name: str):
    text = _outputs()[name]
    path = HERE / name
    if UPDATE:
        HERE.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
