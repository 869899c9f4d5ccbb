"""Light rules read from ``light_rules.toml``: unknown keys and impossible limits are refused with the remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from data.lights.rule import Limit, Measure, Override, Rule, StartRule, Thresholds
from data.model import Light, ProjectClass

_LIMIT = re.compile(r"\s*(<=|>=|<|>)\s*(\d{1,4}(?:\.\d{1,4})?)\s*%?\s*")
_SIGNS = {Measure.GAP: (">", ">="), Measure.RATIO: ("<", "<=")}
_RULE_KEYS = {"name", "origin", "note", "basis", "measure", "yellow", "red", "start", "unrated", "suspended", "when"}


class RuleError(ValueError):
    """A rule file that cannot be used: what is wrong, and what to write instead."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem};{remedy}")
        self.problem, self.remedy = problem, remedy


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules of a region, in the order of the file; the first is in force until another is chosen."""

    rules: tuple[Rule, ...]

    @property
    def default(self) -> str:
        """The name of the first rule."""
        return self.rules[0].name

    @property
    def names(self) -> tuple[str, ...]:
        """The names users choose from."""
        return tuple(rule.name for rule in self.rules)

    def rule(self, name: str | None = None) -> Rule:
        """The rule of that name, the default for none. Raises RuleError for a name that is not in the book."""
        wanted = name or self.default
        for rule in self.rules:
            if rule.name == wanted:
                return rule
        raise RuleError(f"没有名为{wanted!r}的亮灯规则", f"可选:{'、'.join(self.names)}")


def load_rules(path: Path) -> RuleBook:
    """Read a rule file. Raises RuleError, naming the file, when it is absent, not TOML, or holds what no rule can be."""
    try:
        return parse_rules(path.read_text("utf-8-sig"))
    except OSError as error:
        raise RuleError(f"读不到亮灯规则文件 {path.name}", "请检查区域包是否完整") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path.name} 不是 UTF-8 编码", "请另存为 UTF-8") from error
    except RuleError as error:
        raise RuleError(f"{path.name}:{error.problem}", error.remedy) from error


def parse_rules(text: str) -> RuleBook:
    """Read the text of a rule file; numbers stay decimals, so that a limit of 12.5 is exactly that."""
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"不是有效的 TOML({error})", "请按该行改正") from error
    _known(content, {"rules"}, "文件")
    tables = content.get("rules")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise RuleError("没有规则", "至少写一个 [[rules]]")
    rules = tuple(_rule(table) for table in tables)
    names = [rule.name for rule in rules]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise RuleError(f"规则重名:{'、'.join(sorted(repeated))}", "每条规则各起一名")
    return RuleBook(rules)


def _rule(table: Mapping[str, Any]) -> Rule:
    name = _text(table, "name", "规则")
    where = f"规则{name!r}"
    _known(table, _RULE_KEYS, where)
    return Rule(
        name=name,
        thresholds=_thresholds(table, where),
        origin=_text(table, "origin", where),
        basis=_text(table, "basis", where, default="时序进度"),
        note=_text(table, "note", where, default=""),
        start=_start(table["start"], where) if "start" in table else None,
        unrated=_classes(table.get("unrated", ["前期", "预备"]), where),
        suspended=_suspended(table["suspended"], where) if "suspended" in table else None,
        overrides=tuple(_override(entry, table, where) for entry in _tables(table.get("when", []), where)),
    )


def _thresholds(table: Mapping[str, Any], where: str) -> Thresholds:
    try:
        measure = Measure(table.get("measure", ""))
    except ValueError:
        raise RuleError(f"{where}的 measure 为{table.get('measure')!r}", "写 gap(百分点)或 ratio(占时序的比例)") from None
    yellow, red = (_limit(table, key, measure, where) for key in ("yellow", "red"))
    # A stricter red than yellow would leave a rule whose yellow can never be seen.
    ordered = yellow.value <= red.value if measure is Measure.GAP else yellow.value >= red.value
    if not ordered:
        raise RuleError(f"{where}的红灯界限 {red} 比黄灯界限 {yellow} 更宽", "红灯应比黄灯更落后")
    return Thresholds(measure, yellow, red)


def _limit(table: Mapping[str, Any], key: str, measure: Measure, where: str) -> Limit:
    signs = _SIGNS[measure]
    match = _LIMIT.fullmatch(str(table.get(key, "")))
    if not match or match[1] not in signs:
        raise RuleError(f"{where}的 {key} 为{table.get(key)!r}", f"写成 \"{signs[0]}20\" 或 \"{signs[1]}20\" 的样子")
    return Limit(Decimal(match[2]), inclusive=match[1].endswith("="))


def _start(value: Any, where: str) -> StartRule:
    keys = {"yellow_months", "red_months"}
    if not isinstance(value, dict):
        raise RuleError(f"{where}的 start 不是表", "写成 [rules.start]")
    _known(value, keys, f"{where}的 start")
    months = [value.get(key) for key in ("yellow_months", "red_months")]
    if not all(type(month) is int and 0 <= month <= 120 for month in months) or months[0] > months[1]:
        raise RuleError(f"{where}的开工灯月数为 {months}", "写整月数,黄不大于红")
    return StartRule(*months)


def _override(entry: Mapping[str, Any], rule: Mapping[str, Any], where: str) -> Override:
    _known(entry, {"months", "classes", "measure", "yellow", "red"}, f"{where}的 when")
    months = entry.get("months", [])
    if not isinstance(months, list) or not all(type(month) is int and 1 <= month <= 12 for month in months):
        raise RuleError(f"{where}的 months 为{months!r}", "写 1 至 12 的月份,如 [1, 2]")
    classes = _classes(entry.get("classes", []), where)
    if not months and not classes:
        raise RuleError(f"{where}的 when 没有写何时适用", "写 months 或 classes")
    inherited = {key: rule[key] for key in ("measure", "yellow", "red") if key in rule}
    return Override(frozenset(months), classes, _thresholds(inherited | dict(entry), f"{where}的 when"))


def _classes(value: Any, where: str) -> frozenset[ProjectClass]:
    try:
        return frozenset(ProjectClass(kind) for kind in value)
    except (ValueError, TypeError):
        raise RuleError(f"{where}的项目类别为{value!r}", f"可写:{'、'.join(ProjectClass)}") from None


def _suspended(value: Any, where: str) -> Light:
    if value not in (Light.YELLOW, Light.RED):
        raise RuleError(f"{where}的 suspended 为{value!r}", "写 \"黄\" 或 \"红\"")
    return Light(value)


def _tables(value: Any, where: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise RuleError(f"{where}的 when 不是表的列表", "写成 [[rules.when]]")
    return value


def _text(table: Mapping[str, Any], key: str, where: str, *, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise RuleError(f"{where}缺少 {key}" if value is None else f"{where}的 {key} 为{value!r}", "写一段文字")
    return value.strip()


def _known(table: Mapping[str, Any], keys: set[str], where: str) -> None:
    if unknown := sorted(set(table) - keys):
        raise RuleError(f"{where}有不认识的键 {'、'.join(unknown)}", f"可用的键:{'、'.join(sorted(keys))}")
