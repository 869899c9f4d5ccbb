"""Small input files for the tests of the pipeline: a ledger as a department would send it, and a work plan."""

import io
from datetime import date

from openpyxl import Workbook

from etl.inputs import Input

HEADINGS = ("序号", "项目名称", "总投资(亿元)", "年度计划投资", "本年累计完成投资", "形象进度", "责任单位", "建设地点", "存在问题")
PLAN = """测试市2024年6月份市政府工作要点
一、城建方面
(一)加快中横线快速路二期建设,完成孙塘北路(科技路-清水湾桥)道路有机更新。
(二)做好全市防汛工作。
"""


def ledger(rows, *, as_of=date(2024, 6, 30), name=None, title="重点项目进度表", demo=False, headings=HEADINGS):
    """A ledger with these rows (name, 亿元 total, 万元 plan, 万元 done, progress, unit, place, problems)."""
    book = Workbook()
    sheet = book.active
    sheet.title = "进度"
    sheet.append([title + ("(演示数据)" if demo else "")])
    sheet.append([f"数据截至{as_of.year}年{as_of.month}月{as_of.day}日", "", "", "单位:万元"])
    sheet.append(list(headings))
    for number, row in enumerate(rows, 1):
        sheet.append([number, *row, *[""] * (len(headings) - 1 - len(row))])
    out = io.BytesIO()
    book.save(out)
    return Input(name or f"台账_{as_of}.xlsx", out.getvalue())


def work_plan(text=PLAN, name="工作要点.txt"):
    return Input(name, text.encode())
