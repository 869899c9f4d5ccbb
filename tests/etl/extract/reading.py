"""What the tests of the work plan reader share: a text's items, and their names."""

from etl.extract import extract
from etl.read.document import make_document


def items_of(text, title="2024年5月份市政府工作要点"):
    """The items of a text under a title; a text has a paragraph a line."""
    return extract(make_document("a.txt", [*([title] if title else []), *text.split("\n")], "txt")).items


def names_of(text, **options):
    """Their names, in order."""
    return [item.name for item in items_of(text, **options)]
