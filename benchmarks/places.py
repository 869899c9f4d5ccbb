"""Time words to geometry: `python -m benchmarks.places [--names 100000] [--expressions 100000]`.

An invented city of tiles, each with ten roads east and ten roads north that all cross, and expressions over them in about the
mix of a work plan; every expression is new, so that nothing is answered from memory of the same text. Beside it, on a sample,
what one would write in an afternoon: look for every name in the text, longest first, then shapely's intersection and substring.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import pstats
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator

import numpy as np
import shapely
from shapely.ops import substring

from data.model import Feature, Precision, Region, Town
from geo.crs import to_degrees, to_metres
from geo.gazetteer import Gazetteer
from geo.grammar import parse
from geo.locate import Locator

AIM = 20_000
CRS = 4549
EAST, NORTH = 520_000.0, 3_300_000.0
TILE_M, ROADS, VERTICES = 2_000.0, 10, 12
CHARACTERS = "安宝昌成崇春德定东丰福富高光广贵桂海浩和恒宏洪鸿华环惠吉佳嘉建江金景静九康乐丽林凌龙隆茂梅明宁平庆泉仁荣瑞润山盛"
ENDINGS = ("路", "街", "河", "江", "浦")
SEED = 330282
ALONE = 20_000


def city(names: int) -> tuple[Region, list[list[str]]]:
    """A region with so many names, and the names by tile: first those that run east, then those that run north."""
    spelt = ("".join(letters) for letters in itertools.product(CHARACTERS, repeat=3))
    written = [f"{stem}{ENDINGS[i % len(ENDINGS)]}" for i, stem in zip(range(names), spelt, strict=False)]
    random.Random(SEED).shuffle(written)
    tiles = [written[i:i + 2 * ROADS] for i in range(0, len(written), 2 * ROADS)]
    across = int(len(tiles) ** 0.5) + 1
    along = np.linspace(0, TILE_M * 0.9, VERTICES)
    lines = []
    for number, tile in enumerate(tiles):
        x0, y0 = EAST + number % across * TILE_M, NORTH + number // across * TILE_M
        for i in range(len(tile)):
            offset = np.full(VERTICES, 100.0 + i % ROADS * 160.0) + 8 * np.sin(along / 150)
            xy = (along, offset) if i < ROADS else (offset, along)
            lines.append(shapely.linestrings(np.column_stack([x0 + xy[0], y0 + xy[1]])))
    side = across * TILE_M
    quarters = [
        shapely.box(EAST + x * side / 4, NORTH + y * side / 4, EAST + (x + 1) * side / 4, NORTH + (y + 1) * side / 4)
        for x in range(4) for y in range(4)
    ]
    blank = Region(
        code="990000", name="测试市", short_names=("全市",), crs=CRS, datum="CGCS2000", bbox=(0, 0, 180, 90), light_rule="",
        published=None, outline=shapely.Point(), towns=(), villages=(), features=(), projects=(),
    )
    shapes = to_degrees(np.array([*lines, *quarters]), blank)
    kinds = {"路": "road", "街": "road"}
    features = tuple(
        Feature(name=name, kind=kinds.get(name[-1], "river"), geometry=shape, precision=Precision.ALIGNMENT)
        for name, shape in zip(written, shapes, strict=False)
    )
    towns = tuple(
        Town(code=f"9900000{i:02}000", name=f"第{CHARACTERS[i]}镇", kind="镇", seat_lon=None, seat_lat=None, geometry=shape)
        for i, shape in enumerate(shapes[len(lines):])
    )
    fields = {field: getattr(blank, field) for field in blank.__slots__}
    outline = shapely.union_all([town.geometry for town in towns])
    return Region(**fields | {"features": features, "towns": towns, "outline": outline}), tiles


def expressions(tiles: list[list[str]], number: int) -> Iterator[tuple[str, str]]:
    """Form and text of so many expressions. One in twenty has an end that the gazetteer does not know."""
    draw = random.Random(SEED)
    forms = {"between": 50, "inline": 10, "side": 10, "crossing": 5, "whole": 10, "one end": 5, "town": 5, "count": 2, "none": 3}
    for form in draw.choices(list(forms), list(forms.values()), k=number):
        tile = draw.choice(tiles[:-1])
        x, (a, b) = draw.choice(tile[:ROADS]), draw.sample(tile[ROADS:], 2)
        town = f"第{draw.choice(CHARACTERS[:16])}镇"
        yield form, {
            "between": f"{x}({a}—{b}段)综合整治工程",
            "inline": f"推进{x}{a}至{b}段建设",
            "side": f"{x}与{a}交叉口以{draw.choice('东西')}桩基施工",
            "crossing": f"{x}与{a}交叉口改造",
            "whole": f"{x}沿线环境提升",
            "one end": f"{x}({a}—无名{draw.choice(CHARACTERS)}路段)",
            "town": f"{town}农村公路养护工程",
            "count": f"{x}、{a}等5条道路照明提升",
            "none": f"{draw.choice(CHARACTERS)}中心医院扩建工程",
        }[form]


def by_hand(region: Region, text: str) -> shapely.Geometry | None:
    """The afternoon's way: every name looked for, the first three taken for X, A and B."""
    found = sorted((text.index(f.name), i) for i, f in enumerate(region.features) if f.name in text)
    if len(found) < 3:
        return None
    line, a, b = (to_metres(region.features[i].geometry, region) for _, i in found[:3])
    ends = [line.project(shapely.intersection(line, other).centroid) for other in (a, b)]
    return to_degrees(substring(line, *sorted(ends)), region)


def timed(label: str, number: int, seconds: float) -> None:
    """One line of the report."""
    print(f"  {label:34} {number / seconds:>12,.0f} a second   {seconds:8.2f} s")


def main() -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--names", type=int, default=100_000)
    options.add_argument("--expressions", type=int, default=100_000)
    options.add_argument("--profile", action="store_true")
    chosen = options.parse_args()
    region, tiles = city(chosen.names)
    texts = list(expressions(tiles, chosen.expressions))
    print(f"{len(region.features):,} names, {len(texts):,} expressions, one core")
    start = time.process_time()
    gazetteer = Gazetteer(region)
    print(f"  gazetteer built in {time.process_time() - start:.2f} s")
    start = time.process_time()
    for _, text in texts:
        parse(text, gazetteer)
    timed(f"text to tree (aim {AIM:,})", len(texts), time.process_time() - start)
    draw = random.Random(SEED)
    worded = [f"{text},{''.join(draw.choices(CHARACTERS, k=5))}" for _, text in texts]
    start = time.process_time()
    for text in worded:
        parse(text, gazetteer)
    timed("text to tree, no sentence twice", len(texts), time.process_time() - start)
    start = time.process_time()
    locator = Locator(region)
    for text in dict(texts).values():
        locator.locate(text)
    print(f"  locator built in {time.process_time() - start:.2f} s")
    profile = cProfile.Profile() if chosen.profile else None
    if profile:
        profile.enable()
    start = time.process_time()
    found = list(locator.locate_many(text for _, text in texts))
    seconds = time.process_time() - start
    if profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(28)
    timed(f"text to geometry, first time (aim {AIM:,})", len(texts), seconds)
    start = time.process_time()
    for _ in locator.locate_many(text for _, text in texts):
        pass
    timed("text to geometry, crossings known", len(texts), time.process_time() - start)
    start = time.process_time()
    alone = Locator(region)
    for _, text in texts[:ALONE]:
        alone.locate(text)
    timed("one by one, with a locator's making", min(ALONE, len(texts)), time.process_time() - start)
    methods = Counter((form, place.method or "none") for (form, _), place in zip(texts, found, strict=True))
    print("  " + ", ".join(f"{form}→{method} {count:,}" for (form, method), count in methods.most_common()))
    sample = [text for form, text in texts if form == "between"][:20]
    start = time.process_time()
    for text in sample:
        by_hand(region, text)
    timed("by hand (every name, substring)", len(sample), time.process_time() - start)
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
