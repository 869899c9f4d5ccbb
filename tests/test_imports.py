"""Who may import whom. The design's rules, read from the code itself, so that the house keeps its shape."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("data", "geo", "etl", "briefing", "pages")

# importer (longest prefix wins) -> project modules it may import, by prefix.
ALLOWED = {
    "app": ("pages.ui",),
    "pages": ("pages.ui", "data.views", "geo.maps", "briefing", "etl.pipeline"),
    "briefing": ("briefing", "data.views", "geo.maps"),
    "etl": ("etl", "geo", "data"),
    "geo": ("geo", "data.model"),
    "data.model": ("data.model",),
    "data.views": ("data.views", "data.store", "data.model", "data.lights", "data.region"),
    "data.store": ("data.store", "data.model"),
    "data.lights": ("data.lights", "data.model"),
    "data": ("data",),
}

# a third-party package -> where alone it may be imported.
HOMES = {
    "streamlit": ("app", "pages"),
    "starlette": ("pages.ui",),
    "sqlalchemy": ("data.store",),
    "geoalchemy2": ("data.store",),
    "folium": ("geo.maps",),
    "branca": ("geo.maps",),
}

# the only modules that may reach for the network, and only when configured to.
NETWORK = ("requests", "urllib.request", "http.client", "httpx", "aiohttp", "socket", "websockets")
NETWORK_HOMES = ("geo.tianditu", "pages.ui.warm")  # the second asks this machine alone


def modules():
    yield from ((path, path.stem) for path in ROOT.glob("*.py"))
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield path, ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path, name):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a name comes from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module, prefixes):
    return any(module == prefix or module.startswith(prefix + ".") for prefix in prefixes)


def rule_for(module):
    matching = [prefix for prefix in ALLOWED if within(module, (prefix,))]
    return ALLOWED[max(matching, key=len)] if matching else ()


MODULES = list(modules())


def test_there_is_a_house_to_check():
    assert {name.split(".")[0] for _, name in MODULES} >= {"data", "geo", "etl"}


@pytest.mark.parametrize(("path", "name"), MODULES, ids=[name for _, name in MODULES])
def test_module_imports_only_what_it_may(path, name):
    allowed = rule_for(name)
    for imported in imports_of(path, name):
        top = imported.split(".")[0]
        if top in PACKAGES:
            assert within(imported, allowed), f"{name} may not import {imported}"
        for package, homes in HOMES.items():
            assert top != package or within(name, homes), f"{package} may be imported only in {homes}, not in {name}"
        if within(imported, NETWORK):
            assert within(name, NETWORK_HOMES), f"{name} reaches for the network ({imported})"


@pytest.mark.parametrize(
    ("importer", "imported", "fine"),
    [
        ("pages.towns", "data.store.schema", False),
        ("pages.towns", "data.views.board", True),
        ("geo.locate", "data.store", False),
        ("geo.locate", "data.model.places", True),
        ("etl.match", "pages.ui", False),
        ("data.views.board", "geo.towns", False),
    ],
)
def test_the_rules_say_no_where_they_should(importer, imported, fine):
    assert within(imported, rule_for(importer)) is fine
