"""Tiles that claim to know their town are right, and steps that are called clear meet no border."""

import numpy as np
import shapely

from geo.borders import Borders
from geo.mosaic import BORDER, Mosaic

SQUARES = np.array([
    shapely.box(0, 0, 1000, 1000), shapely.Polygon([(1000, 0), (2000, 300), (1700, 1500), (1000, 1000)]),
    shapely.box(2500, 500, 3000, 1500) - shapely.box(2600, 700, 2900, 1300), shapely.box(2650, 800, 2850, 1200),
])
EDGE = shapely.union_all(shapely.boundary(SQUARES))
BORDERS = Borders(shapely.segmentize(SQUARES, 10), tolerance=0.5)


def locate(x, y):
    inside = shapely.intersects_xy(SQUARES[:, None], x, y)
    return np.where(inside.any(0), inside.argmax(0), -1)


MOSAIC = Mosaic(BORDERS.grid, BORDERS.bordered, locate)
X, Y = np.random.default_rng(1).uniform(-300, 3300, (2, 20_000))


def test_what_a_tile_knows_is_so():
    known = MOSAIC.at(X, Y) != BORDER
    assert known.mean() > 0.95
    assert (MOSAIC.at(X, Y)[known] == locate(X, Y)[known]).all()


def test_a_place_in_a_knowing_tile_is_off_every_border():
    known = MOSAIC.at(X, Y) != BORDER
    assert shapely.distance(EDGE, shapely.points(X[known], Y[known])).min() >= 0.5


def test_far_away_is_outside():
    assert MOSAIC.at(np.array([-1e8, 1e8, 500.0]), np.array([0.0, 1e8, -1e8])).tolist() == [-1, -1, -1]


def test_a_clear_step_meets_no_border():
    walk = np.random.default_rng(2).uniform(-300, 3300, (400, 2))[:, None] + np.cumsum(
        np.random.default_rng(3).normal(0, 25, (400, 40, 2)), axis=1
    )
    x, y = walk.reshape(-1, 2).T
    steps = shapely.linestrings(np.stack([np.stack([x[:-1], y[:-1]], 1), np.stack([x[1:], y[1:]], 1)], 1))
    clear = MOSAIC.clear(x, y, shapely.length(steps))
    assert clear.mean() > 0.5
    assert shapely.distance(EDGE, steps[clear]).min() >= 0.5


def test_without_borders_everywhere_is_outside():
    none = Borders(np.empty(0, dtype=object), tolerance=0.5)
    nowhere = Mosaic(none.grid, none.bordered, lambda x, y: np.full(len(x), -1))
    assert nowhere.at(np.array([0.0, 5.0]), np.array([0.0, 9e9])).tolist() == [-1, -1]
