"""The tables every GeoPackage has (OGC 12-128r19, GeoPackage 1.4), and how ours are entered in them."""

from __future__ import annotations

from pyproj import CRS
from sqlalchemy import Column, Connection, Table, text

from data.store.geometry import SRID

APPLICATION_ID = 0x47504B47  # "GPKG"
USER_VERSION = 10400

_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
  max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))
"""

_SCHEMA_EXTENSION = "http://www.geopackage.org/spec140/#extension_schema"


def make_geopackage_tables(connection: Connection) -> None:
    """Make an empty SQLite database a GeoPackage. Within the caller's transaction."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {USER_VERSION}")
    for statement in _TABLES.strip().split(";\n"):
        connection.exec_driver_sql(statement)
    add_system = text("INSERT INTO gpkg_spatial_ref_sys VALUES (:name, :id, :organization, :id, :definition, :description)")
    for name, number, organization, definition, description in (
        ("Undefined cartesian SRS", -1, "NONE", "undefined", "undefined cartesian coordinate reference system"),
        ("Undefined geographic SRS", 0, "NONE", "undefined", "undefined geographic coordinate reference system"),
        ("WGS 84 geodetic", 4326, "EPSG", CRS(4326).to_wkt("WKT1_GDAL"), "longitude/latitude, WGS 84"),
        ("CGCS2000", SRID, "EPSG", CRS(SRID).to_wkt("WKT1_GDAL"), "2000 国家大地坐标系,经度、纬度"),
    ):
        connection.execute(
            add_system,
            {"name": name, "id": number, "organization": organization, "definition": definition, "description": description},
        )
    for table in ("gpkg_data_columns", "gpkg_data_column_constraints"):
        connection.execute(
            text("INSERT INTO gpkg_extensions VALUES (:name, NULL, 'gpkg_schema', :definition, 'read-write')"),
            {"name": table, "definition": _SCHEMA_EXTENSION},
        )


def has_geopackage_tables(connection: Connection) -> bool:
    """Whether the SQLite database says it is a GeoPackage."""
    return connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID


def describe(connection: Connection, table: Table | str, *, geometry: str | None, title: str | None = None) -> None:
    """Enter a table (or a view, by its name) in the contents, with its geometry column and its columns' Chinese names."""
    name = table if isinstance(table, str) else table.name
    identifier = title or (name if isinstance(table, str) else table.comment) or name
    connection.execute(
        text(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
            " VALUES (:name, :kind, :title, :title, :srs)"
        ),
        {
            "name": name, "kind": "features" if geometry else "attributes",
            "title": identifier, "srs": SRID if geometry else None,
        },
    )
    if geometry:
        connection.execute(
            text("INSERT INTO gpkg_geometry_columns VALUES (:name, :column, 'GEOMETRY', :srs, 0, 0)"),
            {"name": name, "column": geometry, "srs": SRID},
        )
    if isinstance(table, str):
        return
    for column in table.columns:
        if column.name != geometry:
            describe_column(connection, column)


def describe_column(connection: Connection, column: Column) -> None:
    """Enter a column's Chinese name and meaning."""
    if not column.comment:
        return
    add = text("INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (:t, :c, :c, :title, :said)")
    said = {"t": column.table.name, "c": column.name, "title": column.comment.split(":")[0], "said": column.comment}
    connection.execute(add, said)
