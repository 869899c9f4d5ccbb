"""Where everything is kept: one model, in a GeoPackage or in PostGIS. Only this package speaks SQL."""

from data.store.batch import Batch
from data.store.errors import NoStore, StoreChanged, StoreError
from data.store.reader import Reader
from data.store.store import Store, is_made, open_store

__all__ = ["Batch", "NoStore", "Reader", "Store", "StoreChanged", "StoreError", "is_made", "open_store"]
