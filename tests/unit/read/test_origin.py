from typing import Any

import pytest

from newsfold.model import Article, Provider
from newsfold.read.origin import origin


def read(
    text: Any,
    title: Any = "Port reopens after strike",
    name: Any = "Harbour Post",
    **more: Any,
):
    provider = Provider(name=name, domain=name.lower().replace(" ", "") + ".example")
    return origin(
        Article(
            title=title,
            body=text,
            web_url="https://x.example/1",
            provider=provider,
            **more,
        ),
        "en",
    )


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("OSLO, March 3 (Reuters) - The port reopened.", "agency-copy", "Reuters"),
        ("By Ola Nord OSLO (AP) — The port reopened.", "agency-copy", "AP"),
        ("BERLIN (dpa) - Der Hafen ist offen.", "agency-copy", "dpa"),
        ("The port reopened.\n\nSource: AFP", "agency-copy", "AFP"),
        ("[Lagos Courier] The port reopened.", "aggregated-quote", "Lagos Courier"),
        ("[UNICEF] Children need water.", "release", "UNICEF"),
        (
            "An anonymous reader quotes a report from Ars Technica: The port reopened.",
            "aggregated-quote",
            "Ars Technica",
        ),
        ("Bloomberg reports: The port reopened.", "aggregated-quote", "Bloomberg"),
        (
            "The owner is in talks, The Information reported on Tuesday.",
            "cited-scoop",
            "The Information",
        ),
        ("The port is for sale, according to Reuters.", "cited-scoop", "Reuters"),
        (
            "“A shame,” said Ann Lee in The Boston Globe. The port is shut.",
            "aggregated-quote",
            "The Boston Globe",
        ),
        ("State television reported an explosion.", "cited-scoop", "State television"),
        (
            "A press release issued by Nordhavn Ports said the port reopened.",
            "release",
            "Nordhavn Ports",
        ),
        (
            "OSLO, March 3 /PRNewswire/ -- Nordhavn Ports opens.",
            "release",
            "PRNewswire",
        ),
    ],
)
def test_named_origins(text: Any, kind: Any, name: Any):
    found = read(text)
    assert found is not None
    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize(
    "text",
    [
        "The port reopened, the minister said on Tuesday.",
        "Police told reporters that two men were held.",
        "According to the harbour master, three ships are waiting.",
        "The Nordhavn Group reported a profit of $3 million.",
        "Officials familiar with the matter said talks go on.",
        "",
    ],
)
def test_people_and_officials_are_no_origin(text: Any):
    assert read(text) is None


def test_an_outlet_is_not_its_own_origin():
    assert read("The port is for sale, according to Reuters.", name="Reuters") is None


def test_own_exclusives_are_claims():
    found = read("The owner wants out.", title="EXCLUSIVE: Port is for sale")
    assert found is not None
    assert found.kind == "own-exclusive-claim"
    told = read("The owner wants out, three officials told CBS News.", name="CBS News")
    assert told is not None
    assert told.kind == "own-exclusive-claim"


def test_an_agency_as_author_is_a_credit():
    found = read("The port reopened.", authors=("Associated Press",))
    assert found is not None
    assert found.kind == "agency-copy"


def test_hostile_text_is_read_in_linear_time():
    for piece in ("A ", "said A ", '," said ', "(Reuters", "[A", "The The "):
        read(piece * 4000)


def test_a_marked_press_release_is_its_firms():
    found = read("[PRESS RELEASE – Oslo, March 3rd] Nordhavn Ports opens a quay.")
    assert found is not None
    assert (found.kind, found.name) == ("release", "Nordhavn Ports")
