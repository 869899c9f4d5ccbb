"""The usual map, second way: ``GeoDataFrame.explore()`` in ``st_folium``."""

import sys
from types import SimpleNamespace

import folium
import geopandas

from benchmarks.pages_bench import rivals

# explore() asks for mapclassify even where it has nothing to classify; it would bring scikit-learn, scipy and networkx along.
sys.modules.setdefault("mapclassify", SimpleNamespace(classify=None))


def draw(shown: geopandas.GeoDataFrame, towns: geopandas.GeoDataFrame) -> folium.Map:
    """Towns, then projects with a tooltip of three fields."""
    board = towns.explore(tiles=None, color="#999", tooltip=False, style_kwds={"fillOpacity": 0.1, "weight": 1})
    colours = [rivals.COLOURS[light] for light in shown["light"]]
    return shown.explore(m=board, color=colours, tooltip=["name", "light", "rate"], style_kwds={"weight": 3})


rivals.page(draw)
