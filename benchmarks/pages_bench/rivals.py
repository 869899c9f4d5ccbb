"""What the usual maps show: the same projects as the board, read from the same store once and kept, as a GeoDataFrame.

Both pages are written as their makers' examples are, and kindly: no tiles, nothing returned but the line that was clicked
(by default every move of the map would run the page again), and all reading of the store kept out of the rerun.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import folium
import geopandas
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.pages_bench import libraries
from data import views
from data.model import Location, Town

COLOURS = {"红": "#c62828", "黄": "#e0a100", "绿": "#2e7d32", "蓝": "#1565c0", "灰": "#757575", "不评": "#9e9e9e"}


@st.cache_resource(show_spinner=False)
def projects() -> geopandas.GeoDataFrame:
    """Five properties a project, and its line as it is stored, in the order of ids."""
    store = views.connect(os.environ["STORE_URL"])
    lit = {row.id: row for row in views.board(store).rows}
    places = [place for place in store.fetch(Location) if place.geometry is not None]
    rows = [lit[place.project] for place in places]
    return geopandas.GeoDataFrame(
        {
            "id": [row.id for row in rows], "name": [row.name for row in rows], "light": [row.lit.light.value for row in rows],
            "rate": [row.year_rate for row in rows], "unit": [row.unit for row in rows],
        },
        geometry=[place.geometry for place in places], crs=4490,
    )  # fmt: skip


@st.cache_resource(show_spinner=False)
def towns() -> geopandas.GeoDataFrame:
    """The towns under them."""
    store = views.connect(os.environ["STORE_URL"])
    found = store.fetch(Town)
    return geopandas.GeoDataFrame({"name": [town.name for town in found]}, geometry=[town.geometry for town in found], crs=4490)


def page(draw: Callable[[geopandas.GeoDataFrame, geopandas.GeoDataFrame], folium.Map]) -> None:
    """The page: a button that only runs it again, a filter, the map, and the card of the line that was clicked."""
    libraries.here()
    st.button("again")
    shown = projects()
    if st.checkbox("red"):
        shown = shown[shown["light"] == "红"]
    said = st_folium(draw(shown, towns()), use_container_width=True, height=700, returned_objects=["last_active_drawing"], key="map")
    chosen = (said or {}).get("last_active_drawing")
    if chosen and "id" in chosen["properties"]:
        st.markdown(f'<p id="card">{chosen["properties"]["name"]}</p>', unsafe_allow_html=True)


def style(feature: dict) -> dict:
    """A line's paint."""
    return {"color": COLOURS[feature["properties"]["light"]], "weight": 3}
