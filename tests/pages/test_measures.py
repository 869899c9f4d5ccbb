import pytest

from data.views import Light, Stage
from pages.ui.measures import BANDS, MEASURES, band, spec
from tests.pages.boards import FakeViews

BOARD = FakeViews(80).board(None)


@pytest.mark.parametrize(("ratio", "name"), [(None, "未知"), (0.0, "低于20%"), (0.1999, "低于20%"), (0.2, "20–40%"), (0.9999, "80–100%"),
                                             (1.0, "100%及以上"), (1.5147, "100%及以上"), (-0.1, "低于20%")])
def test_the_border_of_a_band_belongs_to_the_band_above(ratio, name):
    assert band(ratio) == name


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_project_has_a_class_and_every_class_a_mark_of_its_own(measure):
    for row in BOARD.rows:
        assert measure.kinds[measure.rank(row)].key == measure.key_of(row)
    marks = [(kind.mark, kind.paint.shape) for kind in measure.kinds]
    assert len(set(marks)) == len(marks), "two classes cannot be told apart without colour"


def test_every_light_and_stage_has_a_class():
    assert {kind.key for kind in MEASURES["light"].kinds} == {light.value for light in Light}
    assert {kind.key for kind in MEASURES["stage"].kinds} >= {stage.value for stage in Stage}


def test_the_legend_says_the_rule_in_force():
    said = spec(MEASURES["light"], BOARD)
    words = {one["label"]: one["words"] for one in said["classes"]}
    assert words["红灯"] == "欠时序超过 20 个百分点"
    assert BOARD.rule in said["title"]
    assert said["words"] == ["无数据为灰"], "what is said at a class is not said again"
    assert len(said["of"]) == len(BOARD.rows)


def test_unknown_is_never_a_good_class():
    row = next(row for row in BOARD.rows if row.progress is None)
    assert MEASURES["year"].key_of(row) == MEASURES["total"].key_of(row) == MEASURES["physical"].key_of(row) == BANDS[-1]
