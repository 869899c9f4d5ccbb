"""Short tables as HTML, for what is read and followed rather than sorted: every text escaped, projects as links to their page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from urllib.parse import quote

from pages.ui.markup import text


class Html(str):
    """A cell that is already safe HTML."""

    __slots__ = ()


def table(headings: Sequence[str], lines: Iterable[Sequence[object]], *, numbers: Collection[str] = (), wide: Collection[str] = ()) -> str:
    """A table. numbers: headings of columns set right; wide: of columns that may break and take what room there is."""
    kinds = [" class=n" if name in numbers else " class=wide" if name in wide else "" for name in headings]
    head = "".join(f"<th{kind}>{text(name)}</th>" for name, kind in zip(headings, kinds, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{kind}>{_cell(cell)}</td>" for cell, kind in zip(line, kinds, strict=True)) + "</tr>" for line in lines
    )
    return f'<div class="scroll"><table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def project(identity: str | None, name: str) -> Html:
    """A project's name as a link to its page; a name alone without one."""
    if not identity:
        return Html(text(name))
    return Html(f'<a href="project?id={text(quote(identity, safe=""))}" target="_self">{text(name)}</a>')


def tiles(parts: Iterable[tuple[str, str, str]]) -> str:
    """Key figures in a row: label, value with its unit behind a space, note."""
    return '<div class="figures desk">' + "".join(_tile(*part) for part in parts) + "</div>"


def _tile(label: str, value: str, note: str) -> str:
    figure, _, unit = value.partition(" ")
    return (
        f'<div class="tile"><span class="label">{text(label)}</span><strong>{text(figure)}<em>{text(unit)}</em></strong>'
        f"<small>{text(note)}</small></div>"
    )


def _cell(cell: object) -> str:
    return cell if isinstance(cell, Html) else "" if cell is None else text(cell)
