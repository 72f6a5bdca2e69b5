"""The map in a real browser, beside streamlit-folium in the same run."""

import functools
import os
import statistics
import subprocess
import sys
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest
from journeys_conftest import ROOT, free_port
from xstatic.pkg import jquery, leaflet

from projects.catalogue import DEFAULT_CATALOGUE, read_catalogue

CLICKS = 20
SECTORS = ("roads", "industry", "commerce", "culture-tourism", "innovation")
PLACED = len(read_catalogue().placed)

# Runs in the page: resolves with the milliseconds from the click until `drawn()` holds and a frame
# has been painted.
CLOCK = """
([selector, drawn]) => new Promise((done) => {
  const isDrawn = new Function("return (" + drawn + ")");
  const before = isDrawn();
  const start = performance.now();
  const look = () => {
    if (isDrawn() === before) { requestAnimationFrame(look); return; }
    requestAnimationFrame(() => done(performance.now() - start));
  };
  document.querySelector(selector).click();
  look();
})
"""


def median(numbers):
    return statistics.median(numbers)


def say(text):
    sys.stdout.write(f"{text}\n")


ROOTS = {"leaflet": leaflet.BASE_DIR, "jquery": jquery.BASE_DIR}


class _Files(SimpleHTTPRequestHandler):
    def translate_path(self, path):
        _, root, name = path.split("?")[0].split("/", 2)
        return str(Path(ROOTS[root]) / name)

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    files = ThreadingHTTPServer(("127.0.0.1", 0), _Files)
    threading.Thread(target=files.serve_forever, daemon=True).start()
    port = free_port()
    log = tmp_path_factory.mktemp("peer") / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", "tests/bench/peer_app.py"]
    options = ["--server.port", str(port), "--server.headless", "true"]
    environment = {
        **os.environ,
        "PEER_FILES": f"http://127.0.0.1:{files.server_port}",
        "PEER_CATALOGUE": str(DEFAULT_CATALOGUE),
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, *options], cwd=ROOT, stdout=out, stderr=out, env=environment
        )
    base = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urlopen(f"{base}/_stcore/health", timeout=2).close()
            break
        except OSError:
            time.sleep(0.2)
    yield base
    process.terminate()
    files.shutdown()


def open_page(browser, address, **options):
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, bypass_csp=True, **options
    )
    page = context.new_page()
    page.goto(address)
    return context, page


def measure_ours(browser, server):
    """Return first map, filter to drawn (ms each click), inits, reruns while panning, bytes."""
    firsts = []
    for _ in range(5):
        start = time.perf_counter()
        context, page = open_page(browser, server)
        page.wait_for_selector(".city-map[data-ready=true]")
        firsts.append((time.perf_counter() - start) * 1000)
        context.close()
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page = context.new_page()
    sizes = {"streamlit": 0, "ours": 0}
    outside = []
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    paths = {}
    client.on(
        "Network.responseReceived",
        lambda event: paths.__setitem__(event["requestId"], event["response"]["url"]),
    )

    def add(event):
        url = paths.get(event["requestId"], "")
        side = "streamlit" if "/static/" in url or "/_stcore/" in url else "ours"
        sizes[side] += event["encodedDataLength"]

    client.on("Network.loadingFinished", add)
    page.on(
        "request",
        lambda request: (
            outside.append(request.url)
            if not request.url.startswith((server, "blob:", "data:"))
            else None
        ),
    )
    sent = []
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framesent", functools.partial(lambda kept, frame: kept.append(frame), sent)
        ),
    )
    page.goto(server)
    page.wait_for_selector(".city-map[data-ready=true]")
    page.wait_for_timeout(1000)
    weights = dict(sizes)
    times = []
    for number in range(CLICKS):
        selector = f".city-filters input[value={SECTORS[number % len(SECTORS)]}]"
        times.append(
            page.evaluate(CLOCK, [selector, "document.querySelector('.city-map').dataset.shown"])
        )
        page.wait_for_timeout(250)
    inits = page.get_attribute(".city-map", "data-inits")
    page.wait_for_timeout(500)
    sent.clear()
    box = page.locator(".city-map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for step in range(10):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 30 + step, y + 20, steps=4)
        page.mouse.up()
        page.wait_for_timeout(150)
    context.close()
    return firsts, times, inits, len(sent), weights, outside


def measure_peer(browser, peer):
    """Return first map and filter to drawn of streamlit-folium (ms)."""
    count = "Object.keys(document.querySelector('iframe').contentWindow.map?._layers ?? {}).length"
    firsts = []
    for _ in range(5):
        start = time.perf_counter()
        context, page = open_page(browser, peer)
        page.wait_for_function(
            f"() => document.querySelector('iframe') && {count} > {PLACED}", timeout=60_000
        )
        firsts.append((time.perf_counter() - start) * 1000)
        context.close()
    context, page = open_page(browser, peer)
    page.wait_for_function(
        f"() => document.querySelector('iframe') && {count} > {PLACED}", timeout=60_000
    )
    times = []
    for number in range(CLICKS):
        selector = f".st-key-{SECTORS[number % len(SECTORS)]} input"
        times.append(page.evaluate(CLOCK, [selector, count]))
        page.wait_for_timeout(600)
    context.close()
    return firsts, times


def say_pair(name, ours, theirs):
    ratio = median(ours) / median(theirs)
    say(
        f"{name:24} ours {median(ours):6.0f} ms   streamlit-folium {median(theirs):6.0f} ms"
        f"   ratio {ratio:.2f}   (medians of {len(ours)}; ours {min(ours):.0f} to {max(ours):.0f})"
    )


def bench_map_beside_streamlit_folium(browser, server, peer):
    firsts, times, inits, reruns, weights, outside = measure_ours(browser, server)
    peer_firsts, peer_times = measure_peer(browser, peer)
    say("")
    say_pair("first map, cold page", firsts, peer_firsts)
    say_pair("filter click to drawn", times, peer_times)
    say(f"map inits after {CLICKS} filter changes: {inits}")
    say(f"script reruns during 10 pans: {reruns}; outside requests: {len(outside)}")
    ours, theirs = weights["ours"] / 1000, weights["streamlit"] / 1000
    say(f"over the wire, compressed: ours {ours:.0f} kB, Streamlit's own {theirs:.0f} kB")
    assert inits == "1"
    assert reruns == 0
    assert outside == []
