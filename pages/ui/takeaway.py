"""Taking the briefing away: the files one by one, or all of them as a zip with their manifest."""

from __future__ import annotations

import streamlit as st

from briefing.errors import BriefingError
from briefing.make import A4_PDF, A4_PNG, DOCUMENT, SLIDES, WIDE_PDF, WIDE_PNG, Files, steps, zipped
from pages.ui import briefs, markup
from pages.ui.briefs import Chosen

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "png": "image/png", "pdf": "application/pdf", "zip": "application/zip",
}
LABELS = {
    DOCUMENT: "Word 简报", SLIDES: "演示文稿", WIDE_PNG: "地图 PNG", WIDE_PDF: "地图 PDF", A4_PNG: "A4 地图 PNG", A4_PDF: "A4 地图 PDF",
}


def panel(one: Chosen) -> None:
    """Make the files on demand, then offer them."""
    with st.container(key="brief-files"):
        markup.show('<h3 class="panel-title">下载<small>内容与预览一致</small></h3>')
        all_towns = not one.brief.town and st.checkbox("另附各镇(街道)分册", key="brief.towns")
        wanted = (*one.key, all_towns)
        if st.session_state.get("brief.made") != wanted:
            st.button("生成全部文件", key="brief.make", type="primary", icon=":material/inventory_2:", on_click=_want, args=(wanted,))
        elif files := _made(one, all_towns):
            _buttons(one, files)
        else:
            # Not made: the button comes back, for when the remedy has been applied.
            del st.session_state["brief.made"]


def _want(what: tuple) -> None:
    st.session_state["brief.made"] = what


def _made(one: Chosen, all_towns: bool) -> Files | None:
    bar = st.progress(0.0, "正在生成…")
    total, done = steps(one.brief, all_towns=all_towns), 0

    def told(step: str) -> None:
        nonlocal done
        bar.progress(min(done / total, 1.0), f"正在生成:{step}")
        done += 1

    try:
        return briefs.files(one, all_towns=all_towns, progress=told)
    except BriefingError as error:
        briefs.told(error)
        return None
    finally:
        bar.empty()


def _buttons(one: Chosen, files: Files) -> None:
    st.download_button("下载全部(zip,含清单)", lambda: zipped(files, folder=one.name), file_name=f"{one.name}.zip", mime=MIMES["zip"],
                       icon=":material/folder_zip:", on_click="ignore", key="brief.zip", type="primary")
    with st.container(horizontal=True, gap="small"):
        for name, label in LABELS.items():
            kind = name.rpartition(".")[2]
            st.download_button(label, files[name], file_name=f"{one.name}_{name.removeprefix('简报')}".replace("_.", "."), mime=MIMES[kind],
                               on_click="ignore", key=f"brief.file.{name}")
