"""One page that needs nothing beside it: no script, no font, no request. For archives and for sending on."""

from __future__ import annotations

from html import escape

from data.views import BoardRow
from etl.export.subject import DEMO, Subject
from etl.export.table import COLUMNS, Column, Kind

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2em;color:#1d2733}
h1{font-size:1.5em;margin:0 0 .3em}p{margin:.2em 0}.demo{color:#8a1f11;font-weight:bold}
table{border-collapse:collapse;margin-top:1em}th,td{border:1px solid #cfd6de;padding:.3em .6em;text-align:left;vertical-align:top}
th{background:#e8eef4;position:sticky;top:0;white-space:nowrap}td.n{text-align:right;white-space:nowrap}td.w{min-width:18em}
.红{background:#f8d3d0}.黄{background:#fbebc0}.绿{background:#d3ebd8}.蓝{background:#d2e3f3}.灰{background:#e6e6e6}
@media print{body{margin:0;font-size:10px}}
"""
_UNKNOWN = "—"
_WIDE = 24
"""Columns of at least this width hold sentences, and are kept from being squeezed to a letter a line."""
# Nothing may be fetched, nothing may run, whatever a name holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(subject: Subject) -> bytes:
    """The board's key figures, its rule, its list and its sources."""
    board, totals = subject.board, subject.board.totals
    lights = ",".join(f"{colour} {count}" for colour, count in totals.lights.items())
    lines = [
        f"项目 {totals.projects} 项,上图 {totals.mapped} / 共 {totals.projects};{lights}",
        f"年度计划投资 {_text(Kind.YUAN, totals.year_plan)},本年累计完成 {_text(Kind.YUAN, totals.year_done)},"
        f"年度投资完成率 {_text(Kind.RATIO, totals.year_rate)}(按计划与完成均有数的 {totals.rated} 项计),"
        f"时序进度 {totals.time_progress:.2%}",
        f"亮灯规则:{board.rule}。{';'.join(board.rule_words)}",
        f"来源:{'、'.join(source.name for source in board.sources)}",
    ]
    demo = f'<p class="demo">{DEMO}:数字并非实际进度。</p>' if board.demo else ""
    head = "".join(f"<th>{escape(column.heading)}</th>" for column in COLUMNS)
    body = "\n".join(f"<tr>{''.join(_cell(column, row) for column in COLUMNS)}</tr>" for row in board.rows)
    page = f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(subject.title)}</title><style>{_STYLE}</style></head>
<body><h1>{escape(subject.title)}</h1>{demo}{"".join(f"<p>{escape(line)}</p>" for line in lines)}
<table><thead><tr>{head}</tr></thead><tbody>
{body}
</tbody></table></body></html>
"""
    return page.encode("utf-8", "replace")


def _cell(column: Column, row: BoardRow) -> str:
    text = escape(_text(column.kind, column.value(row)))
    if column.kind is not Kind.TEXT:
        return f'<td class="n">{text}</td>'
    if column.name == "light":
        return f'<td class="{row.lit.light}">{text}</td>'
    return f'<td class="w">{text}</td>' if column.width >= _WIDE else f"<td>{text}</td>"


def _text(kind: Kind, value: object) -> str:
    """The value as people read it; unknown is a dash, never nought."""
    if value is None:
        return _UNKNOWN
    if kind is Kind.YUAN:
        return f"{value / 10_000:,.2f}".rstrip("0").rstrip(".") + " 万元"
    forms = {Kind.RATIO: "{:.2%}", Kind.PERCENT: "{:g}%", Kind.POINTS: "{:+.2f} 个百分点", Kind.METRES: "{:,.0f} 米"}
    return forms.get(kind, "{}").format(value)
