"""Words to geometry: place expressions, the gazetteer, towns, coordinates, and the map's definition."""
