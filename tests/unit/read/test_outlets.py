import pytest

from newsfold.model import Provider
from newsfold.read.outlets import bare, is_own, mentions, own_names


def found(text: str) -> list[tuple[str, str]]:
    return [(m.name, m.rank) for m in mentions(text) if m.rank != "other"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as Reuters and Bloomberg News saw", ["Reuters", "Bloomberg News"]),
        ("the Nordhavn Herald wrote", ["Nordhavn Herald"]),
        ("on DevNook.com yesterday", ["DevNook.com"]),
        ("Ann Lee met Bo Ek in Oslo", []),
        ("", []),
    ],
)
def test_outlets_are_known_by_register_or_form(text: str, expected: list[str]):
    assert [name for name, _ in found(text)] == expected


def test_offsets_point_at_the_name():
    text = "The port, Reuters’s man said, and The Washington Post agreed."
    for mention in mentions(text):
        assert text[mention.start : mention.end] == mention.name


def test_an_outlet_knows_its_own_names():
    own = own_names(Provider(name="Nordhavn Post | World", domain="nordpost.example"))
    assert is_own("Nordhavn Post", own)
    assert is_own("NordPost", own)
    assert not is_own("Nordic Times", own)


def test_possessives_are_no_part_of_a_name():
    assert bare("Reuters’s") == "Reuters"
    assert bare("Post.") == "Post"
    assert bare("BBC") == "BBC"
