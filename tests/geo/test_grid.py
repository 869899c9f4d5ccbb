"""A grid names every tile that a segment comes into."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.grid import Grid, spread

GRID = Grid(np.array([0.0, 0.0]), np.array([60.0, 40.0]), tiles=24)
TILES = np.arange(GRID.rows * GRID.columns)
X, Y = GRID.middle(TILES)
HALF = GRID.side / 2
PLACE = st.tuples(st.integers(-20, 160), st.integers(-20, 120)).map(lambda xy: (xy[0] / 2, xy[1] / 2))


def covered(x_1, y_1, x_2, y_2, margin=0.0):
    owner, tile = GRID.cover(*(np.array([value], dtype=float) for value in (x_1, y_1, x_2, y_2)), margin=margin)
    assert (owner == 0).all()
    assert len(set(tile.tolist())) == len(tile)
    return set(tile.tolist())


def test_a_place_is_in_the_tile_whose_middle_is_nearest():
    assert GRID.side == pytest.approx(10)
    assert GRID.at(X, Y).tolist() == TILES.tolist()
    assert GRID.at(X + 0.4 * GRID.side, Y - 0.4 * GRID.side).tolist() == TILES.tolist()


def test_what_lies_beyond_is_in_the_outermost_tiles():
    far = GRID.at(np.array([-1e8, 1e8, 30.0]), np.array([20.0, 1e8, -1e8]))
    rows, columns = np.divmod(far, GRID.columns)
    assert columns[0] == 0 and rows[1:].tolist() == [GRID.rows - 1, 0]
    assert columns[1] == GRID.columns - 1


@settings(deadline=None, max_examples=200)
@given(PLACE, PLACE, st.sampled_from([0.0, 1.0, 3.0]))
def test_every_tile_that_a_segment_meets_is_named(start, end, margin):
    named = covered(*start, *end, margin)
    boxes = shapely.box(X - HALF + 1e-6 - margin, Y - HALF + 1e-6 - margin, X + HALF - 1e-6 + margin, Y + HALF - 1e-6 + margin)
    segment = shapely.LineString([start, end])
    assert named >= set(np.flatnonzero(shapely.intersects(boxes, segment)).tolist())
    near = shapely.distance(shapely.box(X - HALF, Y - HALF, X + HALF, Y + HALF), segment)
    inner = set(TILES.reshape(GRID.rows, GRID.columns)[1:-1, 1:-1].ravel().tolist())  # the outermost stand for all beyond
    assert all(near[tile] <= 2 * 2**0.5 * margin + 1e-6 for tile in named & inner)
    assert named == covered(*end, *start, margin)


def test_segments_are_told_apart():
    owner, tile = GRID.cover(np.array([5.0, 5.0]), np.array([5.0, 5.0]), np.array([25.0, 5.0]), np.array([5.0, 25.0]))
    assert [sorted(tile[owner == i].tolist()) for i in (0, 1)] == [sorted(covered(5, 5, 25, 5)), sorted(covered(5, 5, 5, 25))]


def test_a_box_of_one_place_has_a_grid():
    point = Grid(np.array([7.0, 7.0]), np.array([7.0, 7.0]), tiles=20)
    assert len(point.cover(*(np.array([7.0]),) * 4)[1]) == 1


def test_rows_are_spread_over_items():
    row, nth = spread(np.array([2, 0, 3]))
    assert (row.tolist(), nth.tolist()) == ([0, 0, 2, 2, 2], [0, 1, 0, 1, 2])
