"""Lines cut at borders: where, how often, and nothing lost."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.borders import Borders

SQUARES = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)])
BORDERS = Borders(SQUARES, tolerance=0.5)


def cut(*lines):
    xy, line = shapely.get_coordinates(np.array([shapely.LineString(spots) for spots in lines]), return_index=True)
    return BORDERS.cut(xy[:, 0].copy(), xy[:, 1].copy(), line)


def test_a_shared_edge_is_kept_once():
    assert BORDERS.edges.shape[1] == 7


def test_a_line_that_meets_no_border_is_one_piece():
    pieces = cut([(10, 10), (90, 10), (90, 90)])
    assert (pieces.length.tolist(), pieces.along.tolist()) == ([160.0], [False])
    assert (pieces.x[0], pieces.y[0]) == (90, 10)


def test_a_crossing_is_one_cut_at_the_border():
    pieces = cut([(40, 50), (160, 50)])
    assert pieces.length == pytest.approx([60, 60])
    assert not pieces.along.any()


def test_a_slanting_crossing_is_cut_at_the_border_too():
    pieces = cut([(70, 20), (130, 80)])
    assert pieces.length == pytest.approx([30 * 2**0.5] * 2)


def test_what_runs_along_is_told_from_what_leaves():
    pieces = cut([(100, 10), (100, 60), (150, 60)])
    assert pieces.length[pieces.along].sum() == pytest.approx(50.5)
    assert pieces.length[~pieces.along].tolist() == pytest.approx([49.5])


def test_weaving_within_the_band_is_along():
    pieces = cut([(100.3, 10), (99.7, 30), (100.3, 50), (99.7, 90)])
    assert pieces.along.all()


def test_ending_at_the_border_loses_nothing():
    pieces = cut([(40, 50), (100, 50)])
    assert pieces.length.sum() == pytest.approx(60)
    assert pieces.along.tolist() == [False, True]


def test_lines_are_cut_apart_from_each_other():
    pieces = cut([(40, 50), (160, 50)], [(10, 10), (20, 10)], [(160, 20), (40, 20)])
    assert pieces.line.tolist() == [0, 0, 1, 2, 2]


def test_a_line_without_length_has_no_pieces():
    assert len(cut([(5, 5), (5, 5)]).line) == 0


def test_no_borders_cut_nothing():
    nowhere = Borders(np.empty(0, dtype=object), tolerance=0.5)
    pieces = nowhere.cut(np.array([0.0, 3.0]), np.array([0.0, 4.0]), np.array([0, 0]))
    assert pieces.length.tolist() == [5.0]


SPOTS = st.lists(st.tuples(st.integers(-50, 250), st.integers(-50, 150)), min_size=2, max_size=10)


@settings(deadline=None, max_examples=100)
@given(SPOTS)
def test_pieces_add_up_and_lie_on_the_line(spots):
    whole = shapely.LineString(spots)
    pieces = cut(spots)
    assert pieces.length.sum() == pytest.approx(whole.length)
    assert (shapely.distance(whole, shapely.points(pieces.x, pieces.y)) < 1e-6).all()


@settings(deadline=None, max_examples=100)
@given(SPOTS)
def test_a_piece_that_is_not_along_crosses_no_border(spots):
    pieces = cut(spots)
    free = ~pieces.along
    near = shapely.distance(shapely.union_all(shapely.boundary(SQUARES)), shapely.points(pieces.x[free], pieces.y[free]))
    # Its middle is off the border, unless the piece itself is next to nothing.
    assert ((near > 0) | (pieces.length[free] < 1)).all()
