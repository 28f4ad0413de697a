from __future__ import annotations

import doctest
import importlib

import msgspec
import pytest

import newsfold
from newsfold.cluster import mint
from newsfold.errors import InputError
from newsfold.model import Article, Provider

HOUR = 3_600
START = 1_772_400_000


def _told(outlet, hour, title, body):
    return Article(
        title=title,
        body=body,
        web_url=f"https://{outlet}.example/{hour}",
        published=START + hour * HOUR,
        provider=Provider(name=outlet.title(), domain=f"{outlet}.example"),
        language="en",
    )


FERRY = _told(
    "wire",
    0,
    "Ferry sinks off Lanthe, 14 dead",
    "A ferry sank off the island of Lanthe on Monday. At least 14 people were killed, "
    "the coast guard of Lanthe said.",
)
AGAIN = _told(
    "echo",
    7,
    "Lanthe ferry disaster: 17 killed, coast guard says",
    "Seventeen people died when a ferry sank off Lanthe on Monday, the coast guard "
    "said. The ferry had left Lanthe at dawn.",
)
RATES = _told(
    "quay",
    3,
    "Maravel's central bank holds rates",
    "The central bank of Maravel left its key rate at 3.25 percent.",
)


def _groups(folder):
    return {frozenset(story.articles) for story in folder.stories()}


EXPECTED = {
    frozenset({FERRY.web_url, AGAIN.web_url}),
    frozenset({RATES.web_url}),
}


def test_articles_fold_into_stories():
    folder = newsfold.Folder()
    for article in (FERRY, RATES, AGAIN):
        folder.add(article)
    assert _groups(folder) == EXPECTED
    assert len(folder) == 3


def test_a_folder_goes_on_where_it_was_saved(tmp_path):
    folder = newsfold.Folder()
    folder.add(FERRY)
    folder.add(RATES)
    before = {story.id for story in folder.stories()}
    folder.save(tmp_path / "folder")
    again = newsfold.Folder.load(tmp_path / "folder")
    assert {story.id for story in again.stories()} == before
    again.add(AGAIN)
    assert _groups(again) == EXPECTED
    assert {story.id for story in again.stories()} == before


def test_the_same_article_again_changes_nothing():
    folder = newsfold.Folder()
    folder.add(FERRY)
    folder.add(FERRY)
    assert len(folder) == 1
    assert len(folder.stories()) == 1


def test_copies_are_known(tmp_path):
    folder = newsfold.Folder()
    copy = _told("other", 1, FERRY.title, FERRY.body)
    folder.add(FERRY)
    folder.add(copy)
    assert folder.copy_of(copy.web_url) == FERRY.web_url
    folder.save(tmp_path / "folder")
    again = newsfold.Folder.load(tmp_path / "folder")
    assert again.copy_of(copy.web_url) == FERRY.web_url
    assert again.copy_of(FERRY.web_url) is None


@pytest.mark.parametrize("content", [b"", b"\xff\x00nonsense", b"\x80"])
def test_a_file_that_no_folder_wrote_is_refused(tmp_path, content):
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(InputError, match="Folder"):
        newsfold.Folder.load(tmp_path / "x")
    with pytest.raises(InputError, match="cannot be read"):
        newsfold.Folder.load(tmp_path / "none")


def test_facts_are_compared():
    comparison = newsfold.compare([FERRY, AGAIN])
    assert comparison.verdict in {"superseded", "conflict"}
    assert any(len(figure.reports) > 1 for figure in comparison.figures)


def test_a_page_becomes_an_article_and_nothing_does_not():
    html = "<html lang=en><title>Ferry sails</title><article><p>" + "It sails. " * 60
    article = newsfold.extract(html, "https://quay.example/ferry?utm_source=x")
    assert article.web_url == "https://quay.example/ferry"
    assert article.language == "en"
    assert "It sails." in article.body


def test_text_is_repaired():
    assert newsfold.repair("The cafÃ©") == ("The café", ("mojibake",))
    clean = "The café — open"
    assert newsfold.repair(clean) == (clean, ())


def test_the_package_offers_what_it_says():
    importlib.import_module("newsfold.extract.page")
    assert callable(newsfold.extract)
    for name in newsfold.__all__:
        assert getattr(newsfold, name) is not None
    with pytest.raises(AttributeError):
        _ = newsfold.nothing


@pytest.mark.parametrize("name", ["extract", "Folder", "compare", "repair"])
def test_what_the_library_documents_is_so(name):
    thing = getattr(newsfold, name)
    module = importlib.import_module(thing.__module__)
    (example,) = doctest.DocTestFinder(recurse=False).find(thing, name, module)
    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0


def test_an_id_that_gave_way_does_not_come_back_after_loading(tmp_path):
    folder = newsfold.Folder()
    folder.add(FERRY)
    folder.save(tmp_path / "folder")
    state = msgspec.msgpack.decode((tmp_path / "folder").read_bytes())
    state["gone"] = [mint(AGAIN.web_url)]
    (tmp_path / "folder").write_bytes(msgspec.msgpack.encode(state))
    again = newsfold.Folder.load(tmp_path / "folder")
    assert again.add(RATES).story == mint(RATES.web_url)
    late = msgspec.structs.replace(AGAIN, title="A quiet harbour", body="")
    assert again.add(late).story == mint(mint(AGAIN.web_url))
