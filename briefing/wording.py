"""Wording templates: sentences in a TOML file with {字段}, checked against the fields there are, filled by plain replacement.

Plain replacement, not ``str.format``: a template may name a field and nothing else, so it can neither reach into objects nor
fail in ways that an office cannot read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.errors import TemplateError
from briefing.text import typeset

FIELD = re.compile(r"\{([^{}]*)\}")
_STRAY = re.compile(r"[{}]")


@dataclass(frozen=True)
class Wording:
    """Sentences by dotted key (综述.开头), and the name of the file each came from, for messages."""

    sentences: Mapping[str, str]
    origins: Mapping[str, str]

    def text(self, key: str) -> str:
        """A sentence that must be there, as it was written."""
        if key not in self.sentences:
            raise TemplateError(f"措辞文件缺少“{key}”一项", "请按 briefing/starter/wording.toml 补上")
        return self.sentences[key]

    def optional(self, key: str) -> str:
        """A sentence, or nothing."""
        return self.sentences.get(key, "")

    def fill(self, key: str, fields: Mapping[str, str]) -> str:
        """A sentence with its fields filled in. Raises :class:`TemplateError` naming the file, the key and the field."""
        return fill(typeset(self.text(key)), fields, where=f"{self.origins.get(key, '措辞文件')} 的“{key}”")

    def under(self, prefix: str) -> dict[str, str]:
        """Every sentence under a key, by the rest of its key, in the file's order."""
        return {key[len(prefix) + 1 :]: text for key, text in self.sentences.items() if key.startswith(prefix + ".")}


def fill(template: str, fields: Mapping[str, str], *, where: str, blocks: Collection[str] = ()) -> str:
    """Replace each {字段} of a template. blocks: further fields (tables, the map) that must stand alone in their paragraph.

    Raises :class:`TemplateError` for a field that does not exist (listing those that do), a block among words, or a lone brace.
    """
    for name in FIELD.findall(template):
        if name.strip() in blocks:
            raise TemplateError(f"模板 {where} 里的“{{{name}}}”没有单独成段", "请让它单独占一段(演示文稿里单独占一个文本框)")
        if name.strip() not in fields:
            raise TemplateError(f"模板 {where} 里的字段“{name}”不认识", f"可用的字段:{'、'.join((*fields, *blocks))}")
    if _STRAY.search(FIELD.sub("", template)):
        raise TemplateError(f"模板 {where} 里的花括号不成对", "字段写作 {字段名},正文不用花括号")
    return FIELD.sub(lambda match: fields[match[1].strip()], template)


def read_wording(starter: Path, own: Path | None = None) -> Wording:
    """The starter's sentences, each replaced by the region's own where it has one.

    Raises :class:`TemplateError` for a file that is not TOML, a value that is not text, or a key that means nothing here.
    """
    sentences = dict(_sentences(starter))
    origins = dict.fromkeys(sentences, starter.name)
    if own is not None and own.is_file():
        for key, text in _sentences(own):
            if key not in sentences and not key.startswith(("变化.", "变化项目.")) and key != "名称.地区":
                raise TemplateError(f"模板 {own.name} 的“{key}”不认识", f"该节可用的项:{'、'.join(_siblings(sentences, key))}")
            sentences[key], origins[key] = text, own.name
    return Wording(sentences, origins)


def _sentences(path: Path) -> Iterator[tuple[str, str]]:
    try:
        tree = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(f"模板 {path.name} 不是可读的 TOML 文件:{error}", "请按提示的行改正,文件须为 UTF-8 编码") from None
    yield from _flat(tree, path.name)


def _flat(tree: Mapping[str, Any], file: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value, Mapping):
            yield from _flat(value, file, key)
        elif isinstance(value, str):
            yield key, value
        else:
            raise TemplateError(f"模板 {file} 的“{key}”不是文字", '请写作 键 = "文字"')


def _siblings(sentences: Mapping[str, str], key: str) -> list[str]:
    section = key.rpartition(".")[0]
    found = [name for name in sentences if name.rpartition(".")[0] == section]
    return found or sorted({name.partition(".")[0] for name in sentences})
