"""Which column holds what: by header, by content, by the clerk's confirmed mapping; what stays open is asked, never guessed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from etl.ledger.cells import Cell
from etl.ledger.evidence import Figures, scope_of_done, scope_of_plan
from etl.ledger.grid import column_letters
from etl.ledger.money import UNITS, Amount, read_amount
from etl.ledger.percent import Scale, scale_of
from etl.ledger.stages import class_of, is_nature
from etl.ledger.table import Column, Table, stated_unit
from etl.ledger.text import means_nothing, squeeze
from etl.ledger.vocabulary import Meaning, labels, meanings, meanings_of

SAMPLE = 600
MONEY = ("total_investment", "year_plan", "year_done", "total_done")
RATES = ("year_rate", "total_rate", "rate")
IGNORE = "ignore"
_AMOUNT_LIKE = re.compile(r"[约近¥¥(-]*\d[\d.,]*(?:[%亿万千元)~—–O-]|$)")
_MEASURE = re.compile(r"(平方|立方)?(公里|千米|米|k?m)|㎡|亩|公顷|个|项|条|座|处|套|张|万?元|亿元|吨|%", re.I)
_AMBIGUOUS = {
    "done": ("year_done", "total_done"),
    "plan": ("year_plan", "total_investment"),
    "money": ("total_investment", "year_plan"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A column whose meaning or unit the clerk must confirm once; kept for every ledger of the same shape.

    Answer with a mapping {shape: {column: field}}, the field followed by a unit where that was asked: ``year_done:万元``;
    ``ignore`` leaves a column out.
    """

    sheet: str
    row: int
    column: str
    letter: str
    shape: str
    candidates: tuple[tuple[str, str], ...]
    samples: tuple[str, ...]
    problem: str
    remedy: str


@dataclass(slots=True)
class Layout:
    """The meaning of a table's columns. ``units`` by field ("" unknown), ``inferred`` what was concluded and from what."""

    table: Table
    shape: str
    fields: dict[str, Column] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    months: list[Column] = field(default_factory=list)
    rates: dict[str, Column] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    remarks: Column | None = None
    questions: list[Question] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)

    def unit_of(self, name: str, heading: str) -> str:
        """The unit of a field below a heading that states the unit ``heading`` ("" if it states none)."""
        column = self.fields.get(name)
        return heading if heading and column and not column.unit else self.units.get(name, "")

    def column(self, name: str) -> Column | None:
        """The column of a field, if the table has one."""
        return self.fields.get(name)


def shape_of(headers: Iterable[str]) -> str:
    """Fingerprint of a table's shape: its headers in order, whatever months and years they name."""
    return hashlib.sha256("|".join(_shape_key(header) for header in headers).encode()).hexdigest()[:12]


def _shape_key(header: str) -> str:
    return re.sub(r"\d+", "#", squeeze(header))


def read_columns(table: Table, *, year: int | None = None, mappings: Mapping[str, Mapping[str, str]] | None = None) -> Layout:
    """Map a table's columns. ``year`` is the ledger's; headers of other years are other figures."""
    layout = Layout(table, shape_of(column.header for column in table.columns))
    confirmed = {_shape_key(header): meaning for header, meaning in (mappings or {}).get(layout.shape, {}).items()}
    year = year or _planned_year(table.columns)
    found: dict[str, list[tuple[int, Column]]] = {}
    unknown: list[str] = []
    for column in table.columns:
        answer = confirmed.get(_shape_key(column.header))
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
        elif _samples(table, column):
            unknown.append(column.header)
    answered = {name.partition(":")[0] for name in confirmed.values()}
    _take_text(layout, found)
    _take_money(layout, found, answered)
    for name in ("physical_progress", *RATES):
        column = layout.fields.get(name) or layout.rates.get(name)
        if column:
            layout.scales[name] = _scale(table, column)
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


def _samples(table: Table, column: Column) -> list[Cell]:
    cells = (table.grid.cell(number, column.index) for number in table.body[:SAMPLE])
    return [cell for cell in cells if not cell.blank and not (isinstance(cell.value, str) and means_nothing(cell.value))]


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
    cells = [cell for cell in _samples(table, column) if squeeze(cell.text) not in column.path]
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


def _take_money(layout: Layout, found: dict[str, list[tuple[int, Column]]], answered: set[str]) -> None:
    table = layout.table
    for name in MONEY:
        if name in found:
            # What the clerk confirmed (rank 0) stands before what the header says.
            confirmed = [column for rank, column in found[name] if rank == 0]
            column = confirmed[0] if len(confirmed) == 1 else _one_of(layout, name, [column for _, column in found[name]])
            if column:
                layout.fields[name] = column
    layout.months = [column for _, column in found.get("month_done", ()) if re.search(r"\d{1,2}月", column.leaf)]
    for name in [name for name in ("plan", "done", "money") if name in found]:
        for _, column in found[name]:
            _settle(layout, name, column, answered)
    for name in [name for name in MONEY if name in layout.fields]:
        layout.units[name] = layout.units.get(name) or layout.fields[name].unit or table.unit
        if not layout.units[name] and _needs_unit(table, layout.fields[name]):
            _ask(
                layout,
                layout.fields[name],
                [f"{name}:{unit}" for unit in ("万元", "亿元", "元")],
                f"表上写有{'、'.join(table.units)}几种单位,分不清这一列用哪一种" if table.units else "没有写明金额单位",
                "请确认这一列的单位,或在表头写明,如“(万元)”",
            )
            del layout.fields[name]


def _one_of(layout: Layout, name: str, columns: list[Column]) -> Column | None:
    """Of several columns with the same meaning: the visible, the adjusted plan, or either where they agree; else ask."""
    visible = [column for column in columns if not column.hidden] or columns
    adjusted = [column for column in visible if re.search(r"调整(?!前)|调后|修订|最新", column.joined)]
    if len(adjusted) == 1:
        layout.inferred.append(f"{labels()[name]}取“{adjusted[0].header}”")
        return adjusted[0]
    visible = [column for column in visible if not re.search(r"调整前|调前|原", column.joined)] or visible
    whole = [column for column in visible if column.sums_up(visible)]
    if len(whole) == 1:
        return whole[0]
    texts = {tuple(layout.table.grid.cell(n, column.index).text for n in layout.table.body[:SAMPLE]) for column in visible}
    if len(visible) == 1 or len(texts) == 1:
        return visible[0]
    for column in visible:
        _ask(layout, column, [name, IGNORE], f"有 {len(visible)} 列都像“{labels()[name]}”", "请确认以哪一列为准")
    return None


def _settle(layout: Layout, name: str, column: Column, answered: set[str]) -> None:
    figures = Figures(layout.table, layout.fields, layout.rates, column, _sample_amounts(layout))
    proof = scope_of_done(figures) if name == "done" else scope_of_plan(figures) if name == "plan" else None
    if proof and proof.field not in layout.fields:
        layout.fields[proof.field] = column
        layout.inferred.append(f"“{column.header}”按{labels()[proof.field]}读取:{proof.reason}")
        return
    open_fields = [candidate for candidate in _AMBIGUOUS[name] if candidate not in layout.fields and candidate not in answered]
    if open_fields and not (name == "money" and "total_investment" not in open_fields):
        wanted = (
            "还是".join(labels()[candidate] for candidate in open_fields) if len(open_fields) > 1 else f"是否{labels()[open_fields[0]]}"
        )
        _ask(
            layout,
            column,
            [*open_fields, IGNORE],
            f"表头分不清是{wanted}" if len(open_fields) > 1 else f"表头分不清{wanted}",
            f"请确认这一列的含义,或在表头写明“{'”或“'.join(labels()[candidate] for candidate in _AMBIGUOUS[name])}”",
        )


def _sample_amounts(layout: Layout):  # noqa: ANN202 — a closure for Figures
    table = layout.table

    def amounts(column: Column) -> list[int | None]:
        unit = column.unit or table.unit or "万元"
        found = (read_amount(table.grid.cell(number, column.index), unit) for number in table.body[:SAMPLE])
        return [amount.yuan if isinstance(amount, Amount) else None for amount in found]

    return amounts


def _needs_unit(table: Table, column: Column) -> bool:
    """Whether any of the column's figures names no unit itself, and no heading over the first of them does."""
    if not table.units and any(stated_unit(cell.text) for number in table.body[:1] for _, cell in table.grid.filled(number)):
        return False
    for cell in _samples(table, column):
        if cell.is_number and cell.form.unit not in UNITS and cell.number != 0:
            return True
        if isinstance(cell.value, str) and re.fullmatch(r"[约近]?[\d,.]+", squeeze(cell.value)):
            return True
    return False


def _scale(table: Table, column: Column) -> Scale:
    return scale_of(_samples(table, column))


def _ask(layout: Layout, column: Column, candidates: list[str], problem: str, remedy: str) -> None:
    names = {**labels(), IGNORE: "不读"}

    def label(candidate: str) -> str:
        name, _, unit = candidate.partition(":")
        return f"{names.get(name, name)}({unit})" if unit else names.get(name, name)

    samples = tuple(cell.text for cell in _samples(layout.table, column)[:3])
    layout.questions.append(
        Question(
            sheet=layout.table.grid.name,
            row=layout.table.bottom,
            column=column.header,
            letter=column_letters(column.index),
            shape=layout.shape,
            candidates=tuple((candidate, label(candidate)) for candidate in candidates),
            samples=samples, problem=problem, remedy=remedy,
        )
    )  # fmt: skip
