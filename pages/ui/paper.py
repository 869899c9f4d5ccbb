"""The briefing's pages on the screen: what the document, the map and the slides hold, read back from the files themselves."""

from __future__ import annotations

import streamlit as st

from briefing.errors import BriefingError
from pages.ui import briefs, markup, theme
from pages.ui.briefs import Chosen
from pages.ui.markup import text


def pages(one: Chosen) -> None:
    """Tabs of what goes out; a broken template or a missing font is said with its remedy."""
    theme.wear("paper.css")
    try:
        made = briefs.pages(one)
    except BriefingError as error:
        briefs.told(error)
        return
    document, picture, slides = st.tabs(["文字简报", "进度图", f"演示文稿({len(made.slides_html)}页)"])
    with document:
        markup.show(made.document_html)
    with picture:
        st.image(made.picture, width="stretch")
    with slides:
        markup.show("".join(made.slides_html))


def changes(one: Chosen) -> None:
    """本期变化, a line a kind."""
    first, *rest = one.content.changes
    lines = "".join(f"<li>{text(line)}</li>" for line in rest)
    markup.show(f'<section class="card"><h3 class="panel-title">本期变化</h3><p>{text(first)}</p><ul>{lines}</ul></section>')
