"""The learned projection says what PROJ says."""

import numpy as np
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.projection import EXACT_M, Fitted

DEGREES = st.floats(-180, 180, allow_nan=False)


def projection(code):
    return pyproj.Transformer.from_crs(4490, code, always_xy=True).transform


@pytest.mark.parametrize(
    ("code", "box"),
    [
        (4549, (120.9, 29.9, 121.8, 30.5)),  # a county beside its central meridian
        (4549, (118.0, 28.0, 123.0, 31.0)),  # a province
        (4534, (96.0, 39.0, 97.5, 41.0)),  # far off the central meridian: 102 degrees
        (4522, (97.0, 20.0, 99.0, 22.5)),  # with the zone's number before the easting
        (3857, (113.0, 22.0, 114.5, 23.5)),  # no transverse Mercator
    ],
)
def test_a_fit_is_within_a_millimetre_of_proj_everywhere_in_its_box(code, box):
    exact = projection(code)
    fitted = Fitted(exact, box)
    assert fitted.fits
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(box[0], box[2], 20_000), rng.uniform(box[1], box[3], 20_000)
    there, truth = np.stack(fitted(lon, lat)), np.stack(exact(lon, lat))
    assert np.abs(there - truth).max() < 10 * EXACT_M < 0.001


def test_lengths_are_those_of_proj():
    exact = projection(4549)
    lon, lat = 121.0 + np.linspace(0, 0.4, 400), 30.1 + 0.1 * np.sin(np.linspace(0, 9, 400))
    fitted, truth = (np.stack(way(lon, lat), 1) for way in (Fitted(exact, (120.9, 29.9, 121.8, 30.5)), exact))
    lengths = [np.hypot(*np.diff(line, axis=0).T).sum() for line in (fitted, truth)]
    assert lengths[0] == pytest.approx(lengths[1], abs=0.001)


@given(st.lists(st.tuples(DEGREES, st.floats(-89, 89)), min_size=1, max_size=20))
@settings(deadline=None, max_examples=100)
def test_what_lies_outside_the_box_is_projs_own(points):
    exact = projection(4549)
    fitted = Fitted(exact, (120.9, 29.9, 121.8, 30.5))
    lon, lat = np.array(points).T
    there, truth = np.stack(fitted(lon, lat)), np.stack(exact(lon, lat))
    assert np.allclose(there, truth, atol=0.001, equal_nan=True)


def test_what_is_no_number_is_answered_by_proj_too():
    fitted = Fitted(projection(4549), (120.9, 29.9, 121.8, 30.5))
    x, y = fitted(np.array([np.nan, 121.2, np.inf]), np.array([30.0, 30.2, 30.0]))
    assert not np.isfinite(x[[0, 2]]).any()
    assert np.isfinite([x[1], y[1]]).all()


@pytest.mark.parametrize("box", [(0, -80, 170, 80), (121.0, 30.0, 121.0, 30.5), (np.inf, 0, 1, 1)])
def test_without_a_fit_everything_is_projs(box):
    exact = projection(4549)
    fitted = Fitted(exact, box)
    assert not fitted.fits
    lon, lat = np.array([121.0, 121.3]), np.array([30.0, 30.3])
    assert np.array_equal(np.stack(fitted(lon, lat)), np.stack(exact(lon, lat)))
