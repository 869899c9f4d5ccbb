"""The pins: everything the product and its tests pull in is pinned, and installs on the Python that a bare Debian machine has."""

from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
DEBIAN_PYTHON = "3.11.2"
"""Debian 12's own; some releases ask for a later 3.11."""


def pins(*names: str) -> dict[str, str]:
    """Package -> the one version that these files allow."""
    lines = [line.partition("#")[0].strip() for name in names for line in (ROOT / name).read_text("utf-8").splitlines()]
    wanted = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {canonicalize_name(one.name): str(one.specifier) for one in wanted}


INSTALLED: dict[str, Distribution] = {canonicalize_name(one.name): one for one in distributions()}
PINNED = pins("requirements.txt", "requirements-test.txt", "constraints.txt")


def test_every_pin_is_to_one_version():
    assert all(version.startswith("==") for version in PINNED.values())


def test_the_direct_requirements_are_pinned_alike_in_both_files():
    constraints = pins("constraints.txt")
    direct = pins("requirements.txt", "requirements-test.txt")
    assert {name: constraints[name] for name in direct if name in constraints and constraints[name] != direct[name]} == {}


@pytest.mark.parametrize("name", sorted(PINNED))
def test_what_is_pinned_is_what_runs_and_installs_on_debians_python(name):
    if name not in INSTALLED:
        pytest.skip("not pulled in on this machine")
    found = INSTALLED[name]
    assert PINNED[name] == f"=={found.version}"
    asked = found.metadata["Requires-Python"]
    assert not asked or DEBIAN_PYTHON in Requirement(f"{name}{asked}").specifier, f"{name} {found.version} needs Python {asked}"


def test_what_they_pull_in_is_pinned_too():
    todo, seen = set(pins("requirements.txt", "requirements-test.txt")), set()
    while todo:
        name = todo.pop()
        seen.add(name)
        for line in INSTALLED[name].requires or [] if name in INSTALLED else []:
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                todo |= {canonicalize_name(wanted.name)} - seen
    assert seen - PINNED.keys() == set()
