"""Official data in: boundaries and named features from the operator's own files, reported on before they take effect."""

from etl.official.features import FeaturesReport, read_features
from etl.official.towns import TownsReport, read_towns

__all__ = ["FeaturesReport", "TownsReport", "read_features", "read_towns"]
