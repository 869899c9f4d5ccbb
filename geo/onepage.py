"""One script of many: modules are joined, so that a browser asks once and not fifteen times. A Python server answers every
question of a first visit in turn; measured, they cost the map a quarter second.

Modules are joined as functions, each once, those it imports before it. That is not a JavaScript bundler: it reads the two
forms the board is written in, ``import { a, b } from "./x.js";`` and ``export`` before a declaration, and refuses any other.
What is imported when it is needed (``import("./x.js")``) stays a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_IMPORT = re.compile(r'^import \{ (\w+(?:, \w+)*) \} from "\./([\w-]+)\.js";$', re.M)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.M)
_ELSE = re.compile(r"^(?:import|export)\b.*$", re.M)


class PackError(ValueError):
    """A module is written in a form that cannot be joined."""


def script(entry: Path, given: Mapping[str, str] = MappingProxyType({})) -> str:
    """A module and all it imports as one module script, in which ``module_name`` is what the module of that name exports.

    given: texts of modules that are no files, by name. Raises PackError for a form that is not known, or a circle.
    """
    parts: dict[Path, str] = {}
    _add(entry, given, parts, ())
    return "\n".join(parts.values())


def _add(path: Path, given: Mapping[str, str], parts: dict[Path, str], importing: tuple[Path, ...]) -> None:
    if path in parts:
        return
    if path in importing:
        raise PackError(f"{path.name} imports itself by way of {importing[-1].name}")
    text = given[path.stem] if path.stem in given else path.read_text("utf-8")
    for _, name in _IMPORT.findall(text):
        _add(path.with_name(f"{name}.js"), given, parts, (*importing, path))
    text = _IMPORT.sub(lambda found: f"const {{ {found[1]} }} = {_name(found[2])};", text)
    names = ", ".join(name for _, name in _EXPORT.findall(text))
    text = _EXPORT.sub(r"\1", text)
    if other := _ELSE.search(text):
        raise PackError(f"{path.name}: {other[0]}")
    parts[path] = f"const {_name(path.stem)} = (() => {{\n{text}\nreturn {{ {names} }};\n}})();"


def _name(stem: str) -> str:
    return f"module_{stem.replace('-', '_')}"
