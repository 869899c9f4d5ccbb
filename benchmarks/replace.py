"""New boundaries under 5,000 projects: `python -m benchmarks.replace [--projects 5000]`.

A GeoPackage store of an invented city takes a file of towns in, the way `etl towns FILE` does: the file is read and reported on,
every project is placed anew from its registered place, and all of it is stored as one load; then it is taken back.
"""

from __future__ import annotations

import argparse
import cProfile
import dataclasses
import pstats
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import geopandas
import shapely

from benchmarks.places import city, expressions
from data.model import Project, Region, Town
from data.store import open_store
from data.store.batch import Batch
from etl.layers import adopt
from etl.official import read_towns
from etl.places import place

Made = TypeVar("Made")

NAMES = 10_000


def invented(count: int) -> tuple[Region, tuple[Project, ...]]:
    """A city, and so many projects registered in it by place expressions in the mix of a work plan."""
    region, tiles = city(NAMES)
    projects = tuple(
        Project(id=f"{region.code}-{number:05d}", name=f"第{number}号工程", place=text)
        for number, (_, text) in enumerate(expressions(tiles, count), 1)
    )
    return region, projects


def moved(towns: tuple[Town, ...]) -> geopandas.GeoDataFrame:
    """The same towns with borders 300 m further east, as an official file would bring them: names, codes, a vertex every 100 m."""
    shapes = geopandas.GeoSeries([town.geometry for town in towns], crs=4490).to_crs(4549).translate(300.0)
    return geopandas.GeoDataFrame(
        {"NAME": [town.name for town in towns], "CODE": [town.code for town in towns]},
        geometry=shapely.segmentize(shapes.values, 100.0), crs=4549,
    )


def timed(label: str, work: Callable[[], Made]) -> Made:
    """Do it, and say how long it took."""
    started, worked = time.perf_counter(), time.process_time()
    made = work()
    print(f"  {label:44}{time.perf_counter() - started:8.2f} s{time.process_time() - worked:8.2f} s cpu", flush=True)
    return made


def main() -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--projects", type=int, default=5_000)
    options.add_argument("--profile", action="store_true")
    chosen = options.parse_args()
    region, projects = invented(chosen.projects)
    print(f"{len(projects):,} projects, {len(region.features):,} features, {len(region.towns)} towns")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "board.gpkg", region=region.code)
        placing = timed("first placing", lambda: place(projects, region))
        timed("first load", lambda: store.load(Batch(
            towns=region.towns, features=region.features, projects=projects, locations=placing.locations, shares=placing.shares,
            receipts=(placing.receipt,),
        )))
        path = Path(folder) / "towns.gpkg"
        moved(region.towns).to_file(path)
        bare = dataclasses.replace(region, projects=projects)
        report = timed("the file read and reported on", lambda: read_towns(path, bare))
        print("    " + "\n    ".join(report.lines[:4]))
        profile = cProfile.Profile() if chosen.profile else None
        if profile:
            profile.enable()
        run = timed("adopted: all placed anew and stored", lambda: adopt(report, path, store, region=bare))
        if profile:
            profile.disable()
            pstats.Stats(profile).sort_stats("cumtime").print_stats(45)
        print(f"    run {run.id}: {run.receipts[0]['taken']:,} of {run.receipts[0]['seen']:,} on the map")
        timed("taken back", store.undo_last)


if __name__ == "__main__":
    main()
