"""Which column holds what: by header, by content, by the clerk's confirmed mapping; what stays open is asked, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from etl.ledger.amounts import take_money
from etl.ledger.cells import Cell
from etl.ledger.layout import IGNORE, RATES, Layout, samples, shape_key, shape_of
from etl.ledger.money import UNITS
from etl.ledger.percent import scale_of
from etl.ledger.stages import class_of, is_nature
from etl.ledger.table import Column, Table
from etl.ledger.text import squeeze
from etl.ledger.vocabulary import Meaning, meanings, meanings_of

_AMOUNT_LIKE = re.compile(r"[约近¥¥(-]*\d[\d.,]*(?:[%亿万千元)~—–O-]|$)")
_MEASURE = re.compile(r"(平方|立方)?(公里|千米|米|k?m)|㎡|亩|公顷|个|项|条|座|处|套|张|万?元|亿元|吨|%", re.I)


def read_columns(table: Table, *, year: int | None = None, mappings: Mapping[str, Mapping[str, str]] | None = None) -> Layout:
    """Map a table's columns. ``year`` is the ledger's; headers of other years are other figures."""
    layout = Layout(table, shape_of(column.header for column in table.columns))
    confirmed = {shape_key(header): meaning for header, meaning in (mappings or {}).get(layout.shape, {}).items()}
    year = year or _planned_year(table.columns)
    found: dict[str, list[tuple[int, Column]]] = {}
    unknown: list[str] = []
    for column in table.columns:
        answer = confirmed.get(shape_key(column.header))
        if answer is not None:
            name, _, unit = answer.partition(":")
            if name != IGNORE:
                found.setdefault(name, []).insert(0, (0, column))
                if unit in UNITS:
                    layout.units[name] = unit
            continue
        meaning = _meaning(table, column, year)
        if meaning is not None:
            found.setdefault(meaning.field, []).append((meaning.rank, column))
        elif samples(table, column):
            unknown.append(column.header)
    answered = {name.partition(":")[0] for name in confirmed.values()}
    _take_text(layout, found)
    take_money(layout, found, answered)
    for name in ("physical_progress", *RATES):
        column = layout.fields.get(name) or layout.rates.get(name)
        if column:
            layout.scales[name] = scale_of(samples(table, column))
    _say_missing(layout, unknown)
    return layout


def _say_missing(layout: Layout, unknown: list[str]) -> None:
    """Remark on what a reader of the rows would not see: columns nobody knows, and a plan without anything done."""
    sheet = layout.table.grid.name
    if unknown:
        layout.inferred.append(f"工作表“{sheet}”有 {len(unknown)} 列没有认出,未读:{'、'.join(unknown[:8])}")
    asked = {candidate for question in layout.questions for candidate, _ in question.candidates}
    told = "year_done" in layout.fields or "year_done" in asked or len(layout.months) > 1
    if "year_plan" in layout.fields and not told:
        layout.inferred.append(f"工作表“{sheet}”没有认出本年累计完成投资一列,年度投资完成率不能算")


def in_words_of_year(joined: str, year: int | None) -> str:
    """A joined header with years as 本年 or 他年, and 截至… reduced, so that patterns need no figures."""
    text = re.sub(
        r"(?:截至|截止|至|到)到?(\d{4})年(?:底|末|12月底?|12月末)",
        lambda m: "至本年底" if int(m[1]) == year else "至他年底",
        joined,
    )
    text = re.sub(r"(?:数据)?截[至止]到?(?:\d{4}年度?)?\d{1,2}月(?:份|底|末|\d{1,2}[日号])*", "截至", text)
    # 5月底实际完成, 至2024年5月底累计完成: as far as the data date, of which start the header does not say.
    text = re.sub(r"(?:(?<![\d月年初元])[至到](?:20\d{2}年)?|(?<![-—–~\d至到年]))\d{1,2}月[底末]", "截至", text)
    # 2024年5月完成 is May's.
    text = re.sub(r"(20\d{2})年度?(?=\d{1,2}月)", lambda m: "" if year is None or int(m[1]) == year else "他年", text)
    text = re.sub(r"(?:数据)?截[至止]到?(?:目前|本月底?|当月底?|月底|上月底?)", "截至", text) if "形象" not in text else text
    text = re.sub(r"\d{4}[-—–~至]\d{4}年", "他年", text)
    return re.sub(
        r"(20\d{2})年(?:度)?|(?<!\d)(20\d{2})(?!\d)(?:度)?",
        lambda m: "本年" if year is None or int(m[1] or m[2]) == year else "他年",
        text,
    )


def _planned_year(columns: Iterable[Column]) -> int | None:
    years = [int(year) for column in columns for year in re.findall(r"20\d{2}(?=年?度?.{0,4}(?:计划|目标|任务))", column.joined)]
    return max(years, default=None)


def _meaning(table: Table, column: Column, year: int | None) -> Meaning | None:
    """The likeliest meaning that the column's content bears out."""
    if re.fullmatch(r"(?:20\d{2}年)?\d{1,2}月份?", column.leaf):
        if re.search(r"计划|目标|任务|形象", column.joined):
            return None
        return next(meaning for meaning in meanings() if meaning.field == "month_done")
    candidates = meanings_of(in_words_of_year(column.joined, year), in_words_of_year(column.leaf, year))
    # The header's own unit decides between a figure and its share: 年度完成(%) is no amount, 完成工程量(万元) no percentage.
    if column.is_percent:
        percent = tuple(meaning for meaning in candidates if meaning.kind == "percent")
        candidates = percent or tuple(meaning for meaning in meanings() if meaning.field == "rate" and candidates)
    elif column.unit:
        candidates = tuple(meaning for meaning in candidates if meaning.kind not in ("percent", "date"))
    if not candidates:
        return None
    cells = [cell for cell in samples(table, column) if squeeze(cell.text) not in column.path]
    for meaning in candidates:
        if not cells or _bears_out(meaning, cells):
            return meaning
        if meaning.field == "class" and not any(is_nature(cell.text) for cell in cells):
            return next(other for other in meanings() if other.field == "sector")
    return next((meaning for meaning in candidates if meaning.kind == "money"), None)


def _numeric(cell: Cell) -> bool:
    """A number, or a text that begins as an amount or a percentage does (and not as a numbered sentence)."""
    return cell.is_number or bool(cell.fault) or (isinstance(cell.value, str) and bool(_AMOUNT_LIKE.match(squeeze(cell.value))))


def _bears_out(meaning: Meaning, cells: list[Cell]) -> bool:
    numeric = sum(_numeric(cell) for cell in cells) / len(cells)
    if meaning.kind == "money":
        percent = sum(cell.form.percent or cell.text.endswith(("%", "%")) for cell in cells)
        return numeric >= 0.3 and percent * 2 < len(cells)
    if meaning.field in RATES:
        return numeric >= 0.5
    if meaning.field == "target":
        return numeric < 0.5
    if meaning.field == "class":
        texts = [cell.text for cell in cells]
        return not any(is_nature(text) for text in texts) and sum(class_of(text) is not None for text in texts) * 2 >= len(texts)
    if meaning.field == "unit" and all(_MEASURE.fullmatch(squeeze(cell.text)) for cell in cells):
        return False
    if meaning.field in ("progress_words", "unit"):
        return numeric < 0.7
    return True


def _take_text(layout: Layout, found: dict[str, list[tuple[int, Column]]]) -> None:
    taken = ("seq", "code", "stage", "class", "sector", "unit", "place", "progress_words", "problems", "physical_progress",
             "actual_start", "planned_start", "start", "planned_finish", "period", *RATES)  # fmt: skip
    for name in taken:
        if name in found:
            _, column = min(found[name], key=lambda item: (item[0], item[1].hidden, item[1].index))
            (layout.rates if name in RATES else layout.fields)[name] = column
    grid = layout.table.grid

    def merged(column: Column) -> int:
        """How many of a column's rows take their text from above: the column of the finer names has fewer."""
        return sum((number, column.index) in grid.covered for number in layout.table.body)

    named = found.get("name") or sorted(found.get("task_name", ()), key=lambda item: merged(item[1]))
    names = [column for _, column in sorted(named, key=lambda item: item[1].hidden)]
    if names:
        part = next((column for column in names if re.search(r"子项|标段", column.leaf)), None)
        layout.fields["name"] = next((column for column in names if column is not part), names[0])
        if part is not None and part is not layout.fields["name"]:
            layout.fields["part_name"] = part
    if "remarks" in found:
        layout.remarks = found["remarks"][0][1]
        layout.fields.setdefault("problems", layout.remarks)
