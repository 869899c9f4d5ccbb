"""Inputs to store: read, extract, ledger, match, check; :mod:`etl.pipeline` shows the whole way."""
