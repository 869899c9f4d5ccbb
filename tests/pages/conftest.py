"""Pages run by AppTest, on invented boards or on a store that holds the bundled sample."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import views
from pages.ui import remember
from tests.pages.boards import FakeViews, install

ROOT = Path(__file__).parents[2]


class Page:
    """A page of the board, run without a browser. No map is ever drawn here: unless told so, the page does not wait for it."""

    def __init__(self, name="overview", *, waits=False, **query):
        self.test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in query.items():
            self.test.query_params[key] = value
        if not waits:
            self.test.query_params["whole"] = "true"
        if name != "overview":
            self.test.switch_page(f"pages/{name}.py")
        self.run()

    def run(self):
        self.test.run()
        assert not self.test.exception, self.test.exception[0].message
        return self

    @property
    def html(self):
        """Every HTML fragment of the page, in order."""
        return "\n".join(one.proto.body for one in self.test.get("html") if "<style>" not in one.proto.body)

    @property
    def list(self):
        """The list's rows, as the table says them."""
        return self.test.dataframe[-1].value


@pytest.fixture(autouse=True)
def no_leftovers():
    remember.forget()
    yield
    remember.forget()


@pytest.fixture
def invented(monkeypatch):
    """Puts invented boards in the place of the store: ``invented(60, names=…)``."""

    def put(count=60, **more):
        fake = FakeViews(count, **more)
        install(fake, lambda module, name, value: monkeypatch.setattr(module, name, value))
        return fake

    return put


@pytest.fixture
def sample(sample_store, monkeypatch):
    """The sample's board, with the pages pointed at its store."""
    monkeypatch.setenv("STORE_URL", str(sample_store))
    return views.board(views.connect(str(sample_store)))
