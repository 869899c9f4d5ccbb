"""What the tests of the ledger reader share: what a reading refused."""


def problems(reading):
    """Row, column and value of each refused cell, in order."""
    return [(rejection.row, rejection.column, rejection.value) for rejection in reading.rejections]
