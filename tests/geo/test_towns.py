"""Shares of towns: exact on a small invented region, sound on anything, the same in any order."""

import dataclasses

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.model import Region, Town
from data.region import load_region
from geo.crs import to_degrees, to_metres
from geo.towns import BORDER_M, TownIndex

CIXI = load_region()
ORIGIN = np.array([600_000.0, 3_330_000.0])


def square_region(side_m=1000.0, across=3, up=2):
    """Square towns in metres, named by column and row, near Cixi; the row's northernmost is tiny-edged like real layers."""
    bare = Region(
        code="999901", name="甲市", short_names=("甲市",), crs=4549, datum="CGCS2000", bbox=(120, 29, 123, 32), light_rule="",
        published=None, outline=shapely.Polygon(), towns=(), villages=(), features=(), projects=(),
    )  # fmt: skip
    towns = []
    for column in range(across):
        for row in range(up):
            west, south = ORIGIN + np.array([column, row]) * side_m
            cell = shapely.segmentize(shapely.box(west, south, west + side_m, south + side_m), 100)
            name = f"{column}{row}"
            shape = to_degrees(cell, bare)
            towns.append(Town(code=f"9999010{name}000", name=name, kind="镇", seat_lon=None, seat_lat=None, geometry=shape))
    return dataclasses.replace(bare, towns=tuple(towns), outline=shapely.union_all([t.geometry for t in towns]))


SQUARES = square_region()
INDEX = TownIndex(SQUARES)


def metres(*points):
    return ORIGIN + np.array(points, dtype=float)


def degrees(geometry):
    return to_degrees(geometry, SQUARES)


def line(*points):
    return degrees(shapely.LineString(metres(*points)))


def share(geometry):
    return {s.name: round(s.share, 6) for s in INDEX.shares(geometry)}


class TestLines:
    def test_within_one_town(self):
        [only] = INDEX.shares(line((100, 100), (400, 500)), project="p")
        assert (only.name, only.share, only.basis, only.project) == ("00", 1.0, "length", "p")
        assert only.length_m == pytest.approx(500, abs=1e-3)
        assert only.area_m2 is None

    def test_across_two_towns_by_length(self):
        assert share(line((250, 500), (1750, 500))) == {"00": 0.5, "10": 0.5}
        assert share(line((700, 500), (1700, 500))) == {"10": 0.7, "00": 0.3}

    def test_largest_share_comes_first(self):
        assert [s.name for s in INDEX.shares(line((900, 500), (2500, 500)))] == ["10", "20", "00"]

    def test_in_and_out_of_a_town_again(self):
        assert share(line((500, 500), (1500, 500), (1500, 600), (500, 600))) == {"10": 0.52381, "00": 0.47619}

    def test_partly_outside_keeps_the_outside(self):
        parts = INDEX.shares(line((-500, 500), (500, 500)))
        assert {s.town: s.share for s in parts} == pytest.approx({"": 0.5, "999901000000": 0.5}, abs=BORDER_M / 1000)
        assert "以外" in next(s.name for s in parts if not s.town)

    def test_wholly_outside(self):
        assert share(line((-500, -500), (-900, -500))) == {"甲市以外": 1.0}

    def test_along_a_border_is_both_sides(self):
        assert share(line((1000, 100), (1000, 900))) == {"00": 0.5, "10": 0.5}

    def test_near_a_border_the_digitisers_half_metre_does_not_decide(self):
        assert share(line((1000.3, 100), (999.7, 500), (1000.2, 900))) == {"00": 0.5, "10": 0.5}

    def test_a_road_that_leaves_the_border(self):
        parts = share(line((1000, 100), (1000, 900), (1800, 900)))
        assert parts == pytest.approx({"10": 0.75, "00": 0.25}, abs=BORDER_M / 1600)

    def test_touching_a_corner_at_its_middle_gives_nothing_away(self):
        # passes 0.3 m from the point where four towns meet, at a slant, on its middle
        assert share(line((1, 1000.3 - 999 * 0.5), (1999, 1000.3 + 999 * 0.5)))["00"] == pytest.approx(0.5, abs=0.002)

    def test_a_sliver_goes_to_the_largest_piece(self):
        assert share(line((100, 500), (1003, 500))) == {"00": 1.0}

    def test_a_short_line_has_no_slivers(self):
        assert set(share(line((990, 500), (1010, 500)))) == {"00", "10"}

    def test_parts_of_a_multi_line_add_up(self):
        both = shapely.union_all([line((100, 500), (400, 500)), line((1100, 500), (1200, 500))])
        assert share(both) == {"00": 0.75, "10": 0.25}

    def test_the_reverse_line_is_the_same_place(self):
        assert share(line((1700, 500), (700, 500))) == share(line((700, 500), (1700, 500)))


class TestOtherKinds:
    def test_a_point_is_in_one_town(self):
        [only] = INDEX.shares(degrees(shapely.Point(metres((1500, 500))[0])))
        assert (only.name, only.share, only.basis, only.length_m, only.area_m2) == ("10", 1.0, "point", None, None)

    def test_a_point_on_a_border_is_both_sides(self):
        assert share(degrees(shapely.Point(metres((1000, 500))[0]))) == {"00": 0.5, "10": 0.5}

    def test_points_count_alike(self):
        spots = shapely.MultiPoint(metres((500, 500), (1500, 500), (1600, 500), (9000, 500)))
        assert share(degrees(spots)) == {"10": 0.5, "甲市以外": 0.25, "00": 0.25}

    def test_an_area_by_area(self):
        parts = INDEX.shares(degrees(shapely.box(*metres((750, 250), (1750, 750)).ravel())))
        assert [(s.name, s.basis, round(s.share, 4)) for s in parts] == [("10", "area", 0.75), ("00", "area", 0.25)]
        assert sum(s.area_m2 for s in parts) == pytest.approx(500_000, rel=1e-6)

    def test_an_area_that_sticks_out(self):
        assert share(degrees(shapely.box(*metres((-500, 250), (500, 750)).ravel())))["甲市以外"] == pytest.approx(0.5, abs=1e-4)

    def test_a_crossed_polygon_is_measured_as_two_triangles(self):
        bowtie = shapely.Polygon(metres((600, 100), (1400, 900), (1400, 100), (600, 900)))
        assert share(degrees(bowtie)) == pytest.approx({"00": 0.5, "10": 0.5}, abs=1e-5)

    def test_of_a_mixed_collection_the_highest_dimension_counts(self):
        mixed = shapely.GeometryCollection([degrees(shapely.Point(metres((2500, 500))[0])), line((100, 500), (200, 500))])
        assert share(mixed) == {"00": 1.0}
        assert share(shapely.GeometryCollection([mixed, shapely.GeometryCollection([])])) == {"00": 1.0}

    @pytest.mark.parametrize("nothing", [None, shapely.Point(), shapely.GeometryCollection([])])
    def test_no_geometry_has_no_shares(self, nothing):
        assert INDEX.shares(nothing) == ()

    @pytest.mark.filterwarnings("ignore:invalid value")
    @pytest.mark.parametrize(
        "wkt",
        [
            "POINT (1e9 1e9)", "LINESTRING (1000 2000, 3000 4000)", "LINESTRING (nan nan, 1 1)", "LINESTRING (-60 0, -59 80)",
            "LINESTRING (-150 0, 30 -90)",
        ],
    )  # fmt: skip
    def test_coordinates_that_are_nowhere_are_outside(self, wkt):
        assert share(shapely.from_wkt(wkt)) == {"甲市以外": 1.0}

    def test_a_line_without_length_is_a_point(self):
        assert share(line((500, 500), (500, 500))) == {"00": 1.0}


SPOT = st.tuples(st.floats(-1500, 4500), st.floats(-1500, 3500))
LINES = st.lists(SPOT, min_size=2, max_size=8).map(lambda spots: line(*spots)).filter(lambda way: way.length > 1e-8)


@settings(deadline=None, max_examples=100)
@given(st.lists(LINES, min_size=1, max_size=5))
def test_shares_sum_to_one_and_lengths_to_the_length(lines):
    for geometry, shares in zip(lines, INDEX.shares_many(lines), strict=True):
        assert abs(sum(s.share for s in shares) - 1) < 1e-9
        assert sum(s.length_m for s in shares) == pytest.approx(to_metres(geometry, SQUARES).length, abs=1e-6)
        assert all(s.share > 0 for s in shares)


@settings(deadline=None, max_examples=100)
@given(LINES)
def test_lengths_are_those_of_the_intersections(geometry):
    along = to_metres(geometry, SQUARES)
    # Drawn twice over, a stretch along a border counts twice: the segments one by one.
    steps = shapely.linestrings(np.stack([shapely.get_coordinates(along)[:-1], shapely.get_coordinates(along)[1:]], axis=1))
    borders = [to_metres(town.geometry, SQUARES).boundary.buffer(0.6) for town in SQUARES.towns]
    near = sum(shapely.length(shapely.intersection(steps, border)).sum() for border in borders)
    found = {s.town: s.length_m for s in INDEX.shares(geometry)}
    for town in SQUARES.towns:
        true = shapely.length(shapely.intersection(steps, to_metres(town.geometry, SQUARES))).sum()
        assert found.get(town.code, 0.0) == pytest.approx(true, abs=near + 5 * len(SQUARES.towns) + 0.001 * along.length)


def test_many_lines_by_the_mosaic_are_shared_as_few_are(monkeypatch):
    rng = np.random.default_rng(3)
    bends = np.cumsum(rng.normal(0, 120, (600, 12, 2)), axis=1) + rng.uniform(-500, 3500, (600, 1, 2))
    long = rng.uniform(-1500, 4500, (200, 2, 2))
    beside = np.stack([np.array([[x, 50.0], [x, 1950.0]]) for x in (999.0, 999.6, 1000.0, 1000.4, 1001.0, 3000.2)])
    lines = [line(*spots) for batch in (bends, long, beside) for spots in batch]
    lines.append(shapely.LineString([(-60, 10), (60, 80)]))
    plain = INDEX.shares_many(lines)
    monkeypatch.setattr("geo.towns._BATCH", 50)
    for one, other in zip(plain, TownIndex(SQUARES).shares_many(lines), strict=True):
        assert {s.town: s.share for s in one} == pytest.approx({s.town: s.share for s in other}, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(st.lists(LINES, min_size=2, max_size=6), st.randoms())
def test_neither_company_nor_order_changes_a_share(lines, random):
    together = INDEX.shares_many(lines)
    shuffled = list(enumerate(lines))
    random.shuffle(shuffled)
    again = INDEX.shares_many([geometry for _, geometry in shuffled])
    for (number, geometry), shares in zip(shuffled, again, strict=True):
        first, alone = together[number], INDEX.shares(geometry)
        for others in (first, alone):
            assert {s.town: s.share for s in others} == pytest.approx({s.town: s.share for s in shares}, abs=1e-9)


@settings(deadline=None, max_examples=30)
@given(LINES, st.randoms())
def test_the_order_of_the_towns_does_not_matter(geometry, random):
    towns = list(SQUARES.towns)
    random.shuffle(towns)
    shuffled = TownIndex(dataclasses.replace(SQUARES, towns=tuple(towns)))
    one = {s.town: s.share for s in INDEX.shares(geometry)}
    assert one == pytest.approx({s.town: s.share for s in shuffled.shares(geometry)}, abs=1e-9)


INNER = st.tuples(st.floats(10, 1990), st.floats(10, 1990))


@settings(deadline=None, max_examples=30)
@given(st.lists(INNER, min_size=2, max_size=6, unique=True))
def test_moving_everything_by_a_town_moves_the_answer(spots):
    here, there = share(line(*spots)), share(line(*((x + 1000, y) for x, y in spots)))
    assert there == pytest.approx({f"{int(name[0]) + 1}{name[1]}": value for name, value in here.items()}, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "towns"),
    [("潮塘横江", {"宗汉街道", "逍林镇"}), ("梅湖水库", {"横河镇"}), ("杜湖", {"观海卫镇"})],
)
def test_on_the_pack_stated_towns_get_a_share(name, towns):
    feature = next(f for f in CIXI.features if f.name == name)
    assert {s.name for s in TownIndex(CIXI).shares(feature.geometry)} >= towns


def test_a_region_without_towns_puts_everything_outside():
    nowhere = TownIndex(dataclasses.replace(SQUARES, towns=()))
    assert [s.share for s in nowhere.shares(line((0, 0), (10, 10)))] == [1.0]
