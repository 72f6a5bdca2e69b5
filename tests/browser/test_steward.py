"""The steward places a record by a click, sees how far off it may be, and finds it in the file."""

import json

import pytest
from playwright.sync_api import expect

from app.pages_register import STEWARD
from app.workbench.folder import STEWARD_FOLDER
from projects.__main__ import main
from projects.catalogue import read_catalogue

REPORT = "# 云溪市2025年政府工作报告\n\n[S1.P1] 推动海湾隧道开工建设。\n"
MAP = ".st-key-steward-map .city-map"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "work"
    path.mkdir()
    report = path / "report-2025.md"
    report.write_text(REPORT, encoding="utf-8")
    catalogue = path / "yunxi-2025.geojson"
    city = ["--city", "云溪市", "--city-en", "Yunxi", "--adcode", "990100"]
    box = ["--bbox", "112", "37", "113.5", "38.5", "--date", "2025-01-06"]
    assert main(["new", str(catalogue), *city, *box, "--report", str(report)]) == 0
    rows = tmp_path / "rows.tsv"
    assert main(["read", str(report), "--out", str(rows)]) == 0
    rows.write_text(rows.read_text(encoding="utf-8").replace("\n\t", "\nyes\t"), encoding="utf-8")
    assert main(["read", str(report), str(catalogue), "--accept", str(rows)]) == 0
    return path


def test_a_record_is_placed_by_a_click(browser, start, folder, tmp_path):
    settings = {STEWARD: "1", STEWARD_FOLDER: str(folder)}
    process, base = start(tmp_path / "log.txt", **settings)
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    context.set_default_timeout(120_000)
    page = context.new_page()
    try:
        page.goto(f"{base}/steward?lang=en")
        page.locator(f"{MAP}[data-ready=true]").wait_for()
        page.locator(f"{MAP} .leaflet-control-zoom-in").click()
        page.locator(MAP).click(position={"x": 200, "y": 250})
        page.locator(f'{MAP}[data-place*=","]').wait_for()
        lon, lat = map(float, page.locator(MAP).get_attribute("data-place").split(","))
        for label in ("Source", "Licence", "How it was found", "Date of the source"):
            page.get_by_label(label, exact=True).fill("2025-01")
            page.get_by_label(label, exact=True).blur()
        page.get_by_role("button", name="Place it").click()
        expect(page.get_by_text("placed at")).to_be_visible()
        # The eye stays where it was when the written catalogue becomes a new map.
        page.locator(f"{MAP}[data-ready=true][data-shown='1']").wait_for()
        assert page.locator(f'{MAP}[data-place*=","]').count() == 1
    finally:
        context.close()
        process.kill()
        process.wait()
    (record,) = read_catalogue(folder / "yunxi-2025.geojson").projects
    assert json.loads(json.dumps(record.geometry.__geo_interface__))["coordinates"] == [lon, lat]
    assert record.place.accuracy_m == 100
