import io
import re
from dataclasses import replace
from html import unescape

from docx import Document

from briefing.content import compose
from briefing.document import render_document
from briefing.make import DOCUMENT, SLIDES, WIDE_PNG
from briefing.preview import document_html, slides_html
from briefing.slides import render_slides


def bare(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_the_documents_pages_hold_all_that_the_document_holds_in_its_order(files):
    html = document_html(files[DOCUMENT])
    said = bare(html)
    document = Document(io.BytesIO(files[DOCUMENT]))
    at = 0
    for block in document.element.body.iterchildren():
        for text in (node.text for node in block.iter("{*}t") if node.text):
            found = said.find(text, at)
            assert found >= 0, text
            at = found
    assert html.count("<table>") == len(document.tables) and html.count("<img") == 1
    assert said.startswith("演示数据")


def test_every_slide_is_a_page(files):
    pages = slides_html(files[SLIDES])
    assert len(pages) >= 8 and "总体情况" in pages[1] and "<img" in pages[2] and "<table>" in pages[3]
    assert all('class="slide"' in page for page in pages)


def test_hostile_names_stay_text(brief, files):
    rows = tuple(replace(row, name='<img src=x onerror=alert(1)>"&', unit="<script>") for row in brief.board.rows)
    content = compose(replace(brief, board=replace(brief.board, rows=rows)))
    pages = (document_html(render_document(content, files[WIDE_PNG])), *slides_html(render_slides(content, files[WIDE_PNG])))
    html = "".join(pages)
    assert "<img src=x" not in html and "<script" not in html and "&lt;img src=x" in html
