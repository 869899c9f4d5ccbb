"""HTML to paragraphs: what a reader sees, without scripts, styles, menus and links to other texts."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, NavigableString, UnicodeDammit
from bs4.element import Comment, PreformattedString, Tag

from etl.errors import ConvertFirst
from etl.read.decode import decode

_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "head",
    "iframe",
    "object",
    "svg",
    "form",
    "button",
    "select",
    "textarea",
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "table",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "header",
        "footer",
        "dd",
        "dt",
    ]
)
# What a portal sets around a text: links to other texts speak of works, and are none of this one's.
_AROUND = re.compile(r"^ *(?:[上下]一[篇条]|相关(?:阅读|文章|链接|信息|新闻)|热点|当前位置|您(?:现在)?的?(?:当前)?位置|责任编辑|版权所有)")
_NOT_SHOWN = re.compile(r"display *: *none|visibility *: *hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_\-]+)", re.IGNORECASE)


def paragraphs(data: bytes) -> list[str]:
    """The visible text, a block a paragraph. Raises InputError when the bytes are no text, or but a frame around other files."""
    soup = BeautifulSoup(_markup(data), "lxml")
    for unseen in soup(_UNSEEN):
        unseen.decompose()
    for unseen in soup.find_all(_is_hidden):
        if not unseen.decomposed:
            unseen.decompose()
    if soup.find("frameset") and not soup.get_text().strip():
        raise ConvertFirst("网页由框架拼成,正文在另一个文件里", "请在浏览器中单独打开正文,另存为 html 或 docx 后再载入")
    for row in soup("tr"):
        _flatten(row)
    parts: list[str] = []
    _walk(soup, parts)
    lines = (re.sub(r"[ \xa0]+", " ", line) for line in "".join(parts).split("\n"))
    return [line for line in lines if not _AROUND.match(line)]


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or bool(_NOT_SHOWN.search(str(tag.get("style", ""))))


def _flatten(row: Tag) -> None:
    """A row of short cells becomes one line with tabs between them; a row that frames a page stays as it is."""
    cells = row.find_all(["td", "th"])
    if len(cells) < 2 or any(cell.find(["table", "tr"]) or len(cell.find_all(["p", "div", "li", "br"])) > 1 for cell in cells):
        return
    texts = [re.sub(r"\s+", " ", cell.get_text()).strip() for cell in cells]
    row.clear()
    row.append("\t".join(texts))


def _markup(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and declared[1].lower() in (b"gb2312", b"gbk"):
        return data.decode("gb18030", errors="replace")
    if declared and (text := UnicodeDammit(data, [declared[1].decode("ascii")]).unicode_markup):
        return text
    return decode(data)


def _walk(root: Tag, parts: list[str]) -> None:
    """Text in document order with a line's end around blocks; a stack, for pages nest deeper than Python recurses."""
    stack: list[object] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str) and not isinstance(node, NavigableString):
            parts.append(node)
        elif isinstance(node, (Comment, PreformattedString)):
            continue
        elif isinstance(node, NavigableString):
            parts.append(str(node).replace("\n", " ") if node.strip() else "")
        elif isinstance(node, Tag):
            if node.name in _BLOCKS:
                parts.append("\n")
                stack.append("\n")
            stack.extend(reversed(list(node.children)))
