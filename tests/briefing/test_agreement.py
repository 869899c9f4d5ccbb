"""The numbers in the document, the slides, the map and the manifest are the same, and they are the board's."""

import io
import json
import re
from collections import Counter

import pdfplumber
import pytest
from docx import Document
from pptx import Presentation

from briefing.make import A4_PDF, DOCUMENT, SLIDES, SUMMARY, WIDE_PDF
from briefing.manifest import render_manifest
from briefing.numbers import money, percent, points
from data.views.shapes import Light


@pytest.fixture(scope="module")
def said(files):
    """The text of every file, without spaces."""
    document, deck = Document(io.BytesIO(files[DOCUMENT])), Presentation(io.BytesIO(files[SLIDES]))
    texts = {
        DOCUMENT: "".join(node.text or "" for node in document.element.body.iter("{*}t")),
        SLIDES: "".join(node.text or "" for slide in deck.slides for node in slide.element.iter("{*}t")),
        SUMMARY: files[SUMMARY].decode(),
    }
    for name in (WIDE_PDF, A4_PDF):
        with pdfplumber.open(io.BytesIO(files[name])) as pdf:
            texts[name] = "".join(page.extract_text() for page in pdf.pages)
    return {name: re.sub(r"\s", "", text) for name, text in texts.items()}


def sum_of(rows, figure):
    return sum(value for row in rows if row.progress and (value := getattr(row.progress, figure)) is not None)


def test_totals_are_the_boards_rows_added_up(said, brief):
    rows = brief.board.rows
    rated = [row for row in rows if row.progress and row.progress.year_plan and row.progress.year_done is not None]
    rate = sum_of(rated, "year_done") / sum_of(rated, "year_plan")
    gap = (rate - brief.as_of.month / 12) * 100
    for name in (DOCUMENT, SLIDES, SUMMARY):
        for words in (money(sum_of(rows, "year_plan")), money(sum_of(rows, "year_done")), percent(rate), f"{len(rows)}项"):
            assert words in said[name], (name, words)
    assert points(gap) in said[SLIDES] and points(gap).lstrip("+-") in said[DOCUMENT]
    for name in (WIDE_PDF, A4_PDF):
        assert percent(rate) in said[name] and f"共{len(rows)}项" in said[name]


def test_lights_are_counted_alike_everywhere(said, brief, content, files):
    lights = Counter(row.lit.light for row in brief.board.rows)
    for name in (DOCUMENT, SLIDES, SUMMARY):
        assert f"红灯{lights[Light.RED]}项" in said[name] and f"黄灯{lights[Light.YELLOW]}项" in said[name], name
    for name in (WIDE_PDF, A4_PDF):
        assert all(f"{light.label}".replace("(", "\uff08").replace(")", "\uff09") + f"{lights[light]}项" in said[name] for light in Light)
    record = json.loads(render_manifest(content, files))
    assert record["counts"]["lights"] == {light.value: lights[light] for light in Light}
    assert record["amounts"]["year_plan"] == sum_of(brief.board.rows, "year_plan")


def test_on_the_map_x_of_n_is_everywhere(said, brief):
    mapped = sum(row.id in brief.layers.shapes for row in brief.board.rows)
    for name in (DOCUMENT, WIDE_PDF, A4_PDF):
        assert f"上图{mapped}/共{len(brief.board.rows)}" in said[name]


def test_the_tables_of_document_and_slides_are_equal(files):
    document, deck = Document(io.BytesIO(files[DOCUMENT])), Presentation(io.BytesIO(files[SLIDES]))
    printed = [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in document.tables]
    shown = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    lines = {tuple(cell.text for cell in row.cells) for table in shown for row in table.rows}
    for table in printed[:3]:
        assert set(table) <= lines


def test_every_lagging_project_has_the_same_number_and_gap_everywhere(said, brief, content):
    gaps = {row.id: row.lit.gap for row in brief.board.rows}
    for one in content.figures.lagging:
        assert one.gap == points(gaps[one.id])
        for name in (DOCUMENT, SLIDES):
            assert f"{one.number}{one.light.value}{one.name}"[:14] in said[name]
