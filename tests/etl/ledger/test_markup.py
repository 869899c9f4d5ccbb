"""Web tables and XML spreadsheets under the name .xls, as government systems export them."""

import pytest

from etl.errors import InputError
from etl.ledger import read_ledger

HTML = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>
<table border=1><tr><td colspan=4>2024年5月重点项目进度</td></tr>
<tr><th rowspan=2>项目名称</th><th colspan=2>2024年投资(万元)</th><th rowspan=2>形象进度</th></tr>
<tr><th>计划</th><th>完成</th></tr>
<tr><td>甲路<br>工程</td><td>1,000</td><td>400</td><td>60%</td></tr>
<tr><td>乙河&nbsp;整治<script>alert(1)</script></td><td>900</td><td>—</td><td>主体结顶</td></tr></table></body></html>"""

XML = """<?xml version="1.0" encoding="utf-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>
<Worksheet ss:Name="5月"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">2024年5月台账</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">项目名称</Data></Cell><Cell><Data ss:Type="String">总投资(万元)</Data></Cell>
<Cell><Data ss:Type="String">形象进度</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">甲路工程</Data></Cell><Cell><Data ss:Type="Number">9000</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.75</Data></Cell></Row>
<Row><Cell ss:Index="3"><Data ss:Type="String"></Data></Cell></Row>
<Row><Cell><Data ss:Type="String">乙河整治</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_a_web_table_with_spans(charset):
    reading = read_ledger(HTML.format(charset=charset).encode("gbk" if charset.startswith("gb") else charset), "台账.xls")
    first, second = reading.rows
    assert (first.name, first.year_plan, first.year_done, first.physical_progress) == ("甲路工程", 10_000_000, 4_000_000, 60)
    assert second.progress_words == "主体结顶"
    assert str(reading.as_of) == "2024-05-31"
    assert any("网页" in note for note in reading.receipt.notes)


def test_an_xml_spreadsheet():
    reading = read_ledger(XML.encode(), "台账.xls")
    assert [(row.name, row.row, row.total_investment, row.physical_progress) for row in reading.rows] == [
        ("甲路工程", 4, 90_000_000, 75), ("乙河整治", 6, None, None),
    ]  # fmt: skip
    assert "#REF!" in reading.rejections[0].problem


@pytest.mark.parametrize("change", [("<Table>", "<Table><a>"), ("<?mso", '<!DOCTYPE x [<!ENTITY a "b">]><?mso')])
def test_broken_or_hostile_xml_is_refused(change):
    with pytest.raises(InputError):
        read_ledger(XML.replace(*change, 1).encode(), "台账.xls")


def test_giant_spans_cost_nothing():
    page = "<table><tr><td>项目名称</td><td>总投资(万元)</td></tr>"
    page += '<tr><td rowspan="999999999" colspan="1">甲路工程</td><td colspan="99999999">9000</td></tr></table>'
    assert len(read_ledger(page.encode(), "台账.xls").rows) == 1
