"""What tests of several areas share: a real PostGIS, and stores of both kinds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from data.store import Store, open_store
from tests.postgis_server import NoPostgis, Server, running_server

settings.register_profile("no clock", settings(), deadline=None)  # a busy machine is no defect
settings.load_profile("no clock")

# For every layer that GDAL reads of OpenStreetMap it takes 100 MB from the system at once: for files of a few kB one is enough.
os.environ["OSM_MAX_TMPFILE_SIZE"] = "1"

ROOT = Path(__file__).parents[1]

BACKENDS = ["geopackage", pytest.param("postgis", marks=pytest.mark.postgis)]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag by which kept pictures of pages are changed, and by which alone."""
    parser.addoption("--update-pictures", action="store_true", help="keep the pages' pictures as they are now (look at them first)")


@pytest.fixture(scope="session")
def postgis() -> Iterator[Server]:
    """A running PostGIS. Where there is none the test is skipped; in CI (CI=true) it fails, for there must be one."""
    try:
        with running_server() as server:
            yield server
    except NoPostgis as missing:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(f"CI must have PostGIS: {missing}", pytrace=False)
        pytest.skip(f"no PostGIS here: {missing}")


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the bundled sample, loaded by the command people use. Whoever writes takes a copy."""
    path = tmp_path_factory.mktemp("sample") / "board.gpkg"
    done = subprocess.run([sys.executable, "-m", "etl", "run", "--store", str(path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (0, 3), done.stderr
    return path


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GeoPackage that holds an empty store, to be copied: to make one takes ten times as long."""
    path = tmp_path_factory.mktemp("empty") / "board.gpkg"
    open_store(path).close()
    return path


@pytest.fixture(params=BACKENDS)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a place where there is no store yet, once for each backend."""
    if request.param == "postgis":
        return request.getfixturevalue("postgis").new_database()
    return str(tmp_path / "board.gpkg")


@pytest.fixture(params=BACKENDS)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, once for each backend."""
    if request.param == "postgis":
        return request.getfixturevalue("postgis").new_store()
    return str(shutil.copy(request.getfixturevalue("empty_store"), tmp_path / "board.gpkg"))


@pytest.fixture
def opened() -> Iterator[Callable[..., Store]]:
    """open_store, and every store opened through it closed at the end."""
    stores: list[Store] = []

    def open_one(url: str | Path | None = None, **options: str) -> Store:
        stores.append(open_store(url, **options))
        return stores[-1]

    yield open_one
    for one in stores:
        one.close()


@pytest.fixture
def store(store_url: str, opened: Callable[..., Store]) -> Store:
    """An empty store, once for each backend."""
    return opened(store_url)
