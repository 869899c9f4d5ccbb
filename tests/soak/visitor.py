"""A visitor without a browser: speaks Streamlit's own protocol over a websocket, as its front end does.

The messages are those of the installed streamlit package. A visitor keeps the widgets' states and the address, sends them all
with every change, and waits for the run that answers; what a map draws it fetches once, as a browser does. Drawing, and loading the
front end's files, are not part of it.
"""

import asyncio
import json
import time
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlencode
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

ANSWER_WITHIN_S = 60
WELL = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Visitor:
    """One session. Every answer is a pair: seconds from the change to the end of its run, and what went wrong (or "")."""

    def __init__(self, socket, address):
        self.socket, self.address = socket, address
        self.wanted, self.fetched = [], set()
        self.pages, self.page, self.query = {}, "", ""
        self.values, self.widgets, self.options, self.fragments = {}, {}, {}, {}
        self.count = int(time.time() * 1000)

    @classmethod
    @asynccontextmanager
    async def arriving(cls, address):
        """A new session; it asks for nothing yet."""
        url = address.replace("http://", "ws://") + "/_stcore/stream"
        async with connect(url, subprotocols=["streamlit"], max_size=None, open_timeout=ANSWER_WITHIN_S, proxy=None) as socket:
            yield cls(socket, address)

    async def open(self, page="", **query):
        """Go to a page: as typing its address, or following a link. The overview's map says at once that it is drawn."""
        self.page, self.query = self.pages.get(page, ""), urlencode(query)
        self.values.clear()
        self.widgets.clear()
        seconds, wrong = await self._ask(page)
        if page or wrong:
            return seconds, wrong
        more, wrong = await self._tell_map(kind="drawn")
        return seconds + more, wrong

    async def pick(self, project):
        """A click on a project's line on the map."""
        return await self._tell_map(kind="pick", id=project)

    async def filter(self, *keys, measure="light"):
        """A click on the map's legend."""
        return await self._tell_map(kind="filter", measure=measure, keys=list(keys))

    async def set(self, key, value):
        """Set a widget of the page, known by its key, to a value: a text, or a list of texts."""
        self.values[self.widgets[key]] = value
        return await self._ask(fragment=self.fragments.get(self.widgets[key], ""))

    async def _tell_map(self, **said):
        self.count += 1
        self.values[self.widgets["map"]] = {"said": {"n": self.count, **said}}
        return await self._ask(fragment=self.fragments.get(self.widgets["map"], ""))

    async def _ask(self, name="", *, fragment=""):
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash, state.page_name = self.query, self.page, "" if self.page else name
        state.fragment_id = fragment
        for widget, value in self.values.items():
            kept = state.widget_states.widgets.add(id=widget)
            match value:
                case dict():
                    kept.json_value = json.dumps(value)
                case list():
                    kept.string_array_value.data.extend(value)
                case _:
                    kept.string_value = value
        begun = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        wrong = await asyncio.wait_for(self._until_finished(), ANSWER_WITHIN_S)
        for one in set(self.wanted) - self.fetched:
            await asyncio.to_thread(self._fetch, one)
        return time.perf_counter() - begun, wrong

    def _fetch(self, one):
        with urlopen(f"{self.address}/{one}", timeout=ANSWER_WITHIN_S) as answer:
            answer.read()
        self.fetched.add(one)

    async def _until_finished(self):
        wrong = ""
        while True:
            said = ForwardMsg()
            said.ParseFromString(await self.socket.recv(decode=False))
            match said.WhichOneof("type"):
                case "new_session":
                    self.page = said.new_session.page_script_hash or self.page
                case "navigation":
                    self.pages = {page.url_pathname or "": page.page_script_hash for page in said.navigation.app_pages}
                case "page_info_changed":
                    self.query = said.page_info_changed.query_string
                case "page_not_found":
                    wrong = "page not found"
                case "delta":
                    wrong = self._learn(said.delta) or wrong
                case "script_finished":
                    if said.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                        continue  # another run follows, and is waited for
                    return wrong or ("" if said.script_finished in WELL else "did not finish")

    def _learn(self, delta):
        """The widgets of the page, and whether it shows an error."""
        if delta.WhichOneof("type") != "new_element":
            return ""
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            return f"{element.exception.type}: {element.exception.message}"
        if kind == "alert" and element.alert.format == element.alert.ERROR:
            return element.alert.body
        one = getattr(element, kind, None)
        if kind == "bidi_component":
            self.widgets["map"], self.fragments[one.id] = one.id, delta.fragment_id
            said = json.loads(one.bytes)
            self.wanted = [said[name] for name in ("geometry", "facts", "wall") if said[name]]
        elif kind in ("selectbox", "multiselect", "button_group", "text_input"):
            self.widgets[one.query_param_key], self.fragments[one.id] = one.id, delta.fragment_id
            self.options[one.query_param_key] = [getattr(option, "content", option) for option in getattr(one, "options", ())]
        return ""

    @property
    def chosen(self):
        """The project in the address."""
        return parse_qs(self.query).get("id", [None])[0]
