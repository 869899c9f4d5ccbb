"""GeoParquet: typed columns and geometry in EPSG:4490, for geopandas, DuckDB, QGIS."""

from __future__ import annotations

import io

import geopandas
import pandas
import pyarrow

from etl.export.subject import Subject
from etl.export.table import COLUMNS, Column, Kind

_TYPES = {
    Kind.TEXT: "string", Kind.YUAN: "Int64", Kind.RATIO: "Float64", Kind.PERCENT: "Float64", Kind.POINTS: "Float64",
    Kind.METRES: "Float64",
}  # fmt: skip


def to_geoparquet(subject: Subject) -> bytes:
    """One row a project; amounts stay integers of 元 also where some are unknown."""
    columns = {column.name: _series(subject, column) for column in COLUMNS}
    columns["demo"] = pandas.Series([subject.board.demo] * len(subject.board.rows), dtype="bool")
    places = [subject.places.get(row.id) for row in subject.board.rows]
    geometry = geopandas.GeoSeries([place.geometry if place else None for place in places], crs=4490)
    out = io.BytesIO()
    geopandas.GeoDataFrame(columns, geometry=geometry).to_parquet(out, index=False)
    return out.getvalue()


def _series(subject: Subject, column: Column) -> pandas.Series:
    values = [column.value(row) for row in subject.board.rows]
    if column.kind is Kind.DATE:
        return pandas.Series(values, dtype=pandas.ArrowDtype(pyarrow.date32()))
    if column.kind is Kind.TEXT:
        values = [str(value) for value in values]
    return pandas.Series(values, dtype=_TYPES[column.kind])
