"""A place that a person set: tried first, kept as said, before every method, through loads and new layers, and withdrawn."""

import dataclasses
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import to_geojson
from shapely.geometry import LineString, MultiLineString, Point, Polygon, box

from data.model import Correction, Location, Precision, TownShare
from data.model.placement import Drawn, Expression, InTowns, Picked
from data.region import load_region
from data.views import Doubt, board, card, places
from etl.correcting import checked, correct_place, preview_place, read_geojson, replace_places
from etl.decisions import undo_load, withdraw
from etl.errors import InputError
from etl.layers import adopt
from etl.official import read_features, read_towns
from etl.pipeline import load
from tests.etl.files import ledger
from tests.etl.test_layers import layer, swapped

REGION = load_region()
ROAD = ("中横线快速路二期", 37.32, 90000, 30000, "35%", "市交通运输局")
LINE = LineString([(121.25, 30.20), (121.27, 30.21)])
STRETCH = "北外环(浒崇公路—胜陆高架段)"
SAID = {"who": "张三", "reason": "设计图"}


@pytest.fixture
def store(opened, tmp_path):
    store = opened(tmp_path / "board.gpkg")
    load([ledger([ROAD])], store)
    return store


@pytest.fixture
def project(store):
    return board(store).rows[0].id


def place(store, project):
    return store.fetch(Location, project=project)[0]


def later(number):
    return ledger([(ROAD[0], 37.32, 90000, 30000 + number, "40%", ROAD[5])], as_of=date(2024, 6 + number, 28))


WAYS = [
    Expression(STRETCH), Drawn(LINE), Drawn(LINE, by_hand=False), InTowns((("", "周巷镇"),)),
    Picked((("城市北外环", "road"),), (("浒崇公路", "road"), ("胜陆公路", "road"))),
]


@pytest.mark.parametrize("placement", WAYS, ids=lambda one: type(one).__name__)
def test_every_way_is_tried_kept_shown_and_survives_loads_layers_and_undo(store, project, placement, tmp_path):
    before = place(store, project)
    tried = preview_place(store, project, placement)
    assert tried.location.geometry is not None and place(store, project) == before
    assert sum(share.share for share in tried.shares) == pytest.approx(1)
    correct_place(store, project, placement, **SAID)
    kept = place(store, project)
    assert kept.geometry.equals(tried.location.geometry) and kept.precision is tried.location.precision
    assert kept.method == "corrected" and "张三" in kept.evidence[0] and "设计图" in kept.evidence[0]
    load([later(1)], store)
    assert place(store, project).geometry.equals(kept.geometry)
    replace_places(store)
    assert place(store, project).geometry.equals(kept.geometry)
    path = layer(tmp_path / "镇界.geojson", swapped())
    adopt(read_towns(path, REGION), path, store)
    under_new = place(store, project)
    assert under_new.method == "corrected" and "张三" in under_new.evidence[0]
    undo_load(store)
    undo_load(store)
    assert place(store, project).geometry.equals(kept.geometry)
    withdraw(store, store.fetch(Correction, withdrawn_at=None)[0].id, who="赵六")
    assert place(store, project).geometry.equals(before.geometry) and place(store, project).method == before.method


def test_a_place_set_before_a_load_is_undone_is_not_lost_with_it(store, project):
    load([later(1)], store)
    correct_place(store, project, Drawn(LINE), **SAID)
    undo_load(store)
    assert place(store, project).geometry.equals(LINE)


def test_new_boundaries_share_a_corrected_place_out_anew(store, project, tmp_path):
    correct_place(store, project, InTowns(((REGION.towns[0].code, REGION.towns[0].name),)), **SAID)
    path = layer(tmp_path / "镇界.geojson", swapped(REGION.towns[0].name, REGION.towns[1].name))
    adopt(read_towns(path, REGION), path, store)
    (share,) = store.fetch(TownShare, project=project)
    assert share.name == REGION.towns[0].name and share.share == pytest.approx(1)
    assert place(store, project).geometry.equals_exact(REGION.towns[1].geometry, 1e-9)


def test_words_and_features_follow_the_official_lines(store, project, tmp_path):
    correct_place(store, project, Expression("城市北外环"), **SAID)
    path = layer(tmp_path / "道路.geojson", [("城市北外环", LINE)])
    adopt(read_features(path, REGION, kind="road"), path, store)
    assert place(store, project).geometry.equals(LINE) and place(store, project).precision is Precision.SURVEYED


def test_withdrawing_the_second_brings_the_first_back_with_its_own_who_and_when(store, project):
    first = correct_place(store, project, Drawn(LINE), **SAID)
    second = correct_place(store, project, Drawn(Point(121.3, 30.2)), who="李四", reason="现场")
    assert second.was == "手绘的线"
    withdraw(store, second.id, who="赵六")
    (standing,) = store.fetch(Correction, withdrawn_at=None)
    assert (standing.who, standing.at, standing.becomes) == (first.who, first.at, first.becomes)
    assert place(store, project).geometry.equals(LINE)
    withdraw(store, standing.id, who="赵六")
    assert store.fetch(Correction, withdrawn_at=None) == () and place(store, project).method != "corrected"


def test_what_can_no_longer_be_placed_falls_back_and_is_first_in_the_queue(store, project):
    before = place(store, project)
    store.add(Correction(
        id=0, subject=f"place:{project}", field="features", was="", becomes='{"features": [["没有路", "road"]]}', reason="旧图",
        who="张三", at=datetime.now(UTC),
    ))
    replace_places(store)
    found = place(store, project)
    assert found.geometry.equals(before.geometry) and "没有路" in found.evidence[0]
    assert places(store)[0].doubt is Doubt.UNUSABLE


def test_the_card_and_the_queue_say_who_and_when(store, project):
    correct_place(store, project, Drawn(LINE), **SAID)
    full = card(store, project)
    assert "张三" in full.location.evidence[0] and f"{datetime.now(UTC):%Y-%m}" in full.location.evidence[0]
    (state,) = [one for one in places(store) if one.id == project]
    assert state.doubt is Doubt.NOT and state.corrected.startswith("张三 20") and state.reason == "手绘的线"


@pytest.mark.parametrize(
    ("placement", "more", "problem"),
    [
        (Expression("查无此处"), {}, "落不到图上"), (Drawn(LINE), {"who": " "}, "更正人"), (Drawn(LINE), {"reason": ""}, "理由"),
        (Drawn(LINE), {"project": "无此项目"}, "无此项目"), (Drawn(Point(116, 39)), {}, "超出本市"),
        (Drawn(Point(30.2, 121.3)), {}, "纬度"),
        (Drawn(LineString([(121.3, 30.2), (121.3, 30.2)])), {}, "没有长度"),
    ],
)
def test_what_is_no_correction_is_refused_and_nothing_changes(store, project, placement, more, problem):
    version, given = store.version(), {"project": project} | SAID | more
    with pytest.raises(InputError, match=problem):
        correct_place(store, given.pop("project"), placement, **given)
    assert store.version() == version


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"type":"Point","coordinates":[121.3,30.2]}', "Point"),
        ('{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[121.3,30.2],[121.4,30.2]]}}', "LineString"),
        (
            '{"type":"FeatureCollection","features":['
            '{"type":"Feature","properties":null,"geometry":{"type":"LineString","coordinates":[[121.3,30.1],[121.4,30.2]]}},'
            '{"type":"Feature","properties":null,"geometry":{"type":"LineString","coordinates":[[121.3,30.3],[121.4,30.2]]}}]}',
            "MultiLineString",
        ),
    ],
)
def test_geojson_of_every_form_is_read(text, kind):
    assert read_geojson(text).geom_type == kind


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | st.recursive(
    st.none() | st.text(max_size=5) | st.floats() | st.sampled_from(["Feature", "Point", "FeatureCollection"]),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.sampled_from(["type", "geometry", "features", "coordinates"]), some),
    max_leaves=8,
).map(lambda value: json.dumps(value)))
def test_any_other_text_is_refused_with_a_remedy(text):
    try:
        assert not read_geojson(text).is_empty
    except InputError as error:
        assert error.problem and error.remedy


LONS, LATS = st.floats(121.0, 121.7), st.floats(30.0, 30.5)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(LONS, LATS), min_size=3, max_size=12, unique=True))
def test_a_drawn_area_however_it_crosses_itself_is_kept_valid(points):
    try:
        area = checked(Polygon(points), REGION)
    except InputError:
        return
    assert area.is_valid and area.area > 0 and "Polygon" in area.geom_type


def test_heights_go_and_mixed_kinds_are_refused():
    assert not checked(LineString([(121.3, 30.2, 5), (121.4, 30.2, 6)]), REGION).has_z
    mixed = read_geojson('{"type":"GeometryCollection","geometries":[' + to_geojson(Point(121.3, 30.2)) + "," + to_geojson(LINE) + "]}")
    with pytest.raises(InputError, match="混在一起"):
        checked(mixed, REGION)
    assert checked(MultiLineString([LINE, LINE]), REGION).geom_type == "MultiLineString"
    with pytest.raises(InputError, match="个点"):
        checked(LineString([(121.0 + n / 1e5, 30.2) for n in range(20_001)]), REGION)
    assert checked(box(121.1, 30.1, 121.2, 30.2), REGION).area > 0


# -- corrections that travel with the region pack ------------------------------------------------------------------------


def pack(*, subject, field="expression", becomes=STRETCH, withdrawn=None):
    at = datetime(2024, 1, 5, tzinfo=UTC)
    return dataclasses.replace(REGION, corrections=(Correction(
        id=1, subject=subject, field=field, was="", becomes=becomes, reason="规划图", who="规划局", at=at, withdrawn_at=withdrawn,
    ),))


def test_the_packs_correction_holds_until_a_person_speaks_and_again_when_that_is_withdrawn(store, project):
    region = pack(subject=f"place:{project}")
    load([later(1)], store, region=region)
    assert "规划局" in place(store, project).evidence[0] and place(store, project).method == "corrected"
    own = correct_place(store, project, Drawn(LINE), **SAID, region=region)
    load([later(2)], store, region=region)
    assert place(store, project).geometry.equals(LINE)
    withdraw(store, own.id, region=region, who="赵六")
    assert "规划局" in place(store, project).evidence[0]


def test_a_withdrawn_correction_of_the_pack_is_not_heard(store, project):
    load([later(1)], store, region=pack(subject=f"place:{project}", withdrawn=datetime(2024, 2, 1, tzinfo=UTC)))
    assert place(store, project).method != "corrected"


def test_the_pack_may_also_say_which_project_a_name_means(opened, tmp_path):
    store = opened(tmp_path / "names.gpkg")
    near = ("孙塘北路有机更新", 0.5, 2000, 900, "45%", "市住建局")
    load([ledger([near])], store, region=pack(subject="match:孙塘北路有机更新", field="project", becomes="330282-0010"))
    assert [row.id for row in board(store).rows] == ["330282-0010"]
