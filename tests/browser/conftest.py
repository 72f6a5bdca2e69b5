"""The real server, the real catalogue and a real browser that reaches no other host."""

import errno
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Geolocation,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)
from pypdf import PageObject
from pypdf.generic import DictionaryObject

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results"
# A page lives for a second: compiling its scripts for speed costs more than it gives, as does
# looking for its garbage, above all on several threads that have to be woken for it.
ENGINE = (
    "--no-opt",
    "--invocation-count-for-maglev=2000",
    "--no-flush-bytecode",
    "--single-threaded-gc",
    "--initial-heap-size=400",
    "--min-semi-space-size=64",
    "--max-semi-space-size=64",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host is reached
    f"--js-flags={','.join(ENGINE)}",
)
PATIENCE_MS = 120_000
"""How long a state is waited for before a test gives up: a slow machine is not a fault."""
START_SECONDS = 120
expect.set_options(timeout=PATIENCE_MS)
PLAIN = {"media": "null", "color_scheme": "null", "reduced_motion": "null", "forced_colors": "null"}
"""The media of a visitor who prefers nothing."""
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
AXE = {"resultTypes": ["violations"]}
WITHOUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}


def find_browser() -> str:
    """Return the browser's path; where there is none the tests fail, they are never skipped."""
    command = [sys.executable, str(ROOT / "scripts" / "prepare_tests.py")]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode != 0:
        pytest.fail(found.stderr.strip(), pytrace=False)
    return found.stdout.strip()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# What is started takes the place of the shell; a reader of the pipe stays, and ends it.
WHILE_HELD = 'exec 3<&0; { read -r _ <&3; kill $$; } & exec "$@" </dev/null'


def start_server(
    log: Path, *, port: int = 0, held_by: int | None = None, **environment: str
) -> tuple[subprocess.Popen[bytes], str]:
    """Start the app as `make run` does and wait until it serves.

    ``held_by`` is the reading end of a pipe: the server ends when nobody holds the other.
    """
    port = port or free_port()
    words = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    with log.open("ab") as out:
        process = subprocess.Popen(
            words if held_by is None else ["sh", "-c", WHILE_HELD, "sh", *words],
            cwd=ROOT,
            stdin=held_by,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
        )
    base = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{base}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return process, base
        except (URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    process.kill()
    pytest.fail(f"the server did not start: {log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="session")
def server(build_once: Callable[[str, Callable[[Path], object]], Path]) -> Iterator[str]:
    """Serve the default catalogue to all workers of a run; gives the base address.

    Each holds an end of a pipe. The server ends when nobody does: when the last worker has ended,
    in whatever way.
    """
    begun: list[object] = []

    def serve(folder: Path) -> None:
        os.mkfifo(folder / "held")
        reading = os.open(folder / "held", os.O_RDONLY | os.O_NONBLOCK)
        holding.append(os.open(folder / "held", os.O_WRONLY))
        os.set_blocking(reading, True)
        process, base = start_server(folder / "log.txt", held_by=reading)
        os.close(reading)
        begun.append(process)  # of one forgotten before its end Python warns
        (folder / "address.txt").write_text(base, encoding="ascii")

    holding: list[int] = []
    for number in count():
        folder = build_once(f"server-{number}", serve)
        try:
            holding.append(os.open(folder / "held", os.O_WRONLY | os.O_NONBLOCK))
            break
        except OSError as error:  # all who held it have ended, and it with them
            if error.errno != errno.ENXIO:
                raise
    yield (folder / "address.txt").read_text(encoding="ascii")
    for one in holding:
        os.close(one)


@pytest.fixture(scope="session")
def start() -> Callable[..., tuple[subprocess.Popen[bytes], str]]:
    """Give the function that starts a server of one's own."""
    return start_server


def _sizes_within(resources: DictionaryObject) -> Iterator[tuple[int, int]]:
    for name in resources.get("/XObject", {}):
        part = resources["/XObject"][name]
        if part["/Subtype"] == "/Image":
            yield part["/Width"], part["/Height"]
        elif "/Resources" in part:
            yield from _sizes_within(part["/Resources"])


@pytest.fixture(scope="session")
def picture_sizes() -> Callable[[Iterable[PageObject]], list[tuple[int, int]]]:
    """Give a function that tells the pixels of the pictures on printed pages, unpacking none."""
    return lambda pages: [size for page in pages for size in _sizes_within(page["/Resources"])]


@pytest.fixture(scope="session")
def find_port() -> Callable[[], int]:
    """Give the function that finds a port that nobody uses."""
    return free_port


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        yield opened
        opened.close()


# Of the window, whatever is laid out wider than it.
HAS_WIDTH = "width => matchMedia(`(width: ${width}px)`).matches"
# What a change of the window's size asks for is done in the next frame, and drawn in the one after.
TWO_FRAMES = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
# The script has run, fonts are there, no animation that ends is still running, nothing flies.
# What is waited for is told at once: a promise of an answer would count as one.
IDLE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  if (app && app.dataset.testScriptState !== 'notRunning') return false;
  if (document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim')) return false;
  return document.fonts.status === 'loaded'
    && document.getAnimations().every((one) => one.playState !== 'running'
      || one.effect?.getComputedTiming().endTime === Infinity);
}"""


# Streamlit's pages scroll in their main part, the others as a document. The window of a phone
# grows with a page that is too wide for it, its screen does not.
OVERFLOW = """() => [document.scrollingElement, ...document.querySelectorAll('.stMain')]
  .reduce((most, one) => Math.max(most, one.scrollWidth - screen.width), 0)"""
# A link that changes the page in place, as those of the head are marked.
FOLLOW = """(path) => {
  const link = Object.assign(document.createElement('a'), { href: path });
  link.dataset.view = '1';
  document.body.append(link);
  link.click();
  link.remove();
}"""


def wait_until_idle(page: Page) -> None:
    """Wait until nothing is loading, running on the server or moving on the page."""
    page.wait_for_selector("h1, h2")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(IDLE)


def describe_phone(width: int, height: int) -> dict[str, object]:
    """Describe to the browser what a context of a phone has for a screen."""
    return {
        "mobile": True,
        "width": width,
        "height": height,
        "screenWidth": width,
        "screenHeight": height,
        "deviceScaleFactor": 1,
        "screenOrientation": {"angle": 0, "type": "portraitPrimary"},
    }


class Visit:
    """A page of the app with what it asked for and what went wrong on it."""

    def __init__(
        self, page: Page, base: str, *, session: CDPSession, is_watched: bool = False
    ) -> None:
        self.page = page
        self.base = base
        self.session = session
        self.is_phone = False
        self.is_watched = is_watched
        self.asked_outside: list[str] = []
        self.faults: list[str] = []
        self.listeners: list[tuple[str, Callable[..., object]]] = []
        self.scripted: list[CDPSession] = []
        own = urlsplit(base).netloc

        def watch(request: Request) -> None:
            parts = urlsplit(request.url)
            if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != own:
                self.asked_outside.append(request.url)

        if is_watched:
            self.listen("request", watch)
        self.listen("pageerror", lambda error: self.faults.append(str(error)))
        self.listen(
            "console",
            lambda message: self.faults.append(message.text) if message.type == "error" else None,
        )

    def listen(self, event: str, handler: Callable[..., object]) -> None:
        """Hear of an event of the page until the visit ends."""
        self.page.on(event, handler)  # type: ignore[call-overload]
        self.listeners.append((event, handler))

    @property
    def outside(self) -> list[str]:
        """List what was asked of other hosts, by a visit that was opened to be watched."""
        assert self.is_watched, "ask for a visit that is_watched"
        return self.asked_outside

    def open(self, path: str = "/") -> "Visit":
        self.page.goto(self.base + path)
        return self

    def run_first(self, script: str) -> "Visit":
        """Run a script before those of each page that is opened, until the visit ends."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Page.enable")
        session.send("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        self.scripted.append(session)
        return self

    def wait_for_map(self) -> "Visit":
        self.page.wait_for_selector(".city-map[data-ready=true]")
        return self

    def wait_until_idle(self) -> "Visit":
        """Wait until nothing is loading, running on the server or moving on the page."""
        wait_until_idle(self.page)
        return self

    def ask_script(self, expression: str) -> object:
        """Evaluate with ``script``, the module that the page has loaded."""
        return self.page.evaluate(
            "async () => { const { src } = document.querySelector("
            "'script[src*=\"assets/\"][type=module]');"
            f" const script = await import(src); return {expression}; }}"
        )

    def resize(self, width: int, height: int) -> "Visit":
        """Make the window another size, and wait until the page has answered it."""
        if self.is_phone:
            return self.turn_into_phone(width=width, height=height)
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_function(HAS_WIDTH, arg=width)
        self.page.evaluate(TWO_FRAMES)
        return self

    def measure_overflow(self) -> int:
        """Tell by how many pixels the page is wider than the screen."""
        return int(self.page.evaluate(OVERFLOW))

    def come_by_phone(self, **narrower: int) -> "Visit":
        """Let what is opened next be seen on a phone, as a context of a phone would show it."""
        self.is_phone = True
        width, height = (PHONE | narrower).values()
        self.session.send("Emulation.setDeviceMetricsOverride", describe_phone(width, height))
        self.session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        return self

    def turn_into_phone(self, **narrower: int) -> "Visit":
        """Go on with the page of a desk on a phone."""
        self.come_by_phone(**narrower)
        self.page.wait_for_function(HAS_WIDTH, arg=(PHONE | narrower)["width"])
        self.page.evaluate(TWO_FRAMES)
        return self

    def turn_back(self) -> "Visit":
        """Go on at the desk again."""
        self.is_phone = False
        self.session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
        self.session.send("Emulation.clearDeviceMetricsOverride")
        # A size that it is thought to have is not set again.
        self.page.set_viewport_size({**DESK, "height": DESK["height"] - 1})
        return self.resize(**DESK)

    def follow(self, path: str, *shown: str) -> "Visit":
        """Go on to another view in place, as a link of the head does, until all it shows is there.

        ``shown`` are selectors of what the page before did not show.
        """
        self.page.evaluate(FOLLOW, path)
        for selector in shown:
            self.page.wait_for_selector(selector)
        return self.wait_until_idle()

    def switch_language(self, lang: str) -> "Visit":
        """Read the page in the other language, by its own link in place."""
        self.page.locator(".city-language").first.dispatch_event("click")
        # The head comes from the server: with it the new language has arrived.
        self.page.wait_for_selector(f".city-language:not([lang='{lang}'])", state="attached")
        self.page.wait_for_selector(f"html[lang^='{lang}']", state="attached")
        return self

    def find_violations(self, *, within: str = "html", asks_colours: bool = True) -> list[str]:
        """Say which rules of accessibility the page breaks where, by all that axe asks at first.

        Contrast takes axe longer than all else. Who has asked for it of the same page need not
        where only the words have changed.
        """
        options = AXE if asks_colours else AXE | WITHOUT_COLOURS
        if not self.page.evaluate("() => 'axe' in globalThis"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(
            "async ([within, options]) => (await axe.run(within, options)).violations"
            ".flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))",
            [within, options],
        )
        return [str(one) for one in found]

    def map_data(self, name: str) -> str:
        value = self.page.get_attribute(".city-map", f"data-{name}")
        assert value is not None
        return value


class Tabs:
    """The tabs of visitors: one used before opens a page in a third of the time.

    What is fetched and compiled stays warm; what a visitor leaves behind does not. A phone is a
    tab as well, turned into one: in a context of its own all would be fetched and compiled again.
    """

    def __init__(self, context: BrowserContext, *, origin: str) -> None:
        context.set_default_timeout(PATIENCE_MS)
        self.context = context
        self.origin = origin
        self.free: list[Page] = []
        self.sessions: dict[Page, CDPSession] = {}

    def take(
        self,
        *,
        is_fresh: bool,
        permissions: Sequence[str] = (),
        geolocation: Geolocation | None = None,
        **media: str,
    ) -> Page:
        """Give a tab that nobody uses, or a new one, with what its visitor allows and prefers.

        A context of their own for each such visitor would fetch and compile everything again.
        """
        page = self.free.pop() if self.free and not is_fresh else self._open()
        page.bring_to_front()
        if permissions:
            self.context.grant_permissions(permissions)
        if geolocation:
            self.context.set_geolocation(geolocation)
        if media:
            page.emulate_media(**media)  # type: ignore[arg-type]
        return page

    def _open(self) -> Page:
        page = self.context.new_page()
        self.sessions[page] = self.context.new_cdp_session(page)
        return page

    def give_back(self, visit: Visit, *, is_spent: bool) -> None:
        """Forget the visitor, and keep the tab where it can be used again."""
        page = visit.page
        self.context.clear_permissions()
        self.context.set_geolocation(None)
        if page.is_closed():
            return
        if is_spent or not page.url.startswith(self.origin):
            self._forget(page)
            self.sessions.pop(page)
            page.close()
            return
        for event, handler in visit.listeners:
            page.remove_listener(event, handler)
        for session in visit.scripted:
            session.detach()  # takes its script along
        page.unroute_all()
        # An almost empty page is made another size, and seen by other eyes, for nothing.
        page.goto(f"{self.origin}/healthz")
        page.evaluate("() => { sessionStorage.clear(); window.name = ''; }")
        if visit.is_phone:
            visit.turn_back()
        page.set_viewport_size(DESK)
        page.emulate_media(**PLAIN)
        page.mouse.move(0, 0)
        self._forget(page)
        self.free.append(page)

    def _forget(self, page: Page) -> None:
        """Forget all that a visitor leaves behind, but for the files fetched."""
        kinds = "cookies,local_storage,indexeddb,service_workers"
        forgotten = {"origin": self.origin, "storageTypes": kinds}
        self.sessions[page].send("Storage.clearDataForOrigin", forgotten)


@pytest.fixture(scope="session")
def tabs(browser: Browser, server: str) -> Tabs:
    """Hold the tabs of one browser context, so that what was fetched stays warm."""
    context = browser.new_context(viewport=DESK, locale="zh-CN", timezone_id="Asia/Shanghai")
    return Tabs(context, origin=server)


@pytest.fixture
def visit(
    tabs: Tabs, server: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visit]]:
    """Give a function that opens a visitor; a screenshot is kept when the test fails.

    ``is_fresh`` asks for a tab that nobody uses afterwards: for a test that changes the tab's
    own clock or scripts, which cannot be taken back. ``is_watched`` notes what is asked of other
    hosts: each request is told to the test, a tenth of what a page takes.
    """
    visits: list[tuple[Visit, bool]] = []

    def make(
        size: str = "desk",
        *,
        is_fresh: bool = False,
        is_watched: bool = False,
        **options: object,
    ) -> Visit:
        page = tabs.take(is_fresh=is_fresh, **options)
        visit = Visit(page, server, session=tabs.sessions[page], is_watched=is_watched)
        visits.append((visit, is_fresh))
        return visit.come_by_phone() if size == "phone" else visit

    yield make
    report = getattr(request.node, "report_of_call", None)
    has_failed = report is None or report.failed
    if report is not None and report.failed:
        RESULTS.mkdir(exist_ok=True)
        for number, (one, _) in enumerate(visits):
            one.page.screenshot(path=RESULTS / f"{request.node.name[:80]}-{number}.png")
    for one, is_fresh in visits:
        tabs.give_back(one, is_spent=is_fresh or has_failed)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call":
        item.report_of_call = report  # type: ignore[attr-defined]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)
