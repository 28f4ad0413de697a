from __future__ import annotations

import pytest

from newsfold.model.frontmatter import Scalar
from newsfold.model.hugo import recognises, rename, restore

KNOWN = {"title", "published", "type", "images", "publishedDateTime"}


@pytest.mark.parametrize(
    "name",
    ["url", "URL", "Draft", "slug", "x_", "x_x_url", "menus", "imageDetails", "_build"],
)
def test_a_reserved_name_is_set_apart_and_comes_back(name: str):
    renamed = rename({name: 1}, known=KNOWN)
    assert renamed == {f"x_{name}": 1}
    assert restore(renamed) == {name: 1}


@pytest.mark.parametrize("name", ["desk", "x", "urls", "mydate", "xurl"])
def test_other_names_stay(name: str):
    assert rename({name: 1}, known=KNOWN) == {name: 1}
    assert restore({name: 1}) == {name: 1}


def test_the_order_of_keys_stays():
    tree = {
        "title": "t",
        "publishedDateTime": 1,
        "type": "article",
        "published": True,
        "images": [{"url": "u", "width": 1}],
        "desk": "d",
    }
    assert list(rename(tree, known=KNOWN)) == [
        *("title", "date", "recordType", "draft", "images", "imageDetails", "desk"),
    ]


def test_the_profile_is_told_by_its_names():
    assert recognises({"draft": 1, "recordType": 1})
    assert not recognises({"draft": 1, "recordType": 1, "published": 1})
    assert not recognises({"draft": 1})


def test_an_odd_draft_stays_odd():
    odd = {"draft": Scalar("yes", plain=True, line=1)}
    assert restore(odd) == {"published": Scalar("yes", plain=True, line=1)}
    assert restore({"draft": []}) == {"published": []}
