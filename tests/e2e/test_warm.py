"""The first visitor: a program, so that no person waits for a server that has just started."""

from urllib.parse import urlparse
from urllib.request import urlopen

from pages.ui.warm import warm
from tests.e2e.desk import desk_in, free_port
from tests.pages.boards import DATES


def test_the_first_visitor_sees_the_overview_run_under_every_date_and_leaves(tmp_path):
    with desk_in(tmp_path) as desk:
        address = desk.show("invented 12")
        assert warm(urlparse(address).port) == [day.isoformat() for day in reversed(DATES)]
        assert 'id="opening"' in urlopen(address).read().decode(), "who comes next finds no stage"


def test_without_a_server_it_ends_quietly():
    assert warm(free_port(), up_within=0.5) == []
