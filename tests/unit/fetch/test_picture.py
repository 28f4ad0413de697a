from __future__ import annotations

import io

import pytest
from PIL import Image

from newsfold.engine.local import LocalEngine
from newsfold.fetch.picture import bytes_of, may_keep, render
from newsfold.model import Page, Request
from support.pictures import bomb, film, photograph


def _page(body, **headers):
    url = "https://quay.example/ferry.jpg"
    return Page(
        request=Request(url=url, purpose="image"),
        url=url,
        status=200,
        fetched=0,
        headers=headers,
        body=body,
    )


def _opened(made):
    assert made.reason == "", made.detail
    return Image.open(io.BytesIO(made.data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_becomes_one_webp_of_a_width_that_a_page_needs(kind):
    made = render(_page(photograph(1600, 900, kind)))
    picture = _opened(made)
    assert (picture.format, picture.size) == ("WEBP", (1200, 675))
    assert (made.width, made.height) == (1600, 900)


def test_a_small_picture_is_not_made_larger():
    assert _opened(render(_page(photograph(300, 200)))).size == (300, 200)


def test_a_tall_one_is_made_to_fit():
    picture = _opened(render(_page(photograph(1000, 6000, "PNG"))))
    assert picture.size == (400, 2400)


def test_where_and_when_it_was_taken_is_not_in_it():
    exif = Image.Exif()
    exif[0x010E] = "the garden of Ada Brook"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    body = photograph(exif=exif, comment=b"by Ada Brook", icc_profile=b"x" * 200)
    assert b"Ada Brook" in body
    made = render(_page(body))
    picture = _opened(made)
    assert b"Ada" not in made.data
    assert not picture.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(picture.info)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_picture_that_was_taken_on_its_side_stands_upright(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = render(_page(photograph(1600, 900, exif=exif)))
    on_its_side = orientation in {6, 8}
    assert (made.width, made.height) == ((900, 1600) if on_its_side else (1600, 900))
    picture = _opened(made)
    assert (picture.height > picture.width) == on_its_side


def test_what_is_clear_stays_clear():
    image = Image.new("RGBA", (200, 100), (255, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert _opened(render(_page(out.getvalue()))).mode == "RGBA"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "bad-picture"),
        (b"<html>not a picture</html>", "bad-picture"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>',
            "bad-picture",
        ),
        (photograph()[:2000], "bad-picture"),
        (photograph(kind="PNG")[:2000], "bad-picture"),
        (photograph(kind="BMP"), "bad-picture"),
        (photograph(1, 1, "GIF"), "picture-too-small"),
        (bomb(9000, 5000), "picture-too-large"),
    ],
    ids=[
        "empty",
        "html",
        "svg",
        "cut-jpeg",
        "cut-png",
        "bmp",
        "pixel",
        "45-megapixels",
    ],
)
def test_what_is_no_picture_for_a_page_says_why(body, reason):
    made = render(_page(body))
    assert (made.reason, made.data) == (reason, b"")


def test_bombs_cost_their_workers_neither_time_nor_life():
    bombs = [
        bomb(100_000, 50_000),  # five thousand million pixels in 0.6 MB
        film(180),
        bomb(6_000, 6_000),  # as large as is decoded
        photograph(),
    ]
    with LocalEngine(workers=1, memory_mb=1024, item_seconds=20) as engine:
        outcomes = list(engine.map(render, map(_page, bombs), cost=bytes_of))
    assert [outcome.failure for outcome in outcomes] == [None] * 4
    assert [outcome.value.reason for outcome in outcomes] == [
        "picture-too-large",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("", True),
        ("nofollow", True),
        ("noimageindex", False),
        ("NoArchive, nofollow", False),
        ("newsfold: none", False),
    ],
)
def test_who_wants_no_copies_says_so_in_a_header(said, kept):
    assert may_keep(_page(b"", **({"x-robots-tag": said} if said else {}))) == kept
