"""Eighty expressions on the region pack: method, towns, ends, and lengths as published or reckoned from the features' basis.

Lengths in places_gold.csv are published ones where there are any (within 5 %), else reckoned from the latitudes and
longitudes in the pack by the formula for an ellipsoid, not taken from the program.
"""

import csv
from pathlib import Path

import pytest
import shapely

from data.model import Precision
from data.region import load_region
from geo.locate import Locator
from geo.towns import TownIndex

GOLD = list(csv.DictReader((Path(__file__).parent / "places_gold.csv").open(encoding="utf-8")))
REGION = load_region("330282")
LOCATOR = Locator(REGION)
TOWNS = TownIndex(REGION)
CLOSE = 3e-4  # degrees, about 30 m


def tips(geometry):
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(geometry)]
    return [parts[0][0], parts[-1][-1]]


def test_the_table_is_as_long_as_promised():
    assert len({row["text"] for row in GOLD}) == len(GOLD) >= 60


@pytest.mark.parametrize("row", GOLD, ids=[row["text"] for row in GOLD])
def test_expression_on_the_pack(row):
    found = LOCATOR.locate(row["text"])
    assert (found.method or "none", str(found.precision)) == (row["method"], row["precision"]), (found.evidence, found.reason)
    assert found.partial is (row["partial"] == "True")
    assert row["said"] in "\n".join((*found.evidence, found.reason))
    stated = set(filter(None, row["towns"].split("|")))
    assert stated <= {share.name for share in TOWNS.shares(found.geometry)}
    if row["method"] in ("town", "village", "group"):
        assert stated == {share.name for share in TOWNS.shares(found.geometry)}
    if row["length_m"]:
        assert found.length_m == pytest.approx(float(row["length_m"]), rel=float(row["within_percent"]) / 100)
    if row["ends"]:
        for end in row["ends"].split(";"):
            expected = [float(number) for number in end.split()]
            assert min(abs(tip - expected).max() for tip in tips(found.geometry)) < CLOSE


@pytest.mark.parametrize("feature", [f for f in REGION.features if f.stated_towns], ids=lambda feature: feature.name)
def test_a_feature_is_found_by_name_in_the_towns_published_for_it(feature):
    found = LOCATOR.locate(feature.name)
    assert set(feature.stated_towns) <= {share.name for share in TOWNS.shares(found.geometry)}


@pytest.mark.parametrize("feature", REGION.features, ids=lambda feature: feature.name)
def test_every_name_and_alias_of_the_gazetteer_is_found(feature):
    for name in (feature.name, *feature.aliases):
        assert LOCATOR.locate(name).precision is (Precision.TOWN if feature.precision is Precision.TOWN else feature.precision)


@pytest.mark.parametrize("village", REGION.villages[::7], ids=lambda village: f"{village.town}{village.name}")
def test_a_village_tells_its_town(village):
    town = LOCATOR.gazetteer.town(village.town)
    found = LOCATOR.locate(f"{village.town}{village.name}道路硬化工程")
    if town is None:  # 功能区 stand beside the towns in the code table and have no area
        assert found.precision is Precision.NONE
    else:
        assert [share.name for share in TOWNS.shares(found.geometry)] == [village.town]


@pytest.mark.parametrize("project", [p for p in REGION.projects if p.place], ids=lambda project: project.name)
def test_every_registered_place_is_drawn_or_says_why_not(project):
    found = LOCATOR.locate(project.name, project=project)
    assert found.project == project.id
    assert found.geometry is not None or found.reason
