"""The parts of ``python -m benchmarks.pages`` and ``benchmarks.reads``: invented stores, pages to compare with, a browser."""
