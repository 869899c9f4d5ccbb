import re
from itertools import combinations
from pathlib import Path

import pytest

from pages.ui.theme import COURSE, LIGHTS, STEPS, TOKENS, UNKNOWN, tokens_css

FOLDER = Path(__file__).parents[2] / "pages" / "ui"


def linear(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]


def luminance(colour):
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, other):
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["paper", "page"])
@pytest.mark.parametrize("text", ["ink", "ink-2", "ink-3", "house", "house-2", "accent"])
def test_text_reads_on_every_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


def test_the_demo_mark_and_town_names_read():
    assert contrast(TOKENS["demo"], TOKENS["demo-soft"]) >= 4.5
    assert contrast(TOKENS["town"], TOKENS["land-2"]) >= 4.5
    assert contrast("#ffffff", TOKENS["house"]) >= 4.5


@pytest.mark.parametrize("paint", [*LIGHTS.values(), *STEPS, *COURSE, UNKNOWN], ids=lambda paint: paint.colour)
def test_lines_stand_out_from_the_land_and_letters_from_their_badge(paint):
    for land in (TOKENS["land"], TOKENS["land-2"], "#ffffff"):
        assert contrast(paint.colour, land) >= 3
        assert contrast(paint.edge, land) >= 3
    ground = "#ffffff" if paint.shape in ("ring", "dash") else paint.fill or paint.colour
    assert contrast(paint.on, ground) >= 4.5


# Viénot 1999, for linear RGB: what a person without red (protan) or green (deutan) cones sees.
BLIND = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


@pytest.mark.parametrize("eyes", BLIND)
def test_red_yellow_and_green_differ_for_colour_blind_eyes(eyes):
    def seen(colour):
        mixed = (sum(weight * one for weight, one in zip(row, linear(colour), strict=True)) for row in BLIND[eyes])
        return [max(0, min(1, one)) ** (1 / 2.2) for one in mixed]

    for one, other in combinations(("红", "黄", "绿"), 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen(LIGHTS[one].colour), seen(LIGHTS[other].colour), strict=True)) ** 0.5
        assert apart > 0.12 and LIGHTS[one].shape != LIGHTS[other].shape, (one, other, apart)


@pytest.mark.parametrize("path", [*sorted(FOLDER.glob("*.css")), *sorted((FOLDER / "board_map").glob("*.css"))], ids=lambda path: path.name)
def test_style_sheets_use_known_tokens_only(path):
    css = path.read_text("utf-8")
    known = set(re.findall(r"--([\w-]+):", tokens_css() + css)) | {"b", "c", "e"}
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= known
    assert "url(" not in css and "@import" not in css
