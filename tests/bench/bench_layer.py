"""The layer of the projects alone in a browser, fed with 132 to 1,000,000 records."""

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from journeys_conftest import ROOT
from stopwatch import say
from xstatic.pkg import leaflet

SIZES = (132, 1000, 10_000, 100_000, 1_000_000)
ROUNDS = 5
PAGE = b"""<!doctype html><meta charset="utf-8"><title>layer</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/leaflet/leaflet.css">
<style>body { margin: 0 } #map { width: 1000px; height: 820px }</style>
<div id="map"></div><script src="/leaflet/leaflet.js"></script>"""


class _Files(SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE)
        else:
            super().do_GET()

    def translate_path(self, path):
        if path.startswith("/leaflet/"):
            return str(Path(leaflet.BASE_DIR) / path.removeprefix("/leaflet/"))
        return str(ROOT / path.removeprefix("/"))

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def files():
    """Serve the scripts as they lie in the repository, and Leaflet from its package."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def heap(client):
    """Read the bytes that the page's scripts hold after a collection, typed arrays among them."""
    client.send("HeapProfiler.collectGarbage")
    usage = client.send("Runtime.getHeapUsage")
    return usage["usedSize"] + usage.get("backingStorageSize", 0)


@pytest.mark.parametrize("size", SIZES)
def bench_layer_at_size(browser, files, size):
    page = browser.new_context(viewport={"width": 1000, "height": 820}).new_page()
    page.set_default_timeout(300_000)
    page.goto(files)
    client = page.context.new_cdp_session(page)
    page.evaluate(
        "async (count) => {"
        " const bench = await import('/tests/bench/layer_page.js');"
        " globalThis.bench = bench; globalThis.opened = await bench.openLayer(count); }",
        size,
    )
    found = page.evaluate("(rounds) => bench.measure(opened, rounds)", ROUNDS)
    with_layer = heap(client)
    page.evaluate("() => { opened.map.remove(); opened = { copies: opened.copies }; }")
    own = (with_layer - heap(client)) / 1e6
    page.context.close()
    say(
        f"{size:>9,} records: take {found['taken']:,.0f} ms,"
        f" filter to drawn {found['filter']:,.0f} ms, all drawn {found['all']:,.0f} ms,"
        f" hover {found['hover']:,.1f} ms, pan {found['pan']:.0f} frames/s,"
        f" zoom {found['zoom']:.0f} frames/s, layer's heap {own:,.1f} MB"
    )
