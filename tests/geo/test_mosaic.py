"""Tiles that claim to know their town are right, and never near a border."""

import numpy as np
import shapely

from geo.borders import Borders
from geo.mosaic import NEAR, Mosaic

SQUARES = np.array([shapely.box(0, 0, 1000, 1000), shapely.Polygon([(1000, 0), (2000, 300), (1700, 1500), (1000, 1000)])])
BORDER = shapely.union_all(shapely.boundary(SQUARES))


def locate(x, y):
    inside = shapely.intersects_xy(SQUARES[:, None], x, y)
    return np.where(inside.any(0), inside.argmax(0), -1)


MOSAIC = Mosaic(Borders(SQUARES, tolerance=0.5).edges, locate)
X, Y = np.random.default_rng(1).uniform(-300, 2300, (2, 20_000))


def test_what_a_tile_knows_is_so():
    known = MOSAIC.at(X, Y) != NEAR
    assert known.mean() > 0.95
    assert (MOSAIC.at(X, Y)[known] == locate(X, Y)[known]).all()


def test_a_place_in_a_knowing_tile_is_clear_of_every_border():
    known = MOSAIC.at(X, Y) != NEAR
    assert shapely.distance(BORDER, shapely.points(X[known], Y[known])).min() >= MOSAIC.clear_m


def test_far_away_is_outside():
    assert MOSAIC.at(np.array([-1e8, 1e8, 500.0]), np.array([0.0, 1e8, -1e8])).tolist() == [-1, -1, -1]
