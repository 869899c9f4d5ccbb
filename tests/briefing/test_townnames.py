from shapely import Point, box

from briefing.sheet import Box
from briefing.townnames import place_names, short

EDGE = Box(0, 0, 1000, 800)


def width(text, size):
    return len(text) * size


def test_short_names():
    assert [short(name) for name in ("浒山街道", "周巷镇", "镇", "江镇", "新区")] == ["浒山", "周巷", "镇", "江镇", "新区"]


def test_a_roomy_town_has_its_full_name_inside():
    (name,) = place_names([("周巷镇", box(100, 100, 500, 500))], EDGE, [], width)
    assert name.text == "周巷镇" and box(100, 100, 500, 500).contains(Point(name.x, name.y))


def test_small_towns_are_all_named_without_overlap():
    towns = [(f"第{n}街道", box(300 + 60 * (n % 4), 300 + 40 * (n // 4), 360 + 60 * (n % 4), 340 + 40 * (n // 4))) for n in range(12)]
    names = place_names(towns, EDGE, [Box(300, 300, 340, 320)], width)
    assert {name.town for name in names} == {town for town, _ in towns}
    assert not any(one.box.overlaps(other.box) for n, one in enumerate(names) for other in names[n + 1 :])
    assert not any(name.box.overlaps(Box(300, 300, 340, 320)) for name in names)


def test_on_a_town_sheet_a_sliver_of_a_neighbour_is_not_named():
    towns = [("周巷镇", box(100, 100, 900, 700)), ("长河镇", box(990, 0, 1200, 30))]
    assert [name.town for name in place_names(towns, EDGE, [], width, only="周巷镇")] == ["周巷镇"]
