"""The document and the slides as an office suite lays them out. Needs LibreOffice; skipped where absent, but not in CI."""

import os
import re
import shutil
import subprocess

import pdfplumber
import pytest

from briefing.make import DOCUMENT, SLIDES

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def pages(files, tmp_path_factory):
    """The text of every page, without spaces, by kind."""
    if SOFFICE is None:
        missing = "no LibreOffice (apt-get install libreoffice-writer-nogui libreoffice-impress-nogui)"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("office")
    texts = {}
    for kind, name in (("docx", DOCUMENT), ("pptx", SLIDES)):
        (folder / f"{kind}.{kind}").write_bytes(files[name])
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", f"{kind}.{kind}"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
        with pdfplumber.open(folder / f"{kind}.pdf") as pdf:
            texts[kind] = [re.sub(r"\s", "", page.extract_text() or "") for page in pdf.pages]
    return texts


def test_every_page_of_the_document_is_numbered_and_marked(pages):
    assert len(pages["docx"]) >= 3
    for number, text in enumerate(pages["docx"], 1):
        assert "演示数据" in text and f"—{number}—" in text


def test_the_first_page_has_title_summary_and_map(pages, content):
    first = pages["docx"][0]
    assert "慈溪市重点工程建设进度简报" in first and "一、综述" in first and "二、进度图" in first
    assert f"年度投资完成率{content.fields['完成率']}" in first


def test_a_table_that_goes_on_overleaf_has_its_head_again(pages):
    # The towns' table begins on one page and ends on the next.
    heads = [text for text in pages["docx"] if "镇\uff08街道\uff09项目数总投资" in text]
    assert len(heads) == 2


def test_every_lagging_project_has_its_line(pages, content):
    whole = "".join(pages["docx"])
    assert all(f"{one.number}{one.light.value}" in whole and one.gap in whole for one in content.figures.lagging)


def test_every_slide_is_a_page_with_its_mark(pages):
    assert len(pages["pptx"]) >= 8 and "总体情况" in pages["pptx"][1]
    # The third is the map, a picture that carries its own mark.
    assert all("演示数据" in text for number, text in enumerate(pages["pptx"]) if number != 2)
