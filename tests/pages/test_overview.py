from data.views import Light, connect, data_dates, totals
from tests.pages.conftest import Page


def test_the_sample_is_shown_with_its_figures_date_and_demo_mark(sample):
    page = Page()
    assert "演示数据" in page.html
    assert f"数据截至 {sample.as_of.year}年{sample.as_of.month}月{sample.as_of.day}日" in page.html
    assert f"<strong>{sample.totals.projects}</strong>" in page.html
    assert len(page.list) == len(sample.rows)


def test_a_sum_of_some_projects_says_how_many(sample):
    assert 0 < sample.totals.invested < sample.totals.projects - sample.totals.without_figures
    assert f"({sample.totals.invested} 项已报)" in Page().html


def test_the_list_begins_with_the_worst(sample):
    lights = [names[0] for names in Page().list["灯"]]
    order = ["红灯", "黄灯", "绿灯", "已完成", "无数据", "不评灯"]
    assert lights == sorted(lights, key=order.index)
    assert lights.count("红灯") == sample.totals.lights[Light.RED]


def test_the_address_chooses_a_project_and_its_card_is_shown(sample):
    row = next(row for row in sample.rows if row.evidence and row.aliases)
    page = Page(id=row.id)
    assert f"<h2>{row.name}</h2>" in page.html
    assert str(row.evidence).split("«")[0].strip() in page.html, "the figures' file is not named"
    assert row.lit.working in page.html


def test_an_unknown_project_in_the_address_is_said_and_can_be_dropped(sample):
    page = Page(id="nobody")
    assert "不在当前看板上" in page.test.warning[0].value
    page.test.button(key="unknown.act").click()
    page.run()
    assert not page.test.warning
    assert "id" not in page.test.query_params


def test_filters_of_the_address_apply_and_their_totals_are_of_what_is_left(sample):
    town = next(share.name for row in sample.rows for share in row.towns if share.town)
    rows = [row for row in sample.rows if any(share.name == town for share in row.towns)]
    page = Page(town=town)
    assert sorted(page.list["项目名称"]) == sorted(row.name for row in rows)
    assert f"<strong>{totals(rows, sample.as_of).projects}</strong>" in page.html
    assert f"筛选自 {len(sample.rows)} 项" in page.html


def test_values_that_are_not_allowed_are_dropped_from_the_address(sample):
    page = Page(town="没有这个镇", by="<script>", date="2099-01-01", rule="没有这条规则")
    assert len(page.list) == len(sample.rows)
    for key in ("town", "by", "date", "rule"):
        assert key not in page.test.query_params, key


def test_filtering_to_nothing_says_so_and_offers_the_way_back(sample):
    page = Page(q="没有一个项目叫这个名字")
    assert "没有符合条件的项目" in page.html
    page.test.button(key="nothing.act").click()
    page.run()
    assert len(page.list) == len(sample.rows)


def test_search_finds_by_pinyin_initials_and_alias(invented):
    fake = invented(12)
    row = next(row for row in fake.board(None).rows if row.aliases)
    assert row.name in list(Page(q=row.aliases[0]).list["项目名称"])
    assert set(Page(q="hdzz").list["项目名称"]) == {row.name for row in fake.board(None).rows if "河道整治" in row.name}


def test_an_earlier_date_shows_the_board_of_that_date(sample, sample_store):
    earliest = data_dates(connect(str(sample_store)))[0]
    page = Page(date=earliest.isoformat())
    assert f"数据截至 {earliest.year}年{earliest.month}月{earliest.day}日" in page.html


def test_another_rule_is_named_where_the_lights_are_judged(invented):
    fake = invented(30)
    other = fake.rules(None)[1].name
    row = next(row for row in fake.board(None).rows if row.progress)
    page = Page(rule=other, id=row.id)
    assert f"<small>{other}</small>" in page.html


def test_an_empty_store_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("STORE_URL", str(tmp_path / "none.gpkg"))
    page = Page()
    assert "还没有数据" in page.html
    assert "python -m etl run" in page.html
    assert not page.test.dataframe


def test_a_store_that_cannot_be_read_gives_a_remedy_not_a_trace(monkeypatch, tmp_path):
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(b"this is no database" * 100)
    monkeypatch.setenv("STORE_URL", str(broken))
    page = Page()
    assert len(page.test.error) == 1
    assert "Traceback" not in page.test.error[0].value


def test_real_data_carries_no_demo_mark(invented):
    invented(10, demo=False)
    assert "演示数据" not in Page().html


def test_hostile_names_are_text_in_every_fragment(invented):
    invented(5, names=('<img src=x onerror="alert(1)">', "${alert(1)}", "</style><script>alert(1)</script>"))
    for n in range(3):
        page = Page(id=f"p-{n:04d}")
        assert "<img" not in page.html and "<script" not in page.html
        assert "&lt;" in page.html or "${" in page.html
