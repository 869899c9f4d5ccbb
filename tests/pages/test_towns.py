import re

import pytest

from data.views import totals
from pages.ui.filters import FIELDS, NONE_SAID, options
from tests.pages.conftest import Page


def test_all_towns_are_ranked_lowest_first_and_double_counting_is_said(sample):
    page = Page("towns")
    ranking = page.test.dataframe[0].value
    rates = [rate for rate in ranking["完成率"] if rate == rate]
    assert rates == sorted(rates)
    assert len(ranking) == len({share.name for row in sample.rows for share in row.towns if share.town})
    assert "合计不等于全市" in page.html and "各计一次" in page.html


def test_chosen_towns_stand_side_by_side_with_the_shares_of_their_projects(sample):
    row = next(row for row in sample.rows if len(row.towns) > 1 and all(share.town for share in row.towns))
    first, second = row.towns[0], row.towns[1]
    page = Page("towns", town=first.name)
    assert list(page.test.dataframe[0].value["镇街"]) == [first.name]
    line = page.list[page.list["项目名称"] == row.name].iloc[0]
    assert abs(line["所选占比"] - first.share * 100) < 0.01
    both = Page("towns", town=[first.name, second.name])
    assert set(both.test.dataframe[0].value["镇街"]) == {first.name, second.name}


def test_the_list_can_be_taken_away(sample):
    page = Page("towns")
    assert [one.label for one in page.test.get("download_button")] == ["导出 xlsx", "导出 csv", "导出 geojson"]


def test_nothing_left_is_said(sample):
    page = Page("towns", q="没有一个项目叫这个名字")
    assert page.html.count("没有符合条件的项目") == 1


def test_an_empty_store_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("STORE_URL", str(tmp_path / "none.gpkg"))
    assert "还没有数据" in Page("towns").html


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_every_filter_leaves_what_it_says_and_nothing_else(sample, field):
    """镇街, 亮灯, 环节, 行业, 责任单位, 项目类别 and the years of start and finish, one by one, over the address."""
    counts = {value: sum(value in field.values(row) for row in sample.rows) for value in options(sample, field)}
    wanted = next((value for value, count in counts.items() if 0 < count < len(sample.rows) and value != NONE_SAID), None)
    assert wanted, f"the sample cannot show the filter {field.key!r}"
    page = Page("towns", **{field.key: wanted})
    assert sorted(page.list["项目名称"]) == sorted(row.name for row in sample.rows if wanted in field.values(row))


@pytest.mark.parametrize(("amount", "passes"), [("不足1亿元", lambda yuan: yuan < 10**8), ("10亿元以上", lambda yuan: yuan >= 10**9)])
def test_the_list_can_be_filtered_by_amount_and_an_unknown_amount_never_passes(invented, amount, passes):
    rows = invented(40).board(None).rows
    known = [(row, row.progress.total_investment) for row in rows if row.progress]
    wanted = sorted(row.name for row, yuan in known if passes(yuan))
    assert 0 < len(wanted) < len(known) < len(rows)
    assert sorted(Page("towns", amount=amount).list["项目名称"]) == wanted


def test_a_towns_part_of_a_line_is_said_in_km_and_in_per_cent(sample):
    row, share = next((row, share) for row in sample.rows for share in row.towns if share.town and share.length_m and share.share < 0.9)
    page = Page("towns", town=share.name)
    line = page.list[page.list["项目名称"] == row.name].iloc[0]
    assert line["所选长度"] == pytest.approx(share.length_m / 1000, abs=0.006)
    assert line["所选占比"] == pytest.approx(share.share * 100, abs=0.006)


class TestSheet:
    """镇街单, to print."""

    def names(self, html):
        return re.findall(r'<td class="name">(.*?)(?:<small>|</td>)', html)

    def test_each_town_has_its_own_with_its_figures_its_projects_from_low_to_high_and_the_mark(self, sample):
        towns = sorted({share.name for row in sample.rows for share in row.towns if share.town})[:2]
        page = Page("towns", town=towns, sheet="true")
        sheets = page.html.split('<article class="town-sheet">')[1:]
        assert len(sheets) == 2
        for town, sheet in zip(towns, sheets, strict=True):
            rows = [row for row in sample.rows if any(share.name == town for share in row.towns)]
            low = sorted(rows, key=lambda row: (row.year_rate is None, row.year_rate or 0, row.name))
            assert self.names(sheet) == [row.name for row in low]
            assert f"{town}重点工程进度单" in sheet and "演示数据" in sheet and "数据截至 2024年5月31日" in sheet
            assert f"<b>{totals(rows, sample.as_of).projects} 项</b>" in sheet
            assert "每个镇街各计一次" in sheet and "不等于全市" in sheet
            assert '<tr class=here><td class="n">' in sheet and sheet.index("在各镇街中的位置") < sheet.index(f"<td>{town}</td>")

    def test_a_part_of_a_line_is_said_in_km_and_per_cent(self, sample):
        row, share = next((row, share) for row in sample.rows for share in row.towns if share.town and (share.length_m or 0) > 1000)
        page = Page("towns", town=share.name, sheet="true")
        line = re.search(rf'<td class="name">{re.escape(row.name)}.*?</tr>', page.html)[0]
        assert f"{share.length_m / 1000:.2f}".rstrip("0").rstrip(".") + " 公里" in line
        assert f"{share.share * 100:.1f}".removesuffix(".0") + "%" in line

    def test_without_a_choice_all_towns_are_ranked_from_low_to_high(self, sample):
        page = Page("towns", sheet="true")
        rates = [float(rate) for rate in re.findall(r'</td><td>[^<]+</td><td class="n">([\d.]+)%</td>', page.html)]
        assert len(rates) > 5 and rates == sorted(rates)
        assert "从低到高" in page.html, "a rank that does not say which end is first"
        assert not page.test.dataframe

    def test_hostile_names_are_text(self, invented):
        fake = invented(12, names=('<img src=x onerror="alert(1)">',))
        town = fake.board(None).rows[0].towns[0].name
        html = Page("towns", town=town, sheet="true").html
        assert "<img" not in html and "&lt;img" in html
