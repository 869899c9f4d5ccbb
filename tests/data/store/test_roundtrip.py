"""What is put in comes back equal: every record, every field, on both databases. The records are made from their own fields."""

from __future__ import annotations

import dataclasses
import types
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import count
from typing import Union, get_args, get_origin

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from data.model import (
    Correction,
    Feature,
    Finding,
    Judgement,
    LedgerRow,
    Location,
    Match,
    Observation,
    PlanItem,
    Problem,
    Project,
    Rejection,
    SourceFile,
    Town,
    TownShare,
    fields_of,
)
from data.store import Batch
from data.store.geometry import from_geopackage, to_geopackage
from data.store.schema import OF_PEOPLE, TITLES

PART_OF_BATCH = {
    PlanItem: "items", LedgerRow: "rows", Rejection: "rejections", Finding: "findings", Project: "projects", Match: "matches",
    Observation: "observations", Location: "locations", TownShare: "shares", Town: "towns", Feature: "features",
}  # fmt: skip

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30) | st.sampled_from(
    ["", "北外环(浒崇公路—胜陆高架段)", "'; DROP TABLE project; --", "\ufeff𠮷野\u202e", "%s :name $1"]
)
DEGREES = st.floats(-180, 180, allow_nan=False)
POINTS = st.tuples(DEGREES, DEGREES)
LINES = st.lists(POINTS, min_size=2, max_size=6).map(LineString)
BOXES = st.tuples(DEGREES, DEGREES, st.floats(0.001, 1)).map(lambda b: box(b[0], b[1], b[0] + b[2], b[1] + b[2]))
GEOMETRY = st.one_of(
    POINTS.map(Point), LINES, BOXES, st.lists(POINTS, min_size=1, max_size=4).map(MultiPoint),
    st.lists(LINES, min_size=1, max_size=3).map(MultiLineString), st.lists(BOXES, min_size=1, max_size=2).map(MultiPolygon),
    BOXES.map(lambda b: shapely.GeometryCollection([b, b.exterior.centroid])),
    BOXES.map(lambda b: Polygon(b.exterior, [b.buffer(-b.length / 20).exterior])),
)  # fmt: skip
VALUES = {
    str: TEXT,
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29)).map(
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
    ),
    BaseGeometry: GEOMETRY,
}


def values_of(hint):
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(st.none() if kind is type(None) else values_of(kind) for kind in get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(values_of(get_args(hint)[0]), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return VALUES[hint]


def records(kind):
    return st.builds(kind, **{field.name: values_of(field.type) for field in fields_of(kind)})


def stored(store, record):
    """The record, put into the store by the way that users have."""
    kind = type(record)
    if kind in OF_PEOPLE:
        return store.add(record)
    if kind is SourceFile:
        store.load(Batch(sources=((record, b"content"),)))
        return record
    project = getattr(record, "project", None)
    known = (Project(id=project, name=""),) if project is not None and kind is not Project else ()
    store.load(Batch(**{"projects": known, PART_OF_BATCH[kind]: (record,)}))
    return record


regions = count(1)


@pytest.mark.parametrize("kind", [SourceFile, *PART_OF_BATCH, Correction, Judgement, Problem], ids=lambda kind: kind.__name__)
def test_what_is_put_in_comes_back_equal(kind, store):
    @given(record=records(kind))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def check(record):
        one = store.for_region(f"r{next(regions)}")
        assert one.fetch(kind) == ()
        put = stored(one, record)
        assert one.fetch(kind) == (put,)

    check()


def test_every_record_the_store_keeps_is_tried_here():
    tried = {SourceFile, *PART_OF_BATCH, *OF_PEOPLE}
    assert {record for record in TITLES if record not in tried} == {next(r for r in TITLES if r.__name__ == "Run")}
    assert set(PART_OF_BATCH.values()) <= {field.name for field in dataclasses.fields(Batch)}


@given(GEOMETRY)
@settings(max_examples=200, deadline=None)
def test_a_geometry_survives_geopackages_form(geometry):
    assert from_geopackage(to_geopackage(geometry)) == geometry


@pytest.mark.parametrize("empty", [Point(), LineString(), Polygon(), MultiPolygon()], ids=lambda g: g.geom_type)
def test_an_empty_geometry_survives(empty):
    assert from_geopackage(to_geopackage(empty)).equals(empty)


def test_heights_are_dropped():
    assert not from_geopackage(to_geopackage(Point(121, 30, 5))).has_z


@pytest.mark.parametrize("blob", [b"", b"GP", b"PK\x03\x04 something else", b"GP\x00\x0f" + b"\0" * 40])
def test_what_is_no_geometry_is_refused(blob):
    with pytest.raises((ValueError, shapely.errors.ShapelyError)):
        from_geopackage(blob)
