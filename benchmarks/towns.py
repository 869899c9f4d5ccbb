"""Sharing 100,000 lines out to 1,400 towns: beside geopandas.overlay and PostGIS on the same machine.

    python -m benchmarks.towns [--lines 100000] [--towns 1400]

Everyone gets the same lines in degrees and gives, for every line and town, the length in metres. PostGIS is spared the
projection and the loading: its tables stand ready in metres, indexed and analysed. Compared is the processor time of one core,
which a busy machine changes less than the time on the clock.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import geopandas
import numpy as np
import psycopg
import shapely

from data.model import Region, Town
from geo.crs import to_degrees
from geo.towns import TownIndex
from tests.postgis_server import NoPostgis, running_server

CRS = 4549
SIDE_M = 320_000.0
CORNER = np.array([340_000.0, 3_100_000.0])


def province(count: int, *, seed: int = 7) -> Region:
    """An invented province of towns of some 75 km², with borders that wind, vertices every 150 m."""
    rng = np.random.default_rng(seed)
    seats = shapely.MultiPoint(CORNER + rng.uniform(0, SIDE_M, (count, 2)))
    square = shapely.box(*CORNER, *(CORNER + SIDE_M))
    cells = shapely.get_parts(shapely.voronoi_polygons(seats, extend_to=square)).tolist()
    cells = shapely.segmentize(shapely.intersection(shapely.set_precision(cells, 1.0), square), 150)
    # Whatever bends a vertex depends on where it is alone, so neighbours bend alike and stay a coverage.
    winding = shapely.transform(cells, lambda xy: np.round(xy + 120 * np.sin(xy[:, ::-1] / 400) + 40 * np.sin(xy / 90), 2))
    bare = Region(
        code="990000", name="甲省", short_names=(), crs=CRS, datum="CGCS2000", bbox=(100, 20, 130, 40), light_rule="",
        published=None, outline=square, towns=(), villages=(), features=(), projects=(),
    )  # fmt: skip
    shapes = to_degrees(np.array(shapely.make_valid(winding)), bare)
    towns = [
        Town(code=f"990000{i:06d}", name=f"镇{i}", kind="镇", seat_lon=None, seat_lat=None, geometry=shape)
        for i, shape in enumerate(shapes)
    ]
    return dataclasses.replace(bare, towns=tuple(towns))


def works(count: int, region: Region, *, vertices: int = 40, seed: int = 8) -> np.ndarray:
    """Winding lines of 0.5 to 20 km, most of them short, in degrees."""
    rng = np.random.default_rng(seed)
    length = 500 * 40 ** rng.beta(1, 1.5, count)
    heading = rng.uniform(0, 2 * np.pi, (count, 1)) + np.cumsum(rng.normal(0, 0.25, (count, vertices - 1)), axis=1)
    steps = np.stack([np.cos(heading), np.sin(heading)], axis=2) * (length / (vertices - 1))[:, None, None]
    start = CORNER + rng.uniform(0, SIDE_M, (count, 1, 2))
    return to_degrees(shapely.linestrings(np.concatenate([start, start + np.cumsum(steps, axis=1)], axis=1)), region)


def _by_overlay(lines: np.ndarray, region: Region) -> float:
    towns = geopandas.GeoDataFrame({"town": range(len(region.towns))}, geometry=[t.geometry for t in region.towns], crs=4490)
    places = geopandas.GeoDataFrame({"place": range(len(lines))}, geometry=lines, crs=4490)
    pieces = geopandas.overlay(places.to_crs(CRS), towns.to_crs(CRS), how="intersection")
    return float(pieces.length.groupby([pieces.place, pieces.town]).sum().sum())


def _by_index(index: TownIndex, lines: np.ndarray) -> float:
    table = index.table(lines)
    return float(table.measure[table.town >= 0].sum())


def _by_records(index: TownIndex, lines: np.ndarray) -> float:
    return sum(share.length_m for shares in index.shares_many(lines) for share in shares if share.town)


def _by_postgis(connection: psycopg.Connection) -> float:
    [total] = connection.execute(
        "SELECT sum(metres) FROM (SELECT l.id, t.id, sum(ST_Length(CASE WHEN ST_CoveredBy(l.g, t.g) THEN l.g "
        "ELSE ST_Intersection(l.g, t.g) END)) AS metres FROM lines l JOIN towns t ON ST_Intersects(l.g, t.g) GROUP BY 1, 2) s"
    ).fetchone()
    return total


def _fill(connection: psycopg.Connection, lines: np.ndarray, region: Region) -> None:
    for table, shapes in (("lines", lines), ("towns", [town.geometry for town in region.towns])):
        metres = geopandas.GeoSeries(shapes, crs=4490).to_crs(CRS)
        connection.execute(f"CREATE TABLE {table} (id int, g geometry)")
        with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for number, shape in enumerate(metres):
                copy.write_row((number, shape.wkb_hex))
        connection.execute(f"CREATE INDEX ON {table} USING gist (g)")
        connection.execute(f"ANALYZE {table}")
    connection.commit()


def _cpu_of(process: int) -> float:
    """Seconds that another process of this machine has worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _measured(name: str, work: Callable[[], float], base: float | None = None, *, clock: Callable[[], float] = time.process_time) -> float:
    """Run it once and print how long it took, how long it worked, what it found, and how many times less work than base that is."""
    started, worked = time.perf_counter(), clock()
    total = work()
    seconds, cpu = time.perf_counter() - started, clock() - worked
    times = f"   x {base / cpu:.1f}" if base else ""
    print(f"{name:34}{seconds:8.2f} s{cpu:8.2f} s cpu{total / 1000:12.1f} km{times}", flush=True)
    return cpu


def main() -> None:
    """Print seconds, the total length found (they must agree), and how many times less work than the overlay."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lines", type=int, default=100_000)
    options.add_argument("--towns", type=int, default=1_400)
    chosen = options.parse_args()
    region = province(chosen.towns)
    lines = works(chosen.lines, region)
    vertices = shapely.get_num_coordinates([town.geometry for town in region.towns]).sum()
    print(f"{len(lines)} lines of 40 vertices, {len(region.towns)} towns of {vertices / len(region.towns):.0f} vertices")
    overlay = _measured("geopandas.overlay", lambda: _by_overlay(lines, region))
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_server())
            connection = stack.enter_context(psycopg.connect(server.new_database().replace("+psycopg", "")))
            _fill(connection, lines, region)
            connection.execute("SET max_parallel_workers_per_gather = 0")  # one core, like everyone
            backend = connection.info.backend_pid
            _measured("PostGIS (ready in metres)", lambda: _by_postgis(connection), overlay, clock=lambda: _cpu_of(backend))
        except NoPostgis as missing:
            print(f"PostGIS: {missing}")
    _measured("TownIndex.table, with its making", lambda: _by_index(TownIndex(region), lines), overlay)
    index = TownIndex(region)
    index.table(lines[:10_000])
    _measured("TownIndex.table, ready", lambda: _by_index(index, lines), overlay)
    _measured("TownIndex.shares_many, ready", lambda: _by_records(index, lines), overlay)


if __name__ == "__main__":
    main()
