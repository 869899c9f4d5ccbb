"""The usual map, first way: ``folium.GeoJson`` in ``st_folium``."""

import folium
import geopandas

from benchmarks.pages_bench import rivals


def draw(shown: geopandas.GeoDataFrame, towns: geopandas.GeoDataFrame) -> folium.Map:
    """Towns, then projects with a tooltip of three fields."""
    board = folium.Map(location=[30.2, 121.3], zoom_start=11, tiles=None)
    folium.GeoJson(towns, style_function=lambda _: {"color": "#999", "weight": 1, "fillOpacity": 0.1}).add_to(board)
    if len(shown):
        folium.GeoJson(shown, style_function=rivals.style, tooltip=folium.GeoJsonTooltip(["name", "light", "rate"])).add_to(board)
    return board


rivals.page(draw)
