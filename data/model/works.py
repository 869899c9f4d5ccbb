"""Projects, and what documents and ledgers say of them. Money is integer 元 throughout; percentages are 0–100."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from data.model.about import About
from data.model.words import ItemKind, ProjectClass, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One project (or package, programme, plan) as a work plan names it."""

    source: Annotated[str, About("来源", "SourceFile.sha256", key=True)]
    clause: Annotated[str, About("条款", "如 三(四)", key=True)]
    name: Annotated[str, About("名称", "按文中写法,补足并列共用的中心语", key=True)]
    verbatim: Annotated[str, About("原文", "逐字引自文件")]
    sector: Annotated[str, About("行业")] = ""
    kind: Annotated[ItemKind, About("种类")] = ItemKind.PROJECT
    action: Annotated[str, About("动作", "如 力争…开工")] = ""
    stage: Annotated[Stage | None, About("环节", "文中要求达到的主要环节")] = None
    target: Annotated[str, About("目标", "文中的目标;没有时为“无量化目标”")] = ""
    soft: Annotated[bool, About("力争", "弱承诺")] = False
    places: Annotated[tuple[str, ...], About("地点", "文中的地点表述")] = ()
    count: Annotated[str | None, About("数量", "如 5条人行道")] = None
    unit: Annotated[str, About("责任单位", "条款末尾括号所列")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a ledger says of a project at its data date. Shared by a ledger's row and by the project's history."""

    stage: Annotated[Stage | None, About("环节")] = None
    total_investment: Annotated[int | None, About("总投资", "全生命周期投资", unit="元")] = None
    year_plan: Annotated[int | None, About("年度计划投资", "本年计划,可在年中调整", unit="元")] = None
    year_done: Annotated[int | None, About("本年累计完成投资", "自元月至数据截至日", unit="元")] = None
    total_done: Annotated[int | None, About("开工以来累计完成投资", "开累", unit="元")] = None
    physical_progress: Annotated[float | None, About("形象进度", "工程量完成的百分比,不是资金完成率", unit="%")] = None
    progress_words: Annotated[str, About("进展情况", "形象进度的文字")] = ""
    problems: Annotated[str, About("存在问题")] = ""
    planned_start: Annotated[date | None, About("计划开工")] = None
    actual_start: Annotated[date | None, About("实际开工")] = None
    planned_finish: Annotated[date | None, About("计划完工")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow(Progress):
    """One project's row of a ledger (项目进度台账), as read."""

    source: Annotated[str, About("来源", "SourceFile.sha256", key=True)]
    sheet: Annotated[str, About("工作表", key=True)]
    row: Annotated[int, About("行号", "从 1 起", key=True)]
    part: Annotated[int, About("行内序号", "一格写有几个项目时的次序", key=True)] = 0
    as_of: Annotated[date | None, About("数据截至")] = None
    name: Annotated[str, About("项目名称")] = ""
    code: Annotated[str | None, About("项目代码", "全国投资项目在线审批监管平台赋码")] = None
    sector: Annotated[str, About("行业")] = ""
    unit: Annotated[str, About("责任单位")] = ""
    project_class: Annotated[ProjectClass | None, About("项目类别", "续建、新建、预备、前期")] = None
    place: Annotated[str, About("建设地点")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The thing itself. Its id is given once and stays, whatever its name becomes."""

    id: Annotated[str, About("项目编号", key=True)]
    name: Annotated[str, About("项目名称")]
    aliases: Annotated[tuple[str, ...], About("别名")] = ()
    code: Annotated[str | None, About("项目代码")] = None
    sector: Annotated[str, About("行业")] = ""
    project_class: Annotated[ProjectClass | None, About("项目类别")] = None
    unit: Annotated[str, About("责任单位")] = ""
    parent: Annotated[str | None, About("上级项目", "Project.id")] = None
    place: Annotated[str, About("地点表述", "如 北外环(浒崇公路—胜陆高架段)")] = ""
    total_investment: Annotated[int | None, About("公布的总投资", unit="元")] = None
    length_m: Annotated[float | None, About("公布的长度", unit="m")] = None
    origin: Annotated[str, About("出处", "登记表所据的公开来源,或首次载入的文件")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Which project a plan item or a ledger row speaks of, by which rule, how surely."""

    source: Annotated[str, About("来源", "SourceFile.sha256", key=True)]
    key: Annotated[str, About("记录", "条款与名称,或工作表与行号", key=True)]
    name: Annotated[str, About("名称")]
    project: Annotated[str | None, About("项目", "Project.id;空为待确认")]
    rule: Annotated[str, About("规则", "如 同名、代码、别名、近似、人工、新增")]
    score: Annotated[float, About("相似度", "0–100")]
    candidates: Annotated[tuple[str, ...], About("候选", "待确认时的 Project.id")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Progress):
    """What is known of a project at one data date: the row that was chosen, and where it stands."""

    project: Annotated[str, About("项目", "Project.id", key=True)]
    as_of: Annotated[date, About("数据截至", key=True)]
    source: Annotated[str, About("来源", "SourceFile.sha256")]
    sheet: Annotated[str, About("工作表")]
    row: Annotated[int, About("行号")]
    name: Annotated[str, About("当期名称")] = ""
    unit: Annotated[str, About("责任单位")] = ""
    project_class: Annotated[ProjectClass | None, About("项目类别")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's decision that wins over every method: a place, a match, a column's meaning. Withdrawn, never erased."""

    id: Annotated[int, About("更正序号", key=True)]
    subject: Annotated[str, About("对象", "如 place:330282-001、match:名称、mapping:表头指纹")]
    field: Annotated[str, About("字段")]
    was: Annotated[str, About("原为")]
    becomes: Annotated[str, About("改为")]
    reason: Annotated[str, About("理由")]
    who: Annotated[str, About("更正人")]
    at: Annotated[datetime, About("更正时间", "UTC")]
    withdrawn_at: Annotated[datetime | None, About("撤回时间", "UTC")] = None
    withdrawn_by: Annotated[str, About("撤回人")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """主管研判: a leader's own view whether the year's task can be met; stands beside the computed light."""

    project: Annotated[str, About("项目", "Project.id", key=True)]
    at: Annotated[datetime, About("研判时间", "UTC", key=True)]
    achievable: Annotated[bool, About("年内能否完成")]
    note: Annotated[str, About("研判意见")]
    who: Annotated[str, About("研判人")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An entry of the 问题清单, kept by people and never touched by a load; closed (销号) with evidence."""

    id: Annotated[int, About("问题序号", key=True)]
    project: Annotated[str, About("项目", "Project.id")]
    text: Annotated[str, About("问题")]
    unit: Annotated[str, About("责任单位")]
    due: Annotated[date | None, About("解决期限")]
    opened_at: Annotated[datetime, About("登记时间", "UTC")]
    opened_by: Annotated[str, About("登记人")]
    closed_at: Annotated[datetime | None, About("销号时间", "UTC")] = None
    closed_by: Annotated[str, About("销号人")] = ""
    evidence: Annotated[str, About("销号依据")] = ""
