"""Two pictures of a page, told apart as a reader would: what moved or changed its colour counts, how a letter's edge was drawn does not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter, ImageOps

BLUR = 2.5
"""Radius in px of the kept picture: hinting, antialiasing and small shifts of letters vanish."""
NOTICED = 28
"""Of 255 in any channel: below it, a reader sees no difference."""


@dataclass(frozen=True)
class Difference:
    """share: how much of the picture differs, 0–1; picture: kept, taken, and where they differ, side by side."""

    share: float
    picture: Image.Image


def reduced(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A screenshot as it is kept: small, five bits a channel. (A palette would lose the few red pixels that matter most.)"""
    return ImageOps.posterize(picture.convert("RGB").resize(size, Image.Resampling.LANCZOS), 5)


def difference(kept: Image.Image, taken: Image.Image) -> Difference:
    """Compare two pictures of the same size. Raises ValueError for two of different sizes."""
    if kept.size != taken.size:
        raise ValueError(f"{kept.size} is not {taken.size}")
    one, other = (np.asarray(image.convert("RGB").filter(ImageFilter.GaussianBlur(BLUR)), dtype=int) for image in (kept, taken))
    apart = np.abs(one - other).max(axis=2) > NOTICED
    where = Image.fromarray(np.where(apart[..., None], [192, 39, 28], np.asarray(taken.convert("L"))[..., None] // 2 + 127).astype("uint8"))
    wide = Image.new("RGB", (kept.width * 3 + 20, kept.height), "#888888")
    for number, image in enumerate((kept.convert("RGB"), taken.convert("RGB"), where)):
        wide.paste(image, (number * (kept.width + 10), 0))
    return Difference(float(apart.mean()), wide)
