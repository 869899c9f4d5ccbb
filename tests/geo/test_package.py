"""The package as a library: what its own words promise."""

import subprocess
import sys
import textwrap

import pytest

import geo
from tests.geo.network import network


def test_the_example_runs():
    lines = textwrap.dedent(geo.__doc__.split("pack):\n")[1].split("\n\nGeometry")[0])
    words = lines.replace("甲路", "甲平路").replace("乙路", "乙安路").replace("丙路", "丙和路")
    known = {"region": network(), "texts": ["甲平路", "没有的路"]}
    exec(words, known)
    assert known["place"].length_m == pytest.approx(4000, abs=0.1)
    assert [place.method for place in known["places"]] == ["whole", ""] and known["places"][1].reason
    assert sum(share.share for share in known["shares"]) == pytest.approx(1)
    assert type(known["tree"]).__name__ == "Between"


def test_every_name_it_offers_is_there_and_no_other():
    assert all(callable(getattr(geo, name)) for name in geo.__all__)
    with pytest.raises(AttributeError, match="Locater"):
        _ = geo.Locater


def test_a_map_needs_no_grammar():
    code = "import sys, geo.maps; sys.exit('geo.grammar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
