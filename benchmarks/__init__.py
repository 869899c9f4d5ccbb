"""What is measured: each module prints a table when run, all of them with ``python -m benchmarks``."""
