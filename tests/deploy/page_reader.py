"""A reader of the map page without a browser: Streamlit's messages as a browser sends them."""

import json
import time
from collections import Counter
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PANEL, ATLAS = "city_filters", "city_atlas"
_PROTOCOLS = ["streamlit", "PLACEHOLDER_AUTH_TOKEN"]


class PageReader:
    """One live connection of the map page, on which filters are chosen.

    Parameters
    ----------
    address
        The app's root, as ``http://127.0.0.1:8501/``.
    headers
        What the connection is opened with beside, such as a cookie.
    """

    def __init__(self, address: str, *, headers: dict[str, str] | None = None) -> None:
        self.address = address.replace("http", "ws", 1).rstrip("/") + "/_stcore/stream"
        self.headers = headers or {}
        self.chosen: list[str] = []
        self.told: dict[str, Any] = {}
        self.kinds: Counter[str] = Counter()
        self.received = 0
        self._turn = 0
        self._parts: dict[str, tuple[str, str]] = {}

    async def open(self) -> None:
        """Connect, and have the page written."""
        self._socket = await websockets.connect(
            self.address, subprotocols=_PROTOCOLS, additional_headers=self.headers, max_size=None
        )
        await self._run(BackMsg(), fragment="")

    async def choose(self, sector: str) -> float:
        """Choose a sector, or leave it; returns the seconds until all of the answer is there."""
        is_chosen = sector in self.chosen
        self.chosen = [one for one in (*self.chosen, sector) if not (is_chosen and one == sector)]
        self._turn += 1
        chosen = {"sector": self.chosen, "q": "", "area": "", "turn": self._turn}
        return await self._tell(PANEL, {"chosen": chosen})

    async def select(self, record: str) -> float:
        """Look at a record; returns the seconds until all of the answer is there."""
        return await self._tell(ATLAS, {"selected": record})

    async def close(self) -> None:
        """Leave, as who closes the page."""
        await self._socket.close()

    async def _tell(self, part: str, state: dict[str, object]) -> float:
        """Set the state of a part, as a click in it does."""
        message = BackMsg()
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id, fragment = self._parts[part]
        widget.json_value = json.dumps(state)
        begun = time.perf_counter()
        await self._run(message, fragment=fragment)
        return time.perf_counter() - begun

    async def _run(self, message: BackMsg, *, fragment: str) -> None:
        message.rerun_script.query_string = ""
        message.rerun_script.fragment_id = fragment
        await self._socket.send(message.SerializeToString())
        self.kinds.clear()
        kind = ""
        while kind != "script_finished":
            kind = self._hear(await self._socket.recv())

    def _hear(self, message: bytes) -> str:
        """Take a message, and keep what the panel says."""
        self.received += len(message)
        heard = ForwardMsg.FromString(message)
        kind = heard.WhichOneof("type")
        assert kind != "script_exception", heard
        if kind == "delta" and heard.delta.WhichOneof("type") == "new_element":
            element = heard.delta.new_element
            kind = element.WhichOneof("type")
            if kind == "bidi_component":
                kind = element.bidi_component.component_name
                self._parts[kind] = (element.bidi_component.id, heard.delta.fragment_id)
                self.told[kind] = json.loads(element.bidi_component.bytes)
        self.kinds[kind] += 1
        return kind
