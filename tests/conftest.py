"""What all tests share: no deadlines, and the texts that have broken something somewhere."""

import asyncio
import fcntl
import gc
import json
import os
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "50"))
"""How often a law is asked: each run asks anew, and a longer search is one setting away."""

settings.register_profile("no-deadline", deadline=None, max_examples=EXAMPLES)
settings.load_profile("no-deadline")

_FILE = Path(__file__).parent / "data" / "hostile-texts.json"
_LONG = {
    "flood": "e" + "\u0301" * 500,
    "long-word": "长" * 100_000,
    "long-latin": "x" * 100_000,
    "spaces": " " * 5_000,
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while tests are collected, nor ever again among what was collected.

    All that is made then stays to the end of the run: looking through it took a third of the
    time of collecting, in each worker. Afterwards it is looked for more rarely than Python does,
    which has in mind programs that have less to waste.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        gc.enable()


@pytest.fixture(autouse=True)
def keep_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep nothing beside the catalogues that tests read."""
    monkeypatch.setenv("CACHE_FOLDER", "")


@pytest.fixture(autouse=True)
def no_browser_s_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hide the loop of a browser that an earlier test has opened: others begin their own."""
    loop = asyncio._get_running_loop()
    if loop is None or request.node.get_closest_marker("browser"):
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


@pytest.fixture(scope="session")
def build_once(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, Callable[[Path], object]], Path]:
    """Give a function that fills a folder once for all workers of a run, and gives it.

    ``build_once("site", make)`` calls ``make(folder)`` in the worker that asks first; who asks
    meanwhile waits. Nobody changes what lies in it. What fails to be built, or was left half
    built, the next one builds anew, and fails for the same reason.
    """
    base = tmp_path_factory.getbasetemp()
    is_worker = hasattr(request.config, "workerinput")
    shared = (base.parent if is_worker else base) / "built-once"
    shared.mkdir(exist_ok=True)

    def build(name: str, make: Callable[[Path], object]) -> Path:
        folder, mark = shared / name, shared / f"{name}.built"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)  # the system takes it back from who ends
            if not mark.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                mark.touch()
        return folder

    return build


@pytest.fixture(scope="session")
def hold_each() -> Callable[..., None]:
    """Give a function that holds each row of a long table to a rule, and names all that break it.

    ``hold_each(rows, rule)`` calls ``rule(row)`` and fails once with every row that broke it. A
    test for each of some hundred rows is more work to hand out and to report than to do.
    """

    def hold(rows: Iterable[Any], rule: Callable[[Any], object], *, name: Any = str) -> None:
        faults, rows = [], list(rows)
        for row in rows:
            try:
                rule(row)
            except (Exception, pytest.fail.Exception) as fault:  # noqa: BLE001 - all are its faults
                faults.append(f"{name(row)}: {type(fault).__name__}: {fault}")
        assert rows, "a table without rows holds nothing"
        assert not faults, f"{len(faults)} of {len(rows)} rows:\n" + "\n".join(faults)

    return hold


@pytest.fixture(scope="session")
def hostile_texts() -> dict[str, str]:
    """Hostile and awkward texts by their kind."""
    kinds: dict[str, str] = json.loads(_FILE.read_text(encoding="utf-8"))
    return kinds | _LONG


_SITE_RECORDS = {
    2024: (
        "metro-1-p1",
        "yingze-street",
        "taizhong-rail",
        "northern-qi-museum",
        "qingxu-edz",
        "smart-manufacturing-scenes",
        "yuanhan-sapphire-2",
    ),
    2023: ("metro-1-p1", "wusu-airport-p3", "longcheng-street"),
}
HOSTILE_NAME = "</script><img src=x onerror=alert(1)><!-- {{7*7}} `${1}`"
FORMER_ID = "northern-qi-museum-of-old"


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of a few records: placed and not, one with a hostile name and a former id."""
    folder = tmp_path_factory.mktemp("library")
    data = Path(__file__).parents[1] / "projects" / "data"
    for year, ids in _SITE_RECORDS.items():
        name = f"taiyuan-{year}.geojson"
        content = json.loads((data / name).read_text(encoding="utf-8"))
        features = {one["properties"]["id"]: one for one in content["features"]}
        content["features"] = [features[one] for one in ids]
        content["metadata"]["leaves_city"] = []
        if year == 2024:
            features["northern-qi-museum"]["properties"]["aliases_id"] = [FORMER_ID]
            features["yuanhan-sapphire-2"]["properties"]["name_en"] = HOSTILE_NAME
        text = json.dumps(content, ensure_ascii=False)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def published_site(
    small_library: Path, build_once: Callable[[str, Callable[[Path], object]], Path]
) -> Path:
    """Publish the small library once, with an address of its own."""

    def publish(folder: Path) -> None:
        from app.published.store import Store  # noqa: PLC0415 - only where it is asked for
        from app.site.publish import publish_site  # noqa: PLC0415
        from app.site.volume import Setting  # noqa: PLC0415

        setting = Setting("https://map.example.org/city/")
        publish_site(Store(small_library), out=folder / "map", setting=setting, tell=lambda _: None)

    return build_once("site", publish) / "map"
