"""Tables that came as text: a row's name and its aim become a statement ("name:aim"), its other cells sentences apart."""

from __future__ import annotations

import re

_NAME = re.compile(r"(?:项目|工程|任务|工作)?(?:名称|内容)$|^(?:重[点大])?(?:建设)?(?:项目|工程|工作)$")
_AIM = re.compile(r"目标|计划|进度|节点|任务|安排|要求|措施|标准|建设内容")
_OTHER = re.compile(r"^(?:序号|编号|责任.*|牵头.*|负责.*|配合.*|备注|单位|地点|.*投资.*|.*领导|.*单位|.*部门|.*时间|.*时限)$")
_GAP = re.compile(r"\t+| {1,}")
_ORDINAL = re.compile(r"\d{1,3}[.、]?")
_FEWEST = 3


def as_statements(text: str, original: str) -> str:
    """The canonical text with the rows of its tables punctuated, character for character, so that every offset holds.

    original has the same length; a tab in it ends a cell. What does not stand under a heading row stays as it is.
    """
    if original.find("\t") < 0 and " " not in text:
        return text
    lines, source, heading = text.split("\n"), original.split("\n"), None
    for number, line in enumerate(lines):
        cells = _cells(line, source[number])
        if found := _heading([cell for _, _, cell in cells]):
            heading = found
            lines[number] = " " * len(line)
        elif heading and len(cells) >= _FEWEST and (_ORDINAL.fullmatch(cells[0][2]) or not line.rstrip().endswith("。")):
            lines[number] = _statement(line, cells, heading)
        else:
            heading = None
    return "\n".join(lines)


def _cells(line: str, source: str) -> list[tuple[int, int, str]]:
    """Start, end and text of each cell."""
    gap = re.compile(r"\t+") if "\t" in source else _GAP
    cells, start = [], 0
    for match in (*gap.finditer(source), None):
        end = match.start() if match else len(source)
        if line[start:end].strip():
            cells.append((start, end, line[start:end].strip()))
        start = match.end() if match else end
    return cells


def _heading(cells: list[str]) -> tuple[int, int, int] | None:
    """(number of columns, column of the name, column of the aim) when the cells are a table's heading row."""
    if len(cells) < _FEWEST or max(map(len, cells)) > 12:
        return None
    names = [at for at, cell in enumerate(cells) if _NAME.search(cell)]
    aims = [at for at, cell in enumerate(cells) if _AIM.search(cell) and not _OTHER.match(cell) and at not in names[:1]]
    others = [cell for cell in cells if _OTHER.match(cell)]
    return (len(cells), names[0], aims[0]) if names and aims and others else None


def _statement(line: str, cells: list[tuple[int, int, str]], heading: tuple[int, int, int]) -> str:
    columns, name, aim = heading
    # Without an ordinal of its own a row is one cell short.
    shift = 0 if len(cells) >= columns or _ORDINAL.fullmatch(cells[0][2]) else 1
    name, aim = max(0, name - shift), max(1, aim - shift)
    if aim >= len(cells) or name >= aim:
        return line
    made = [" "] * len(line)
    for at, (start, end, _) in enumerate(cells):
        if at < name or name < at < aim:
            # what stands between, where and for how much, would part the name from its aim
            continue
        made[start:end] = line[start:end]
        if end < len(line):
            made[end] = ":" if at == name else "。"
    return "".join(made)
