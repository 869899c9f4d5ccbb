"""The first visitor: a program, so that no person waits for a server that has just started."""

from urllib.parse import urlparse

from pages.ui.warm import warm
from tests.e2e.desk import free_port, serving


def test_the_first_visitor_sees_the_overview_run_and_leaves(tmp_path):
    with serving(tmp_path, "12") as address:
        assert warm(urlparse(address).port)


def test_without_a_server_it_ends_quietly():
    assert warm(free_port(), up_within=0.5) is False
