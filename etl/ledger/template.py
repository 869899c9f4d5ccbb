"""The ledger's template: one sheet to fill with units, notes and validation, one that explains it.

``python -m etl.ledger.template [OUT]`` writes it anew; data/samples/ledger_template.xlsx is its output.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.model import ProjectClass, Stage

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "ledger_template.xlsx"
FIRST_ROW, LAST_ROW = 5, 504
_WRITTEN = datetime(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    width: int
    note: str
    rule: str = "text"


_COLUMNS = (
    _Column("序号", 6, "自 1 起的整数。", "count"),
    _Column("项目名称", 34, "一行一个项目;分期、分段的项目分行填写,名称里写明“一期”“东段”等。"),
    _Column("项目代码", 28, "在线审批监管平台赋码,如 2312-330282-04-01-310969;没有则留空。", "code"),
    _Column("项目类别", 10, "本年计划中的类别:续建、新建、预备、前期。", "class"),
    _Column("行业", 12, "如 交通、水利、市政、医疗、教育。"),
    _Column("责任单位", 18, "一个牵头单位;配合单位写到备注。"),
    _Column("建设地点", 20, "镇(街道)或起讫点,如 某路(甲路—乙路)。"),
    _Column("建设阶段", 10, "当前所处环节,不是计划。", "stage"),
    _Column("计划开工时间", 14, "年月日,如 2024-05-31;只知年月填当月 1 日。", "date"),
    _Column("实际开工时间", 14, "未开工留空。", "date"),
    _Column("计划完工时间", 14, "年月日,如 2026-12-31。", "date"),
    _Column("总投资(万元)", 14, "全生命周期投资,单位万元。", "money"),
    _Column("年度计划投资(万元)", 14, "本年计划,单位万元;调整过的填调整后数。", "money"),
    _Column("本年累计完成投资(万元)", 16, "自 1 月 1 日至数据截至日完成的投资,单位万元;不是支付数。", "money"),
    _Column("开工以来累计完成投资(万元)", 18, "自开工至数据截至日(开累),单位万元;不小于本年累计。", "money"),
    _Column("形象进度(%)", 12, "工程量完成的百分比,0–100;不是投资完成率,也不是任务完成率。", "percent"),
    _Column("进展情况", 36, "文字,如 主线高架完成75%。"),
    _Column("存在问题", 30, "没有则留空。"),
)
_GUIDE = (
    "一、一行一个项目,不在中间插入合计、小计;需要合计时写在最后一行,名称写“合计”,载入时用来核对。",
    "二、金额一律用万元,只填数字,不写单位;没有的留空,不填“/”。",
    "三、第二行的数据截至日期必填,样式为 截至2024年5月31日。",
    "四、演示或练习用的表,请在标题里写明“演示数据”,看板各处会带上这一标记。",
    "五、不要改动表头;多余的列可以加在右侧,不会被读取。",
)


def build_template() -> bytes:
    """The template as xlsx bytes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "项目进度台账"
    _head(sheet)
    for index, column in enumerate(_COLUMNS, start=1):
        _column(sheet, index, column)
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 3)
    guide = book.create_sheet("填表说明")
    guide.column_dimensions["A"].width = 24
    guide.column_dimensions["B"].width = 90
    for line in _GUIDE:
        guide.append([None, line])
    guide.append([])
    for column in _COLUMNS:
        guide.append([f"{column.header}:", column.note])
    for row in guide.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    book.properties.creator = "挂图作战"
    book.properties.created = book.properties.modified = _WRITTEN
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(sheet: Worksheet) -> None:
    last = get_column_letter(len(_COLUMNS))
    for row, text in ((1, "重点项目进度台账"), (2, "截至    年  月  日"), (3, "单位:万元")):
        sheet.merge_cells(f"A{row}:{last}{row}")
        sheet.cell(row, 1, text)
    sheet["A1"].font = Font(size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet["A2"].comment = Comment("填写数据截至日期,如 截至2024年5月31日", "挂图作战")
    sheet["A3"].alignment = Alignment(horizontal="right")


def _column(sheet: Worksheet, index: int, column: _Column) -> None:
    head = sheet.cell(FIRST_ROW - 1, index, column.header)
    head.font = Font(bold=True)
    head.fill = PatternFill("solid", fgColor="DDE8F4")
    head.border = Border(*(Side("thin", color="888888") for _ in range(4)))
    head.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    head.comment = Comment(column.note, "挂图作战")
    letter = get_column_letter(index)
    sheet.column_dimensions[letter].width = column.width
    formats = {"money": "#,##0.00", "date": "yyyy-mm-dd", "percent": "0.0", "code": "@"}
    for row in range(FIRST_ROW, LAST_ROW + 1):
        if column.rule in formats:
            sheet.cell(row, index).number_format = formats[column.rule]
    rule = _validation(column)
    if rule is not None:
        rule.error, rule.errorTitle = column.note, column.header
        rule.prompt, rule.promptTitle = column.note, column.header
        rule.showErrorMessage = rule.showInputMessage = True
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")


def _validation(column: _Column) -> DataValidation | None:
    if column.rule == "class":
        return DataValidation(type="list", formula1=f'"{",".join(ProjectClass)}"')
    if column.rule == "stage":
        return DataValidation(type="list", formula1=f'"{",".join(Stage)}"')
    if column.rule == "money":
        return DataValidation(type="decimal", operator="between", formula1="0", formula2="100000000")
    if column.rule == "percent":
        return DataValidation(type="decimal", operator="between", formula1="0", formula2="100")
    if column.rule == "date":
        return DataValidation(type="date", operator="between", formula1="36526", formula2="73050")
    if column.rule == "code":
        return DataValidation(type="textLength", operator="equal", formula1="24")
    if column.rule == "count":
        return DataValidation(type="whole", operator="between", formula1="1", formula2="99999")
    return None


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(build_template())
    print(target)
