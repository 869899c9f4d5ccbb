"""One load's records to projects: sure rules first, then near names, then new projects or a question."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from data.model import ItemKind, LedgerRow, Match, PlanItem, Project, Region
from etl.matching.index import Index
from etl.matching.names import Name, Reader, tidy
from etl.matching.verdict import Answer, Verdict, judge

CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}")
NEW = "new"
"""The decision of a person that a name means a project not known so far."""

DECIDED, DECIDED_NEW = "人工", "人工:新增"

Record = PlanItem | LedgerRow


def key_of(record: Record) -> str:
    """The key of a record within its source: 工作表!行号 (with #n for the n-th project of a cell), or 条款 and name."""
    if isinstance(record, LedgerRow):
        return f"{record.sheet}!{record.row}" + (f"#{record.part}" if record.part else "")
    return f"{record.clause} {record.name}"


def code_of(record: Record) -> str | None:
    """The record's 项目代码 if it has the shape of one."""
    code = tidy(getattr(record, "code", None) or "").replace("—", "-")
    return code if CODE.fullmatch(code) else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A record under way: its name taken apart and its code, None where several names of the file share it."""

    record: Record
    name: Name
    code: str | None


class Matcher:
    """Matches the records of several files, one file after the other, so that later files know the earlier ones' projects."""

    def __init__(
        self, projects: Iterable[Project], *, region: Region, decisions: Mapping[str, str], next_number: int,
        earlier: Sequence[Match],
    ) -> None:
        self._region, self._reader = region, Reader(region)
        self._index = Index(projects, self._reader)
        self._index.remember(earlier)
        self._decisions = {self._reader.read(name).key: becomes for name, becomes in decisions.items()}
        self._next = next_number
        self._decided_new = {
            self._reader.read(match.name).key: match.project for match in earlier if match.rule == DECIDED_NEW and match.project
        }
        self._rows: dict[str, set[str]] = defaultdict(set)
        self._remember_rows(earlier)
        self.changed: dict[str, Project] = {}

    @property
    def projects(self) -> Mapping[str, Project]:
        """Every project known by now, by id."""
        return self._index.projects

    def match_file(self, records: Sequence[Record]) -> list[Match]:
        """Match the records of one file, in their order. Plans and programmes that name no known project are left out."""
        asked = list(self._ask(records))
        found: dict[int, Match] = {}
        for number, question in enumerate(asked):
            if match := self._surely(question):
                found[number] = match
        claimed = {match.project for match in found.values() if match.project}
        waiting = [number for number in range(len(asked)) if number not in found]
        candidates = self._index.near([asked[number].name for number in waiting])
        for number, near in zip(waiting, candidates, strict=True):
            # What this file has minted meanwhile is known by name only: a file lists a project once.
            question = asked[number]
            match = self._surely(question) or self._nearly(question, self._judged(question, near), claimed)
            if match:
                found[number] = match
        matches = [found[number] for number in sorted(found)]
        self._index.remember(matches)
        self._remember_rows(matches)
        return matches

    def _ask(self, records: Sequence[Record]) -> Iterator[_Asked]:
        names = [self._reader.read(record.name) for record in records]
        codes = [code_of(record) for record in records]
        # A code that several names of one file share is that of a package, and tells none of them apart.
        uses = Counter(code for code, _ in {(code, name.key) for code, name in zip(codes, names, strict=True) if code})
        for record, name, code in zip(records, names, codes, strict=True):
            yield _Asked(record, name, code if code and uses[code] == 1 else None)

    def _surely(self, asked: _Asked) -> Match | None:
        """By a person's decision, the code, or the very name; a question where these contradict each other."""
        decided = self._decisions.get(asked.name.key)
        if decided == NEW:
            return self._decide_new(asked)
        if decided in self._index.projects:
            return self._found(asked, decided, DECIDED, 100.0)
        by_code, by_name = self._index.by_code(asked.code), self._index.by_name(asked.name)
        if len(by_code) == 1:
            (project,) = by_code
            if by_name and project not in by_name:
                return self._doubt(asked, [project, *by_name], "待确认:代码与名称指向不同项目", 100.0)
            return self._found(asked, project, "代码", 100.0)
        if not by_name:
            return None
        if len(by_name) > 1:
            return self._doubt(asked, list(by_name), "待确认:几个项目同名", 100.0)
        (project, right), = by_name.items()
        theirs = self._index.projects[project].code
        if asked.code and theirs and theirs != asked.code:
            return self._doubt(asked, [project], "待确认:名称相同而代码不同", 100.0)
        return self._found(asked, project, right, 100.0)

    def _judged(self, asked: _Asked, near: Iterable) -> dict[str, Verdict]:
        """The best verdict on each near project, best first, leaving out those that are surely others."""
        best: dict[str, Verdict] = {}
        amount = getattr(asked.record, "total_investment", None)
        for known in near:
            project = self._index.projects[known.project]
            if asked.code and project.code and asked.code != project.code:
                continue
            verdict = judge(asked.name, known.name, same_investment=bool(amount) and amount == project.total_investment)
            if verdict.answer is Answer.ASK and judge(asked.name, self._reader.read(project.name)).by_mark:
                continue  # a short alias must not hide that the full name says another phase or other ends
            if verdict.answer and _weight(verdict) > _weight(best.get(project.id)):
                best[project.id] = verdict
        return dict(sorted(best.items(), key=lambda entry: _weight(entry[1]), reverse=True))

    def _nearly(self, asked: _Asked, verdicts: Mapping[str, Verdict], claimed: set[str]) -> Match | None:
        """By a near name where exactly one is the same; by the row's place in earlier ledgers; a question; or new."""
        ledger = isinstance(asked.record, LedgerRow)
        # Within one ledger a project has one row: a second, differently named row is another project, unless a person says so.
        open_ones = {id_: verdict for id_, verdict in verdicts.items() if not (ledger and id_ in claimed)}
        same = [id_ for id_, verdict in open_ones.items() if verdict.answer is Answer.SAME]
        if len(same) != 1 and ledger:
            by_row = self._rows.get(key_of(asked.record), set()) & set(same or open_ones)
            if len(by_row) == 1:
                (project,) = by_row
                claimed.add(project)
                return self._found(asked, project, "近似:名称相近且台账行号相同", open_ones[project].score)
        if len(same) == 1:
            claimed.add(same[0])
            return self._found(asked, same[0], open_ones[same[0]].rule, open_ones[same[0]].score)
        if open_ones:
            first = next(iter(open_ones.values()))
            rule = "待确认:几个项目名称相近" if same else first.rule
            return self._doubt(asked, list(open_ones)[:5], rule, first.score)
        if isinstance(asked.record, PlanItem) and asked.record.kind in (ItemKind.PLAN, ItemKind.PROGRAMME):
            return None
        return self._mint(asked, "新增")

    def _decide_new(self, asked: _Asked) -> Match:
        """A new project the first time, that same project ever after."""
        known = self._decided_new.get(asked.name.key)
        if known in self._index.projects:
            return self._found(asked, known, DECIDED_NEW, 100.0)
        match = self._mint(asked, DECIDED_NEW)
        self._decided_new[asked.name.key] = match.project
        return match

    def _mint(self, asked: _Asked, rule: str) -> Match:
        record = asked.record
        while (id_ := f"{self._region.code}-{self._next:04d}") in self._index.projects:
            self._next += 1  # an id is never given twice, whatever number the caller began with
        project = Project(
            id=id_, name=record.name, code=asked.code, sector=record.sector, unit=record.unit,
            project_class=getattr(record, "project_class", None), origin=record.source,
        )
        self.changed[id_] = project
        self._index.add(project)
        return self._match(asked, id_, rule, 100.0)

    def _found(self, asked: _Asked, id_: str, rule: str, score: float) -> Match:
        """A match; what the record says and the project did not know yet (code, sector, unit, new name) is kept."""
        known = self._index.projects[id_]
        blanks = {field: getattr(asked.record, field) for field in ("sector", "unit") if not getattr(known, field)}
        blanks = {field: value for field, value in blanks.items() if value}
        if asked.code and not known.code:
            blanks["code"] = asked.code
        if rule == "代码" and id_ not in self._index.by_name(asked.name):
            blanks["aliases"] = (*known.aliases, asked.record.name)
        if blanks:
            self.changed[id_] = replace(known, **blanks)
            self._index.add(self.changed[id_])
        return self._match(asked, id_, rule, score)

    def _doubt(self, asked: _Asked, candidates: Sequence[str], rule: str, score: float) -> Match:
        return self._match(asked, None, rule, score, tuple(candidates))

    def _match(self, asked: _Asked, id_: str | None, rule: str, score: float, candidates: tuple[str, ...] = ()) -> Match:
        return Match(
            source=asked.record.source, key=key_of(asked.record), name=asked.record.name, project=id_, rule=rule,
            score=score, candidates=candidates,
        )

    def _remember_rows(self, matches: Iterable[Match]) -> None:
        for match in matches:
            if match.project and "!" in match.key and not match.rule.startswith(DECIDED):
                self._rows[match.key].add(match.project)


def _weight(verdict: Verdict | None) -> tuple[int, float]:
    return (-1, 0.0) if verdict is None else (verdict.answer, verdict.score)
