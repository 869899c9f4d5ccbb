"""The ledger reader: rows a second and peak memory beside ``pandas.read_excel``, for 200 to 100,000 rows.

``python -m benchmarks.ledger [ROWS…]`` prints a table. Each reading runs in a process of its own, so that peaks do not mix;
pandas only loads the cells, the reader also judges them.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
from collections.abc import Callable
from io import BytesIO
from time import perf_counter

import pandas
import xlsxwriter

from etl.ledger import read_ledger

SIZES = (200, 2_000, 20_000, 100_000)
HEADER = (
    "序号", "项目名称", "责任单位", "建设地点", "项目类别", "总投资(亿元)", "年度计划投资(万元)", "本年累计完成投资(万元)",
    "开累完成投资(万元)", "年度投资完成率", "形象进度", "进展情况", "存在问题", "计划开工时间", "计划竣工时间",
)  # fmt: skip


def ledger(rows: int) -> bytes:
    """A plain ledger of so many projects, with a title, a unit, a data date and a total."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, ["重点项目进度台账(演示数据)", "截至2024年5月31日"])
    sheet.write_row(1, 0, HEADER)
    for number in range(1, rows + 1):
        plan, done = 1000 + number % 900, 300 + number % 500
        cells = (
            number, f"第{number}号道路工程",
            f"单位{number % 40}", f"第{number % 18}镇", ("续建", "新建", "前期")[number % 3],
            1.5 + number % 30, plan, done, done + 1000, round(done / plan, 4), f"{number % 100}%", "路基施工,桩基完成50%",
            "", "2023年3月", "2026年12月",
        )  # fmt: skip
        sheet.write_row(number + 1, 0, cells)
    book.close()
    return buffer.getvalue()


def _measure(job: Callable[[bytes], int], data: bytes, pipe: multiprocessing.connection.Connection) -> None:
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = perf_counter()
    rows = job(data)
    seconds = perf_counter() - started
    pipe.send((rows, seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) / 1024))


def with_reader(data: bytes) -> int:
    """Rows that the reader takes."""
    reading = read_ledger(data, "台账.xlsx")
    assert reading.rejections == (), reading.rejections[:2]
    return len(reading.rows)


def with_pandas(data: bytes) -> int:
    """Rows that pandas loads, nothing judged."""
    return len(pandas.read_excel(BytesIO(data), header=1))


def measure(job: Callable[[bytes], int], data: bytes) -> tuple[int, float, float]:
    """(rows, seconds, MB above the start) of a job in a process of its own."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_measure, args=(job, data, there))
    process.start()
    found = here.recv()
    process.join()
    return found


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the table."""
    print(f"{'rows':>8} {'file MB':>8} | {'reader s':>9} {'rows/s':>9} {'MB':>6} | {'pandas s':>9} {'rows/s':>9} {'MB':>6}")
    for size in sizes:
        data = ledger(size)
        line = f"{size:>8} {len(data) / 2**20:>8.2f}"
        for job in (with_reader, with_pandas):
            rows, seconds, memory = measure(job, data)
            assert rows == size, (job.__name__, rows)
            line += f" | {seconds:>9.2f} {rows / seconds:>9.0f} {memory:>6.0f}"
        print(line)


if __name__ == "__main__":
    main(tuple(int(text) for text in sys.argv[1:]) or SIZES)
