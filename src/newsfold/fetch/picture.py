"""A picture as it came → one rendition of our own: small, plain, nothing in it but
what is seen.

Runs in the engine's workers.  The size is read from the picture's first bytes, and what
would be too large to decode is refused before anything is decoded.
"""

from __future__ import annotations

import io
import warnings

from newsfold.model import Page, Record

__all__ = ["Rendition", "bytes_of", "may_keep", "render"]

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
"""What is decoded; SVG is a program, and the rest is rare on the web."""
_MAX_PIXELS = 40_000_000
"""A photograph of a good camera; decoded, it fills 160 MB."""
_MIN_EDGE = 64
"""Pixels; what is smaller is an icon, or counts readers."""
_WIDTH, _HEIGHT = 1_200, 2_400
_QUALITY = 78
_REFUSALS = frozenset({"noimageindex", "noarchive", "noindex", "none"})


class Rendition(Record, frozen=True, kw_only=True):
    """A WebP, or the reason why there is none; `width` and `height` of the original."""

    data: bytes = b""
    width: int = 0
    height: int = 0
    reason: str = ""
    detail: str = ""


def may_keep(page: Page) -> bool:
    """Whether the server lets its picture be copied: X-Robots-Tag says if not."""
    words = page.headers.get("x-robots-tag", "").lower().replace(":", ",").split(",")
    return _REFUSALS.isdisjoint(word.strip() for word in words)


def bytes_of(page: Page) -> int:
    """What a picture costs a worker, by its bytes."""
    return len(page.body)


def render(page: Page) -> Rendition:
    """One WebP of the picture's first frame, at most 1200 pixels wide, upright.

    Its EXIF (where, when, by which camera), comments and colour profile are not in it.
    """
    # Slow to load, and most workers never see a picture.
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # ours holds
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(page.body), formats=_FORMATS) as picture,
        ):
            width, height = picture.size
            if width * height > _MAX_PIXELS:
                words = f"{width} x {height} pixels"
                return Rendition(reason="picture-too-large", detail=words)
            if min(width, height) < _MIN_EDGE:
                words = f"{width} x {height} pixels"
                return Rendition(reason="picture-too-small", detail=words)
            picture.draft("RGB", (_WIDTH, _HEIGHT))  # JPEG: decode no more than that
            upright = ImageOps.exif_transpose(picture)
            if upright.size != picture.size:  # it was taken on its side
                width, height = height, width
            clear = upright.has_transparency_data
            plain = upright.convert("RGBA" if clear else "RGB")
            plain.thumbnail((_WIDTH, _HEIGHT))
            plain.info.clear()
            out = io.BytesIO()
            plain.save(out, "WEBP", quality=_QUALITY, exif=b"", icc_profile=b"")
    except Exception as error:  # noqa: BLE001  # whatever a decoder raises at such bytes
        return Rendition(
            reason="bad-picture", detail=f"{type(error).__name__}: {error}"[:300]
        )
    return Rendition(data=out.getvalue(), width=width, height=height)
