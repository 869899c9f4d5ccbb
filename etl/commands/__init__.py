"""Commands of ``python -m etl`` by theme; :mod:`etl.__main__` registers them."""
