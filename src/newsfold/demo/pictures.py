"""Pictures for the sample hub, drawn by code: hills before a sky, coloured by name."""

from __future__ import annotations

import hashlib
import math
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["HEIGHT", "WIDTH", "picture"]

WIDTH, HEIGHT = 640, 360
_LAYERS = 4


@lru_cache(maxsize=64)
def picture(name: str) -> bytes:
    """A PNG of 640 x 360 pixels; the same name gives the same picture."""
    seed = hashlib.sha256(name.encode()).digest()
    palette = _palette(seed)
    rows = np.zeros((HEIGHT, WIDTH + 1), np.uint8)  # each row begins with its filter: 0
    heights = np.arange(HEIGHT)[:, None]
    for layer in range(_LAYERS):
        rows[:, 1:][heights >= _ridge(seed, layer)] = layer + 1
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _palette(seed: bytes) -> bytes:
    """A pale sky, and hills of one hue that darken towards the front."""
    hue = seed[0] / 255 * math.tau
    colours = bytearray()
    for layer in range(_LAYERS + 1):
        light = 225 - 45 * layer
        for shift in (0.0, math.tau / 3, 2 * math.tau / 3):
            colours.append(max(0, min(255, round(light + 30 * math.cos(hue + shift)))))
    return bytes(colours)


def _ridge(seed: bytes, layer: int) -> NDArray[np.float64]:
    """Height of a hill line at each column, in pixels from the top."""
    first, second = seed[1 + 2 * layer], seed[2 + 2 * layer]
    x = np.arange(WIDTH)
    line: NDArray[np.float64] = 26 * np.sin(x / (60 + first / 6) + second)
    line += 9 * np.sin(x / (17 + second / 20) + first)
    line += HEIGHT * (0.38 + 0.15 * layer)
    return line


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
