"""Cells derived from points: everyone's point in its own cell, a coverage, whatever the points."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.cells import TownPoint, derive_cells

CRS = 4549
BOX = shapely.box(121.0, 30.0, 121.4, 30.3)
_TIPS = [(0, 0), (2, 1), (4, 0), (3, 1.5), (4, 3), (2, 2), (0, 3), (1, 1.5)]
STAR = shapely.Polygon([(121 + x / 10, 30 + y / 10) for x, y in _TIPS])
SPOTS = st.lists(
    st.tuples(st.integers(1, 399), st.integers(1, 299)).map(lambda xy: (121 + xy[0] / 1000, 30 + xy[1] / 1000)),
    min_size=2, max_size=25, unique=True,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(SPOTS, st.integers(1, 6), st.sampled_from([BOX, STAR]))
def test_cells_are_a_coverage_of_the_outline_with_each_point_in_its_own(spots, towns, outline):
    points = [TownPoint(f"镇{i % towns}", *spot) for i, spot in enumerate(spots) if outline.contains(shapely.Point(spot))]
    if not points:
        return
    cells = derive_cells(points, outline, crs=CRS)
    assert list(cells) == list(dict.fromkeys(point.town for point in points))
    assert shapely.coverage_is_valid(list(cells.values()))
    assert shapely.union_all(list(cells.values())).symmetric_difference(outline).area < 1e-8
    for point in points:
        assert cells[point.town].dwithin(shapely.Point(point.lon, point.lat), 1e-7)


def test_a_point_on_the_edge_of_the_outline_keeps_its_town():
    points = [TownPoint("甲", 121.002, 30.001), TownPoint("乙", 121.05, 30.225)]
    assert list(derive_cells(points, STAR, crs=CRS)) == ["甲", "乙"]


@settings(deadline=None, max_examples=30)
@given(SPOTS, st.randoms())
def test_the_order_of_the_points_does_not_matter(spots, random):
    points = [TownPoint(f"镇{i % 3}", *spot) for i, spot in enumerate(spots)]
    shuffled = points.copy()
    random.shuffle(shuffled)
    one, other = derive_cells(points, BOX, crs=CRS), derive_cells(shuffled, BOX, crs=CRS)
    assert all(one[town].symmetric_difference(other[town]).area < 1e-9 for town in one)


def test_two_points_are_parted_half_way():
    cells = derive_cells([TownPoint("西", 121.1, 30.15), TownPoint("东", 121.3, 30.15)], BOX, crs=CRS)
    assert cells["西"].bounds[2] == pytest.approx(121.2, abs=2e-4)
    assert cells["东"].bounds[0] == pytest.approx(121.2, abs=2e-4)


def test_a_piece_cut_off_by_the_outline_goes_to_its_neighbour():
    # A U: the right arm's top is nearest to the left point, yet can be reached only through the right town.
    outline = shapely.box(121, 30, 121.3, 30.3) - shapely.box(121.1, 30.02, 121.2, 30.4)
    cells = derive_cells([TownPoint("左", 121.09, 30.25), TownPoint("右", 121.29, 30.01)], outline, crs=CRS)
    assert {cell.geom_type for cell in cells.values()} == {"Polygon"}
    assert cells["右"].covers(shapely.Point(121.21, 30.29))


def test_one_town_is_the_outline():
    assert derive_cells([TownPoint("独", 121.1, 30.1)], BOX, crs=CRS)["独"].equals(BOX)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([TownPoint("甲", 121.1, 30.1), TownPoint("乙", 122.0, 30.1)], "'乙' is not within"),
        ([TownPoint("甲", 121.1, 30.1), TownPoint("乙", 121.1, 30.1)], "'甲' and '乙'"),
    ],
)
def test_misplaced_points_are_named(points, message):
    with pytest.raises(ValueError, match=message):
        derive_cells(points, BOX, crs=CRS)
