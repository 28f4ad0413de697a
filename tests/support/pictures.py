"""Pictures for tests, honest and hostile, made of nothing."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def photograph(width=1600, height=900, kind="JPEG", **options) -> bytes:
    """A gradient with some detail, so that it does not pack to nothing."""
    across = Image.linear_gradient("L").resize((width, height))
    down = across.rotate(180)
    image = Image.merge("RGB", (across, down, across))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of so many pixels, all of them black, in as few bytes as it takes."""
    packer = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    rows = [packer.compress(line) for _ in range(height)]
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", head),
            (b"IDAT", b"".join([*rows, packer.flush()])),
            (b"IEND", b""),
        )
    )


def film(frames: int, edge: int = 320) -> bytes:
    """An animated GIF."""
    pictures = [Image.new("P", (edge, edge), number % 256) for number in range(frames)]
    out = io.BytesIO()
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:])
    return out.getvalue()
