
from data.views import Light
from pages.ui.wallboard import spec
from tests.pages.boards import FakeViews
from tests.pages.conftest import Page
from tests.pages.test_map import said, there


def shown(page):
    return there(said(page)["wall"])


def test_the_wall_shows_figures_lights_and_every_lagging_project_red_first(invented):
    board = invented(60).board(None)
    wall = shown(Page("wall"))
    assert wall["title"] == "慈溪市重点工程挂图作战" and wall["as_of"] == "数据截至 2024年5月31日" and wall["demo"]
    assert wall["figures"][0]["value"] == "60"
    behind = [row for row in board.rows if row.lit.light in (Light.RED, Light.YELLOW)]
    assert {card["id"] for card in wall["cards"]} == {row.id for row in behind}
    kinds = [card["kind"] for card in wall["cards"]]
    assert kinds == sorted(kinds)
    assert all(card["gap"].startswith("欠时序") for card in wall["cards"] if card["gap"])


def test_the_wall_keeps_to_the_addresss_filters_and_date(invented):
    board = invented(60).board(None)
    wall = shown(Page("wall", sector="公路", date="2024-04-30"))
    assert wall["as_of"] == "数据截至 2024年4月30日"
    roads = {row.id for row in board.rows if row.sector == "公路"}
    assert {card["id"] for card in wall["cards"]} <= roads
    assert wall["scope"] == "筛选:行业 公路" and wall["figures"][0]["note"] == "筛选自 60 项"


def test_more_behind_than_the_wall_turns_through_are_counted(invented, monkeypatch):
    fake = invented(60)
    board = fake.board(None)
    behind = fake.lagging(None, board)
    monkeypatch.setattr("pages.ui.wallboard.MOST", 5)
    made = spec(board, board.totals, behind, title="")
    assert len(made["cards"]) == 5 and made["behind"] == len(behind) > 5


def test_a_project_off_the_map_says_why(invented):
    fake = invented(60)
    board = fake.board(None)
    cards = spec(board, board.totals, fake.lagging(None, board), title="")["cards"]
    off = {row.id for row in board.rows if not row.mapped}
    for card in cards:
        place = dict(card["words"])["位置"]
        assert place.startswith("未上图") == (card["id"] in off)


def test_nothing_behind_is_said_not_left_empty():
    board = FakeViews(0).board(None)
    made = spec(board, board.totals, (), title="")
    assert made["cards"] == [] and [light["count"] for light in made["lights"]] == [0, 0, 0]


def test_a_new_version_of_the_store_is_shown(invented, monkeypatch):
    fake = invented(12)
    page = Page("wall")
    fake.number, fake.count = 2, 30
    page.run()
    assert shown(page)["figures"][0]["value"] == "30"
